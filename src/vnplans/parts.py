"""What each paragraph of a document is: one part for every block, so that nothing is passed over in silence.

Worked out from what the record itself shows (its evidence, and the notes of what was refused) and from the zones of the
acts (extract/zones). No rule of extraction is asked again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal, get_args

from vnplans.extract import Act, acts
from vnplans.extract.orders.refusals import orders_nothing
from vnplans.extract.orders.sections import holds
from vnplans.landmarks import begins, is_motto, is_rule, recipients_line
from vnplans.models import Directive, Note
from vnplans.pages import Block, Pages
from vnplans.regex import regex
from vnplans.text import fold

__all__ = ["PARTS", "Part", "PartName", "parts"]

PartName = Literal[
    "header", "basis", "aim", "target", "situation", "heading", "task", "refused",
    "closing", "recipients", "signature", "annex", "form", "furniture", "unexplained",
]  # fmt: skip
PARTS: tuple[PartName, ...] = get_args(PartName)


@dataclass(frozen=True, slots=True)
class Part:
    """The part that a block is, and why where that is not plain: what refused it, in Vietnamese and English."""

    block: int
    name: PartName
    reason: str | None = None
    reason_en: str | None = None


_Marks = dict[int, Part]

_BY_FIELD: Mapping[str, PartName] = {
    "tasks": "task",
    "legal_bases": "basis",
    "targets": "target",
    "outline": "heading",
    "signer": "signature",
    "signatures": "signature",
    "recipients": "recipients",
    "attachments": "annex",
}
"""The part that the evidence of a field shows; of all other fields but citations it is the header."""
_STRENGTH: tuple[PartName, ...] = ("task", "target", "basis", "recipients", "signature", "annex", "header", "heading")
"""Of two values read from one block the one that says more of it."""
_BY_NOTE: Mapping[str, PartName] = {
    "task.purpose": "aim",
    "task.target": "target",
    "task.situation": "situation",
    "task.basis": "basis",
    "task.preamble": "situation",
    "task.heading": "heading",
    "task.closing": "closing",
    "task.effect": "closing",
    "task.form": "form",
}
"""The part that a refusal says; any other is `refused`."""
_CLOSINGS = frozenset({"task.closing", "task.effect", "task.difficulties"})
_MORE = regex(r"\(\+\d+\)$")
_REFUSALS = ("task.", "table.")
_NO_REFUSALS = frozenset({"task.no_lead", "task.twice"})
_HEADING_LENGTH = 200
_LABEL_LINE = ".label_line"
"""The rule of what a line below a task says of it: "- Chủ trì: Sở Nội vụ"."""


def parts(records: Sequence[Directive], pages: Pages, layouts: Sequence[Act] = ()) -> tuple[Part, ...]:
    """The part of every block of a file, or of the act that is looked at, in order. `records`: all that were read from
    it; `layouts`: the acts in which they were read, where those are at hand."""
    if not pages.own:
        return ()
    layouts = layouts or acts(pages)
    found: _Marks = {}
    for record in records:
        for mark in _of_notes(record, pages):
            found[mark.block] = mark
    for record in records:
        found |= _of_evidence(record)
    nothing = {n: _none_of(record) for n, record in enumerate(records[: len(layouts)])}
    for number, act in enumerate(layouts):
        for mark in _of_zones(act, found):
            found.setdefault(mark.block, mark)
        _spread(act, found, nothing.get(number))
    return tuple(found.get(index) or _left(index, pages.blocks[index]) for index in pages.own)


def _left(index: int, block: Block) -> Part:
    return Part(index, "furniture" if not block.text or block.role != "text" else "unexplained")


def _of_evidence(record: Directive) -> _Marks:
    """What the values were read from."""
    found: _Marks = {}
    for pointer, quotes in record.evidence.items():
        field = pointer.split("/")[1]
        if field == "citations":
            continue  # named within the words of something else
        name = _BY_FIELD.get(field, "header")
        within = pointer.count("/") > 2 and field == "tasks" and not pointer.endswith("/content")
        for quote in quotes:
            if within and not quote.rule.endswith(_LABEL_LINE):
                continue  # a lead or a time may stand in the heading above
            before = found.get(quote.block)
            if before is None or _STRENGTH.index(name) < _STRENGTH.index(before.name):
                found[quote.block] = Part(quote.block, name)
    return found


def _of_notes(record: Directive, pages: Pages) -> Iterator[Part]:
    """What was refused, where the note shows its words; of a table every cell."""
    for note in record.notes:
        if note.quote is None or not note.code.startswith(_REFUSALS) or note.code in _NO_REFUSALS:
            continue
        name = _BY_NOTE.get(note.code, "refused")
        reason, reason_en = (said and _MORE.sub("", said).rstrip() for said in (note.message, note.message_en))
        cell = pages.blocks[note.quote.block].cell
        if cell is None:
            yield Part(note.quote.block, name, reason, reason_en)
            continue
        for _, cells in pages.rows(cell.table):
            for index in chain.from_iterable(cells.values()):
                yield Part(index, name, reason, reason_en)


def _none_of(record: Directive) -> Note | None:
    """The note that the whole document orders nothing."""
    return next((n for n in record.notes if n.code in ("not_a_directive", "task.type")), None)


def _of_zones(act: Act, found: _Marks) -> Iterator[Part]:
    """What the zones say of blocks; for those that are found already any answer or none, for it counts no more."""
    for index in (*act.left, *act.right, *range(*act.heading)):
        yield Part(index, "header")
    yield from _closing(act)
    for annex in act.annexes:
        yield from (Part(index, "annex") for index in range(*annex.heading))
    cells = (act.block(i).cell for i, mark in found.items() if mark.name == "task")
    rows = {(cell.table, cell.row) for cell in cells if cell is not None}
    tabled = {table for table, _ in rows}
    for index in (i for i in range(*act.extent) if i not in found):
        block = act.block(index)
        if is_rule(block) or block.role != "text" or not block.text:
            yield Part(index, "furniture")
        elif is_motto(block):
            yield Part(index, "header")
        elif block.cell is not None and block.cell.table in tabled:
            # a row of the table above the first that is a task, or one that gave none
            yield Part(index, "task" if (block.cell.table, block.cell.row) in rows else "heading")
        elif begins(block.text.lstrip("-+ "), "opening") and index < act.body[1]:
            yield Part(index, "basis")
        elif begins(block.text, "authority", "office", "head") and block.capitals:
            yield Part(index, "header")
        elif (no := orders_nothing(fold(block.text), led=False, opening=False, codes=_CLOSINGS)) is not None:
            yield Part(index, "closing", no.vi, no.en)
    for outline in act.outlines:
        for item in outline.walk:
            if (
                item.table is None
                and item.block >= 0
                and _opens(act, item.block, heading=item.heading, over=item.children != ())
            ):
                yield Part(item.block, "heading")


def _opens(act: Act, index: int, *, heading: bool, over: bool) -> bool:
    """A title, or a short lead-in over its list."""
    text = act.block(index).text
    return len(text) < _HEADING_LENGTH and (heading or (over and text.endswith(":")) or over)


def _closing(act: Act) -> Iterator[Part]:
    """The list of recipients and the signature, by their columns."""
    listed = False
    for index in act.closing:
        block = act.block(index)
        side = act.side(index)
        listed = (listed or recipients_line(block.text) is not None) and side != "right" and not block.capitals
        yield Part(index, "recipients" if listed else "signature")


_BY_SECTION: Mapping[str, PartName] = {
    "purpose": "aim",
    "target": "target",
    "situation": "situation",
    "basis": "basis",
}
"""The part that a section's title says of what stands below it."""


def _spread(act: Act, found: _Marks, nothing: Note | None) -> None:
    """What follows a mark and has none of its own.

    Paragraphs left out in a row for one reason are told as one note; a section's title says what stands below it; what
    stands before the first heading or task leads up to them. Where the whole document orders nothing, all else is
    refused for that reason.
    """
    titles = {item.block: holds(item.passage.names) for root in act.outlines for item in root.walk if item.block >= 0}
    for span in act.texts():
        last: Part | None = None
        section: PartName | None = None if nothing is not None else "situation"
        for index in range(*span):
            mark = found.get(index)
            if mark is not None and mark.name == "heading":
                section = _BY_SECTION.get(titles.get(index) or "")
            elif mark is not None and (mark.reason is not None or mark.name == "task"):
                last = mark if mark.reason is not None else None
                section = None if section == "situation" else section
            if mark is None and nothing is not None:
                found[index] = Part(index, "refused", nothing.message, nothing.message_en)
            elif mark is None and (said := last.name if last is not None else section) is not None:
                reasons = (last.reason, last.reason_en) if last is not None else (None, None)
                found[index] = Part(index, said, *reasons)
