"""From the watched folders to the target: look, read in isolation, write, remember; again and again."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

from vnplans.archive import Settings, convert
from vnplans.containers.names import decode
from vnplans.errors import MissingExtra, Reason, VnplansError, WrongRequest
from vnplans.models import Directive, Outcome
from vnplans.watch.looks import Looks, Seen
from vnplans.watch.memory import Lost, Memory, Settled, State
from vnplans.watch.pieces import Piece, pieces_of
from vnplans.watch.waking import Waking

__all__ = ["Flow", "Heard", "Tally"]

_Item = TypeVar("_Item")
_TOGETHER = 20
"""Contents that are read and written at once."""
_BODY = "nội dung thư"
"""What containers call the text of a mail that has nothing attached."""


class Heard(Protocol):
    """Who is told what happens."""

    def settled(self, one: Settled) -> None:
        """A content was read and, where it holds acts, written."""

    def told(self, vi: str, en: str) -> None:
        """Something that a person must know: a folder or the target cannot be reached."""


@dataclass(slots=True)
class Tally:
    """What was done so far."""

    contents: int = 0
    acts: int = 0
    tasks: int = 0
    lost: int = 0

    def add(self, one: Settled) -> None:
        self.contents += 1
        self.acts += one.acts
        self.tasks += one.tasks
        self.lost += len(one.lost)


@dataclass(frozen=True, slots=True)
class _Read:
    """What a content holds: its acts, and what of it could not be read."""

    piece: Piece
    acts: tuple[Directive, ...] = ()
    lost: tuple[Lost, ...] = ()

    def settled(self, lost: Lost | None = None) -> Settled:
        """What became of it; `lost`: the target refused it."""
        if lost is not None:
            return Settled(self.piece.sha256, self.piece.name, "failed", lost=(*self.lost, lost))
        tasks = sum(len(act.tasks) for act in self.acts)
        state: State = "written" if self.acts else "failed" if self.lost else "nothing"
        return Settled(self.piece.sha256, self.piece.name, state, len(self.acts), tasks, self.lost)


@dataclass
class Flow:
    """`write` brings the target up to date with some acts, as a whole or not at all. `list_` is where the list of what
    could not be read is kept, `spool` where mails of a mailbox lie while they are read."""

    looks: Looks
    memory: Memory
    write: Callable[[Iterable[Directive]], object]
    settings: Settings
    heard: Heard
    stop: threading.Event
    list_: Path
    spool: Path
    tally: Tally = field(default_factory=Tally)
    blocked: bool = False
    """The target could not be written at the last try; what waits for it is held."""
    _held: dict[str, _Read] = field(default_factory=dict)
    _said: set[str] = field(default_factory=set)

    def run(self, waking: Waking, seconds: float, *, once: bool) -> None:
        """Look until it is stopped, or, with `once`, until two looks have found the same.

        Raises WrongRequest or MissingExtra where the target can never be written, OutOfSpace.
        """
        self.take()
        if once:
            if self.looks.unsettled and not self.stop.wait(self.looks.settle + 0.1):
                self.take()
            return
        while not self.stop.is_set():
            waking.wait(self.looks.settle + 0.1 if self.looks.unsettled else seconds)
            if not self.stop.is_set():
                self.take()

    def take(self) -> None:
        """One look, and all that is whole and new read, written and remembered."""
        whole = self.looks.whole(lambda seen: self.memory.stood(str(seen.path), seen.stamp))
        for folder in self.looks.missing:
            self._tell_once(f"không mở được {folder}; sẽ thử lại", f"cannot be opened: {folder}; tried again")
        self.blocked = False
        for group in _grouped(whole):
            if self.stop.is_set() or self.blocked:
                return
            try:
                self._take(group)
            finally:
                shutil.rmtree(self.spool, ignore_errors=True)

    def _take(self, group: Sequence[Seen]) -> None:
        """The contents of some files; a file is done when all its contents are."""
        fresh: dict[str, Piece] = {}
        done: list[tuple[str, str]] = []
        for seen in group:
            try:
                pieces = list(pieces_of(seen, self.spool))
            except OSError as error:
                why = error.strerror or str(error)
                self._tell_once(f"{seen.name}: chưa mở được ({why})", f"{seen.name}: cannot be opened yet ({why})")
                continue
            fresh |= {piece.sha256: piece for piece in pieces if not self.memory.knows(piece.sha256)}
            done.append((str(seen.path), seen.stamp))
        for part in _grouped(list(fresh.values())):
            read = self._read(part)
            if read is None or not self._write(read):
                return
        self.memory.mark((), done)

    def _read(self, pieces: Sequence[Piece]) -> list[_Read] | None:
        """What the contents hold, each read in a process of its own; None where it did not get to the end."""
        ask = [piece for piece in pieces if piece.sha256 not in self._held]
        found: dict[Path, list[Outcome]] = {piece.path: [] for piece in ask}
        places = {_shown(piece.path): piece.path for piece in ask}
        if ask:
            paths = [piece.path for piece in ask if piece.path.exists()]  # one that went meanwhile holds nothing
            try:
                for outcome in convert(paths, settings=self.settings, stop=self.stop):
                    if (path := _path_of(outcome, places)) is not None:
                        found[path].append(outcome)
            except VnplansError as error:  # a file went in the very moment: the next look knows better
                self._tell_once(f"{error.message_vi}; sẽ thử lại", f"{error.message_en}; tried again")
                return None
        if self.stop.is_set():
            return None
        fresh = {piece.sha256: _collected(piece, found[piece.path]) for piece in ask}
        return [self._held.get(piece.sha256) or fresh[piece.sha256] for piece in pieces]

    def _write(self, read: Sequence[_Read]) -> bool:
        """Bring the target up to date and remember; False where the target cannot be written now."""
        try:
            self._to_target(read)
            refused: dict[str, Lost] = {}
        except (WrongRequest, MissingExtra):
            raise
        except (OSError, VnplansError) as error:
            self._hold(read, error)
            return False
        except Exception:  # one act that the target does not take must not hold up the others
            refused = self._one_by_one(read)
        settled = [one.settled(refused.get(one.piece.sha256)) for one in read]
        self.memory.mark(settled)
        for one in settled:
            self._held.pop(one.sha256, None)
            self.tally.add(one)
            self.heard.settled(one)
        if any(one.lost for one in settled) or self.list_.exists():
            self.memory.write_list(self.list_)
        return True

    def _to_target(self, read: Iterable[_Read]) -> None:
        if acts := [act for one in read for act in one.acts]:
            self.write(acts)

    def _one_by_one(self, read: Iterable[_Read]) -> dict[str, Lost]:
        """Write each content by itself; those that the target refuses, by their hash."""
        refused = {}
        for one in read:
            try:
                self._to_target([one])
            except Exception as error:  # whatever a writer lets out is this content's fault
                what = f"{type(error).__name__}: {error}"[:300]
                why = Reason("crash", f"đích không nhận ({what})", f"the target refuses it ({what})")
                refused[one.piece.sha256] = Lost(one.piece.name, why)
        return refused

    def _hold(self, read: Iterable[_Read], error: OSError | VnplansError) -> None:
        self.blocked = True
        self._held |= {one.piece.sha256: one for one in read}
        if isinstance(error, VnplansError):
            self._tell_once(f"{error.message_vi}; sẽ thử lại", f"{error.message_en}; tried again")
        else:
            why = error.strerror or str(error)
            self._tell_once(f"chưa ghi được vào đích ({why}); sẽ thử lại", f"the target cannot be written ({why})")

    def _tell_once(self, vi: str, en: str) -> None:
        if vi not in self._said:
            self._said.add(vi)
            self.heard.told(vi, en)


def _grouped(items: Sequence[_Item]) -> Iterator[Sequence[_Item]]:
    for start in range(0, len(items), _TOGETHER):
        yield items[start : start + _TOGETHER]


def _shown(path: Path) -> str:
    """The path as an Outcome shows it."""
    return decode(os.fsencode(path)).replace(os.sep, "/")


def _path_of(outcome: Outcome, places: Mapping[str, Path]) -> Path | None:
    """Which of the files it came from: what lies in a container says so before its own name."""
    source, failure = outcome.source, outcome.failure
    way = (source.container or source.name or "") if source else (failure.file or "") if failure else ""
    while way and way not in places:
        way = way.rpartition("/")[0]
    return places.get(way)


def _collected(piece: Piece, outcomes: Iterable[Outcome]) -> _Read:
    """The acts and the losses of a content, by the name that people know it by."""
    shown, acts, lost = _shown(piece.path), list[Directive](), list[Lost]()
    for outcome in outcomes:
        acts += [_renamed(act, shown, piece) for act in outcome.directives if _flows(act, mail=piece.mail)]
        if failure := outcome.failure:
            file = piece.name + (failure.file or shown).removeprefix(shown)
            lost.append(Lost(file, Reason(failure.code, failure.message_vi, failure.message_en)))
    return _Read(piece, tuple(acts), tuple(lost))


def _flows(act: Directive, *, mail: bool) -> bool:
    """Does it belong into a tracker? No text that is no directive; of a mail without attachments only an act with a
    number."""
    if mail and (act.source.name or "").startswith(_BODY) and act.number is None:
        return False
    return bool(act.tasks) or all(note.code != "not_a_directive" for note in act.notes)


def _renamed(act: Directive, shown: str, piece: Piece) -> Directive:
    source = act.source
    if source.container is None:
        renamed = source.model_copy(update={"name": piece.name})
    else:
        renamed = source.model_copy(update={"container": piece.name + source.container.removeprefix(shown)})
    return act.model_copy(update={"source": renamed})
