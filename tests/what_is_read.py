"""What is read, in lines that a person can compare: every value with the places of its words, every note."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import test_deadlines
import test_tasks

from vnplans.extract.agencies.lists import coordinating, find_agencies, leading_agencies
from vnplans.extract.agencies.names import split_agencies
from vnplans.extract.fields.citations import read_bases, read_citations
from vnplans.extract.fields.targets import measures
from vnplans.extract.orders.sentences import clauses, sentences
from vnplans.extract.time.reading import read as readings
from vnplans.text import clean

SHOWN = 32
"""Letters that are shown of words whose place is told."""
CELL = 48
"""Letters of a line that is read as a cell, too."""
NOT_READ = {
    "schema_version",
    "source",
    "outline",
    "confidence",
    "needs_review",
    "signatures",
    "id",
    "notes",
    "evidence",
}
"""Of a record: what the reader of the file says, what follows from the rest, and the weights of a model."""


def value(said: Any) -> str:
    """A value in one line, without what is empty."""
    if isinstance(said, Mapping):
        return ", ".join(f"{name} {value(part)}" for name, part in said.items() if part not in (None, False, [], {}))
    if isinstance(said, list):
        return "(" + "; ".join(map(value, said)) + ")"
    return str(said)


def _spans(quotes: Iterable[Any]) -> str:
    """Where words stand, and by which rule they were found."""
    quotes = list(quotes)
    places = " ".join(f"{quote.block}:{quote.start}-{quote.end}" for quote in quotes)
    rules = dict.fromkeys(quote.rule.rpartition(".")[2] for quote in quotes)
    return f" @{places} {' '.join(rules)}" if quotes else ""


def _short(said: str, quotes: Sequence[Any]) -> str:
    """Words of the document, whose place is told, by their beginning."""
    whole = len(quotes) == 1 and quotes[0].text == said
    return f"{said[:SHOWN]}…" if whole and len(said) > SHOWN else said


def _leaves(pointer: str, said: Any) -> Iterator[tuple[str, str]]:
    """The values of a record and their JSON Pointers: what has a text is one."""
    if isinstance(said, list) or (isinstance(said, Mapping) and "text" not in said):
        pairs = enumerate(said) if isinstance(said, list) else said.items()
        for key, part in pairs:
            if key not in NOT_READ:
                yield from _leaves(f"{pointer}/{key}", part)
    elif said not in (None, False, ""):
        yield pointer, value(said)


def _lines(said: Any, evidence: Mapping[str, Sequence[Any]]) -> Iterator[str]:
    told = dict(_leaves("", said))
    for pointer in [*told, *(pointer for pointer in evidence if pointer not in told)]:
        quotes = evidence.get(pointer, ())
        yield f"{pointer.removeprefix('/')} {_short(told.get(pointer, ''), quotes)}{_spans(quotes)}"


def of_record(record: Any) -> Iterator[str]:
    yield from _lines(record.model_dump(mode="json"), record.evidence)
    for note in record.notes:
        yield f"! {note.code} {note.severity} {note.field or ''}{_said(note)}"


def _said(note: Any) -> str:
    candidates = f" {value(list(note.candidates))}" if note.candidates else ""
    return candidates + _spans([note.quote] if note.quote else [])


def of_findings(findings: Iterable[Any]) -> Iterator[str]:
    for found in findings:
        if hasattr(found, "code"):
            yield f"! {found.code} {found.severity}{_said(found)}"
            continue
        parts = {f"/{name}": quotes for name, quotes in found.parts.items()}
        yield from _lines(found.value.model_dump(mode="json"), {"/content": found.quotes, **parts})


def otherwise(known: Sequence[str], found: Sequence[str]) -> Iterator[str]:
    """What is read besides the usual, and what is not read of that."""
    yield from (said for said in found if said not in known)
    yield from (f"not {said.split()[0]} {said.partition(' @')[2]}" for said in known if said not in found)


# Lines and orders ----------------------------------------------------------------------------------------------------

LISTS = {"list": split_agencies, "subject": leading_agencies, "partners": coordinating}
LAST_DAYS = dt.date(2023, 12, 30)
"""Another day of issue: what has no year or hangs on that day reads otherwise."""


def in_line(line: str, at: int) -> Iterator[str]:
    """Bodies of a line, lists of them, its times, the acts it cites, its aims, its sentences and clauses; places are
    counted from `at`."""
    yield from bodies(line, at)
    for name, parts in (("sentences", sentences(line)), ("clauses", clauses(line))):
        if len(parts) > 1:
            yield f"{name} " + " ".join(f"{start - at}-{end - at}" for start, end in parts)
    for name, read in LISTS.items():
        if found := read(line):
            yield f"{name} " + " ".join(f"{body.start - at}-{body.end - at}" for body in found)
    for mark, cell in (("=", False), ("|", True)) if len(line) < CELL else (("=", False),):
        known = list(_times(line, at, test_deadlines.ISSUED, cell=cell))
        yield from (f"{mark} {said}" for said in known)
        for issued in (LAST_DAYS, None) if not at else ():
            yield from (f"{mark} {issued}: {said}" for said in _times(line, at, issued, cell=cell) if said not in known)
    for named, read_all in (("cites", read_citations), ("basis", read_bases)):
        for cited, start, end in read_all(line):
            yield f"{named} {start - at}-{end - at} {value({**cited.model_dump(mode='json'), 'text': None})}"
    for aim in measures(line, year=test_deadlines.ISSUED.year):
        yield f"aim {aim.start - at}-{aim.end - at} {value({**aim.target.model_dump(mode='json'), 'text': None})}"


def bodies(line: str, at: int) -> Iterator[str]:
    for body in find_agencies(line):
        agency = {**body.agency.model_dump(mode="json"), "text": _differing(body.text, line[body.start : body.end])}
        yield f"{body.start - at}-{body.end - at} {value(agency)}"


def _times(line: str, at: int, issued: dt.date | None, *, cell: bool) -> Iterator[str]:
    for found in readings(clean(line), issued, issued.year if issued else None, cell=cell):
        words = _differing(found.deadline.text, line[found.at : found.to])
        said = {**found.deadline.model_dump(mode="json"), "text": words}
        yield f"{found.at - at}-{found.to - at} {found.rank} {value(said)}"


def _differing(text: str, printed: str) -> str | None:
    """The words of a value where they are not those that stand at its place."""
    return None if text == printed else text


UNDER = {"": "1. Rà soát hồ sơ của các hộ.\n2. ", "below: ": "1. Trạm Thú y:\na) "}
"""What stands above an order: another one, or who is to do it."""


@cache
def usual(above: str) -> tuple[str, ...]:
    return tuple(ordered(above, "Quét dọn sân kho."))


def ordered(above: str, line: str) -> list[str]:
    """What is read of a line as one of the orders of an act."""
    return list(of_findings(test_tasks.findings({"text": f"{above}{line}\n3. Kiểm tra kho vật tư."})))
