"""What is read of the texts that the tests hold, in lines that a person can compare: every value with the places of its
words, every note. tests/write_readings.py writes them down."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

import test_agencies
import test_citations
import test_deadlines
import test_natures
import test_targets
import test_tasks
import test_tasks_tables
import text_act
from drawn_texts import DRAWN
from generator.acts import document
from generator.forms import WRITERS
from generator.words import Chance
from what_is_read import SHOWN, UNDER, bodies, in_line, of_findings, of_record, ordered, otherwise, usual

from vnplans.extract.outline.items import path
from vnplans.extract.outline.tree import tree
from vnplans.models import Directive
from vnplans.pages import Pages
from vnplans.pipeline import parse_pages, read_bytes, source_of

HERE = Path(__file__).parent
KEPT = HERE / "readings"
HEAD = "== "
"""Before the key and name of a text."""


# The texts -----------------------------------------------------------------------------------------------------------


class Text(NamedTuple):
    """A text that the tests hold, and how it is read."""

    name: str
    key: str
    read: Callable[[], Iterable[str]]


def _text(name: str, words: str, read: Callable[[], Iterable[str]]) -> Text:
    return Text(name, hashlib.sha256(words.encode()).hexdigest()[:10], read)


def _tasks() -> Iterator[Text]:
    for case in test_tasks.CASES:
        words = "\0".join(str(case.get(name)) for name in ("text", "whole", "kind", "issuer"))
        yield _text(case["name"], words, partial(_in_acts, case))


OTHER_KINDS = ("Công văn", "Thông báo", "Quyết định")
"""Kinds of acts in which a text is read again: most rules do not ask for it."""


def _in_acts(case: dict[str, Any]) -> Iterator[str]:
    alone = list(of_findings(test_tasks.findings(case)))
    yield from alone
    for kind in OTHER_KINDS:
        again = of_findings(test_tasks.findings({**case, "kind": kind}))
        yield from (f"{kind}: {said}" for said in again if said not in alone)


def _tables() -> Iterator[Text]:
    for case in test_tasks_tables.CASES:
        table, title = case["table"], case.get("title")
        yield _text(case["name"], f"{table}\0{title}", partial(_in_a_table, table, title))


SHORTER = ("two rows", "two rows, no header")


def _in_a_table(table: str, title: str | None) -> Iterator[str]:
    """The tasks of a table; and what is read otherwise of the table with parts of it left out."""
    alone = list(of_findings(test_tasks_tables.findings(table, title)))
    yield from alone
    for name, other in _damaged(table.strip().splitlines()):
        again = list(of_findings(test_tasks_tables.findings("\n".join(other), title)))
        said = [one for one in otherwise(alone, again) if not one.startswith("not group")]
        yield from (f"{name}: {one}" for one in said if name not in SHORTER or not one.startswith("not "))


def _damaged(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Without the words of its header, with its first rows alone, with an empty first or last column."""
    top = next(n for n in range(1, len(lines) + 1) if n == len(lines) or "^" not in lines[n])
    headless = [*map(_without, lines[:top]), *lines[top:]]
    yield "no header", headless
    yield SHORTER[0], lines[: top + 2]
    yield SHORTER[1], headless[: top + 2]
    yield "no first", [_without(line, 0) for line in lines]
    yield "no last", [_without(line, -1) for line in lines]


def _without(line: str, cell: int | None = None) -> str:
    """A row whose cells, or one of them, hold nothing but the signs of a joined cell."""
    cells = [part.strip() for part in line.split("|")]
    for at in range(len(cells)) if cell is None else (cell,):
        cells[at] = cells[at] if cells[at] in ("<", "^") else ""
    return " | ".join(cells)


def _orders() -> Iterator[Text]:
    """Every line of the tables of cases that was not written for tasks, as an order of an act: what is
    read otherwise than of a usual one."""
    for line in _lines_of(test_deadlines.CASES + test_agencies.LISTS + test_targets.CASES + test_citations.CASES):
        yield _text(line[:SHOWN], line, partial(_as_an_order, line))


def _as_an_order(line: str) -> Iterator[str]:
    told = set[str]()
    for name, above in UNDER.items():
        said = [
            one
            for one in otherwise(usual(above), ordered(above, line))
            if not (one.startswith("not ") and " 2:" in one)
        ]
        yield from (f"{name}{one}" for one in said if one not in told)
        told.update(said)


def _drawn() -> Iterator[Text]:
    """Texts put together of parts, so many in one."""
    for name, (some, read) in DRAWN.items():
        for at in range(0, len(some), BATCH):
            batch = some[at : at + BATCH]
            yield _text(f"{name} {at}", "\n\n".join(batch), partial(_in_a_batch, batch, read))


BATCH, LINE = 10, 120


def _in_a_batch(batch: Sequence[str], read: Callable[[str], Iterable[str]]) -> Iterator[str]:
    for text in batch:
        yield f"= {text}".replace("\n", " ¶ ")[:LINE]
        yield from read(text)


