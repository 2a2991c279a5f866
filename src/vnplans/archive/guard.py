"""The guard that a calling script needs: each worker imports the script, and one without the guard calls convert there
too. Such a worker ends at once and leaves a mark for its parent, known by the key that the two share."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import tempfile
from contextlib import suppress
from pathlib import Path

__all__ = ["Unguarded", "clear_mark", "refuse_unguarded", "was_unguarded"]


class Unguarded(RuntimeError):
    """The calling script calls vnplans.convert outside `if __name__ == "__main__":`."""

    def __init__(self) -> None:
        super().__init__(
            'vnplans.convert phải được gọi dưới `if __name__ == "__main__":`, vì mỗi tiến trình đọc nạp lại tệp lệnh\n'
            'vnplans.convert must be called under `if __name__ == "__main__":`, as each worker imports the script'
        )


def refuse_unguarded() -> None:
    """Called as a run begins: ends a worker that imports a script without the guard."""
    if getattr(multiprocessing.current_process(), "_inheriting", False):
        with suppress(OSError):
            _mark().touch()
        os._exit(1)


def was_unguarded() -> bool:
    """Did a worker of this process end so? Asked when one died before it read anything."""
    return _mark().exists()


def clear_mark() -> None:
    with suppress(OSError):
        _mark().unlink(missing_ok=True)


def _mark() -> Path:
    key = hashlib.sha256(bytes(multiprocessing.current_process().authkey)).hexdigest()[:16]
    return Path(tempfile.gettempdir(), f"vnplans-unguarded-{key}")
