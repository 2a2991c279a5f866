"""Deadlines: rows of tests/cases/deadlines.toml, the domain's table of phrases, and laws that hold for any text."""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from vnplans.extract.time import around, intervals, meaning, near, periods, reading, refuse, relative, rhythm
from vnplans.extract.time.cells import plan_week, spelled
from vnplans.extract.time.deadlines import find_deadline, read_cell, read_deadline
from vnplans.extract.time.words import Shape, duration_of, months_of, words_of
from vnplans.knowledge import rows
from vnplans.knowledge.tables import TABLES
from vnplans.models import Deadline
from vnplans.text import clean, fold

FILE = Path(__file__).parent / "cases" / "deadlines.toml"
CASES: list[dict[str, Any]] = tomllib.loads(FILE.read_text("utf-8"))["case"]
ISSUED = dt.date(2024, 5, 20)
FIELDS = ("kind", "start", "end", "rrule", "duration")


def _said(case: dict[str, Any]) -> Deadline | None:
    issued = case.get("issued_on", ISSUED)
    if case["as"] == "phrase":
        return read_deadline(case["text"], issued)
    found = find_deadline(case["text"], issued, cell=case["as"] == "cell")
    return found[0] if found else None


@pytest.mark.parametrize("case", CASES, ids=[f"{c['as']}: {c['text'][:70]}" for c in CASES])
def test_case(case: dict[str, Any]) -> None:
    deadline = _said(case)
    if "kind" not in case:
        assert deadline is None
        return
    assert deadline is not None
    assert {f: getattr(deadline, f) for f in FIELDS} == {f: case.get(f) for f in FIELDS}
    if "words" in case:
        assert deadline.text == case["words"]
    if deadline.rrule:
        assert rrulestr(deadline.rrule, dtstart=dt.datetime(2024, 1, 1)) is not None


_SHORT_YEAR = re.compile(r"\d/\d{1,2}/\d\d(?!\d)")
_YEARS = re.compile(r"(?<!\d)(20[1-4]\d)(?!\d)")
_CYCLE = 28
"""Years after which the days of the week come again."""
LATER = [c for c in CASES if not _SHORT_YEAR.search(c["text"])]


def _later(text: str) -> str:
    return _YEARS.sub(lambda year: str(int(year[0]) + _CYCLE), text)


@pytest.mark.parametrize("case", LATER, ids=[f"{c['as']}: {c['text'][:70]}" for c in LATER])
def test_the_same_words_in_another_year(case: dict[str, Any]) -> None:
    def moved(day: dt.date | None) -> dt.date | None:
        return day and day.replace(year=day.year + _CYCLE)

    one = _said(case)
    other = _said(case | {"text": _later(case["text"]), "issued_on": moved(case.get("issued_on", ISSUED))})
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert (other.kind, other.start, other.end) == (one.kind, moved(one.start), moved(one.end))
        assert (other.rrule, other.duration) == (one.rrule and _later(one.rrule), one.duration)


AT_HEAD = ("từ năm", "kể từ", "kiểm tra thường xuyên")
"""What says something of the whole only where it stands first."""
SENTENCES = [c for c in CASES if c["as"] == "sentence" and not c["text"].lower().startswith(AT_HEAD)]


FAR_BACK = (
    "Kiện toàn tổ công tác, phân công nhiệm vụ cho từng thành viên của tổ; chuẩn bị hội trường, bàn ghế, loa đài "
    "và nước uống cho đại biểu; mời khách, in giấy mời, dọn vệ sinh sân trường. "
)
"""Longer than the words before a time that are looked at."""


@pytest.mark.parametrize("before", ["Sở Y tế rà soát hồ sơ. ", FAR_BACK], ids=["near", "far"])
@pytest.mark.parametrize("case", SENTENCES, ids=[c["text"][:70] for c in SENTENCES])
def test_a_sentence_behind_another(case: dict[str, Any], before: str) -> None:
    issued, alone = case.get("issued_on", ISSUED), _said(case)
    found = find_deadline(before + case["text"], issued)
    assert (found is None) == (alone is None)
    if found is not None and alone is not None:
        assert found[0].model_copy(update={"milestones": []}) == alone.model_copy(update={"milestones": []})
        assert found[1] >= len(before)


