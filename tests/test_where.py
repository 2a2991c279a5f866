"""Vị trí: the words of the way to a task, and what 0.1 wrote of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnplans.knowledge import rows
from vnplans.knowledge.tables import WhereKind, WhereWord
from vnplans.where import id_from_0_1, says, step, way, where_from_0_1


@pytest.mark.parametrize("row", rows(WhereWord), ids=lambda row: row.kind)
def test_a_word_and_what_0_1_wrote_for_it(row: WhereWord) -> None:
    for was, today in zip(row.old, row.examples, strict=True):
        assert where_from_0_1(was) == today
        assert where_from_0_1(today) == today
        assert says(today, row.kind)
    assert not any(says(where, row.kind) for where in row.negatives)
    assert all(where_from_0_1(where) == where for where in row.negatives)


# 0.1's ids beside today's
IDS = [
    ("Ủy ban nhân dân tỉnh Hà Sơn/45/KH-UBND@2024-03-05#II.1.a", "II.1.a"),
    ("Ủy ban nhân dân tỉnh Hà Sơn/45/KH-UBND@2024-03-05#II.1 bullet 2, clause 1", "II.1, gạch đầu dòng 2, ý 1"),
    ("sha256:0123456789ab#Phụ lục I, 4, row 2.1, line 2", "Phụ lục I, 4, dòng 2.1, dòng con 2"),
    ("sha256:0123456789ab.2#paragraph 3, sentence 2~2", "đoạn 3, câu 2~2"),
    ("sha256:0123456789ab#Chương trình, Phần II.III.2.b bullet 2, + 1, clause 1~3",
     "Chương trình, Phần II.III.2.b, gạch đầu dòng 2, dấu + 1, ý 1~3"),
    ("sha256:0123456789ab#, sentence 1", "câu 1"),
    ("sha256:0123456789ab#Đối với công tác trẻ em, clause 1", "Đối với công tác trẻ em, ý 1"),
    ("sha256:0123456789ab#IV bullet 2, row I.3", "IV, gạch đầu dòng 2, dòng I.3"),
    ("sha256:0123456789ab#", ""),
]  # fmt: skip


@pytest.mark.parametrize(("old", "today"), IDS)
def test_an_id_of_0_1_becomes_todays(old: str, today: str) -> None:
    act = old.split("#", maxsplit=1)[0]
    assert id_from_0_1(old) == f"{act}#{today}"
    assert id_from_0_1(f"{act}#{today}") == f"{act}#{today}"


_KINDS = st.sampled_from([row.kind for row in rows(WhereWord) if row.kind != "sign"])
_WORDS = {row.kind: row.was for row in rows(WhereWord)}
_LABELS = st.sampled_from(["", "II.1", "Điều 2", "Phụ lục I", "Đối với dòng sông ý nghĩa, câu chuyện"])
_STEPS = st.lists(st.tuples(_KINDS, st.integers(1, 99)), max_size=4)


@given(
    label=st.sampled_from(["", "II.1", "Điều 2", "Phụ lục I", "Đối với dòng sông ý nghĩa, câu chuyện"]), steps=_STEPS
)
def test_every_way_of_0_1_is_the_way_of_today(label: str, steps: list[tuple[WhereKind, int]]) -> None:
    old = ", ".join(part for part in (label, *(f"{_WORDS[kind]} {n}" for kind, n in steps)) if part)
    assert where_from_0_1(old) == way(label, *(step(kind, n) for kind, n in steps))
