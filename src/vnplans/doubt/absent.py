"""Header values that were not read: does the document say that it has one?

Of typed text every letter was read. A bulletin, a draft or an annex that prints no number has none, and nobody who
looks at it will find one: a mark on the field is enough. Where a line looks like the value that is lacking, where the
act's own annex names it, where most of a letterhead is lacking, or where letters had to be recognised, a person must
look.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vnplans.extract.act import Act
from vnplans.landmarks import SUBJECT, begins, tie_at
from vnplans.models import Directive, Note
from vnplans.pages import Pages
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import fold

__all__ = ["absent"]

_FIELDS = (
    ("number", "số, ký hiệu", "number"),
    ("issuer", "cơ quan ban hành", "issuer"),
    ("issued_on", "ngày ban hành", "date of issue"),
    ("title", "trích yếu", "title"),
)
_MOST = 2
"""Values that a typed act may lack; one that lacks more has a letterhead that was not understood, or none."""
_FIRST, _LAST = 14, 12
"""Blocks at the ends of an act among which lines of its letterhead and closing stand."""
_LINE = 200
"""Characters of a line; what is longer is a paragraph."""
_ITEM = regex(r"\W*(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)]\s|[-+•]\s")
_LETTER = "Công văn"


def absent(directive: Directive, _: Pages, layouts: Sequence[Act] = ()) -> Iterator[Note]:
    """A Note on each value of the header that was not read; a warning where nothing says that it is printed."""
    lacking = [row for row in _FIELDS if getattr(directive, row[0]) is None]
    act = layouts[0] if len(layouts) == 1 and directive.source.text_origin == "text" else None
    for field, vi, en in lacking:
        calm = _left_open(directive, field) or (
            act is not None and len(lacking) <= _MOST and not _is_shown(field, directive, act)
        )
        yield Note(
            code="missing",
            severity="warning" if calm else "review",
            message=f"không đọc được {vi}",
            message_en=f"no {en} was read",
            field=f"/{field}",
        )


def _left_open(directive: Directive, field: str) -> bool:
    """The day was left open in typed text: a draft, no fault of reading."""
    typed = directive.source.text_origin == "text"
    return typed and any(n.code == "date_incomplete" and n.field == f"/{field}" for n in directive.notes)


def _is_shown(field: str, directive: Directive, act: Act) -> bool:
    """Does something in the document look like the value?"""
    if field == "number":
        shown = any(phrase("absent.number").match(fold(line)) for line in _lines(directive, act))
        return shown or _tied(act)
    if field == "issued_on":
        dated = any(phrase("absent.day").search(fold(line)) for line in _lines(directive, act))
        return dated or _tied(act) or any(signature.time for signature in directive.signatures)
    if field == "title":
        return _title_shown(directive, act)
    return True  # each paper has a writer


def _lines(directive: Directive, act: Act) -> Iterator[str]:
    """Lines of letterhead, heading and closing, and what stands at the ends of an act without them; no citations, no
    work and no items of a list."""
    start, end = act.extent
    work = {q.block for at, quotes in directive.evidence.items() if at.startswith("/tasks/") for q in quotes}
    zones = (*act.left, *act.right, *range(*act.heading), *act.closing)
    ends = (*range(start, min(end, start + _FIRST)), *range(max(start, end - _LAST), end))
    for index in dict.fromkeys((*zones, *(i for i in ends if i not in work))):
        block = act.block(index)
        if block.role not in ("text", "text_box") or not 0 < len(block.text) < _LINE:
            continue
        if index not in zones and (block.cell is not None or block.label or _ITEM.match(block.text)):
            continue
        if not begins(block.text.lstrip("-+ "), "opening") and not phrase("absent.cited").search(fold(block.text)):
            yield block.text


def _tied(act: Act) -> bool:
    """An annex says of which act it is: "(Kèm theo Quyết định số ... ngày ...)"."""
    start, end = act.extent
    return any(len(act.block(i).text) < _LINE and tie_at(act.block(i).text) is not None for i in range(start, end))


def _title_shown(directive: Directive, act: Act) -> bool:
    """Only a letter may have no title: that without a V/v line."""
    letter = directive.doc_type is not None and directive.doc_type.name == _LETTER and act.type_block is None
    places = (*act.left, *act.right, *range(*act.heading))
    return not letter or any(SUBJECT.match(act.block(index).text) for index in places)