def _sentences() -> Iterator[Text]:
    """Every line of the tables of cases, whatever it was written for."""
    lines = [{"text": line} for case in test_tasks.CASES for line in case["text"].strip().splitlines()]
    for line in _lines_of(
        [*test_deadlines.CASES, *test_agencies.LISTS, *test_targets.CASES, *test_citations.CASES, *lines]
    ):
        yield _text(line[:SHOWN], line, partial(_by_the_grammars, line))


BEFORE = "nay "
"""A word before a line: what hangs on the number of a word or a letter does not hang on its being even."""


def _by_the_grammars(line: str) -> Iterator[str]:
    """What is read of a line; and what is read otherwise behind a word, in capitals, of its halves."""
    alone = list(in_line(line, 0))
    yield from alone
    after = (said for said in in_line(BEFORE + line, len(BEFORE)) if said not in alone)
    yield from (f"{BEFORE}{said}" for said in after if not said.startswith(("list", "|")))
    capitals = line.upper()
    if len(capitals) == len(line) and capitals != line:
        yield from (f"CAPITALS {said}" for said in bodies(capitals, 0) if said not in alone)
    half = line.find(" ", len(line) // 2) + 1
    for name, part, at in (("half", line[: half - 1], 0), ("rest", line[half:], -half)) if half else ():
        again = (said for said in in_line(part, at) if said not in alone)
        yield from (f"{name} {said}" for said in again if not said.startswith(("list", "|", "sentences", "clauses")))


def _lines_of(cases: Iterable[Mapping[str, Any]]) -> list[str]:
    return sorted({case["text"] for case in cases})


def _outlines() -> Iterator[Text]:
    """Acts as trees, and as trees of what an engine read where these are others."""
    for case in test_tasks.CASES:
        yield _text(case["name"], case["text"], partial(_trees, case["text"]))


def _trees(words: str) -> Iterator[str]:
    typed = list(_tree(text_act.paper(words)))
    yield from typed
    read = list(_tree(text_act.scanned(words)))
    yield from (f"scan {line}" for line in read if line not in typed)


def _tree(pages: Pages) -> Iterator[str]:
    for item in tree(pages, 0, len(pages.blocks)).walk:
        above = item.parent.number if item.parent else ""
        marker = f"{item.marker.label} {item.marker.value} {item.marker.end}" if item.marker else "-"
        flags = f"{item.heading:d} {item.lead} {len(item.walk)} {item.count} {item.one_of_several:d}"
        yield f"{item.number} {above} {item.kind} {item.style} {marker} {flags} {path(item)}"


def _natures() -> Iterator[Text]:
    """What orders nothing, and what looks like it: tasks and notes."""
    for case in test_natures.CASES:
        yield _text(case["name"], case["text"], partial(_tasks_and_notes, case))


def _tasks_and_notes(case: dict[str, Any]) -> Iterator[str]:
    for record in test_natures.typed(case):
        yield from (said for said in of_record(record) if said.startswith(("tasks/", "! ")))


def _open() -> Iterator[Text]:
    for file in sorted((HERE.parent / "benchmarks" / "open" / "docs").iterdir()):
        data = file.read_bytes()
        yield _text(file.name, hashlib.sha256(data).hexdigest(), partial(_act, data, file.name))


def _act(data: bytes, name: str) -> Iterator[str]:
    for record in records(data, name):
        yield from of_record(record)


def records(data: bytes, name: str) -> list[Directive]:
    """The records of a document, whose pages are read once however often it is understood."""
    pages = _pages(data, name)
    return parse_pages(pages, source_of(pages, data, name))


@cache
def _pages(data: bytes, name: str) -> Pages:
    return read_bytes(data, name)


@cache
def generated(seed: int, number: int, form: str) -> tuple[dict[str, Any], bytes]:
    """The truth of a generated directive, and its file: written once, however often it is read."""
    act = document(seed, number)
    return act.truth, WRITERS[form](act.blocks, Chance(seed, -number))


FILES: dict[str, Callable[[], Iterator[Text]]] = {
    "tasks": _tasks,
    "tables": _tables,
    "sentences": _sentences,
    "orders": _orders,
    "drawn": _drawn,
    "outlines": _outlines,
    "natures": _natures,
    "open": _open,
}


@cache
def texts(file: str) -> tuple[Text, ...]:
    return tuple(FILES[file]())


# What is kept --------------------------------------------------------------------------------------------------------


@cache
def kept(file: str) -> dict[str, list[str]]:
    """The lines that were read of each text by its key."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in (KEPT / f"{file}.txt").read_text("utf-8").splitlines():
        if line.startswith(HEAD):
            lines = found.setdefault(line.split()[1], [])
        else:
            lines.append(line)
    return found


def write() -> None:
    """Writes down what is read now; a rule that fails leaves what is kept as it was."""
    KEPT.mkdir(exist_ok=True)
    for file in FILES:
        lines = [line for text in texts(file) for line in (f"{HEAD}{text.key} {text.name}", *text.read())]
        (KEPT / f"{file}.txt").write_text("\n".join([*lines, ""]), encoding="utf-8")
