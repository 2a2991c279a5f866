"""The outputs, made from the journal in one pass: each file appears whole or not at all.

directives.jsonl   one record a line, in the order of the listing, a file that was copied only once
failures.jsonl     one failure a line
files.jsonl        every file and what became of it, so that all are accounted for
report.html        the summary as a page
parquet/           optional: the records in parts
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import IO, TYPE_CHECKING

from pydantic_core import to_json

from vnplans.archive.entries import Entries, Entry, record_line
from vnplans.archive.journal import Journal
from vnplans.archive.link import Twins
from vnplans.archive.places import join, publish
from vnplans.archive.report import page
from vnplans.archive.summary import Summary
from vnplans.errors import MissingExtra

if TYPE_CHECKING:
    from vnplans.archive.parquet import Parts

__all__ = ["write_outputs"]


def write_outputs(journal: Journal, fingerprint: str, out: str, *, parquet: bool, finished: bool) -> Summary:
    """Write all outputs of what is settled. Raises OSError when the disk is full: then the old outputs still stand."""
    summary = Summary(finished=finished)
    twins = Twins(journal, fingerprint)
    entries = Entries(journal, fingerprint)
    with ExitStack() as stack:
        directives, failures, files = (
            stack.enter_context(publish(join(out, f"{name}.jsonl"))) for name in ("directives", "failures", "files")
        )
        parts = stack.enter_context(_parts(out)) if parquet else None
        for entry in entries:
            summary.add_entry(entry)
            for record in entries.records(entry):
                line, data = record_line(entry.row, record, twins.of(record.facts.sha256))
                directives.write(line + b"\n")
                summary.add_record(data)
                if parts is not None:
                    parts.add(line)
            if entry.failure is not None:
                failures.write(entry.failure.model_dump_json().encode() + b"\n")
            _write_file(files, entry)
    with publish(join(out, "report.html")) as stream:
        stream.write(page(summary).encode())
    return summary


def _parts(out: str) -> Parts:
    try:
        from vnplans.archive.parquet import Parts  # noqa: PLC0415 - pyarrow is an extra
    except ModuleNotFoundError as error:
        hint = 'pip install "vnplans[parquet]"'
        raise MissingExtra(f"cần cài thêm: {hint}", f"needs: {hint}") from error
    return Parts(join(out, "parquet"))


def _write_file(stream: IO[bytes], entry: Entry) -> None:
    row = entry.row
    line = {
        "file": row.name,
        "container": row.container,
        "sha256": row.sha256,
        "status": entry.status,
        "records": len(entry.kept),
        "same_bytes_as": entry.of,
        "code": entry.failure.code if entry.failure else None,
    }
    stream.write(to_json(line) + b"\n")
