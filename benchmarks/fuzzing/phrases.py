"""Phrases made by lot out of the words that the grammars know, and the laws that each grammar is held to."""

from __future__ import annotations

import datetime as dt
import random
import tomllib
import traceback
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from dateutil.rrule import rrulestr

from fuzzing.damage import WORDS
from fuzzing.seeds import ROOT
from vnplans import calendar, landmarks
from vnplans.extract.agencies.lists import coordinating, find_agencies, leading_agencies
from vnplans.extract.agencies.names import Mention, open_name
from vnplans.extract.agencies.names import split_agencies as listed
from vnplans.extract.duties.doers import heading_subject, partners
from vnplans.extract.duties.headers import field_of, label_line
from vnplans.extract.duties.segments import segments_of, split_duties
from vnplans.extract.duties.strangers import (
    named_unit,
    person_behind_colon,
    stranger,
    stranger_above,
    stranger_in_bracket,
    stranger_ordered,
    unit,
)
from vnplans.extract.duties.subject import subject
from vnplans.extract.fields.citations import read_bases, read_citations
from vnplans.extract.fields.targets import measures
from vnplans.extract.findings import Head
from vnplans.extract.line import Line
from vnplans.extract.numbers import named_number_line, number_line, parse_number
from vnplans.extract.orders.refusals import orders_nothing
from vnplans.extract.orders.sentences import clauses, sentences, split_clauses
from vnplans.extract.outline.labels import marker
from vnplans.extract.time.cells import plan_month, plan_week, spelled
from vnplans.extract.time.deadlines import find_deadline, read_cell, read_deadline
from vnplans.extract.time.reading import names_no_day
from vnplans.models import Deadline
from vnplans.text import alphabetical, bare, clean, fold, normal, place_tones, places

__all__ = ["GRAMMARS", "broken_grammar", "phrase"]

STRANGERS = (stranger, stranger_above, stranger_ordered, stranger_in_bracket, person_behind_colon)
CASES = ("agencies", "dates", "deadlines", "outline", "tasks")
SIGNS = (
    *[
        ",",
        ".",
        ";",
        ":",
        "-",
        "–",
        "/",
        "(",
        ")",
        "[",
        "]",
        "“",
        "”",
        '"',
        "'",
        "…",
        "+",
        "*",
        "•",
        "&",
        "%",
        "№",
        "§",
    ],
    "./.",
    "...",
    "-->",
    "//",
)
FIGURES = (
    "0",
    "00",
    "1",
    "01",
    "7",
    "12",
    "15",
    "29",
    "30",
    "31",
    "99",
    "2024",
    "2025",
    "1900",
    "20251",
    "1.250",
    "12,5",
)
TIMES = (
    *("ngày", "tháng", "năm", "quý", "tuần", "giờ", "trước", "sau", "trong", "từ", "đến", "hết", "cuối", "đầu"),
    *("hằng", "hàng", "mỗi", "định kỳ", "chậm nhất", "hoàn thành", "giai đoạn", "kể từ", "làm việc", "thường xuyên"),
    *("I", "II/2024", "30/6", "30/6/2024", "31/02/2024", "2024-2025", "15/12 hằng năm", "6 tháng", "ngày ký", "tới"),
)
ACTS = (
    *("Số:", "12/KH-UBND", "/KH-UBND", "23/2023/QĐ-UBND", "Nghị định", "Luật", "Quyết định số", "của Chính phủ", "về"),
    *("Căn cứ", "Thực hiện", "Kế hoạch", "V/v", "ban hành kèm theo", "PHỤ LỤC", "Mẫu số", "Nơi nhận:", "Kính gửi:"),
    *(
        "KT.",
        "TM.",
        "CHỦ TỊCH",
        "Điều 5.",
        "Phần I",
        "a)",
        "1.1.",
        "(2)",
        "III.",
        "IIX.",
        "đ)",
        "-",
        "+",
        "QCVN 1:2020",
    ),
)
DOING = (
    *(
        "giao",
        "chủ trì",
        "phối hợp với",
        "thực hiện",
        "báo cáo",
        "rà soát",
        "theo dõi",
        "tham mưu",
        "trình",
        "và",
        "các",
    ),
    *("Sở", "Sở Y tế", "UBND", "tỉnh", "các sở, ban, ngành", "UBND các xã:", "Phòng", "Ban", "Công an", "đơn vị", "Bộ"),
    *("tỷ lệ", "trên 90%", "hộ", "ít nhất", "tối thiểu", "đạt", "ha", "triệu đồng", "trở lên", "không quá"),
)


