"""How a worker ended, and when that is the fault of its file."""

from __future__ import annotations

import signal
from dataclasses import dataclass
from typing import Literal

from vnplans.archive.limits import FileLimits
from vnplans.errors import Reason

__all__ = ["Death", "belief"]

How = Literal["timeout", "cpu", "crash", "killed"]

_BY_SIGNAL: dict[str, How] = {
    "SIGALRM": "timeout",
    "SIGXCPU": "cpu",
    "SIGSEGV": "crash",
    "SIGABRT": "crash",
    "SIGBUS": "crash",
    "SIGILL": "crash",
    "SIGFPE": "crash",
    "SIGTRAP": "crash",
    "SIGSYS": "crash",
}
# How often a file may see its worker die so before it is believed to be the cause: a worker may have been spoilt by an
# earlier file, or killed from outside, by the system in need of memory or by a person
_PATIENCE: dict[How, int] = {"timeout": 0, "cpu": 0, "crash": 1, "killed": 4}


@dataclass(frozen=True, slots=True)
class Death:
    """The worker of a file ended before it answered."""

    how: How
    detail: str = ""
    at_start: bool = False

    @staticmethod
    def of_exit(code: int) -> Death:
        """From the exit code: negative is a signal, 1 and 255 a process that never began to work."""
        if code < 0:
            name = next((s.name for s in signal.Signals if s == -code), f"signal {-code}")
            return Death(_BY_SIGNAL.get(name, "killed"), name)
        if code in (1, 255):
            return Death("killed", f"exit {code}", at_start=True)
        return Death("crash", f"exit {code}")


def belief(death: Death, attempt: int, limits: FileLimits) -> Reason | None:
    """Why the file failed, or None: run it again in a fresh worker."""
    if attempt < _PATIENCE[death.how]:
        return None
    if death.how == "timeout":
        s = f"{limits.seconds:g}"
        vi = f"đọc quá {s} giây; cho thêm bằng --timeout rồi chạy lại"
        return Reason("timeout", vi, f"reading took more than {s} seconds; --timeout gives it more")
    if death.how == "cpu":
        vi = "vượt giới hạn thời gian xử lý (CPU), gấp đôi --timeout"
        return Reason("timeout", vi, "over the processor time limit, twice --timeout")
    if death.how == "crash":
        vi = f"bộ đọc bị sập ({death.detail}), hai lần"
        return Reason("crash", vi, f"the reader crashed ({death.detail}), twice")
    vi = f"tiến trình đọc bị hệ thống dừng nhiều lần ({death.detail or 'không rõ'}), có thể vì thiếu bộ nhớ"
    en = f"the system ended the reader again and again ({death.detail or 'unknown'}), perhaps for want of memory"
    return Reason("memory", vi, en)
