"""What a person wrote follows its work, in SQLite, PostgreSQL and Excel alike."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from tracker.acts import CONTENTS, act, task, tasks_of

from vnplans import export
from vnplans.models import Directive

from .trackers import Database, Tracker, Workbook

DAY = dt.date(2025, 3, 5)
WHOLE = "Sở Nội vụ rà soát, số hóa toàn bộ hồ sơ lưu trữ của các xã miền núi và tổ chức tập huấn cho công chức"
PART, OTHER_PART = "Rà soát, số hóa toàn bộ hồ sơ lưu trữ của các xã miền núi", "Tổ chức tập huấn cho công chức"


@pytest.fixture(params=["sqlite", "postgresql", "xlsx"])
def tracker(request: pytest.FixtureRequest, tmp_path: Path) -> Tracker:
    if request.param == "xlsx":
        return Workbook(tmp_path / "theo dõi.xlsx")
    if request.param == "sqlite":
        return Database(tmp_path / "plans.sqlite", f"sqlite:///{tmp_path / 'plans.sqlite'}")
    url = request.getfixturevalue("postgres")
    return Database(url, url)


def take(tracker: Tracker, *records: Directive, **options: Any) -> None:
    export.write(records, tracker.to, tracker.out, **options)


def draft(*contents: str, file: str = "du thao.docx", **more: Any) -> Directive:
    return act(file, tasks_of(contents or CONTENTS), **more)


def issued(*contents: str, **more: Any) -> Directive:
    values: dict[str, Any] = {"file": "kh45.docx", "serial": 45, "day": DAY}
    return draft(*contents, **(values | more))


def say(tracker: Tracker, *contents: str) -> None:
    for content in contents or CONTENTS:
        tracker.write(content, remarks=f"về {content[:12]}", status="Hoàn thành")


def test_an_inserted_task_moves_nobodys_words(tracker: Tracker) -> None:
    take(tracker, draft())
    say(tracker, CONTENTS[0])
    first = task("Rà soát, số hóa hồ sơ lưu trữ của các xã vùng biển", "Sở Y tế")
    take(tracker, act("lần 2.docx", [first, *tasks_of()]))
    done = {row["content"] for row in tracker.rows() if row["status"] == "Hoàn thành"}
    assert done == {CONTENTS[0]}
    assert tracker.said() == {CONTENTS[0]: f"về {CONTENTS[0][:12]}"}
    assert tracker.counts()[0] == 1


def test_from_draft_to_issued_act_to_scan(tracker: Tracker) -> None:
    reworded = ("Rà soát, thống kê, số hóa toàn bộ hồ sơ lưu trữ của các xã miền núi", *CONTENTS[1:4])
    take(tracker, draft())
    say(tracker)
    take(tracker, issued(*reworded))
    take(tracker, draft())
    take(
        tracker,
        act("scan.pdf", tasks_of(("Ra soat, thóng ke, só hóa toàn bo hồ sơ", *reworded[1:])), 45, DAY, origin="ocr"),
    )
    assert tracker.said() == {
        now: f"về {was[:12]}" for now, was in zip((*reworded, CONTENTS[4]), CONTENTS, strict=True)
    }
    assert tracker.states() == dict.fromkeys(reworded, "live") | {CONTENTS[4]: "dropped"}
    acts, history, checks = tracker.counts()
    assert (acts, checks) == (1, 0)
    assert history >= 4


def test_draft_and_issued_act_in_one_export_in_either_order(tracker: Tracker) -> None:
    take(tracker, issued(), draft())
    assert tracker.counts()[0] == 1
    say(tracker)
    take(tracker, draft(), issued())
    assert tracker.counts()[0] == 1
    assert set(tracker.states().values()) == {"live"}
    assert len(tracker.said()) == len(CONTENTS)


def test_a_split_task_keeps_its_words_on_the_likest_part(tracker: Tracker) -> None:
    take(tracker, draft(WHOLE, *CONTENTS[1:]))
    say(tracker, WHOLE)
    leads = [task(PART, "Sở Nội vụ"), task(OTHER_PART, "Sở Nội vụ"), *tasks_of()[1:]]
    take(tracker, act("lần 2.docx", leads))
    rows = {row["content"]: row for row in tracker.rows()}
    assert rows[PART]["status"] == "Hoàn thành"
    assert rows[OTHER_PART]["status"] == "Chưa thực hiện"
    assert rows[OTHER_PART]["note"].startswith("Tách từ II.1: Sở Nội vụ rà soát")
    assert WHOLE not in rows


def test_tasks_put_together_keep_the_words_of_both(tracker: Tracker) -> None:
    take(tracker, act("a.docx", [task(PART, "Sở Nội vụ"), task(OTHER_PART, "Sở Nội vụ"), *tasks_of()[1:]]))
    tracker.own_column()
    tracker.write(PART, remarks="một", status="Đang thực hiện")
    tracker.write(OTHER_PART, remarks="hai", status="Hoàn thành", own="của tôi")
    for _ in range(2):
        take(tracker, draft(WHOLE, *CONTENTS[1:], file="b.docx"))
        rows = {row["content"]: row for row in tracker.rows()}
        assert (rows[WHOLE]["remarks"], rows[WHOLE]["status"]) == ("một\nhai", "Đang thực hiện")
        merged = rows[OTHER_PART]
        assert (merged["state"], merged["status"], merged["own"]) == ("merged", "Hoàn thành", "của tôi")
        assert merged["remarks"] is None
        assert merged["note"].startswith("Gộp vào II.1")


def test_a_task_that_goes_and_comes_back_has_the_same_row(tracker: Tracker) -> None:
    take(tracker, draft())
    say(tracker, CONTENTS[1])
    take(tracker, draft(CONTENTS[0], *CONTENTS[2:], file="lần 2.docx"))
    assert tracker.states()[CONTENTS[1]] == "dropped"
    take(tracker, draft(file="lần 3.docx"))
    assert tracker.states() == dict.fromkeys(CONTENTS, "live")
    assert tracker.said() == {CONTENTS[1]: f"về {CONTENTS[1][:12]}"}
    assert {row["note"] for row in tracker.rows()} == {None}


def test_what_is_not_sure_is_listed_and_words_stay_on_the_old_row(tracker: Tracker) -> None:
    report = CONTENTS[4]
    three = [task(report, lead) for lead in ("Sở Y tế", "Sở Nội vụ", "Sở Tài chính")]
    take(tracker, act("a.docx", [*three, *tasks_of()[:4]]))
    say(tracker, report)
    three[1] = task(report, "Sở Xây dựng")
    for _ in range(2):
        take(tracker, act("b.docx", [*three, *tasks_of()[:4]]))
        reports = [row for row in tracker.rows() if row["content"] == report]
        assert sorted((row["state"], row["status"]) for row in reports) == [
            ("live", "Chưa thực hiện"),
            ("live", "Hoàn thành"),
            ("live", "Hoàn thành"),
            ("unsure", "Hoàn thành"),
        ]
        assert tracker.counts()[2] == 1
        assert all("đối chiếu" in row["note"] for row in reports if row["note"])


def test_acts_of_two_provinces_and_two_years_never_meet(tracker: Tracker) -> None:
    take(tracker, issued())
    say(tracker)
    other = issued(file="b.docx", issuer="Ủy ban nhân dân tỉnh Hà Nam")
    next_year = issued(
        file="c.docx", serial=46, day=dt.date(2026, 3, 5), title=str(issued().title).replace("2025", "2026")
    )
    take(tracker, other, next_year)
    assert tracker.counts()[0] == 3
    rows = tracker.rows()
    assert len(rows) == 3 * len(CONTENTS)
    assert sum(row["status"] == "Hoàn thành" for row in rows) == len(CONTENTS)
    assert {row["state"] for row in rows} == {"live"}


def test_own_columns_are_never_written(tracker: Tracker) -> None:
    take(tracker, draft())
    tracker.own_column()
    for content in CONTENTS:
        tracker.write(content, own=f"riêng {content[:6]}")
    take(tracker, issued("Kiểm tra giếng nước hợp vệ sinh", *CONTENTS))
    own = {row["content"]: row["own"] for row in tracker.rows() if row["own"]}
    assert own == {content: f"riêng {content[:6]}" for content in CONTENTS}


def test_the_same_again_changes_nothing(tracker: Tracker) -> None:
    take(tracker, draft())
    take(tracker, issued())
    before, counts = tracker.rows(), tracker.counts()
    take(tracker, issued())
    take(tracker, draft(), issued())
    assert (tracker.rows(), tracker.counts()) == (before, counts)