@cache
def _texts() -> tuple[str, ...]:
    """The sentences of the test cases."""
    found = []
    for name in CASES:
        for case in tomllib.loads((ROOT / "tests" / "cases" / f"{name}.toml").read_text("utf-8"))["case"]:
            found += [value for key in ("text", "line") if isinstance(value := case.get(key), str)]
    return tuple(found)


@cache
def _words() -> tuple[str, ...]:
    return tuple(sorted({word for text in _texts() for word in text.split()}))


def _piece(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.16:
        words = chance.choice(_texts()).split()
        at = chance.randrange(len(words) or 1)
        return " ".join(words[at : at + chance.randrange(1, 9)])
    if kind < 0.18:
        return chance.choice(WORDS)
    if kind < 0.19:
        return "".join(chr(chance.choice((chance.randrange(0x250), chance.randrange(0x3000)))) for _ in range(4))
    source = chance.choice((TIMES, ACTS, DOING, FIGURES, SIGNS, _words(), _words()))
    return chance.choice(source)


def phrase(chance: random.Random) -> str:
    """A few pieces with or without blanks between them, cleaned as readers clean every text."""
    count = chance.choice((1, 2, 3, 5, 8, 13, 30))
    return clean("".join(_piece(chance) + chance.choice(("", " ", " ", " ", " ")) for _ in range(count)))


# Laws ---------------------------------------------------------------------------------------------------------------


def _inside(text: str, start: int, end: int) -> bool:
    return 0 <= start < end <= len(text)


def _deadline_law(deadline: Deadline) -> str | None:
    if Deadline.model_validate_json(deadline.model_dump_json()) != deadline:
        return "a deadline that is another when read back"
    if deadline.rrule:
        rrulestr(deadline.rrule, dtstart=dt.datetime(2024, 1, 1))
    return None


def _deadlines(text: str) -> str | None:
    for issued in (None, dt.date(2024, 5, 20), dt.date(9999, 12, 31)):
        for cell in (False, True):
            if found := find_deadline(text, issued, cell=cell):
                deadline, at, to = found
                if not _inside(text, at, to) or (not cell and deadline.text not in text[at : to + 1]):
                    return f"a deadline beside its words: {deadline.text!r} {at}:{to}"
                if why := _deadline_law(deadline):
                    return why
        for said in (read_deadline(text, issued), read_cell(text, issued)):
            if said and (why := _deadline_law(said)):
                return why
    return None


def _mentions(text: str, found: Iterable[Mention]) -> str | None:
    last = 0
    for mention in found:
        if not (last <= mention.start < mention.end <= len(text)):
            return f"bodies out of order: {mention.text!r}"
        if not mention.text.strip() or not mention.agency.name.strip():
            return "a body without a name"
        last = mention.end
    return None


def _agencies(text: str) -> str | None:
    for read in (listed, leading_agencies, coordinating, find_agencies):
        for province, host in ((None, None), ("Hà Giang", "Sở Y tế")):
            if why := _mentions(text, read(text, province=province, host=host)):
                return f"{read.__name__}: {why}"
    open_name(text[:120] or "x")
    return None


def _ranges(text: str, found: Iterable[tuple[int, int]]) -> str | None:
    last = 0
    for start, end in found:
        if not (last <= start < end <= len(text)) or text[start:end] != text[start:end].strip():
            return f"a range {start}:{end}"
        last = end
    return None


def _sentences(text: str) -> str | None:
    found = sentences(text)
    if sum(len(text[a:b].replace(" ", "")) for a, b in found) != len(text.replace(" ", "")):
        return "sentences that leave words out"
    spans = clauses(text)
    return _ranges(text, found) or _ranges(text, spans) or (text and _ranges(text, split_clauses(text, spans))) or None


def _citations(text: str) -> str | None:
    for read in (read_citations, read_bases):
        for citation, start, end in read(text):
            if not _inside(text, start, end) or text[start:end] != citation.text:
                return f"a citation beside its words: {citation.text!r}"
    return None


def _numbers(text: str) -> str | None:
    for found in (number_line(text), number_line(text, anywhere=True), named_number_line(text)):
        if found and (number := parse_number(found["number"])) and parse_number(number.text) != number:
            return f"a number that reads otherwise again: {number.text!r}"
    return None


def _labels(text: str) -> str | None:
    found = marker(text)
    return None if found is None or 0 < found.end <= len(text) else "a label beyond its text"


def _landmarks(text: str) -> str | None:
    for test in (
        *(landmarks.addressee_line, landmarks.annex_label, landmarks.authority_line, landmarks.begins_office),
        *(landmarks.breaks_off, landmarks.is_enacting, landmarks.is_enclosed, landmarks.is_mark, landmarks.tie_at),
        *(landmarks.is_signed, landmarks.is_signing_line, landmarks.is_type_word, landmarks.mark_role),
        *(landmarks.motto_at, landmarks.names_authority, landmarks.recipients_line, landmarks.type_end),
    ):
        test(text)
    span = landmarks.name_span(text)
    return None if span is None or _inside(text, *span) else "a signer's name outside its line"


def _duties(text: str) -> str | None:
    """A paragraph of a section that assigns work: its doers, its clauses, its labels."""
    if not text:
        return None
    line, head = Line(text, ((0, 0, 0, len(text)),)), Head()
    doers = [subject(line, head.voice)]
    doers += [read(line) for read in (unit, named_unit, *STRANGERS)]
    doers.append(heading_subject(line, head))
    for found in doers:
        if found and not (0 <= found.start <= len(text) and _within(text, found.mentions)):
            return f"doers beyond the words: {[m.text for m in found.mentions]}"
    partners(line, head)
    spans = sentences(text)
    for segment, who in segments_of(line, spans, doers[0], head):
        split_duties(segment, head, single=len(spans) == 1, who=who)
    return None


def _within(text: str, mentions: Iterable[Mention]) -> bool:
    return all(0 <= m.start < m.end <= len(text) for m in mentions)


def _cells(text: str) -> str | None:
    """A cell of a table or its header, a label line."""
    field_of(text)
    orders_nothing(fold(text), led=False, opening=True)
    for title in ("", "Thời gian thực hiện năm 2026", text):
        spelled(text, title, plan_month(text), plan_week(text))
    names_no_day(text)
    found = label_line(text)
    return None if found is None or 0 <= found[1] <= len(text) else "a label longer than its line"


def _targets(text: str) -> str | None:
    for found in measures(text, year=2024):
        if found.target.value is not None and found.target.value != found.target.value:
            return "a target that is no number"
    return None


def _dates(text: str) -> str | None:
    last = 0
    for found in calendar.dates(text):
        if not (last <= found.start < found.end <= len(text)):
            return f"dates out of order at {found.start}"
        last = found.end
    return None


def _letters(text: str) -> str | None:
    if clean(text) != text:
        return "clean text that is cleaned again"
    if not len(fold(text)) == len(bare(text)) == len(text) == len(places(text)):
        return "a key of another length"
    if fold(fold(text)) != fold(text) or place_tones(place_tones(text)) != place_tones(text):
        return "a key that is another when made again"
    normal(text)
    alphabetical(text)
    return None


GRAMMARS: dict[str, Callable[[str], str | None]] = {
    "deadlines": _deadlines,
    "agencies": _agencies,
    "duties": _duties,
    "cells": _cells,
    "sentences": _sentences,
    "citations": _citations,
    "numbers": _numbers,
    "labels": _labels,
    "landmarks": _landmarks,
    "targets": _targets,
    "dates": _dates,
    "letters": _letters,
}


def broken_grammar(text: str) -> Iterator[tuple[str, str]]:
    """The grammars that break a law over a text, each with what is wrong."""
    for name, law in GRAMMARS.items():
        try:
            why = law(text)
        except Exception:
            why = traceback.format_exc()
        if why:
            yield name, why
