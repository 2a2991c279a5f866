"""JSON Lines: one record a line, as `vnplans parse` prints them; and reading them back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from vnplans.errors import DamagedFile
from vnplans.export.atomic import replacing_text
from vnplans.export.rows import act_key
from vnplans.models import Directive
from vnplans.where import id_from_0_1, where_from_0_1

__all__ = ["read", "read_latest", "write"]


def write(directives: Iterable[Directive], out: Path) -> None:
    """One record a line, UTF-8; each line carries its `schema_version`."""
    with replacing_text(out) as stream:
        for directive in directives:
            stream.write(directive.model_dump_json() + "\n")


def read(path: Path) -> Iterator[Directive]:
    """The records of a JSON Lines file, one by one. Blank lines are passed over.

    Reads every line that any version with the same major `schema_version` wrote; places and ids that 0.1 wrote ("II.1
    bullet 2") come as today's, so that old records meet new ones. Raises DamagedFile naming the line that is not a
    record.
    """
    with path.open("rb") as stream:
        for count, line in enumerate(stream, 1):
            if text := line.removeprefix(b"\xef\xbb\xbf").strip():
                yield _record(text, path, count)


def read_latest(path: Path) -> Iterator[Directive]:
    """The same, but of several readings of one act only the last: what trackers are to hold. Reads the file twice."""
    last = {key: index for index, key in enumerate(_reading_keys(read(path)))}
    keep = set(last.values())
    return (directive for index, directive in enumerate(read(path)) if index in keep)


def _reading_keys(directives: Iterable[Directive]) -> Iterator[tuple[str, int]]:
    """What is equal for two readings of one act. Acts without a number that one reading of a file gave one after the
    other are never equal: a file may hold several.
    """
    file, seen = "", 0
    for directive in directives:
        key = act_key(directive)
        numbered = not key.startswith("sha256:")
        seen = 0 if numbered or directive.source.sha256 != file else seen + 1
        file = directive.source.sha256
        yield key, seen


def _of_today(record: Directive) -> Directive:
    if all(where_from_0_1(task.where) == task.where for task in record.tasks):
        return record
    renamed = ((id_from_0_1(task.id), where_from_0_1(task.where)) for task in record.tasks)
    tasks = [
        task.model_copy(update={"id": id_, "where": where})
        for task, (id_, where) in zip(record.tasks, renamed, strict=True)
    ]
    return record.model_copy(update={"tasks": tasks})


def _record(line: bytes, path: Path, count: int) -> Directive:
    try:
        return _of_today(Directive.model_validate_json(line))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = "/".join(map(str, first["loc"])) or "-"
        raise DamagedFile(
            f"dòng {count} không phải là bản ghi vnplans ({where}: {first['msg']})",
            f"line {count} is not a vnplans record ({where}: {first['msg']})",
            file=str(path),
        ) from error
