"""diff: what is the same, what is new, what moved; in records and in words."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from vnplans.diff import DiffResult, diff, in_words
from vnplans.diff.words import marked
from vnplans.models import Agency, Deadline, Directive, DocumentNumber, DocumentType, Source, Task
from vnplans.tracker.words import likeness

CONTENTS = (
    "Rà soát hồ sơ đất đai của các hộ tái định cư",
    "Sửa chữa cầu treo trước mùa mưa bão",
    "Tổ chức hội thi tay nghề cho thanh niên nông thôn",
    "Lập danh sách học sinh cần hỗ trợ sách giáo khoa",
)


def agency(name: str) -> Agency:
    return Agency(text=name, name=name)


def by(day: dt.date, text: str | None = None) -> Deadline:
    return Deadline(text=text or f"trước ngày {day:%d/%m/%Y}", kind="by", end=day)


def task(where: str, content: str, act: str = "A", **more: Any) -> Task:
    return Task(id=f"{act}#{where}", where=where, content=content, **more)


def act(*tasks: Task, sha: str = "a", title: str = "Chăm lo dân sinh", **more: Any) -> Directive:
    source = Source(name=f"{sha}.docx", sha256=sha * 64, media_type="application/docx", reader="docx")
    doc_type = DocumentType(code="KH", name="Kế hoạch")
    return Directive(source=source, title=title, doc_type=doc_type, tasks=list(tasks), **more)


BASE = [task(f"I.{i}", content) for i, content in enumerate(CONTENTS, 1)]


def only(result: DiffResult) -> Any:
    (found,) = result.acts
    return found


def test_the_same_is_the_same() -> None:
    result = diff([act(*BASE)], [act(*BASE)])
    assert result.same
    assert only(result).unchanged == len(BASE)
    assert "Không thay đổi: 4 nhiệm vụ." in in_words(result)


def test_an_inserted_task_shifts_places_but_renames_no_task() -> None:
    shifted = [task("I.1", "Kiểm tra giếng nước hợp vệ sinh")]
    shifted += [task(f"I.{i}", content) for i, content in enumerate(CONTENTS, 2)]
    found = only(diff([act(*BASE)], [act(*shifted)]))
    assert [t.content for t in found.added] == ["Kiểm tra giếng nước hợp vệ sinh"]
    assert found.dropped == []
    assert [(t.old_where, t.new_where, t.kinds) for t in found.changed] == [
        (f"I.{i}", f"I.{i + 1}", ["moved"]) for i in range(1, 5)
    ]


def test_a_dropped_task_is_dropped() -> None:
    found = only(diff([act(*BASE)], [act(*BASE[:1], *BASE[2:])]))
    assert [t.where for t in found.dropped] == ["I.2"]
    assert found.changed == []


def test_a_reworded_task_is_found_at_its_place_and_away_from_it() -> None:
    here = task("I.2", "Sửa chữa, sơn lại cầu treo và lan can trước mùa mưa bão")
    away = task("II.9", "Tổ chức hội thi tay nghề, kỹ năng cho thanh niên nông thôn")
    found = only(diff([act(*BASE)], [act(BASE[0], here, BASE[3], away)]))
    assert (found.added, found.dropped) == ([], [])
    assert [(t.old_where, t.new_where, t.kinds) for t in found.changed] == [
        ("I.2", "I.2", ["reworded"]),
        ("I.3", "II.9", ["reworded", "moved"]),
    ]


def test_another_task_at_the_same_place_is_another_task() -> None:
    other = task("I.2", "Mua sắm máy tính cho trạm y tế")
    found = only(diff([act(*BASE)], [act(BASE[0], other, *BASE[2:])]))
    assert [t.where for t in found.added] == ["I.2"]
    assert [t.where for t in found.dropped] == ["I.2"]


def test_two_equal_tasks_meet_in_order() -> None:
    old = [task("I.1", "Báo cáo kết quả"), task("II.1", "Báo cáo kết quả")]
    new = [task("I.2", "Báo cáo kết quả"), task("II.2", "Báo cáo kết quả")]
    found = only(diff([act(*old)], [act(*new)]))
    assert [(t.old_where, t.new_where) for t in found.changed] == [("I.1", "I.2"), ("II.1", "II.2")]


@pytest.mark.parametrize(
    "said",
    [
        "sửa chữa cầu treo trước mùa mưa bão",
        "Sửa chữa cầu treo trước mùa mưa bão;",
        "Sửa chữa cầu treo trước mùa mưa bão./.",
    ],
)
def test_case_and_end_marks_are_no_rewording(said: str) -> None:
    assert diff([act(BASE[1])], [act(task("I.2", said))]).same


JUNE, JULY = dt.date(2024, 6, 30), dt.date(2024, 7, 10)
TIMES = [
    (by(JUNE), by(JULY), 10, "(chậm hơn 10 ngày)"),
    (by(JULY), by(JUNE), -10, "(sớm hơn 10 ngày)"),
    (None, by(JUNE), None, "(không có) → trước ngày 30/06/2024"),
    (by(JUNE), None, None, "trước ngày 30/06/2024 → (không có)"),
    (by(JUNE, "hết quý II"), by(JULY, "hết quý II"), 10, "hết quý II (30/06/2024) → hết quý II (10/07/2024)"),
    (by(JUNE), Deadline(text="thường xuyên", kind="ongoing"), None, "→ thường xuyên"),
]


@pytest.mark.parametrize(("old", "new", "days", "said"), TIMES)
def test_a_move_in_time(old: Deadline | None, new: Deadline | None, days: int | None, said: str) -> None:
    result = diff([act(task("I.1", CONTENTS[0], deadline=old))], [act(task("I.1", CONTENTS[0], deadline=new))])
    (changed,) = only(result).changed
    assert changed.kinds == ["moved_in_time"]
    assert changed.changes[0].days == days
    assert said in in_words(result)


def test_other_words_for_the_same_day_are_no_move() -> None:
    old = act(task("I.1", CONTENTS[0], deadline=by(JUNE, "trước ngày 30/6/2024")))
    new = act(task("I.1", CONTENTS[0], deadline=by(JUNE, "chậm nhất ngày 30 tháng 6 năm 2024")))
    assert diff([old], [new]).same


def test_another_agency() -> None:
    old = act(task("I.1", CONTENTS[0], lead_agencies=[agency("Sở Xây dựng"), agency("Sở Tài chính")]))
    new = act(task("I.1", CONTENTS[0], lead_agencies=[agency("Sở Tài chính"), agency("Sở Nội vụ")]))
    result = diff([old], [new])
    (changed,) = only(result).changed
    assert changed.kinds == ["other_agency"]
    assert "Chủ trì: bỏ Sở Xây dựng, thêm Sở Nội vụ" in in_words(result)


def test_the_order_of_agencies_is_no_change() -> None:
    names = [agency("Sở Xây dựng"), agency("Sở Tài chính")]
    old, new = task("I.1", "Việc", lead_agencies=names), task("I.1", "Việc", lead_agencies=names[::-1])
    assert diff([act(old)], [act(new)]).same


def test_a_draft_meets_its_issued_form() -> None:
    draft = act(*BASE, number=DocumentNumber(text="/KH-UBND"))
    issued = act(
        *[t.model_copy(update={"id": f"B#{t.where}"}) for t in BASE],
        sha="b",
        number=DocumentNumber(text="12/KH-UBND", serial=12),
        issued_on=dt.date(2024, 2, 3),
    )
    found = only(diff([draft], [issued]))
    assert found.unchanged == len(BASE)
    assert [(c.field, c.old, c.new) for c in found.changes] == [
        ("number", "/KH-UBND", "12/KH-UBND"),
        ("issued_on", None, "2024-02-03"),
    ]


def test_acts_of_an_archive_meet_by_key_then_file_then_title() -> None:
    def acts(*values: tuple[str, str, str]) -> list[Directive]:
        return [act(task("I.1", CONTENTS[0], act=key), sha=sha, title=title) for key, sha, title in values]

    fires = "Phòng chống cháy rừng năm 2024"
    old = acts(("K1", "a", "Một"), ("K2", "b", "Hai"), ("K3", "c", fires), ("K4", "d", "Bỏ"))
    new = acts(("K9", "e", fires.lower()), ("K8", "b", "Khác"), ("K1", "f", "Mới"), ("K7", "9", "Thêm"))
    result = diff(old, new)
    assert [(pair.old, pair.new) for pair in result.acts] == [
        (f"Kế hoạch: {fires}", f"Kế hoạch: {fires.lower()}"),
        ("Kế hoạch: Hai", "Kế hoạch: Khác"),
        ("Kế hoạch: Một", "Kế hoạch: Mới"),
    ]
    assert result.added == ["Kế hoạch: Thêm"]
    assert result.dropped == ["Kế hoạch: Bỏ"]
    assert "+ Thêm văn bản: Kế hoạch: Thêm\n- Không còn văn bản: Kế hoạch: Bỏ\n" in in_words(result)


def test_the_result_goes_through_json() -> None:
    new = act(BASE[0], task("I.2", CONTENTS[1], deadline=by(JUNE)), task("I.9", "Việc mới"))
    result = diff([act(*BASE)], [new])
    assert DiffResult.model_validate(json.loads(result.model_dump_json())) == result


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("trước ngày 15 tháng 6", "trước ngày 30 tháng 6", "trước ngày [-15-]{+30+} tháng 6"),
        ("một hai", "một hai ba", "một hai {+ba+}"),
        ("một hai", "hai", "[-một-] hai"),
        ("một", "một", "một"),
    ],
)
def test_marked_shows_both_texts_in_one(old: str, new: str, shown: str) -> None:
    assert marked(old, new) == shown


@pytest.mark.parametrize(
    ("old", "new", "low", "high"),
    [
        ("Rà soát hồ sơ", "Rà soát hồ sơ", 1.0, 1.0),
        ("Rà soát hồ sơ", "rà soát hồ sơ.", 1.0, 1.0),
        ("hoà giải ở cơ sở", "hòa giải ở cơ sở", 1.0, 1.0),
        ("Rà soát hồ sơ", "Mua máy tính", 0.0, 0.0),
        ("Rà soát hồ sơ đất đai", "Rà soát hồ sơ nhà ở", 0.4, 0.7),
        ("", "", 1.0, 1.0),
        ("", "việc", 0.0, 0.0),
    ],
)
def test_likeness(old: str, new: str, low: float, high: float) -> None:
    assert low <= likeness(old, new) <= high


def test_nothing_against_nothing_is_said() -> None:
    assert in_words(diff([], [])) == "Không có văn bản nào để so sánh.\n"
    assert in_words(diff([], []), english=True) == "There are no acts to compare.\n"
