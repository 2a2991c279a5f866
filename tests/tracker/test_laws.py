"""Laws: whatever is exported, in whatever order, each person's words are there just once; twice is as good as once."""

from __future__ import annotations

import datetime as dt
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from vnplans.models import Directive

from .acts import CONTENTS, act, task
from .target import Memory

MORE = (
    *CONTENTS,
    "Kiểm tra giếng nước hợp vệ sinh tại các bản",
    "Sửa chữa cầu treo trước mùa lũ",
    "Rà soát, số hóa hồ sơ lưu trữ của các xã vùng biển",
    "Tổ chức tập huấn cho công chức; kiểm tra việc trực ban trong mùa mưa bão",
    "Báo cáo kết quả thực hiện kế hoạch",
)
TASKS = st.lists(
    st.builds(
        task,
        st.sampled_from(MORE),
        st.sampled_from([None, "Sở Nội vụ", "Sở Y tế"]),
        st.sampled_from([None, dt.date(2025, 6, 30), dt.date(2025, 12, 15)]),
    ),
    max_size=7,
)
RECORDS = st.builds(
    act,
    st.sampled_from(["a.docx", "b.docx", "c.pdf"]),
    TASKS,
    st.sampled_from([None, 45, 46]),
    st.sampled_from([None, dt.date(2025, 3, 5)]),
    issuer=st.sampled_from(["Ủy ban nhân dân tỉnh Hà Sơn", "Ủy ban nhân dân tỉnh Hà Nam", None]),
    origin=st.sampled_from(["text", "ocr"]),
)
EXPORTS = st.lists(st.lists(RECORDS, min_size=1, max_size=3), min_size=1, max_size=5)


def state(memory: Memory) -> object:
    rows = {key: (row.work.content, row.state, row.work.where) for key, row in memory.all().items()}
    return rows, memory.remarks, {key: held.versions for key, held in memory.acts.items()}


@settings(max_examples=60, deadline=None)
@given(EXPORTS)
def test_everybodys_words_are_there_just_once(exports: list[list[Directive]]) -> None:
    memory = Memory()
    written: list[str] = []
    for count, batch in enumerate(exports):
        memory.take(*batch)
        before = set(memory.remarks)
        memory.write(f"{count} ")
        written += [words for key, words in memory.remarks.items() if key not in before]
        assert sorted(line for words in memory.remarks.values() for line in words.split("\n")) == sorted(written)
        assert set(memory.remarks) <= set(memory.all())


@settings(max_examples=60, deadline=None)
@given(EXPORTS)
def test_twice_is_once(exports: list[list[Directive]]) -> None:
    memory = Memory()
    for batch in exports:
        memory.take(*batch)
        memory.write()
        once = state(memory)
        changes = memory.take(*batch)
        assert state(memory) == once
        assert not [row for change in changes for row in change.rows if row.kind != "kept"]
        assert not [check for change in changes for check in change.checks]


@settings(max_examples=60, deadline=None)
@given(st.lists(RECORDS, max_size=5, unique_by=lambda record: record.source.sha256), st.randoms(use_true_random=False))
def test_the_order_of_a_batch_does_not_matter(batch: list[Directive], rng: random.Random) -> None:
    one, other = Memory(), Memory()
    one.take(*batch)
    other.take(*rng.sample(batch, len(batch)))
    assert state(one) == state(other)


@settings(max_examples=60, deadline=None)
@given(EXPORTS)
def test_the_tasks_of_the_version_that_counts_all_live(exports: list[list[Directive]]) -> None:
    memory = Memory()
    for batch in exports:
        for change in memory.take(*batch):
            if change.directive is not None:
                rows = memory.rows[change.key].values()
                live = sorted(row.work.content for row in rows if row.state == "live")
                assert live == sorted(told.content for told in change.directive.tasks)
