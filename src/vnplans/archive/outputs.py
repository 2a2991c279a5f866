"""The outputs, made from the journal in one pass: each file appears whole or not at all.

directives.jsonl   one record a line, in the order of the listing, a file that was copied only once
failures.jsonl     one failure a line
failures.csv       the same for people, copies too, with what to do; failures.xlsx where XlsxWriter is installed
files.jsonl        every file and what became of it, so that all are accounted for
report.html        the summary as a page
parquet/           optional: the records in parts
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import ExitStack
from typing import IO, TYPE_CHECKING, Any

from pydantic_core import to_json

from vnplans.archive.entries import Entries, Entry, record_line, skip_words
from vnplans.archive.journal import Journal
from vnplans.archive.link import Twins
from vnplans.archive.manual import Manual
from vnplans.archive.places import join, mark_of, publish
from vnplans.archive.report import page
from vnplans.archive.summary import Summary
from vnplans.errors import MissingExtra

if TYPE_CHECKING:
    from vnplans.archive.parquet import Parts

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
    finished: bool,
    tick: Callable[[int], None] = lambda written: None,
) -> Summary:
    """Write all outputs of what is settled; nothing is written where they are that already. `tick` is told how many
    files are written, and may raise to stop.

    Raises OSError when the disk is full, and what `tick` raises: then the old outputs still stand.
    """
    before = _Published(journal)
    if (same := before.summary(print_, out, parquet=parquet, finished=finished)) is not None:
        return same
    summary = Summary(finished=finished)
    twins = Twins(journal, print_, lambda: tick(0))
    entries = Entries(journal, print_)
    with ExitStack() as stack:
        directives, failures, files = (
            stack.enter_context(publish(join(out, f"{name}.jsonl"))) for name in ("directives", "failures", "files")
        )
        manual = stack.enter_context(Manual(out))
        parts = stack.enter_context(_parts(out, before.parts)) if parquet else None
        for number, entry in enumerate(entries, 1):
            tick(number)
            summary.add_entry(entry)
            for record in entries.records(entry):
                line, data = record_line(entry, record, twins.of(record.facts.sha256))
                directives.write(line + b"\n")
                summary.add_record(data)
                if parts is not None:
                    parts.add(line)
            if entry.failure is not None:
                manual.add(entry)
                if entry.status == "failed":
                    failures.write(entry.failure.model_dump_json().encode() + b"\n")
            _write_file(files, entry)
    with publish(join(out, "report.html")) as stream:
        stream.write(page(summary, out).encode())
    before.note(summary, print_, out, parquet=parquet, parts=parts.count if parts else before.parts)
    return summary


def was_written(journal: Journal) -> bool:
    """Were outputs ever made of this journal?"""
    return journal.meta("parts") is not None


class _Published:
    """What the outputs were last made of, as the journal remembers it; forgotten as soon as it changes."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self.parts = int(journal.meta("parts") or 0)
        """Parquet parts that were ever written."""

    def summary(self, print_: str, out: str, *, parquet: bool, finished: bool) -> Summary | None:
        """The summary of the outputs as they are, if they are what would be written now."""
        told = self._journal.published
        if told is None:
            return None
        known: dict[str, Any] = json.loads(told)
        if (known["print"], known["parquet"], known["finished"]) != (print_, parquet, finished):
            return None
        return Summary.of(known["summary"]) if known["files"] == _marks(out) else None

    def note(self, summary: Summary, print_: str, out: str, *, parquet: bool, parts: int) -> None:
        known = {"print": print_, "parquet": parquet, "finished": summary.finished, "files": _marks(out)}
        self._journal.set_meta("parts", str(parts))
        self._journal.published = json.dumps(known | {"summary": summary.told()})


def _marks(out: str) -> dict[str, str | None]:
    return {name: mark_of(join(out, name)) for name in _WRITTEN}


def _parts(out: str, before: int) -> Parts:
    try:
        from vnplans.archive.parquet import Parts  # noqa: PLC0415 - pyarrow is an extra
    except ModuleNotFoundError as error:
        hint = 'pip install "vnplans[parquet]"'
        raise MissingExtra(f"cần cài thêm: {hint}", f"needs: {hint}") from error
    return Parts(join(out, "parquet"), before)


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
