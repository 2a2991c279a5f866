"""iCalendar, read back by other libraries."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import icalendar
import pytest
import recurring_ical_events
import vobject

from vnplans import export
from vnplans.errors import TargetRefused, WrongRequest
from vnplans.export.ics import uid
from vnplans.export.period import plan_end
from vnplans.models import Deadline, Directive, DocumentNumber

from .records import ACT, SOURCE, TASKS, other_plan, plan, task


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
    (
        "II.1.b",
        dt.date(2024, 12, 15),
        None,
        dt.timedelta(days=1),
        {"FREQ=YEARLY", "UNTIL=20241231", "BYMONTH=12", "BYMONTHDAY=15"},
    ),
    ("II.2", dt.date(2024, 4, 1), dt.date(2024, 6, 30), None, None),
    ("II.3", None, None, None, None),
    ("III.1", None, None, None, None),
    ("III.2", None, None, None, None),
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


def test_occurrences_fall_on_the_printed_day(tmp_path: Path) -> None:
    export.write([plan(title="Chương trình giai đoạn 2024 - 2026")], "ics", tmp_path / "x.ics")
    calendar = vobject.readOne((tmp_path / "x.ics").read_text(encoding="utf-8"))
    todos = {todo.uid.value: todo for todo in calendar.vtodo_list}
    days = list(todo_of(todos, "II.1.b").getrruleset())
    assert [day.date() for day in days] == [dt.date(year, 12, 15) for year in (2024, 2025, 2026)]


def test_an_entry_says_what_who_and_where_from(todos: dict[str, Any]) -> None:
    todo = todo_of(todos, "II.2")
    assert todo.summary.value == "Tổ chức tuyên truyền trên loa truyền thanh, [khẩu hiệu] *bắt buộc*"
    assert todo.categories.value == ["Sở Văn hóa và Thể thao", "Báo Hà Sơn"]
    assert todo.related_to.value == uid(ACT)
    assert "Nguồn: kh45.pdf, tr. 2, II.2" in todo.description.value
    assert not hasattr(todo, "status")


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
    ]


def test_a_rhythm_without_any_known_first_day_gets_no_rule(tmp_path: Path) -> None:
    export.write([plan(issued_on=None)], "ics", tmp_path / "x.ics")
    todos = vobject.readOne((tmp_path / "x.ics").read_text()).vtodo_list
    assert [todo for todo in todos if hasattr(todo, "rrule")] == []
    assert any("hằng quý" in todo.description.value for todo in todos)
    assert any(todo.summary.value.endswith(" (hằng năm)") for todo in todos)


@pytest.mark.parametrize(
    "rule",
    ["FREQ=MONTHLY;INTERVAL=3", "FREQ=YEARLY", "FREQ=MONTHLY", "FREQ=WEEKLY", "FREQ=DAILY", "FREQ=YEARLY;BYMONTH=6"],
)
@pytest.mark.parametrize("start", [None, dt.date(2024, 4, 1)])
def test_a_rhythm_that_names_no_day_has_none(rule: str, start: dt.date | None, tmp_path: Path) -> None:
    deadline = Deadline(text="định kỳ", kind="recurring", rrule=rule, start=start)
    directive = plan(tasks=[task("1", "Báo cáo tình hình", deadline=deadline)])
    export.write([directive], "ics", tmp_path / "x.ics")
    todo = vobject.readOne((tmp_path / "x.ics").read_text()).vtodo
    assert not hasattr(todo, "rrule") and not hasattr(todo, "due")
    assert value(todo, "dtstart") == start
    assert todo.summary.value.startswith("Báo cáo tình hình (")
    export.write([directive], "ics", tmp_path / "y.ics", events=True)
    assert not hasattr(vobject.readOne((tmp_path / "y.ics").read_text()), "vevent")


def test_a_rhythm_ends_where_the_deadline_does(tmp_path: Path) -> None:
    deadline = Deadline(
        text="trước ngày 20 hằng tháng đến hết tháng 9/2024",
        kind="recurring",
        rrule="FREQ=MONTHLY;BYMONTHDAY=20",
        end=dt.date(2024, 9, 30),
    )
    export.write([plan(tasks=[task("1", "Báo cáo", deadline=deadline)])], "ics", tmp_path / "x.ics")
    todo = vobject.readOne((tmp_path / "x.ics").read_text()).vtodo
    assert "UNTIL=20240930" in todo.rrule.value


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


# title, day of issue, last day of the plan's period
PERIODS = [
    ("Công tác dân tộc năm 2026", dt.date(2026, 1, 9), dt.date(2026, 12, 31)),
    ("Kế hoạch năm 2027 của ngành", dt.date(2026, 12, 9), dt.date(2027, 12, 31)),
    ("Trồng rừng giai đoạn 2021 - 2025", dt.date(2021, 5, 1), dt.date(2025, 12, 31)),
    ("Trồng rừng giai đoạn từ năm 2026 đến năm 2030", dt.date(2026, 5, 1), dt.date(2030, 12, 31)),
    ("Chương trình giảm nghèo giai đoạn 2021-2025 năm 2024", dt.date(2024, 1, 10), dt.date(2024, 12, 31)),
    ("Nhiệm vụ năm học 2025 - 2026", dt.date(2025, 8, 20), dt.date(2026, 5, 31)),
    ("Phát triển du lịch đến năm 2030", dt.date(2024, 8, 20), dt.date(2030, 12, 31)),
    ("Công tác trọng tâm 6 tháng đầu năm 2026", dt.date(2026, 1, 5), dt.date(2026, 6, 30)),
    ("Kiểm tra công vụ Quý III/2026", dt.date(2026, 6, 25), dt.date(2026, 9, 30)),
    ("Tháng hành động vì trẻ em tháng 6 năm 2026", dt.date(2026, 5, 5), dt.date(2026, 6, 30)),
    ("Tháng vệ sinh môi trường tháng 2/2028", dt.date(2028, 1, 5), dt.date(2028, 2, 29)),
    ("Thực hiện Quyết định số 12/QĐ-TTg ngày 05 tháng 3 năm 2026 của Thủ tướng", dt.date(2026, 4, 1), None),
    ("Thực hiện Chỉ thị số 05/CT-TTg ngày 05/3/2026", dt.date(2026, 4, 1), None),
    ("Tổng kết công tác năm 2023", dt.date(2024, 2, 1), None),
    ("Phòng, chống thiên tai", dt.date(2024, 2, 1), None),
    (None, None, None),
    ("Hồ sơ sức khỏe nhiệm kỳ 2025-2030", None, dt.date(2030, 12, 31)),
]


@pytest.mark.parametrize(("title", "issued", "last"), PERIODS, ids=[str(row[0])[:40] for row in PERIODS])
def test_the_last_day_of_a_plans_period(title: str | None, issued: dt.date | None, last: dt.date | None) -> None:
    assert plan_end(plan(title=title, issued_on=issued)) == last


def test_a_rhythm_that_begins_after_the_plans_period_has_no_end(tmp_path: Path) -> None:
    export.write([plan(issued_on=dt.date(2024, 12, 20))], "ics", tmp_path / "x.ics")
    todos = vobject.readOne((tmp_path / "x.ics").read_text()).vtodo_list
    (rule,) = [todo.rrule.value for todo in todos if hasattr(todo, "rrule")]
    assert "UNTIL" not in rule


def monthly(**more: Any) -> Directive:
    deadline = Deadline(text="trước ngày 25 hằng tháng", kind="recurring", rrule="FREQ=MONTHLY;BYMONTHDAY=25", **more)
    due = Deadline(text="trước ngày 30/6/2024", kind="by", end=dt.date(2024, 6, 30))
    return plan(tasks=[task("1", "Báo cáo", deadline=deadline), task("2", "Sơ kết", deadline=due)])


@pytest.mark.parametrize("events", [True, False])
def test_a_reader_of_recurrences_lists_the_right_days(events: bool, tmp_path: Path) -> None:
    export.write([monthly()], "ics", tmp_path / "x.ics", events=events)
    shown: Any = icalendar.Calendar.from_ical((tmp_path / "x.ics").read_bytes())
    listed = recurring_ical_events.of(shown, components=["VEVENT" if events else "VTODO"])
    found = listed.between(dt.date(2024, 1, 1), dt.date(2026, 1, 1))
    days = sorted((str(e["SUMMARY"]), e["DTSTART"].dt if "DTSTART" in e else e["DUE"].dt) for e in found)
    assert days == [
        *(("Báo cáo", dt.date(2024, month, 25)) for month in range(3, 13)),
        ("Sơ kết", dt.date(2024, 6, 30)),
    ]


def test_events_tell_how_many_tasks_have_no_day(tmp_path: Path) -> None:
    told: list[tuple[str, str]] = []
    export.write([plan()], "ics", tmp_path / "x.ics", events=True, tell=lambda vi, en: told.append((vi, en)))
    ((vi, en),) = told
    assert vi.startswith("4 nhiệm vụ không có ngày") and en.startswith("4 tasks have no day")


@pytest.mark.parametrize("events", [True, False])
def test_alarms_ring_days_before_at_eight(events: bool, tmp_path: Path) -> None:
    export.write([monthly()], "ics", tmp_path / "x.ics", events=events, alarm="7, 0")
    shown: Any = icalendar.Calendar.from_ical((tmp_path / "x.ics").read_bytes())
    listed = recurring_ical_events.of(shown, components=["VEVENT" if events else "VTODO"])
    (june,) = [e for e in listed.between(dt.date(2024, 6, 1), dt.date(2024, 7, 2)) if e["SUMMARY"] == "Sơ kết"]
    assert [ring.trigger.replace(tzinfo=None) for ring in june.alarms.times] == [
        dt.datetime(2024, 6, 23, 8),
        dt.datetime(2024, 6, 30, 8),
    ]


def test_nothing_rings_where_no_day_is_known(tmp_path: Path) -> None:
    export.write([plan()], "ics", tmp_path / "x.ics", alarm="3")
    for todo in vobject.readOne((tmp_path / "x.ics").read_text()).vtodo_list:
        assert hasattr(todo, "valarm") == (hasattr(todo, "due") or hasattr(todo, "rrule"))


@pytest.mark.parametrize("alarm", ["soon", "-3", "1,,2", "", "400", "P3D"])
def test_an_alarm_that_is_no_list_of_days_is_refused(alarm: str, tmp_path: Path) -> None:
    with pytest.raises(WrongRequest, match="nhắc trước"):
        export.write([plan()], "ics", tmp_path / "x.ics", alarm=alarm)


def entries(path: Path) -> dict[str, Any]:
    calendar: Any = icalendar.Calendar.from_ical(path.read_bytes())
    return {str(each["X-VNPLANS-ID"]): each for each in calendar.subcomponents if "X-VNPLANS-ID" in each}


def by_place(path: Path, where: str) -> Any:
    return entries(path)[f"{ACT}#{where}"]


def edit(path: Path, where: str, **values: Any) -> None:
    """A client writes into an entry of the file."""
    calendar: Any = icalendar.Calendar.from_ical(path.read_bytes())
    (found,) = [each for each in calendar.subcomponents if each.get("X-VNPLANS-ID") == f"{ACT}#{where}"]
    for name, told in values.items():
        found.add(name.replace("_", "-"), told)
    alarm = icalendar.Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("TRIGGER", dt.timedelta(days=-2))
    found.add_component(alarm)
    path.write_bytes(calendar.to_ical())


def test_what_a_person_did_in_a_client_stays(tmp_path: Path) -> None:
    out = tmp_path / "x.ics"
    export.write([plan()], "ics", out, alarm="3")
    edit(out, "II.2", status="COMPLETED", percent_complete=100, comment="đã nộp", x_moz_note="riêng")
    reworded = "Tổ chức tuyên truyền lưu động trên loa truyền thanh, [khẩu hiệu] *bắt buộc*"
    changed = [t if t.where != "II.2" else t.model_copy(update={"content": reworded}) for t in TASKS]
    export.write([plan(tasks=changed)], "ics", out, alarm="3")
    entry = by_place(out, "II.2")
    assert (entry["STATUS"], entry["PERCENT-COMPLETE"], entry["COMMENT"]) == ("COMPLETED", 100, "đã nộp")
    assert entry["X-MOZ-NOTE"] == "riêng"
    assert entry["SUMMARY"] == reworded
    assert len(entry.subcomponents) == 2
    export.write([plan(tasks=changed)], "ics", out)
    assert len(by_place(out, "II.2").subcomponents) == 1


def test_the_sequence_rises_where_the_entry_says_something_new(tmp_path: Path) -> None:
    out, first, later = (
        tmp_path / "x.ics",
        dt.datetime(2024, 3, 6, tzinfo=dt.UTC),
        dt.datetime(2024, 4, 6, tzinfo=dt.UTC),
    )
    export.write([plan()], "ics", out, stamp=first)
    before = out.read_bytes()
    export.write([plan()], "ics", out, stamp=later)
    assert out.read_bytes() == before
    moved = Deadline(text="trước ngày 15/7/2024", kind="by", end=dt.date(2024, 7, 15))
    changed = [t if t.where != "II.1.a" else t.model_copy(update={"deadline": moved}) for t in TASKS]
    export.write([plan(tasks=changed)], "ics", out, stamp=later)
    told = {t.where: by_place(out, t.where) for t in TASKS}
    assert [told[t.where]["SEQUENCE"] for t in TASKS] == [1, 0, 0, 0, 0, 0, 0]
    assert told["II.1.a"]["DTSTAMP"].dt == later and told["II.2"]["DTSTAMP"].dt == first
    assert told["II.1.a"]["DUE"].dt == dt.date(2024, 7, 15)


def test_a_task_that_is_gone_is_cancelled_and_comes_back(tmp_path: Path) -> None:
    out = tmp_path / "x.ics"
    export.write([plan()], "ics", out)
    edit(out, "II.2", status="IN-PROCESS")
    export.write([plan(tasks=TASKS[3:])], "ics", out)
    assert by_place(out, "II.1.a")["STATUS"] == "CANCELLED"
    assert by_place(out, "II.1.a")["SEQUENCE"] == 1
    assert by_place(out, "II.2")["STATUS"] == "IN-PROCESS"
    assert by_place(out, "II.2")["X-VNPLANS-STATE"] == "dropped"
    once = out.read_bytes()
    export.write([plan(tasks=TASKS[3:])], "ics", out)
    assert out.read_bytes() == once
    export.write([plan()], "ics", out)
    assert "STATUS" not in by_place(out, "II.1.a")
    assert by_place(out, "II.1.a")["SEQUENCE"] == 2
    assert by_place(out, "II.2")["STATUS"] == "IN-PROCESS"
    assert by_place(out, "II.2")["X-VNPLANS-STATE"] == "live"


def test_entries_of_other_acts_and_programs_stay(tmp_path: Path) -> None:
    out = tmp_path / "x.ics"
    export.write([plan()], "ics", out)
    calendar: Any = icalendar.Calendar.from_ical(out.read_bytes())
    calendar["X-WR-CALNAME"] = "Lịch phòng Tổng hợp"
    party = icalendar.Event()
    party.add("UID", "party@somewhere")
    party.add("SUMMARY", "Họp giao ban")
    party.add("DTSTART", dt.datetime(2024, 6, 3, 8))
    single = icalendar.Todo()
    single.add("UID", uid(f"{ACT}#II.1.b"))
    single.add("RECURRENCE-ID", dt.date(2024, 12, 15))
    single.add("STATUS", "COMPLETED")
    calendar.add_component(party)
    calendar.add_component(single)
    out.write_bytes(calendar.to_ical())
    strange = SOURCE.model_copy(update={"sha256": "0123456789ab" + "0" * 52})
    other = plan(
        number=None,
        issued_on=None,
        title="Phòng, chống cháy rừng",
        source=strange,
        tasks=[task("1", "Phát quang đường băng cản lửa", id="sha256:0123456789ab#1")],
    )
    export.write([other], "ics", out)
    text = out.read_text(encoding="utf-8")
    assert "Lịch phòng Tổng hợp" in text and "Họp giao ban" in text
    assert text.count("RECURRENCE-ID") == 1 and "CANCELLED" not in text
    assert set(entries(out)) == {ACT, *(t.id for t in TASKS), "sha256:0123456789ab", "sha256:0123456789ab#1"}


def test_a_calendar_of_0_1_keeps_its_uids(tmp_path: Path) -> None:
    out = tmp_path / "x.ics"
    old = f"{ACT}#II.1 bullet 2, clause 1"
    entry = icalendar.Todo()
    entry.add("UID", uid(old))
    entry.add("DTSTAMP", dt.datetime(2024, 3, 5, tzinfo=dt.UTC))
    entry.add("STATUS", "NEEDS-ACTION")
    entry.add("RELATED-TO", uid(ACT))
    entry.add("DESCRIPTION", f"Nội dung: Việc\nMã nhiệm vụ: {old}")
    journal = icalendar.Journal()
    journal.add("UID", uid(ACT))
    journal.add("DTSTAMP", dt.datetime(2024, 3, 5, tzinfo=dt.UTC))
    journal.add(
        "SUMMARY",
        "Kế hoạch 45/KH-UBND ngày 05/03/2024 của Ủy ban nhân dân tỉnh Hà Sơn: Về việc lưu trữ & y tế năm 2024",
    )
    calendar = icalendar.Calendar()
    calendar.add_component(journal)
    calendar.add_component(entry)
    out.write_bytes(calendar.to_ical())
    export.write([plan(tasks=[task("II.1, gạch đầu dòng 2, ý 1", "Việc")])], "ics", out)
    now = by_place(out, "II.1, gạch đầu dòng 2, ý 1")
    assert now["UID"] == uid(old)
    assert now["SEQUENCE"] == 1
    assert "STATUS" not in now


@pytest.mark.parametrize(
    "there", ["ghi chép của ai đó\n", "BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nUID:x", "BEGIN:VCARD\r\nEND:VCARD\r\n"]
)
def test_what_is_no_calendar_is_left_alone(there: str, tmp_path: Path) -> None:
    out = tmp_path / "x.ics"
    out.write_text(there, encoding="utf-8")
    before = out.read_bytes()
    with pytest.raises(TargetRefused, match="không phải lịch"):
        export.write([plan()], "ics", out)
    assert out.read_bytes() == before


def test_an_empty_file_is_filled(tmp_path: Path) -> None:
    (tmp_path / "x.ics").touch()
    export.write([plan()], "ics", tmp_path / "x.ics")
    assert len(entries(tmp_path / "x.ics")) == len(TASKS) + 1


WORKS = (
    "Rà soát hồ sơ lưu trữ của các xã miền núi",
    "Mở lớp tập huấn cho cán bộ văn thư",
    "Lắp camera tại kho lưu trữ tỉnh",
    "Sơ kết công tác lưu trữ, báo cáo Bộ Nội vụ",
)


def of_works(*works: str, **more: Any) -> Directive:
    return plan(tasks=[task(f"II.{n}", words) for n, words in enumerate(works, 1)], **more)


def marks(path: Path) -> dict[str, tuple[str, str]]:
    """The words of each to-do -> its UID and status."""
    calendar: Any = icalendar.Calendar.from_ical(path.read_bytes())
    todos = [each for each in calendar.subcomponents if each.name == "VTODO"]
    return {str(todo["SUMMARY"]): (str(todo["UID"]), str(todo.get("STATUS", ""))) for todo in todos}


def test_a_mark_follows_its_work_when_a_task_is_put_in(tmp_path: Path) -> None:
    out = tmp_path / "x.ics"
    export.write([of_works(*WORKS)], "ics", out)
    edit(out, "II.2", status="COMPLETED")
    before = marks(out)
    export.write([of_works(WORKS[0], "Thành lập tổ công tác", *WORKS[1:])], "ics", out)
    after = marks(out)
    assert {words: after[words] for words in WORKS} == before
    assert after["Thành lập tổ công tác"][1] == ""
    assert len({mark[0] for mark in after.values()}) == 5


def test_the_issued_act_takes_over_the_entries_of_its_draft(tmp_path: Path) -> None:
    out = tmp_path / "x.ics"
    source = SOURCE.model_copy(update={"sha256": "cd" * 32})
    number = DocumentNumber(text="/KH-UBND", type_code="KH", issuer_code="UBND")
    ids = [task(f"II.{n}", words, id=f"sha256:cdcdcdcdcdcd#II.{n}") for n, words in enumerate(WORKS, 1)]
    export.write([plan(number=number, issued_on=None, source=source, tasks=ids)], "ics", out)
    calendar: Any = icalendar.Calendar.from_ical(out.read_bytes())
    calendar.subcomponents[2].add("STATUS", "COMPLETED")
    out.write_bytes(calendar.to_ical())
    before = marks(out)
    export.write([of_works(*WORKS[1:], WORKS[0])], "ics", out)
    assert marks(out) == before
    assert len([mark for mark in before.values() if mark[1] == "COMPLETED"]) == 1
    (journal,) = [e for e in icalendar.Calendar.from_ical(out.read_bytes()).subcomponents if e.name == "VJOURNAL"]
    assert "45/KH-UBND" in str(journal["SUMMARY"])
    once = out.read_bytes()
    export.write([plan(number=number, issued_on=None, source=source, tasks=ids)], "ics", out)
    assert out.read_bytes() == once


def test_two_acts_of_one_title_and_two_years_stay_two(tmp_path: Path) -> None:
    out = tmp_path / "x.ics"
    export.write([plan()], "ics", out)
    export.write([other_plan()], "ics", out)
    assert out.read_text(encoding="utf-8").count("BEGIN:VJOURNAL") == 2
