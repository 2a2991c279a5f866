"""The bounds of the grammars at their edge: what is read with so many words or letters, and not with one more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
import text_act
from test_tasks import given, told

from vnplans.extract.agencies import grammar
from vnplans.extract.agencies.cursor import Cursor, bracket, cursor, proper
from vnplans.extract.duties import context, headers, strangers, tails
from vnplans.extract.line import Line
from vnplans.extract.outline.labels import marker
from vnplans.extract.outline.tree import looks_like_heading, tree
from vnplans.extract.time.deadlines import find_deadline, read_deadline
from vnplans.pages import Block, Pages

Edge = tuple[Callable[[int], str], Callable[[str], object], int]
"""A text with so many words or letters of what is bounded, what reads it, and the last number with which it does."""
ISSUED = dt.date(2024, 5, 20)


def many(count: int) -> str:
    """So many words that no table knows."""
    return " ".join(["xanh"] * count)


def long(count: int) -> str:
    """One word of so many letters."""
    return "m" * count


def pages(text: str, **look: object) -> Pages:
    return Pages((Block(text, **look),), "text", "text/plain")  # type: ignore[arg-type]


def line(text: str) -> Line:
    return Line.of(pages(text), [(0, 0)])


def find(text: str) -> object:
    return find_deadline(text, ISSUED)


TIMES: dict[str, Edge] = {
    "words before years": (lambda n: f"Trồng {many(n - 1)} từ năm 2024 đến năm 2026.", find, 11),
    "words before a span to an event": (lambda n: f"Phát {many(n - 1)} từ 01/6 đến hết ngày bầu cử.", find, 12),
    "words before a feast": (lambda n: f"Bán {many(n - 1)} trong dịp Tết.", find, 8),
    "years of a span of days": (lambda n: f"Dự lễ (01/6/2024 - 02/6/{2024 + n})", find, 4),
    "words of a phrase": (lambda n: f"giai đoạn 2024 - 2026 {many(n - 5)}", lambda t: read_deadline(t, ISSUED), 30),
    "letters between a rhythm and its day": (
        lambda n: f"hằng tuần {long(n - 2)} thứ sáu",
        lambda t: "BYDAY" in str(read_deadline(t, ISSUED)),
        119,
    ),
}


def taken(read: Callable[[Cursor, int], int], text: str, words: int) -> bool:
    return read(cursor(text, loose=False), 0) == words


NAMES: dict[str, Edge] = {
    "syllables of a place": (many, lambda t: taken(proper, t.title(), len(t.split())), 7),
    "words of a name": (
        lambda n: f"{many(n).title()} rà soát",
        lambda t: taken(lambda c, i: grammar.name(c, i, joins=True), t, len(t.split()) - 2),
        24,
    ),
    "words that tell a group apart": (
        lambda n: f"{many(n).title()} rà soát",
        lambda t: taken(grammar.modifiers, t, len(t.split()) - 2),
        24,
    ),
    "words in a bracket": (lambda n: f"({many(n)}) rà soát", lambda t: bracket(cursor(t, loose=False), 0), 38),
}
DOERS: dict[str, Edge] = {
    "a unit before words of a name that hold a verb": (
        lambda n: f"Cán bộ {many(n - 4)} trồng rừng: sổ sách",
        lambda t: "trồng" in str(strangers.stranger(line(t))),
        7,
    ),
    "words of a unit in a heading": (
        lambda n: f"Cán bộ {many(n - 2)}:",
        lambda t: strangers.stranger_above(line(t)),
        14,
    ),
    "words of a person's office in a heading": (
        lambda n: f"Đồng chí Lê Văn Tám {many(n - 5)}:",
        lambda t: strangers.stranger_above(line(t)),
        20,
    ),
    "words of a unit between two verbs": (
        lambda n: f"Tổ kiểm tra {many(n - 2)} rà soát hồ sơ",
        lambda t: strangers.stranger(line(t)),
        4,
    ),
    "words of a unit in a bracket": (
        lambda n: f"1. Quét sân trường (giáo viên {many(n - 2)}).",
        lambda t: told({"text": t})[0][2],
        14,
    ),
    "letters of a bracket": (
        lambda n: f"Quét sân trường (giáo viên {long(n - 10)})",
        lambda t: strangers.stranger_in_bracket(line(t)),
        80,
    ),
    "words of a unit before a colon": (
        lambda n: f"Hạt {many(n - 1)}: kiểm tra đê",
        lambda t: strangers.unit(line(t)),
        12,
    ),
    "words of a role alone": (lambda n: f"Tổ trưởng {many(n - 2)}", lambda t: strangers.role(line(t)), 6),
    "letters of a matter that is handed out": (
        lambda n: f"1. {long(n)}: đ/c Nam đứng điểm thu gom rác.",
        lambda t: told({"text": t})[0][2],
        59,
    ),
    "letters of a ground before a role": (
        lambda n: f"1. Căn cứ kế hoạch {long(n - 18)}, giáo viên soạn giáo án.",
        lambda t: told({"text": t})[0][2],
        260,
    ),
    "letters of a heading that is one name": (
        lambda n: f"**1. Sở Y tế {long(n - 8)}**\n- Khám bệnh.",
        lambda t: "mm" in told({"text": t})[0][2],
        159,
    ),
    "letters of a lead-in with partners": (
        lambda n: f"1. Sở Y tế chủ trì, phối hợp với Sở Nội vụ {long(n - 41)}:\n- Khám bệnh.",
        lambda t: told({"text": t})[0][3],
        199,
    ),
    "words of a time in a tail": (
        lambda n: f"Trồng hai ha rừng (Sở Y tế; trước ngày 10/6/2024 và {many(n - 4)})",
        lambda t: tails.tail_of(pages(t), line(t), text_act.head()),
        9,
    ),
    "words of a name in a tail": (
        lambda n: f"Trồng hai ha rừng (Tổ {many(n - 1)} chủ trì)",
        lambda t: tails.tail_of(pages(t), line(t), text_act.head()),
        12,
    ),
    "letters of a tail": (
        lambda n: f"Trồng hai ha rừng, do Tổ {long(n - 11)} chủ trì",
        lambda t: tails.tail_of(pages(t), line(t), text_act.head()),
        220,
    ),
}
LABELS: dict[str, Edge] = {
    "letters of a label": (lambda n: f"Thời gian {long(n - 10)}: ngày 10/6/2024", headers.label_line, 60),
    "words of a label of time": (lambda n: f"Thời gian {many(n - 2)}: ngày 10/6/2024", headers.label_line, 10),
    "words of a label": (lambda n: f"Hạn {many(n - 1)}: ngày 10/6/2024", headers.label_line, 7),
    "words of work": (lambda n: f"Đơn vị chủ trì: rà soát {many(n - 2)}", headers.label_line, 3),
    "letters of an assignment": (
        lambda n: f"Giao Sở Y tế chủ trì, phối hợp với Sở Nội vụ thực hiện trong quý III/2024{'.' * (n - 73)}",
        headers.label_line,
        240,
    ),
    "words of a sort of bodies": (lambda n: f"Thôn, tổ {many(n - 2)}", headers.speaks_of_doers, 3),
    "letters of a head": (lambda n: f"Thời gian {long(n - 10)}", headers.field_of, 90),
    "letters beside a time": (
        lambda n: f"ngày 10/6/2024 tại {long(n - 19)}",
        lambda t: headers._only_time(t, sure=True),
        89,
    ),
    "words before a time": (
        lambda n: f"{many(n)} trước ngày 10/6/2024",
        lambda t: headers._only_time(t, sure=False),
        3,
    ),
    "letters of a lead-in with a time": (
        lambda n: f"1. Trước ngày 10/6/2024 {long(n - 22)}:\n- Khám bệnh.",
        lambda t: given({"text": t})[0].value.deadline,
        200,
    ),
    "letters before a clause's verb": (
        lambda n: f"1. Sở Y tế khám bệnh; trước ngày {long(n - 11)}, báo cáo Sở.",
        lambda t: len(told({"text": t})) > 1,
        79,
    ),
    "letters of names below a title": (
        lambda n: f"1. Trồng rừng.\nĐơn vị phối hợp:\n- Sở Y tế {long(n - 8)}",
        lambda t: told({"text": t})[0][3],
        200,
    ),
}


def heads(text: str, **look: object) -> bool:
    return looks_like_heading(pages(text, **look).blocks[0], text, None)


def first(text: str, **look: object) -> object:
    made = pages(text, **look)
    return context.title_of(tree(made, 0, 1).children[0])


HEADINGS: dict[str, Edge] = {
    "letters of a heading": (long, lambda t: heads(t, heading=1), 250),
    "letters in bold": (long, lambda t: heads(t, bold=True), 600),
    "letters of a bold sentence": (lambda n: f"{long(n - 1)}.", lambda t: heads(t, bold=True), 79),
    "letters behind a Roman number": (
        long,
        lambda t: looks_like_heading(pages(f"I. {t}").blocks[0], t, marker(f"I. {t}")),
        149,
    ),
    "letters of a heading that is a title": (long, lambda t: first(f"1. {t}", heading=1), 249),
    "letters of a paragraph that is a title": (long, first, 119),
}
EDGES = TIMES | NAMES | DOERS | LABELS | HEADINGS


@pytest.mark.parametrize(("build", "read", "most"), EDGES.values(), ids=EDGES)
def test_one_more_is_too_many(build: Callable[[int], str], read: Callable[[str], object], most: int) -> None:
    assert [bool(read(build(count))) for count in (most - 1, most, most + 1)] == [True, True, False]


FEWEST: dict[str, Edge] = {
    "letters of a heading in capitals": (long, lambda t: heads(t.upper(), capitals=True), 4),
    "letters of a run-in heading": (
        lambda n: f"{long(n)} {many(60)}",
        lambda t: first(t, bold_lead=len(t.split()[0])),
        4,
    ),
    "letters before a colon and a doer": (
        lambda n: f"1. {long(n)}: Sở Nội vụ.",
        lambda t: told({"text": t})[0][2],
        10,
    ),
    "letters of a topic that stays with the work": (
        lambda n: f"1. {long(n)}: Sở Nội vụ làm đầu mối rà soát hồ sơ.",
        lambda t: told({"text": t})[0][1].startswith("m"),
        110,
    ),
    "words of work before a tail": (
        lambda n: f"{many(n)} (Sở Y tế chủ trì)",
        lambda t: tails.tail_of(pages(t), line(t), text_act.head()),
        3,
    ),
    "words of a charge before its verb": (
        lambda n: f"Cán bộ thú y phụ trách {many(n - 2)} tiêm phòng dịch",
        lambda t: "phụ" in str(strangers.stranger(line(t))),
        3,
    ),
}


@pytest.mark.parametrize(("build", "read", "fewest"), FEWEST.values(), ids=FEWEST)
def test_one_less_is_too_few(build: Callable[[int], str], read: Callable[[str], object], fewest: int) -> None:
    assert [bool(read(build(count))) for count in (fewest - 1, fewest, fewest + 1)] == [False, True, True]
