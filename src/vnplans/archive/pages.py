"""Recognised pages of a long document, kept until it is read to its end: no page is recognised twice, and a page at
which workers die again and again is left out, not the document.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

__all__ = ["Pages", "begun_in"]

_LOG = "log"

_BEGUN = 2
"""So often a page may be begun without an end."""


def begun_in(folder: Path) -> int:
    """How many pages were begun, those that were begun again too."""
    try:
        return (folder / _LOG).stat().st_size
    except OSError:
        return 0


class Pages:
    """One file a page, under the hash of the document."""

    def __init__(self, folder: Path, engine: str | None, begins: Callable[[], None]) -> None:
        self._folder = folder
        self._engine = engine
        self._begins = begins

    def get(self, key: str) -> object | None:
        try:
            engine, page = pickle.loads((self._folder / f"{key}").read_bytes())
        except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ValueError, ImportError, IndexError):
            return None
        return page if engine == self._engine else None

    def put(self, key: str, page: object) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        aside = self._folder / f"{key}.part"
        aside.write_bytes(pickle.dumps((self._engine, page)))
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
