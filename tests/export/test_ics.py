"""iCalendar, read back by a second library."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import vobject

from vnplans import export
from vnplans.export.ics import uid
from vnplans.models import Deadline

from .records import ACT, TASKS, plan, task


def calendar(path: Path, **options: Any) -> Any:
    export.write([plan()], "ics", path, **options)
    return vobject.readOne(path.read_text(encoding="utf-8"))


@pytest.fixture
def todos(tmp_path: Path) -> dict[str, Any]:
    return {todo.uid.value: todo for todo in calendar(tmp_path / "x.ics").vtodo_list}


def todo_of(todos: dict[str, Any], where: str) -> Any:
    return todos[uid(f"{ACT}#{where}")]


def value(component: Any, name: str) -> Any:
    return getattr(component, name).value if hasattr(component, name) else None


# where, DTSTART, DUE, DURATION, RRULE
TIMES = [
    ("II.1.a", None, dt.date(2024, 6, 30), None, None),
    ("II.1.b", dt.date(2024, 12, 15), None, dt.timedelta(days=1), {"FREQ=YEARLY", "BYMONTH=12", "BYMONTHDAY=15"}),
    ("II.2", dt.date(2024, 4, 1), dt.date(2024, 6, 30), None, None),
    ("II.3", None, None, None, None),
    ("III.1", None, None, None, None),
    ("III.2", dt.date(2024, 3, 5), None, None, {"FREQ=MONTHLY", "INTERVAL=3"}),
    ("III.3", None, None, None, None),
]


@pytest.mark.parametrize("expected", TIMES, ids=[row[0] for row in TIMES])
def test_another_library_reads_the_same_times(expected: tuple[Any, ...], todos: dict[str, Any]) -> None:
    where, start, due, duration, rule = expected
    todo = todo_of(todos, where)
    found_rule = value(todo, "rrule")
    assert value(todo, "dtstart") == start
    assert value(todo, "due") == due
    assert value(todo, "duration") == duration
    assert (set(found_rule.split(";")) if found_rule else None) == rule


def test_occurrences_fall_on_the_printed_day(todos: dict[str, Any]) -> None:
    days = list(todo_of(todos, "II.1.b").getrruleset()[:3])
    assert [day.date() for day in days] == [dt.date(year, 12, 15) for year in (2024, 2025, 2026)]


def test_an_entry_says_what_who_and_where_from(todos: dict[str, Any]) -> None:
    todo = todo_of(todos, "II.2")
    assert todo.summary.value == "Tổ chức tuyên truyền trên loa truyền thanh, [khẩu hiệu] *bắt buộc*"
    assert todo.categories.value == ["Sở Văn hóa và Thể thao", "Báo Hà Sơn"]
    assert todo.related_to.value == uid(ACT)
    assert "Nguồn: kh45.pdf, tr. 2, II.2" in todo.description.value
    assert todo.status.value == "NEEDS-ACTION"


def test_the_act_stands_beside_its_tasks(tmp_path: Path) -> None:
    (journal,) = calendar(tmp_path / "x.ics").vjournal_list
    assert journal.uid.value == uid(ACT)
    assert journal.dtstart.value == dt.date(2024, 3, 5)
    assert "45/KH-UBND" in journal.summary.value


def test_equal_records_give_equal_files_and_corrected_ones_keep_uids(tmp_path: Path) -> None:
    export.write([plan()], "ics", tmp_path / "a.ics")
    export.write([plan()], "ics", tmp_path / "b.ics")
    assert (tmp_path / "a.ics").read_bytes() == (tmp_path / "b.ics").read_bytes()
    corrected = [t.model_copy(update={"content": "lời khác"}) for t in TASKS]
    export.write([plan(tasks=corrected)], "ics", tmp_path / "c.ics")
    uids = [[t.uid.value for t in vobject.readOne((tmp_path / f"{n}.ics").read_text()).vtodo_list] for n in "ac"]
    assert uids[0] == uids[1]
    assert len(set(uids[0])) == len(TASKS)


def test_events_are_whole_days_and_only_where_a_day_is_known(tmp_path: Path) -> None:
    shown = calendar(tmp_path / "x.ics", events=True)
    assert not hasattr(shown, "vtodo")
    days = [(event.dtstart.value, event.dtend.value) for event in shown.vevent_list]
    june = (dt.date(2024, 6, 30), dt.date(2024, 7, 1))
    assert days == [
        june,
        (dt.date(2024, 12, 15), dt.date(2024, 12, 16)),
        june,
        (dt.date(2024, 3, 5), dt.date(2024, 3, 6)),
    ]


def test_a_rhythm_without_any_known_first_day_gets_no_rule(tmp_path: Path) -> None:
    export.write([plan(issued_on=None)], "ics", tmp_path / "x.ics")
    todos = vobject.readOne((tmp_path / "x.ics").read_text()).vtodo_list
    assert [todo for todo in todos if hasattr(todo, "rrule")] == []
    assert any("hằng quý" in todo.description.value for todo in todos)


def test_a_rhythm_ends_where_the_deadline_does(tmp_path: Path) -> None:
    deadline = Deadline(
        text="hằng tháng đến hết năm 2024", kind="recurring", rrule="FREQ=MONTHLY", end=dt.date(2024, 12, 31)
    )
    export.write([plan(tasks=[task("1", "Báo cáo", deadline=deadline)])], "ics", tmp_path / "x.ics")
    todo = vobject.readOne((tmp_path / "x.ics").read_text()).vtodo
    assert "UNTIL=20241231" in todo.rrule.value


@pytest.mark.parametrize("rule", ["FREQ=HOURLY;INTERVAL=3", "FREQ=MINUTELY;INTERVAL=30"])
def test_a_whole_day_has_no_rule_of_hours(rule: str, tmp_path: Path) -> None:
    deadline = Deadline(text="một lần", kind="recurring", rrule=rule, start=dt.date(2024, 5, 6))
    export.write([plan(tasks=[task("1", "Đo mực nước", deadline=deadline)])], "ics", tmp_path / "x.ics")
    assert not hasattr(vobject.readOne((tmp_path / "x.ics").read_text()).vtodo, "rrule")


@pytest.mark.parametrize("shift", range(4))
def test_lines_are_folded_within_75_bytes_and_between_letters(shift: int, tmp_path: Path) -> None:
    content = "a" * shift + "Ừ\U0001d11eé" * 60
    export.write([plan(tasks=[task("1", content)])], "ics", tmp_path / "x.ics")
    lines = (tmp_path / "x.ics").read_bytes().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert [line.decode("utf-8") for line in lines]
    (todo,) = vobject.readOne((tmp_path / "x.ics").read_text(encoding="utf-8")).vtodo_list
    assert f"Nội dung: {content}\n" in todo.description.value
