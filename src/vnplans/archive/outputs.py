"""The outputs, made from the journal in one pass: each file appears whole or not at all.

directives.jsonl   one record a line, in the order of the listing, a file that was copied only once
failures.jsonl     one failure a line
failures.csv       the same for people, copies too, with what to do; failures.xlsx where XlsxWriter is installed
files.jsonl        every file and what became of it, so that all are accounted for
report.html        the summary as a page
parquet/           optional: the records in parts, by type and year
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from typing import IO, TYPE_CHECKING, Any

from pydantic_core import to_json

from vnplans.archive.entries import Entries, Entry, Place, skip_words
from vnplans.archive.job import Record
from vnplans.archive.journal import Journal
from vnplans.archive.link import Twins
from vnplans.archive.manual import Manual
from vnplans.archive.places import join, mark_of, publish
from vnplans.archive.report import page
from vnplans.archive.summary import Summary
from vnplans.errors import MissingExtra

if TYPE_CHECKING:
    from vnplans.archive.parquet import Dataset, PartRow

__all__ = ["StoppedWriting", "was_written", "write_outputs"]

_WRITTEN = ("directives.jsonl", "failures.jsonl", "failures.csv", "files.jsonl", "report.html")


class StoppedWriting(Exception):
    """The outputs were not written to their end: those before still stand."""


def write_outputs(  # noqa: PLR0913
    journal: Journal,
    print_: str,
    out: str,
    *,
    parquet: bool,
    english: bool,
    finished: bool,
    write_parts: Callable[[Iterable[tuple[str, list[PartRow]]]], None] | None = None,
    tick: Callable[[int], None] = lambda written: None,
) -> Summary:
    """Write all outputs of what is settled; nothing is written where they are that already. `tick` is told how many
    files are written, and may raise to stop. `write_parts` writes parts of the dataset; None: they are written here.

    Raises OSError when the disk is full, and what `tick` raises: then the old outputs still stand.
    """
    before = _Published(journal, out, {"print": print_, "parquet": parquet, "finished": finished, "english": english})
    if (same := before.summary()) is not None:
        return same
    dataset = _dataset(out, before.parts) if parquet else None
    summary = Summary(finished=finished)
    twins = Twins(journal, print_, lambda: tick(0))
    entries = Entries(journal, print_)
    rows = _Rows(journal) if dataset else None
    journal.begin()  # what is written now are temporary tables
    with ExitStack() as stack:
        directives, failures, files = (
            stack.enter_context(publish(join(out, f"{name}.jsonl"))) for name in ("directives", "failures", "files")
        )
        manual = stack.enter_context(Manual(out, english=english))
        for number, entry in enumerate(entries, 1):
            tick(number)
            summary.add_entry(entry)
            for index, record in entries.records(entry):
                same_as = twins.of(record.facts.sha256)
                directives.write(entries.line(entry, record, same_as) + b"\n")
                summary.add_record(entry.place, record.tally, linked=bool(same_as))
                if rows is not None:
                    rows.add(entry, index, record, same_as)
            if entry.failure is not None:
                manual.add(entry)
                if entry.status == "failed":
                    failures.write(entry.failure.model_dump_json().encode() + b"\n")
            _write_file(files, entry)
        if dataset is not None and rows is not None:
            tell = partial(tick, summary.files)
            dataset.write(rows.sorted(tell), journal.bundles, write_parts)
    journal.commit()
    if dataset is not None:
        dataset.publish(before.note_parts)
    with publish(join(out, "report.html")) as stream:
        stream.write(page(summary, out, english=english).encode())
    before.note(summary)
    return summary


def was_written(journal: Journal) -> bool:
    """Were outputs ever made of this journal?"""
    return journal.meta("parts") is not None


class _Published:
    """What the outputs were last made of, as the journal remembers it; forgotten as soon as it changes."""

    def __init__(self, journal: Journal, out: str, how: dict[str, Any]) -> None:
        self._journal = journal
        self._out = out
        self._how = how
        self.parts: list[str] = json.loads(journal.meta("parts") or journal.meta("old_parts") or "[]")
        """Parquet parts that there are."""

    def summary(self) -> Summary | None:
        """The summary of the outputs as they are, if they are what would be written now."""
        told = self._journal.published
        if told is None:
            return None
        known: dict[str, Any] = json.loads(told)
        if any(known[name] != value for name, value in self._how.items()):
            return None
        return Summary.of(known["summary"]) if known["files"] == _marks(self._out) else None

    def note_parts(self, parts: Iterable[str]) -> None:
        self.parts = list(parts)
        self._journal.set_meta("parts", json.dumps(self.parts))

    def note(self, summary: Summary) -> None:
        self.note_parts(self.parts)
        known = self._how | {"files": _marks(self._out), "summary": summary.told()}
        self._journal.published = json.dumps(known)


class _Rows:
    """Which records stand where, for the dataset: in a temporary table, sorted on disk."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._db = journal.scratch(
            "DROP TABLE IF EXISTS temp.shown; CREATE TEMP TABLE shown(type TEXT, year INTEGER, n INTEGER, "
            "result INTEGER, idx INTEGER, name TEXT, container TEXT, same_as TEXT, PRIMARY KEY(type, year, n));"
        )
        self._count = 0

    def add(self, entry: Entry, index: int, record: Record, same_as: list[str]) -> None:
        self._count += 1
        told, place = record.tally, entry.place
        row = (told.type_code, told.year, self._count, entry.result, index, place.name, place.container)
        self._db.execute("INSERT INTO temp.shown VALUES (?,?,?,?,?,?,?,?)", (*row, json.dumps(same_as)))

    def sorted(self, tell: Callable[[], None]) -> Iterator[tuple[str | None, int | None, PartRow]]:
        from vnplans.archive.parquet import PartRow  # noqa: PLC0415 - pyarrow is an extra

        query = "SELECT type, year, result, idx, name, container, same_as FROM temp.shown ORDER BY type, year, n"
        for type_code, year, result, index, name, container, same_as in self._db.execute(query):
            tell()
            record = self._journal.record(result, index)
            yield type_code, year, PartRow(record, Place(name, container), json.loads(same_as))


def _marks(out: str) -> dict[str, str | None]:
    return {name: mark_of(join(out, name)) for name in _WRITTEN}


def _dataset(out: str, before: list[str]) -> Dataset:
    try:
        from vnplans.archive.parquet import Dataset  # noqa: PLC0415 - pyarrow is an extra
    except ModuleNotFoundError as error:
        hint = 'pip install "vnplans[parquet]"'
        raise MissingExtra(f"cần cài thêm: {hint}", f"needs: {hint}") from error
    return Dataset(out, before)


def _write_file(stream: IO[bytes], entry: Entry) -> None:
    place = entry.place
    line = {
        "file": place.name,
        "container": place.container,
        "sha256": entry.sha256,
        "status": entry.status,
        "records": len(entry.kept),
        "same_bytes_as": entry.of,
        "code": entry.failure.code if entry.failure and entry.status == "failed" else None,
    }
    if (words := skip_words(entry)) is not None:
        line |= {"skipped_as": entry.skip, "message": words[0], "message_en": words[1]}
    if place.raw is not None:
        line["path_bytes"] = place.raw
    stream.write(to_json(line) + b"\n")