BEFORE_ANOTHER = [c for c in CASES if c["as"] == "sentence" and not c.get("closes")]


@pytest.mark.parametrize("after", [". Sở Y tế rà soát hồ sơ.", ". Kiện toàn tổ công tác.", "; rà soát hồ sơ"])
@pytest.mark.parametrize("case", BEFORE_ANOTHER, ids=[c["text"][:70] for c in BEFORE_ANOTHER])
def test_a_sentence_before_another(case: dict[str, Any], after: str) -> None:
    assert find_deadline(case["text"].rstrip(" .;") + after, case.get("issued_on", ISSUED)) == _found(case)


def _found(case: dict[str, Any]) -> tuple[Deadline, int, int] | None:
    return find_deadline(case["text"], case.get("issued_on", ISSUED))


RHYTHMS = [
    ("hằng tháng, quý, năm", "FREQ=MONTHLY", 1),
    ("06 tháng, 01 năm", "FREQ=MONTHLY;INTERVAL=6", 6),
    ("06 tháng một lần", "FREQ=MONTHLY;INTERVAL=6", 6),
    ("2 năm một lần", "FREQ=YEARLY;INTERVAL=2", 24),
    ("3 quý một lần", "FREQ=MONTHLY;INTERVAL=9", 9),
    ("hai tuần một lần", "FREQ=WEEKLY;INTERVAL=2", 0.5),
    ("30 phút một lần", "FREQ=MINUTELY;INTERVAL=30", 30 / 43200),
    ("2 giờ một lần", "FREQ=HOURLY;INTERVAL=2", 2 / 720),
    ("12 lần/năm", "FREQ=MONTHLY", 1),
    ("6 lần/năm", "FREQ=MONTHLY;INTERVAL=2", 2),
    ("2 lần/ngày", "FREQ=DAILY", 1 / 60),
    ("định kỳ", None, 12),
    ("2 - 3 tháng một lần", None, 12),
    ("02 lần/năm", "FREQ=MONTHLY;INTERVAL=6", 6),
    ("5 lần/năm", None, 2.4),
    ("3 lần/tháng", "FREQ=MONTHLY", 1 / 3),
    ("1 lần/tuần", "FREQ=WEEKLY", 0.25),
    ("01 lần/06 tháng", "FREQ=MONTHLY;INTERVAL=6", 6),
    ("2 lần/06 tháng", None, 3),
    ("mỗi học kỳ", None, 12),
    ("các ngày cuối tuần", "FREQ=WEEKLY;BYDAY=SA,SU", 0.25),
    ("tất cả các ngày trong tuần", "FREQ=DAILY", 0.03),
    ("các ngày làm việc trong tuần", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", 0.03),
    ("ngày làm việc cuối cùng của tháng", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", 1),
    ("ngày làm việc đầu tiên của quý", "FREQ=MONTHLY;BYMONTH=1,4,7,10;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1", 3),
    ("ngày cuối tháng", "FREQ=MONTHLY;BYMONTHDAY=-1", 1),
    ("ngày đầu quý", "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=1", 3),
    ("ngày 15 hằng tháng", "FREQ=MONTHLY;BYMONTHDAY=15", 1),
    ("thứ sáu hằng tuần", "FREQ=WEEKLY;BYDAY=FR", 0.25),
]


@pytest.mark.parametrize(("words", "rule", "months"), RHYTHMS)
@pytest.mark.parametrize("before", ["", "báo cáo "])
def test_a_rhythm_and_its_length(words: str, rule: str | None, months: float, before: str) -> None:
    [found] = rhythm.rhythms(fold(before + words))
    assert found.rrule == rule
    assert found.months == pytest.approx(months)
    assert (found.at, found.to) == (len(before), len(before + words))


@pytest.mark.parametrize(
    ("unit", "months", "two"),
    [
        ("phút", 1 / 43200, "PT2M"),
        ("giờ", 1 / 720, "PT2H"),
        ("h", 1 / 720, "PT2H"),
        ("ngày", 1 / 30, "P2D"),
        ("tuần", 0.25, "P2W"),
        ("tháng", 1, "P2M"),
        ("quý", 3, "P6M"),
        ("năm", 12, "P2Y"),
    ],
)
def test_the_length_of_a_unit(unit: str, months: float, two: str) -> None:
    assert months_of(unit) == pytest.approx(months, rel=1e-9)
    assert duration_of(2, unit) == two


@pytest.mark.parametrize(
    ("begun", "duration", "business", "end"),
    [
        ("ngày 31/01/2024", "P1M", False, "2024-02-29"),
        ("ngày 31/01/2023", "P1M", False, "2023-02-28"),
        ("ngày 30/11/2023", "P1M", False, "2023-12-30"),
        ("ngày 31/12/2023", "P2M", False, "2024-02-29"),
        ("ngày 29/02/2024", "P1Y", False, "2025-02-28"),
        ("ngày 15/11/2023", "P14M", False, "2025-01-15"),
        ("ngày 31/12/2023", "P1D", False, "2024-01-01"),
        ("ngày 05/6/2024", "P2W", False, "2024-06-19"),
        ("ngày 05/6/2024", "P2D", True, "2024-06-07"),  # a Wednesday
        ("ngày 05/6/2024", "P3D", True, "2024-06-10"),
        ("ngày 07/6/2024", "P1D", True, "2024-06-10"),
        ("ngày 05/6/2024", "PT24H", False, None),
        ("ngày ban hành Kế hoạch này", "P1D", False, "2024-05-21"),
        ("ngày nhận hồ sơ", "P1D", False, None),
    ],
)
def test_the_last_day_of_a_length(begun: str, duration: str, business: bool, end: str | None) -> None:
    last = reading.own_end(fold(begun), duration, business, ISSUED)
    assert (last and last.isoformat()) == end


def test_a_relative_deadline_says_from_what_and_in_which_days() -> None:
    deadline = read_deadline("trong 07 ngày làm việc kể từ ngày nhận đủ hồ sơ")
    assert deadline is not None
    assert (deadline.anchor, deadline.business_days) == ("ngày nhận đủ hồ sơ", True)


def test_a_missing_year_is_the_plans_before_the_year_of_issue() -> None:
    issued = dt.date(2024, 12, 30)
    assert _end("trước ngày 30/6", issued, year=2025) == dt.date(2025, 6, 30)
    assert _end("trước ngày 30/6", issued) == dt.date(2024, 6, 30)
    assert _end("trước ngày 30/6", None) is None


@pytest.mark.parametrize(("year", "end"), [(12, None), (2025, dt.date(2025, 6, 30))])
def test_a_year_that_no_act_bears_is_not_known(year: int, end: dt.date | None) -> None:
    said = read_deadline("trước ngày 30/6", year=year)
    assert said is not None
    assert said.end == end


def _end(text: str, issued: dt.date | None, year: int | None = None) -> dt.date | None:
    deadline = read_deadline(text, issued, year=year)
    assert deadline is not None
    assert deadline.kind == "by"
    return deadline.end


def test_a_cell_with_several_dates_gives_the_latest_and_all_as_milestones() -> None:
    found = find_deadline("Dự thảo: tháng 6/2024; ban hành: tháng 9/2024", ISSUED, cell=True)
    assert found is not None
    assert found[0].end == dt.date(2024, 9, 30)
    assert [m.end for m in found[0].milestones] == [dt.date(2024, 6, 30), dt.date(2024, 9, 30)]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("30/6/2026; 31/12/2026", ["2026-06-30", "2026-12-31"]),
        ("30/6/2024 (đợt 1); 30/9/2024 (đợt 2); 15/12/2024 (đợt 3)", ["2024-06-30", "2024-09-30", "2024-12-15"]),
        ("Quý I/2024: 15/3/2024", []),  # the quarter frames the day
        ("tháng 7: 20/5/2024", ["2024-07-31", "2024-05-20"]),  # the day lies outside
        ("từ ngày 01/3/2024 đến hết ngày 31/5/2024", []),  # its last day is part of the span
    ],
)
def test_the_steps_of_a_cell(text: str, ends: list[str]) -> None:
    found = find_deadline(text, ISSUED, cell=True)
    assert found is not None
    assert [str(step.end) for step in found[0].milestones] == ends


