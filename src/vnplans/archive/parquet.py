"""The records as Parquet parts (extra [parquet]): columns to filter by, and the whole record as JSON."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from vnplans.archive.places import filesystem, is_remote, join, publish, remove
from vnplans.export.parquet import RECORDS, RowGroups, record_row
from vnplans.models import Directive

__all__ = ["Parts"]

_ROWS = 10_000
"""Records in one part."""
_HELD = 1_000
"""Records that are held before they are written: 25 to 50 MB."""


class Parts:
    """Writes part-00000.parquet, part-00001.parquet, ...; at least one, which may be empty. Of the `before` parts that
    an earlier run wrote, those that are no longer written are removed."""

    def __init__(self, folder: str, before: int = 0) -> None:
        self._folder = folder
        self._before = before
        self._part: RowGroups
        self._open = ExitStack()
        self._parts = 0
        self._rows = 0

    def __enter__(self) -> Self:
        if is_remote(self._folder):
            fs, path = filesystem(self._folder)
            fs.makedirs(path, exist_ok=True)
        else:
            Path(self._folder).mkdir(parents=True, exist_ok=True)
        self._begin()
        return self

    def add(self, line: bytes) -> None:
        """One more record, as its line of JSON."""
        if self._rows == _ROWS:
            self._open.close()
            self._begin()
        self._part.add([record_row(Directive.model_validate_json(line), line.decode())])
        self._rows += 1

    def _begin(self) -> None:
        stream = self._open.enter_context(publish(self._place(self._parts)))
        self._part = self._open.enter_context(RowGroups(stream, RECORDS, _HELD))
        self._parts += 1
        self._rows = 0

    def _place(self, number: int) -> str:
        return join(self._folder, f"part-{number:05d}.parquet")

    @property
    def count(self) -> int:
        """How many parts there are."""
        return self._parts

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.__exit__(kind, error, trace)
        if kind is None:
            for number in range(self._parts, self._before):
                remove(self._place(number))
