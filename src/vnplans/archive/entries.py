"""The listing with what became of each file, in the stated order: the one source of all outputs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

from pydantic_core import from_json, to_json

from vnplans.archive.job import Record
from vnplans.archive.journal import Journal, Row
from vnplans.archive.workers import key_of
from vnplans.errors import Reason
from vnplans.models import Directive, Failure, Outcome, Source

__all__ = ["Entries", "Entry", "outcome", "record_line"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One file: `read` with the places of its records, `failed` with the reason, or `duplicate` of an earlier file."""

    row: Row
    status: Literal["read", "failed", "duplicate"]
    key: str = ""
    kept: tuple[int, ...] = ()
    """Which of its records stand here: all but those of a document that lay in an earlier file too."""
    failure: Failure | None = None
    of: str | None = None
    """The earlier file with the same bytes."""
    seconds: float = 0.0
    cpu: float = 0.0


class Entries:
    """One pass in order; makes its temporary table anew."""

    def __init__(self, journal: Journal, fingerprint: str) -> None:
        self._journal = journal
        self._fingerprint = fingerprint
        self._db = journal.scratch(
            "DROP TABLE IF EXISTS temp.seen; CREATE TEMP TABLE seen(sha256 TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID;"
        )

    def __iter__(self) -> Iterator[Entry]:
        """All files that are settled; those that are not are passed over."""
        for row in self._journal.rows(members=True):
            entry = self.entry(row)
            if entry is not None:
                yield entry

    def entry(self, row: Row) -> Entry | None:
        """What became of a row; None for a container that was opened, and for a row that is not settled."""
        if row.why is not None:
            return Entry(row, "failed", failure=_failure(row, row.why))
        if row.sha256 is None:
            return None
        if earlier := self._seen(row.sha256, row.shown):
            return Entry(row, "duplicate", of=earlier)
        key = key_of(row.sha256, self._fingerprint)
        result = self._journal.result(key)
        if result is None or result.status == "unpacked":
            return None
        if result.why is not None:
            return Entry(row, "failed", key, failure=_failure(row, result.why))
        return Entry(row, "read", key, tuple(self._kept(row, key)), seconds=result.seconds, cpu=result.cpu)

    def _seen(self, sha256: str, name: str) -> str | None:
        """The file that held this content before, or None and this one holds it now."""
        found = self._db.execute("SELECT name FROM temp.seen WHERE sha256=?", (sha256,)).fetchone()
        if found is None:
            self._db.execute("INSERT INTO temp.seen VALUES (?, ?)", (sha256, name))
            return None
        return str(found[0])

    def _kept(self, row: Row, key: str) -> Iterator[int]:
        """A document inside an envelope may have come in another file; all records of one document go together."""
        judged: dict[str, bool] = {row.sha256 or "": True}
        for index, facts in enumerate(self._journal.facts(key)):
            if facts.sha256 not in judged:
                judged[facts.sha256] = self._seen(facts.sha256, row.shown) is None
            if judged[facts.sha256]:
                yield index

    def records(self, entry: Entry) -> Iterator[Record]:
        """The records that stand here."""
        if entry.kept:
            yield from (r for i, r in enumerate(self._journal.records(entry.key)) if i in entry.kept)


def _failure(row: Row, why: Reason) -> Failure:
    return Failure(file=row.shown, sha256=row.sha256, **asdict(why))


def record_line(row: Row, record: Record, same_as: list[str]) -> tuple[bytes, dict[str, Any]]:
    """The final line of JSON, with the names its file has in this archive, and the same as a dictionary."""
    data: dict[str, Any] = from_json(record.line)
    source = data["source"]
    if source["container"] is None:
        source["name"], source["container"] = row.name, row.container
    else:
        source["container"] = row.shown + source["container"]
    source["same_as"] = same_as
    return to_json(data), data


def outcome(entries: Entries, entry: Entry) -> Outcome:
    """The entry as the public record."""
    row = entry.row
    if entry.status == "duplicate":
        assert row.sha256 is not None and entry.of is not None
        same = Source(name=row.name, container=row.container, sha256=row.sha256, media_type="", reader="")
        return Outcome(source=same.model_copy(update={"same_as": [row.sha256]}))
    if entry.status == "failed":
        return Outcome(failure=entry.failure)
    directives = [Directive.model_validate_json(record_line(row, record, [])[0]) for record in entries.records(entry)]
    return Outcome(source=directives[0].source if directives else None, directives=directives)
