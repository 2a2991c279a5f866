"""The heading of the gazette and of web copies: type, issuer, number, date and title in one centred run, no letterhead.

'Nghị định của Chính phủ số 77/2003/NĐ-CP ngày 01/7/2003 về việc ...'
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache

from vnplans.calendar import date_of, written
from vnplans.extract.agencies.names import open_name
from vnplans.extract.fields.bodies import begins_body
from vnplans.extract.findings import Finding, Found
from vnplans.extract.line import Joined
from vnplans.extract.numbers import NUMBER, parse_number
from vnplans.extract.zones.zones import Layout
from vnplans.knowledge import alternatives, rows
from vnplans.knowledge.tables import CitationWords
from vnplans.landmarks import SUBJECT, is_mark, type_line
from vnplans.models import Agency, DocumentNumber

__all__ = ["heading_date", "heading_issuer", "heading_number", "heading_title", "names_issuer"]

_SUBJECT = alternatives(word for row in rows(CitationWords) if row.kind == "subject" for word in row.words)


@cache
def _heading() -> re.Pattern[str]:
    return re.compile(
        rf"\s*(?:của\s+(?P<issuer>[^\d,;:()]{{3,90}}?)\s+)?số\s*:?\s*(?P<number>{NUMBER})"
        rf"(?:[\s,]*(?P<date>{written()}))?"
        rf"(?:\s*của\s+(?P<after>[^\d,;:()]{{3,90}}?)(?=\s+(?:{_SUBJECT})\b|$))?"
        r"\s*(?P<title>\S.*)?",
        re.IGNORECASE,
    )


def _match(layout: Layout) -> tuple[Joined, re.Match[str]] | None:
    if layout.type_block is None:
        return None
    first = layout.block(layout.type_block)
    named = type_line(first, any_case=True)
    start = named[1] if named else 0
    start = len(first.text) if is_mark(first.text[start:]) else start  # "CÔNG ĐIỆN KHẨN"
    run = Joined.of(layout.pages, range(layout.type_block, layout.heading[1]))
    match = _heading().match(run.text, start, len(first.text))  # its first line may end with the issuer
    if match is None or not match["after"] or match["title"]:
        match = _heading().match(run.text, start)
    return (run, match) if match and match["serial"] else None


def heading_number(layout: Layout) -> Iterator[Finding[DocumentNumber]]:
    """The number in the heading."""
    found = _match(layout)
    number = parse_number(found[1]["number"]) if found else None
    if found and number:
        yield Found(number, found[0].quotes(*found[1].span("number"), rule="number.gazette_heading"))


def heading_date(layout: Layout) -> Iterator[Finding[dt.date]]:
    """The date in the heading."""
    found = _match(layout)
    value = date_of(found[1]) if found and found[1]["date"] else None
    if found and value:
        yield Found(value, found[0].quotes(*found[1].span("date"), rule="issued_on.gazette_heading"))


def names_issuer(layout: Layout) -> bool:
    """Does the heading name the issuer with the number of the act?"""
    found = _match(layout)
    return found is not None and begins_body(found[1]["issuer"] or found[1]["after"] or "")


def heading_issuer(layout: Layout) -> Iterator[Finding[Agency]]:
    """The body that the heading names ("của Thủ tướng Chính phủ")."""
    found = _match(layout)
    for part in ("issuer", "after"):
        if found and found[1][part]:
            yield Found(open_name(found[1][part]), found[0].quotes(*found[1].span(part), rule="issuer.gazette_heading"))
            return


def heading_title(layout: Layout) -> Iterator[Finding[str]]:
    """What follows number and date in the heading."""
    found = _match(layout)
    behind = found[1].endpos + 1 if found else 0
    if found and (found[1]["title"] or behind < len(found[0].text)):
        start, end = found[1].span("title") if found[1]["title"] else (behind, len(found[0].text))
        if subject := SUBJECT.match(found[0].text, start):
            start = subject.end()
        if title := found[0].text[start:end].strip(" .*-"):
            yield Found(title, found[0].quotes(start, end, rule="title.gazette_heading"))
