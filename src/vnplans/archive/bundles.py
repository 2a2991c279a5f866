"""What workers of a cluster leave in the shared folder: of each task the lines of its records, and beside them the rows
of its verdicts for the journal. The run itself gets the rows and never sees the lines until outputs are written; a run
that died gets them from here when it goes on.

NAME.lines   packed lines, one behind the other
NAME.rows    the verdicts, packed JSON; written last, so that it stands for both
"""

from __future__ import annotations

import base64
import json
import os
import secrets
import time
import zlib
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, astuple, dataclass, replace
from pathlib import Path
from typing import Any

from vnplans.archive.job import Failed, Job, Kept, Read, Record, Verdict
from vnplans.archive.places import fetch, is_remote, join, names_in, publish, remove
from vnplans.archive.tally import Tally
from vnplans.errors import Reason
from vnplans.tracker.facts import Facts

__all__ = ["Bundles", "Told", "is_shared", "leave", "share"]

_FORM = 1
_MARK = "mark"
_HELD = 4
"""Bundles held in memory while outputs are written: their records come one after the other."""
_LOOKED = 60.0
"""Seconds until a worker that did not see the folder looks again."""


def share(folder: str) -> str:
    """Make the folder ready; the token by which a worker knows that it sees the same one."""
    mark = join(folder, _MARK)
    try:
        return fetch(mark).decode("ascii")
    except OSError:
        token = secrets.token_hex(8)
        with publish(mark) as stream:
            stream.write(token.encode("ascii"))
        return token


_seen: dict[tuple[str, str], tuple[bool, float]] = {}


def is_shared(folder: str, token: str) -> bool:
    """Does this machine see the folder?"""
    seen, at = _seen.get((folder, token), (False, float("-inf")))
    if not seen and time.monotonic() - at > _LOOKED:
        try:
            seen = fetch(join(folder, _MARK)).decode("ascii") == token
        except (OSError, ValueError):
            seen = False
        _seen[folder, token] = seen, time.monotonic()
    return seen


@dataclass(frozen=True, slots=True)
class Told:
    """A verdict that a bundle holds: of the content of a file as it was listed, or of what lies in it (no `path`)."""

    path: bytes | None
    stamp: str | None
    verdict: Read | Failed


def leave(folder: str, print_: str, jobs: Sequence[Job], verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Write the bundle of a task; the verdicts, with the lines of their records left where they lie now. Raises
    OSError."""
    name, lines, out, rows = secrets.token_hex(10), bytearray(), list[Verdict](), list[dict[str, Any]]()
    for job, verdict in zip(jobs, verdicts, strict=True):
        if not isinstance(verdict, Read | Failed) or verdict.sha256 is None:
            out.append(verdict)
            continue
        told: Read | Failed = verdict
        if isinstance(verdict, Read):
            told = replace(verdict, records=tuple(_moved(verdict.records, name, lines)))
        out.append(told)
        rows.append(_row(job, told))
    if lines:
        with publish(join(folder, f"{name}.lines")) as stream:
            stream.write(lines)
    if rows:
        with publish(join(folder, f"{name}.rows")) as stream:
            stream.write(zlib.compress(json.dumps({"form": _FORM, "print": print_, "rows": rows}).encode(), 1))
    return out


def _moved(records: Iterable[Record], name: str, lines: bytearray) -> Iterator[Record]:
    for record in records:
        yield replace(record, line=b"", kept=Kept(name, len(lines), len(record.line)))
        lines += record.line


def _row(job: Job, verdict: Read | Failed) -> dict[str, Any]:
    path = None if job.steps else base64.b64encode(os.fsencode(job.path)).decode("ascii")
    row = {"path": path, "stamp": job.stamp, "sha256": verdict.sha256, "seconds": verdict.seconds, "cpu": verdict.cpu}
    row |= {"needs": verdict.needs, "pages": verdict.pages}
    if isinstance(verdict, Failed):
        return row | {"why": asdict(verdict.why), "size": verdict.size}
    return row | {"records": [_told(record) for record in verdict.records]}


def _told(record: Record) -> list[Any]:
    *facts, sketch = astuple(record.facts)
    return [record.kept, facts, base64.b64encode(sketch).decode("ascii"), record.tally.packed().decode()]


def _verdict(row: dict[str, Any]) -> Read | Failed:
    cost = (row["seconds"], row["cpu"], row["needs"], row["pages"])
    if "why" in row:
        return Failed(Reason(**row["why"]), row["sha256"], *cost, row["size"])
    return Read(row["sha256"], tuple(map(_record, row["records"])), *cost)


def _record(told: list[Any]) -> Record:
    kept, facts, sketch, tally = told
    return Record(b"", Facts(*(*facts, base64.b64decode(sketch))), Tally.of(tally.encode()), Kept(*kept))


class Bundles:
    """The bundles of an archive, for whoever writes its outputs."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._held: OrderedDict[str, bytes] = OrderedDict()

    def names(self) -> set[str]:
        """All that are whole."""
        return {name.removesuffix(".rows") for name in names_in(self.folder) if name.endswith(".rows")}

    def rows(self, name: str) -> tuple[str, list[Told]]:
        """Print and verdicts of a bundle; ("", []) for one of another form. Raises OSError, ValueError."""
        told = json.loads(zlib.decompress(fetch(join(self.folder, f"{name}.rows"))))
        if told["form"] != _FORM:
            return "", []
        paths = [None if row["path"] is None else base64.b64decode(row["path"]) for row in told["rows"]]
        rows = [Told(path, row["stamp"], _verdict(row)) for path, row in zip(paths, told["rows"], strict=True)]
        return told["print"], rows

    def line(self, record: Record) -> bytes:
        """The packed line of a record, wherever it lies. Raises OSError."""
        if record.kept is None:
            return record.line
        name, at, size = record.kept
        if not is_remote(self.folder):
            with Path(self.folder, f"{name}.lines").open("rb") as stream:
                stream.seek(at)
                return stream.read(size)
        lines = self._held.pop(name, None)
        if lines is None:
            lines = fetch(join(self.folder, f"{name}.lines"))
        self._held[name] = lines
        while len(self._held) > _HELD:
            self._held.popitem(last=False)
        return lines[at : at + size]

    def remove(self, name: str) -> None:
        """Take a bundle away that nothing needs."""
        for ending in ("rows", "lines"):
            remove(join(self.folder, f"{name}.{ending}"))
