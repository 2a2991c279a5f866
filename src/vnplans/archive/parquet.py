"""The records as Parquet parts (extra [parquet]): flat columns to filter by, and the whole record as JSON."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from vnplans.archive.places import filesystem, is_remote, join, publish
from vnplans.errors import MissingExtra

__all__ = ["Parts"]

_ROWS = 10_000
"""Records in one part."""


class Parts:
    """Writes part-00000.parquet, part-00001.parquet, ... Raises MissingExtra without pyarrow."""

    def __init__(self, folder: str) -> None:
        try:
            import pyarrow as pa  # noqa: PLC0415 - an extra, and heavy
        except ImportError as error:
            hint = 'pip install "vnplans[parquet]"'
            raise MissingExtra(f"cần cài thêm: {hint}", f"needs: {hint}") from error
        self._pa = pa
        self._schema = pa.schema(
            [
                ("number", pa.string()),
                ("doc_type", pa.string()),
                ("issuer", pa.string()),
                ("issued_on", pa.date32()),
                ("title", pa.string()),
                ("signer", pa.string()),
                ("tasks", pa.int32()),
                ("needs_review", pa.bool_()),
                ("file", pa.string()),
                ("container", pa.string()),
                ("sha256", pa.string()),
                ("record", pa.large_string()),
            ]
        )
        self._folder = folder
        self._rows: list[dict[str, Any]] = []
        self._number = 0

    def __enter__(self) -> Self:
        if is_remote(self._folder):
            fs, path = filesystem(self._folder)
            fs.makedirs(path, exist_ok=True)
        else:
            Path(self._folder).mkdir(parents=True, exist_ok=True)
        return self

    def add(self, line: bytes, record: dict[str, Any]) -> None:
        """One more record."""

        def inner(name: str, key: str) -> str | None:
            return (record.get(name) or {}).get(key)

        issued = record.get("issued_on")
        self._rows.append(
            {
                "number": inner("number", "text"),
                "doc_type": inner("doc_type", "name"),
                "issuer": inner("issuer", "name"),
                "issued_on": dt.date.fromisoformat(issued) if issued else None,
                "title": record.get("title"),
                "signer": inner("signer", "name"),
                "tasks": len(record.get("tasks") or []),
                "needs_review": bool(record.get("needs_review")),
                "file": record["source"].get("name"),
                "container": record["source"].get("container"),
                "sha256": record["source"]["sha256"],
                "record": line.decode(),
            }
        )
        if len(self._rows) >= _ROWS:
            self._flush()

    def _flush(self) -> None:
        import pyarrow.parquet as pq  # noqa: PLC0415

        buffer = io.BytesIO()
        pq.write_table(self._pa.Table.from_pylist(self._rows, self._schema), buffer, compression="zstd")
        with publish(join(self._folder, f"part-{self._number:05d}.parquet")) as stream:
            stream.write(buffer.getvalue())
        self._number += 1
        self._rows = []

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None and (self._rows or self._number == 0):
            self._flush()
