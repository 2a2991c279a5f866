"""The records of one export, kept outside memory until all are known: which of them are versions of one act."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from types import TracebackType
from typing import Self

from vnplans.models import Directive
from vnplans.regex import regex
from vnplans.text import bare
from vnplans.tracker.acts import Act, Content, act_of, content_of

__all__ = ["Coming", "Intake", "content_of_record"]

_DIGITS = regex(r"(\d+)")


class Coming:
    """A record that comes: its act, and where it stands in the batch."""

    def __init__(self, act: Act, position: int) -> None:
        self.act, self.position = act, position

    def order(self, *, seen: bool = False, valid: bool = False) -> tuple[object, ...]:
        """Versions of one act from the best down, whatever order they came in.

        The more complete one; of equals the one that counts already unless a new one comes; then by the file's name
        ("lần 2" after "lần 1"); a file that was read twice counts as it was read last.
        """
        rank = tuple(-value for value in self.act.rank)
        news = 1 if valid else 0 if seen else 2
        return (*rank, -news, _Last(_natural(self.act.file)), _Last(self.act.facts.sha256), -self.position)


class _Last:
    """Sorts the other way round."""

    def __init__(self, value: object) -> None:
        self.value = value

    def __lt__(self, other: _Last) -> bool:
        less: bool = other.value < self.value  # type: ignore[operator]
        return less

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Last) and self.value == other.value

    def __hash__(self) -> int:
        return hash(self.value)


class Intake:
    """The batch. Records of a list stay where they are; of a stream they wait in a temporary file."""

    def __init__(self, directives: Iterable[Directive]) -> None:
        self._list: Sequence[Directive] | None = directives if isinstance(directives, Sequence) else None
        self._spool = None if self._list is not None else tempfile.TemporaryFile(prefix="vnplans-")  # noqa: SIM115
        self._places: list[int] = []
        self.coming: list[Coming] = []
        try:
            for position, directive in enumerate(directives):
                self._keep(directive)
                self.coming.append(Coming(act_of(directive), position))
        except BaseException:
            self._close()
            raise
        self.content = lru_cache(maxsize=256)(self._content)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def load(self, position: int) -> Directive:
        """The record at a place of the batch."""
        if self._list is not None:
            return self._list[position]
        assert self._spool is not None
        self._spool.seek(self._places[position])
        line: bytes = self._spool.readline()
        return Directive.model_validate_json(line)

    def _content(self, position: int) -> Content:
        return content_of_record(self.load(position))

    def _keep(self, directive: Directive) -> None:
        if self._spool is not None:
            self._places.append(self._spool.tell())
            self._spool.write(directive.model_dump_json().encode() + b"\n")

    def _close(self) -> None:
        if self._spool is not None:
            self._spool.close()


def content_of_record(record: Directive) -> Content:
    """The words and years of its tasks."""
    return content_of((t.content for t in record.tasks), _times(record))


def _times(record: Directive) -> Iterator[str]:
    for task in record.tasks:
        if task.deadline:
            yield task.deadline.end.isoformat() if task.deadline.end else task.deadline.text


def _natural(name: str) -> tuple[tuple[int, str], ...]:
    """'KH lần 10.docx' after 'KH lần 2.docx', 'KH (1).docx' after 'KH.docx'."""
    stem = bare(name.rpartition(".")[0] or name)
    return tuple((int(piece), "") if piece.isdecimal() else (-1, piece) for piece in _DIGITS.split(stem))
