"""The listing with what became of each file, in the stated order: the one source of all outputs.

What has no result yet as it is to be read now shows the result that it had: nothing that was published goes because a
run has not come to it, because its folder is away, or because it changed.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from pydantic_core import from_json, to_json

from vnplans.archive.job import Record
from vnplans.archive.journal import Journal, Result
from vnplans.archive.listing import Row
from vnplans.archive.litter import SKIPPED
from vnplans.errors import Reason
from vnplans.models import Directive, Failure, Outcome, Source

__all__ = ["Entries", "Entry", "Place", "outcome", "record_line", "skip_words"]

State = Literal["read", "failed", "duplicate", "skipped", "missing"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file lies, as it is shown."""

    name: str
    container: str | None = None
    raw: str | None = None
    """The file's path byte by byte ("kho/K\\xea.txt", as $'...' of a shell), where it is not UTF-8."""

    @property
    def shown(self) -> str:
        """The name with the container before it."""
        return f"{self.container}/{self.name}" if self.container else self.name


@dataclass(frozen=True, slots=True)
class Entry:
    """One file: `read` with the places of its records, `failed` with the reason, `duplicate` of an earlier file,
    `skipped` as no document, or `missing`: not there today, with the records it had."""

    place: Place
    status: State
    sha256: str | None = None
    result: int = 0
    kept: tuple[int, ...] = ()
    """Which of its records stand here: all but those of a document that lay in an earlier file too."""
    failure: Failure | None = None
    of: str | None = None
    """The earlier file with the same bytes."""
    skip: str | None = None
    size: int | None = None
    pages: int | None = None
    seconds: float = 0.0
    cpu: float = 0.0


class Entries:
    """One pass in order; makes its temporary table anew."""

    def __init__(self, journal: Journal, print_: str) -> None:
        self._journal = journal
        self._print = print_
        self._db = journal.scratch(
            "DROP TABLE IF EXISTS temp.seen; CREATE TEMP TABLE seen(sha256 TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID;"
        )

    def __iter__(self) -> Iterator[Entry]:
        """All files that are settled; those that are not are passed over."""
        for row in self._journal.listing.rows():
            yield from self.of_row(row)

    def of_row(self, row: Row) -> Iterator[Entry]:
        """What became of a file and of what lies in it; nothing for a file that is not settled."""
        place = Place(row.name, raw=_raw(row.path))
        if row.gone:
            if (sha256 := self._settled(row)) is not None and self._earlier(sha256) is None:
                yield from self._content(place, sha256, row.size, missing=True)
            return
        if row.skip is not None:
            yield Entry(place, "skipped", skip=row.skip, size=row.size)
            return
        sha256 = self._settled(row)
        if sha256 is not None:
            yield from self._content(place, sha256, row.size, missing=row.why is not None)
        elif row.why is not None:
            yield Entry(place, "failed", failure=_failure(place, None, row.why), size=row.size)

    def _settled(self, row: Row) -> str | None:
        """The content of a file of which there is a result: that of today, else the one before."""
        for sha256 in (row.sha256, row.before):
            if sha256 is not None and (self._best(sha256) is not None or self._journal.outage(sha256) is not None):
                return sha256
        return None

    def _best(self, sha256: str) -> Result | None:
        """What is known of a content: as it is read now, else as it was last read."""
        journal = self._journal
        result = journal.result(sha256, self._print)
        if result is None:
            return journal.latest(sha256)
        if result.status == "unpacked" and result.more is not None:  # its list is not at its end
            return journal.whole(sha256) or result
        return result

    def _content(self, place: Place, sha256: str, size: int | None, *, missing: bool) -> Iterator[Entry]:
        result = self._best(sha256)
        if result is None:
            if (why := self._journal.outage(sha256)) is not None and not missing:
                yield Entry(place, "failed", sha256, failure=_failure(place, sha256, why), size=size)
            return
        if earlier := self._seen(sha256, place.shown):
            if not missing:
                failure = _failure(place, sha256, result.why) if result.why else None
                yield Entry(place, "duplicate", sha256, of=earlier, failure=failure, size=size, pages=result.pages)
            return
        if result.status == "unpacked":
            yield from self._inside(place, result, missing=missing)
            return
        entry = Entry(place, "read", sha256, result.id, size=size, pages=result.pages)
        if result.why is not None:
            failure = _failure(place, sha256, result.why)
            yield replace(entry, status="missing" if missing else "failed", failure=None if missing else failure)
            return
        kept = tuple(self._kept(place, sha256, result.id))
        status: State = "missing" if missing else "read"
        yield replace(entry, status=status, kept=kept, seconds=result.seconds, cpu=result.cpu)

    def _inside(self, container: Place, result: Result, *, missing: bool) -> Iterator[Entry]:
        for member in self._journal.inside(result.id, self._print):
            inside = member.inside
            place = Place(inside.name, container.shown)
            if inside.skip is not None:
                if not missing:
                    yield Entry(place, "skipped", skip=inside.skip, size=inside.size)
            elif inside.why is not None:
                if not missing:
                    yield Entry(place, "failed", failure=_failure(place, None, inside.why), size=inside.size)
            elif inside.sha256 is not None:
                yield from self._content(place, inside.sha256, inside.size, missing=missing)

    def _earlier(self, sha256: str) -> str | None:
        """The file that held this content before."""
        found = self._db.execute("SELECT name FROM temp.seen WHERE sha256=?", (sha256,)).fetchone()
        return None if found is None else str(found[0])

    def _seen(self, sha256: str, name: str) -> str | None:
        """As `_earlier`; where there was none, this one holds it now."""
        found = self._earlier(sha256)
        if found is None:
            self._db.execute("INSERT INTO temp.seen VALUES (?, ?)", (sha256, name))
        return found

    def _kept(self, place: Place, sha256: str, result: int) -> Iterator[int]:
        """A document inside an envelope may have come in another file; all records of one document go together."""
        judged: dict[str, bool] = {sha256: True}
        for index, facts in enumerate(self._journal.facts(result)):
            if facts.sha256 not in judged:
                judged[facts.sha256] = self._seen(facts.sha256, place.shown) is None
            if judged[facts.sha256]:
                yield index

    def facts(self, entry: Entry) -> Iterator[Any]:
        """What tells the records apart that stand here."""
        if entry.kept:
            facts = self._journal.facts(entry.result)
            yield from (facts[i] for i in entry.kept)

    def records(self, entry: Entry) -> Iterator[tuple[int, Record]]:
        """The records that stand here, with their places."""
        if entry.kept:
            yield from ((i, r) for i, r in enumerate(self._journal.records(entry.result)) if i in entry.kept)

    def line(self, entry: Entry, record: Record, same_as: list[str]) -> bytes:
        """The final line of JSON of a record that stands here."""
        return record_line(self._journal.bundles.line(record), record, entry.place, same_as)


