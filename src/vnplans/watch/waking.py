"""When to look again: as soon as the file system tells of a change, and after so many seconds in any case.

watchfiles (MIT, extra [watch]) hears of changes on this machine; a network share tells nothing of what others do there,
so the clock always rings too. Without the library, or where the system refuses it, the clock is all there is.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

__all__ = ["Waking"]

_CALM = 200
"""Milliseconds that changes are gathered for."""


class Waking:
    """Waits for a change. `hears`: the file system is listened to; else only the clock rings."""

    def __init__(self, folders: Sequence[Path], stop: threading.Event, *, listen: bool) -> None:
        self._woken, self._stop = threading.Event(), stop
        self.hears = False
        if listen:
            self._listen(folders)

    def wait(self, seconds: float) -> None:
        """Until something changes, the seconds are over or it is stopped."""
        self._woken.wait(seconds)
        self._woken.clear()

    def wake(self) -> None:
        """End the wait."""
        self._woken.set()

    def _listen(self, folders: Sequence[Path]) -> None:
        try:
            from watchfiles import watch  # noqa: PLC0415 - an extra
        except ImportError:
            return

        def hear() -> None:
            try:
                for _ in watch(
                    *folders, stop_event=self._stop, watch_filter=None, debounce=_CALM, raise_interrupt=False
                ):
                    self._woken.set()
            except (OSError, RuntimeError):  # no more watches to be had, or a file system without events
                self.hears = False

        self.hears = True
        threading.Thread(target=hear, name="vnplans-watch", daemon=True).start()
