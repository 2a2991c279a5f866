"""Ctrl-C and TERM: the first ends a run at a safe point, the second one at once."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["stopping"]


@contextmanager
def stopping(stop: threading.Event, also: Callable[[], None] = lambda: None) -> Iterator[set[int]]:
    """Set `stop` at the first signal, and do `also`; the second is a KeyboardInterrupt. Gives the signals that came."""
    caught: set[int] = set()

    def on_signal(number: int, _: FrameType | None) -> None:
        if caught:
            raise KeyboardInterrupt
        caught.add(number)
        stop.set()
        also()

    before = {s: signal.signal(s, on_signal) for s in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield caught
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