def _raw(path: bytes) -> str | None:
    try:
        path.decode()
    except UnicodeDecodeError:
        return "".join(chr(b) if 32 <= b < 127 and b not in b"\\'" else f"\\x{b:02x}" for b in path)
    return None


def _failure(place: Place, sha256: str | None, why: Reason) -> Failure:
    return Failure(file=place.shown, sha256=sha256, **asdict(why))


def source_json(source: bytes, place: Place, same_as: list[str]) -> bytes:
    """The source of a record as JSON, with the names its file has in this archive."""
    told: dict[str, Any] = from_json(source)
    if told["container"] is None:
        told["name"], told["container"] = place.name, place.container
    else:
        told["container"] = place.shown + told["container"]
    told["same_as"] = same_as
    return to_json(told)


def record_line(line: bytes, record: Record, place: Place, same_as: list[str]) -> bytes:
    """The final line of JSON of a record whose packed line is `line`."""
    whole, (begin, end) = zlib.decompress(line), record.tally.cut
    return b"".join((whole[:begin], source_json(whole[begin:end], place, same_as), whole[end:]))


def outcome(entries: Entries, entry: Entry) -> Outcome:
    """The entry as the public record; its source is always told, as far as it is known."""
    place = entry.place
    bare = Source(name=place.name, container=place.container, sha256=entry.sha256 or "", media_type="", reader="")
    if entry.status == "duplicate":
        same = [entry.sha256] if entry.sha256 else []
        return Outcome(source=bare.model_copy(update={"same_as": same}))
    if entry.failure is not None:
        return Outcome(source=bare, failure=entry.failure)
    directives = [Directive.model_validate_json(entries.line(entry, r, [])) for _, r in entries.records(entry)]
    return Outcome(source=directives[0].source if directives else bare, directives=directives)


def skip_words(entry: Entry) -> tuple[str, str] | None:
    """What a skipped file is, in Vietnamese and English."""
    return SKIPPED.get(entry.skip or "")
