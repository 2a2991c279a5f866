"""When to look again: as soon as the file system tells of a change, and after so many seconds in any case.

watchdog (Apache-2.0, extra [watch]) hears of changes on this machine; a network share tells nothing of what others do
there, so the clock always rings too. Without the library, or where the system refuses it, the clock is all there is.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

__all__ = ["Waking"]


class Waking:
    """Waits for a change. `hears`: the file system is listened to; else only the clock rings."""

    def __init__(self, folders: Sequence[Path], *, listen: bool) -> None:
        self._woken = threading.Event()
        self.hears = listen and self._listen(folders)

    def wait(self, seconds: float) -> None:
        """Until something changes, the seconds are over or it is woken."""
        self._woken.wait(seconds)
        self._woken.clear()

    def wake(self) -> None:
        """End the wait."""
        self._woken.set()

    def _listen(self, folders: Sequence[Path]) -> bool:
        try:
            from watchdog.events import FileSystemEvent, FileSystemEventHandler  # noqa: PLC0415 - an extra
            from watchdog.observers import Observer  # noqa: PLC0415
        except ImportError:
            return False
        woken = self._woken

        class Heard(FileSystemEventHandler):
            """What changes a file or a folder; that we open and read them is no change."""

            def on_created(self, event: FileSystemEvent) -> None:
                woken.set()

            on_modified = on_moved = on_closed = on_deleted = on_created

        observer = Observer()
        observer.daemon = True
        try:
            for folder in folders:
                watched = folder if folder.is_dir() else folder.parent
                observer.schedule(Heard(), str(watched), recursive=folder.is_dir())
            observer.start()
        except OSError:  # no more watches to be had, or a file system without events
            return False
        return True