def test_the_domains_phrases(shared: Path) -> None:
    """All rows of the domain's table; the anchor is left as printed ("ngày văn bản đó được ký" keeps its "đó")."""
    wrong = []
    for line in (shared / "domain" / "deadline_phrases.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        deadline = read_deadline(row["text"], dt.date.fromisoformat(row["issued_on"]))
        got = deadline.model_dump(mode="json") if deadline else {}
        want = row["deadline"] or {}
        if any(got.get(f) != want.get(f) for f in (*FIELDS, *(["business_days"] if "business_days" in want else []))):
            wrong.append((row["text"], want, got))
    assert wrong == []


_VOCABULARY = """
trước ngày tháng quý năm 15/12 30/6/2025 2024 hằng định kỳ thường xuyên trong đến hết kể từ sau khi 05 làm việc II
hoàn thành chậm nhất ( ) ; , - báo cáo kế hoạch số 12/KH-UBND giai đoạn 6 cuối đầu
bắt đầu trở đi các tiếp theo tuần mỗi lần ban hành dịp lễ tết 29/2 nửa mùa kỳ họp năm học âm lịch nay
hôm mai tới thứ hai sáng 7h30 10-8 chạp rằm mùng quốc khánh buổi làm việc cuối cùng
"""
_WORDS = st.sampled_from(_VOCABULARY.split())


@given(st.lists(_WORDS, max_size=14), st.booleans())
def test_any_words_give_a_deadline_that_can_be_or_none(words: list[str], cell: bool) -> None:
    text = clean(" ".join(words))
    found = find_deadline(text, ISSUED, cell=cell)
    if found:
        deadline, start, end = found
        assert 0 <= start < end <= len(text)
        assert deadline.text in text
        assert Deadline.model_validate(deadline.model_dump()) == deadline


# The gates: a shape is tried only where the words stand that it needs -------------------------------------------------

ROOM = (around, intervals, meaning, near, periods, reading, refuse, relative, rhythm)
SHAPES = {
    *(value for module in ROOM for value in vars(module).values() if isinstance(value, Shape)),
    *(shape for module in (near, periods, relative, refuse, rhythm) for shape in module.SHAPES),
}
GATED = sorted((shape for shape in SHAPES if shape.needs), key=lambda shape: shape.source)


def _texts() -> Iterator[str]:
    """Every case and every example of a row: of deadlines, tasks, targets and tables."""
    yield from (case["text"] for case in CASES)
    for path in sorted(FILE.parent.glob("*.toml")):
        for case in tomllib.loads(path.read_text("utf-8"))["case"]:
            yield from (line for line in str(case.get("text", "")).splitlines() if line.strip())
    for kind in TABLES.values():
        for row in rows(kind):
            yield from (*getattr(row, "examples", ()), *getattr(row, "negatives", ()))


TEXTS = sorted({clean(text) for text in _texts()})


def test_there_are_texts_and_gates_enough() -> None:
    assert len(TEXTS) > 3000
    assert len(GATED) > 30


@pytest.mark.parametrize("shape", GATED, ids=lambda shape: shape.source[:50])
def test_no_gate_hides_a_match(shape: Shape) -> None:
    for text in TEXTS:
        key = fold(text)
        assert shape.may_stand(key) or shape.pattern.search(key) is None, text


def test_points_are_found_where_they_may_begin() -> None:
    for text in TEXTS:
        key = fold(text)
        everywhere = periods._POINT.pattern.finditer(key)
        assert [m.span() for m in periods._matches(key)] == [m.span() for m in everywhere], text


def _all_readings(text: str) -> list[object]:
    for cached in (periods.periods, rhythm.rhythms):
        cached.cache_clear()
    return [reading.read(text, ISSUED, ISSUED.year, cell=cell) for cell in (False, True)]


def test_the_gates_change_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    gated = {text: _all_readings(text) for text in TEXTS}
    monkeypatch.setattr(Shape, "may_stand", lambda self, folded: True)
    monkeypatch.setattr(reading, "triggers", lambda *, cell: frozenset(["a"]))
    monkeypatch.setattr(reading, "words_of", lambda folded: frozenset(["a"]))
    open_ = {text: _all_readings(text) for text in TEXTS}
    periods.periods.cache_clear()
    rhythm.rhythms.cache_clear()
    assert open_ == gated


@given(st.lists(_WORDS, max_size=14))
def test_no_gate_hides_a_match_in_any_words(words: list[str]) -> None:
    key = fold(clean(" ".join(words)))
    assert [s.source for s in GATED if s.pattern.search(key) and not s.may_stand(key)] == []
    assert [m.span() for m in periods._matches(key)] == [m.span() for m in periods._POINT.pattern.finditer(key)]


def test_most_text_has_a_word_of_time_only_where_it_speaks_of_it() -> None:
    assert reading.triggers(cell=False).isdisjoint(words_of(fold("Phối hợp với Sở Nội vụ và các xã, phường.")))
    assert not reading.triggers(cell=False).isdisjoint(words_of(fold("Gửi báo cáo trước mỗi phiên họp.")))


def test_what_is_remembered_cannot_be_changed_from_outside() -> None:
    text = "Dự thảo: tháng 6/2024; ban hành: tháng 9/2024"
    for _ in range(2):
        found = find_deadline(text, ISSUED, cell=True)
        assert found is not None
        assert len(found[0].milestones) == 2
        found[0].milestones.clear()


def test_a_cell_takes_the_hour_and_the_week_from_what_stands_over_it() -> None:
    week = plan_week("Phân công công việc trọng tâm tuần từ 10/6 đến 14/6/2024")
    assert spelled("Trong tuần", week=week) == "từ 10/6 đến 14/6/2024"
    assert spelled("Trong tuần") == "Trong tuần"
    assert plan_week("Kế hoạch công tác tuần 24 năm 2024") is None
    for title, kind in (("Thời gian", "during"), ("Hạn nộp", "by")):
        deadline = read_cell(spelled("17h00 ngày 14/6/2024", title), ISSUED)
        assert deadline is not None
        assert deadline.kind == kind


@pytest.mark.parametrize("text", ["Trả lời công dân chiều mai.", "Trả lời công dân trong tuần tới."])
def test_a_time_from_the_day_of_issue_has_no_dates_where_that_day_is_not_known(text: str) -> None:
    found = find_deadline(text)
    assert found is not None
    assert (found[0].kind, found[0].start, found[0].end) == ("during", None, None)


@pytest.mark.parametrize(
    ("cell", "start", "end"),
    [
        ("2024-06-30", None, "2024-06-30"),
        ("2024-06-30 00:00:00", None, "2024-06-30"),
        ("Q3", "2024-07-01", "2024-09-30"),
        ("Trong Q.III", "2024-07-01", "2024-09-30"),
        ("III/2024", "2024-07-01", "2024-09-30"),
        ("Tháng 6/24", "2024-06-01", "2024-06-30"),
        ("Tháng 10 - 3/2025", "2024-10-01", "2025-03-31"),
        ("Tháng 10 - 3", "2024-10-01", "2025-03-31"),
        ("June 15, 2024", None, "2024-06-15"),
        ("15 June 2024", None, "2024-06-15"),
        ("30-Jun-2024", None, "2024-06-30"),
        ("Jun 2024", "2024-06-01", "2024-06-30"),
        ("6T cuối năm", "2024-07-01", "2024-12-31"),
        ("Xong T6", "2024-06-01", "2024-06-30"),
    ],
)
def test_cells_typed_short(cell: str, start: str | None, end: str) -> None:
    deadline = read_cell(spelled(cell), ISSUED, year=2024)
    assert deadline is not None
    assert [day and day.isoformat() for day in (deadline.start, deadline.end)] == [start, end]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("30.6", "ngày 30/6"),
        ("5.6", "ngày 5/6"),
        ("25-6", "ngày 25/6"),
        ("13-6", "ngày 13/6"),
        ("12-6", "12-6"),  # months, perhaps
        ("5-6", "5-6"),
        ("5/6", "5/6"),
    ],
)
def test_a_day_typed_with_a_dot_or_a_dash(cell: str, words: str) -> None:
    assert spelled(cell) == words


@pytest.mark.parametrize(
    "cell", ["05 ngày làm việc", "Theo hướng dẫn của Trung ương", "Sau khi có hướng dẫn", "Học kỳ II", "Tháng 6/2024"]
)
def test_a_cell_is_all_about_time(cell: str) -> None:
    found = find_deadline(cell, ISSUED, cell=True)
    assert found is not None
    assert found[1:] == (0, len(cell))
