"""A file that is refused by a budget: what was done before is counted in calls of Python, never in seconds."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

import vnplans
from vnplans.errors import TooLarge
from vnplans.readers import ReadOptions

__all__ = ["WORK", "TooMuchWork", "refused"]

WORK = 1_500_000
"""Calls of functions; a plan of 50 pages takes a million."""


class TooMuchWork(BaseException):
    """No error that any border catches."""


def refused(data: bytes, options: ReadOptions | None = None) -> TooLarge:
    """The error that reading such a file ends with, after little work."""
    calls = 0

    def count(frame: FrameType, event: str, _: object) -> None:
        nonlocal calls
        calls += event == "call"
        if calls > WORK:
            sys.setprofile(None)
            raise TooMuchWork

    sys.setprofile(count)
    try:
        with pytest.raises(TooLarge) as caught:
            vnplans.read(data, options=options)
    finally:
        sys.setprofile(None)
    return caught.value
