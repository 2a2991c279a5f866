"""The records as a Parquet dataset (extra [parquet]): columns to filter by, and the whole record as JSON, in folders by
type and year, which DuckDB, Spark and pyarrow read as one table.

parquet/type=KH/year=2024/part-00000.parquet. What was not read has the folder that Hive gives to NULL. All parts are
written aside and then put in place, one rename each; parts of an earlier run that are no longer written go last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from vnplans.archive.bundles import Bundles
from vnplans.archive.entries import Place, record_line
from vnplans.archive.job import Record
from vnplans.archive.places import is_remote, join, move, publish, remove, remove_folder
from vnplans.archive.walk import ASIDE, STATE
from vnplans.export.parquet import RECORDS, RowGroups, record_row
from vnplans.models import Directive
from vnplans.regex import regex

__all__ = ["Dataset", "PartRow", "write_part"]

_ROWS = 10_000
"""Records in one part."""
_HELD = 200
"""Records in a row group: those that are held before they are written."""
_INLINE = 32 * 2**20
"""Bytes of lines that travel with the order to write a part."""
_NULL = "__HIVE_DEFAULT_PARTITION__"
_UNSAFE = regex(r'[\x00-\x1f"%*/:<=>?\\|]')


class PartRow(NamedTuple):
    """A record of the dataset: with its line, or where that is kept."""

    record: Record
    place: Place
    same_as: list[str]


def _name_of(type_code: str | None, year: int | None, number: int) -> str:
    """The name of a part in the dataset."""
    kind = _NULL if type_code is None else _UNSAFE.sub(lambda m: quote(m[0], safe=""), type_code)
    return f"type={kind}/year={_NULL if year is None else year}/part-{number:05d}.parquet"


def write_part(target: str, rows: Iterable[PartRow], bundles: Bundles) -> None:
    """Write one part. Raises OSError."""
    with publish(target) as stream, RowGroups(stream, RECORDS, _HELD) as groups:
        for record, place, same_as in rows:
            line = record_line(bundles.line(record), record, place, same_as)
            groups.add([record_row(Directive.model_validate_json(line), line.decode())])


class Dataset:
    """`parquet/` in an output folder. `before`: the parts that earlier runs wrote."""

    def __init__(self, out: str, before: Iterable[str]) -> None:
        self._folder = join(out, "parquet")
        self._aside = join(out, ASIDE) if is_remote(out) else str(Path(out) / STATE / "parquet")
        self._before = set(before)
        self.parts: list[str] = []
        """What was written, by names in the folder."""

    def write(
        self,
        rows: Iterable[tuple[str | None, int | None, PartRow]],
        bundles: Bundles,
        elsewhere: Callable[[Iterable[tuple[str, list[PartRow]]]], None] | None,
    ) -> None:
        """Write all records, sorted by type and year, aside; `elsewhere` has parts written by others."""
        remove_folder(self._aside)
        parts = self._parts(rows)
        if elsewhere is not None:
            elsewhere((target, list(held)) for target, held in parts)
            return
        for target, held in parts:
            write_part(target, held, bundles)

    def _parts(self, rows: Iterable[tuple[str | None, int | None, PartRow]]) -> Iterator[tuple[str, Iterator[PartRow]]]:
        """The parts with their rows, one after the other."""
        coming = iter(rows)
        head = next(coming, None)
        if head is None:  # readers want one part at least, and columns of nothing but NULL have no type
            self.parts.append("part-00000.parquet")
            yield join(self._aside, self.parts[0]), iter(())
        number, last = 0, None
        while head is not None:
            type_code, year, _ = head
            number = number + 1 if (type_code, year) == last else 0
            last = (type_code, year)
            part = _Run(head, coming)
            yield self._named(type_code, year, number), iter(part)
            head = part.next

    def _named(self, type_code: str | None, year: int | None, number: int) -> str:
        name = _name_of(type_code, year, number)
        self.parts.append(name)
        return join(self._aside, name)

    def publish(self, note: Callable[[Iterable[str]], None]) -> None:
        """Put what was written in place; `note` is told which parts there are, whenever that changes."""
        note(sorted(self._before | set(self.parts)))
        for name in self.parts:
            move(join(self._aside, name), join(self._folder, name))
        for name in sorted(self._before - set(self.parts)):
            remove(join(self._folder, name))
            if not is_remote(self._folder):
                for folder in Path(name).parents[:-1]:
                    with suppress(OSError):  # not empty
                        (Path(self._folder) / folder).rmdir()
        note(self.parts)
        remove_folder(self._aside)


class _Run:
    """The rows of one part: those that follow in its folder, up to a bound."""

    def __init__(self, head: tuple[str | None, int | None, PartRow], coming: Iterator[Any]) -> None:
        self._head = head
        self._coming = coming
        self.next: tuple[str | None, int | None, PartRow] | None = None
        """The first row behind it."""

    def __iter__(self) -> Iterator[PartRow]:
        item: tuple[str | None, int | None, PartRow] | None = self._head
        count = room = 0
        while item is not None and item[:2] == self._head[:2] and count < _ROWS and room < _INLINE:
            yield item[2]
            count, room = count + 1, room + len(item[2].record.line)
            item = next(self._coming, None)
        self.next = item
