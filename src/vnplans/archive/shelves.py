"""Containers that a worker has open."""

from __future__ import annotations

import io
import os
import tempfile
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from vnplans.archive.job import Step
from vnplans.archive.places import hash_of, open_bytes
from vnplans.containers.shelf import Shelf, shelf
from vnplans.errors import DamagedFile
from vnplans.limits import Limits

__all__ = ["Shelves"]

_OPEN = 4
"""Containers held open."""
_IN_MEMORY = 64 * 2**20


@dataclass(slots=True)
class _Held:
    shelf: Shelf
    close: ExitStack


class Shelves:
    """The containers that were used last. One that lies in another is laid in the spool, whole, under its hash; where
    it is not there (another machine, a later run) it is taken out again."""

    def __init__(self) -> None:
        self._held: OrderedDict[tuple[str, str], _Held] = OrderedDict()

    @contextmanager
    def member(self, spool: str, path: str, steps: tuple[Step, ...], limits: Limits) -> Iterator[IO[bytes]]:
        """The bytes of a member as a stream."""
        *way, last = steps
        found = self.container(spool, path, tuple(way), last.container, limits)
        if not 0 <= last.place < len(found):
            raise DamagedFile("tệp chứa đã thay đổi", "the container has changed")
        slot = found.slot(last.place)
        large = slot is not None and slot.size > _IN_MEMORY
        with tempfile.TemporaryFile() if large else io.BytesIO() as stream:
            found.copy(last.place, stream)
            yield stream

    def keep(self, spool: str, sha256: str, stream: IO[bytes]) -> None:
        """A container inside another: lay it in the spool."""
        target = Path(spool, sha256)
        if target.exists():
            return
        aside = target.with_suffix(f".{os.getpid()}")
        stream.seek(0)
        with aside.open("wb") as copy:
            while piece := stream.read(2**20):
                copy.write(piece)
        aside.replace(target)

    def container(self, spool: str, path: str, way: tuple[Step, ...], sha256: str, limits: Limits) -> Shelf:
        """The container of this content: the file itself where there is no way, else what lies at its end."""
        key = (path if not way else "", sha256)
        held = self._held.pop(key, None)
        if held is None:
            held = self._opened(spool, path, way, sha256, limits)
        self._held[key] = held
        while len(self._held) > _OPEN:
            self._held.popitem(last=False)[1].close.close()
        return held.shelf

    def _opened(self, spool: str, path: str, way: tuple[Step, ...], sha256: str, limits: Limits) -> _Held:
        stack = ExitStack()
        try:
            if not way:
                stream = stack.enter_context(open_bytes(path))
            else:
                target = Path(spool, sha256)
                if not target.exists():
                    with self.member(spool, path, way, limits) as inner:
                        inner.seek(0)
                        if hash_of(inner) != sha256:
                            raise DamagedFile("tệp chứa đã thay đổi", "the container has changed")
                        self.keep(spool, sha256, inner)
                stream = stack.enter_context(target.open("rb"))
            found = shelf(stream, limits)
        except BaseException:
            stack.close()
            raise
        if found is None:
            stack.close()
            raise DamagedFile("tệp chứa đã thay đổi", "the container has changed")
        stack.callback(found.close)
        return _Held(found, stack)
