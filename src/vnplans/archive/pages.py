"""Recognised pages of a long document, kept until it is read to its end: no page is recognised twice, and a page at
which workers die again and again is left out, not the document. A page is kept as data, in a form that runs nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

__all__ = ["Pages", "begun_in"]

_LOG = "log"
_FORM = "vnplans page 2"
"""Pages of 0.1 and of the first form say something else, or nothing: they are recognised again."""

_BEGUN = 2
"""So often a page may be begun without an end."""


def begun_in(folder: Path) -> int:
    """How many pages were begun, those that were begun again too."""
    try:
        return (folder / _LOG).stat().st_size
    except OSError:
        return 0


class Pages:
    """One file a page, under the hash of the document: a line with the form and the engine, then the page."""

    def __init__(self, folder: Path, engine: str | None, begins: Callable[[], None]) -> None:
        self._folder = folder
        self._engine = engine
        self._begins = begins

    def get(self, key: str) -> bytes | None:
        try:
            head, _, page = (self._folder / f"{key}").read_bytes().partition(b"\n")
            told = json.loads(head)
        except (OSError, ValueError):
            return None
        return page if told == self._head() else None

    def _head(self) -> list[object]:
        """What the first line of a page says of it."""
        return [_FORM, self._engine]

    def put(self, key: str, page: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        aside = self._folder / f"{key}.part"
        aside.write_bytes(json.dumps(self._head()).encode() + b"\n" + page)
        aside.replace(self._folder / f"{key}")
        with suppress(OSError):
            (self._folder / f"{key}.begun").unlink()

    def begin(self, key: str) -> bool:
        self._begins()
        self._folder.mkdir(parents=True, exist_ok=True)
        mark = self._folder / f"{key}.begun"
        begun = mark.stat().st_size if mark.exists() else 0
        if begun >= _BEGUN:
            return False
        for file in (mark, self._folder / _LOG):
            with file.open("ab") as stream:
                stream.write(b".")
        return True
