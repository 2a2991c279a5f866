"""What a script can tell from the exit status."""

from __future__ import annotations

from enum import IntEnum

__all__ = ["ExitCode"]


class ExitCode(IntEnum):
    """The numbers that README promises."""

    OK = 0
    FAILED = 1
    """At least one file gave no record; all others were written."""
    USAGE = 2
    """Wrong usage, or an input that does not exist."""
    STOPPED = 3
    """Not finished (disk full, target in use or not writable); the same command goes on."""
    INTERRUPTED = 130
    TERMINATED = 143
