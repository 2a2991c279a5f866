"""How a long run is shown: a bar for a person at a terminal, lines for a log, JSON lines for a program."""

from __future__ import annotations

import datetime as dt
import json
import sys
import time
from dataclasses import asdict
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import typer

from vnplans.cli.speech import say, words

if TYPE_CHECKING:
    from vnplans.archive import Progress, Summary
    from vnplans.archive.run import Run

__all__ = ["Bar", "Display", "JsonLines", "Lines", "Quiet", "described", "display"]

_EVERY = 10.0
"""Seconds between two lines of a log."""
_SLOW = 5.0
"""A file under way for so many seconds is named."""


class Display:
    """What every form of progress can do. This one shows errors only."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def tick(self, run: Run) -> None:
        """Called a few times a second."""

    def summary(self, summary: Summary, out: str) -> None:
        """Called once at the end."""

    def error(self, vi: str, en: str) -> None:
        say(vi, en)


class Quiet(Display):
    """Errors only."""


class Lines(Display):
    """Plain lines on standard error: one every ten seconds, and one for each failure."""

    def __init__(self) -> None:
        self._next = 0.0

    def tick(self, run: Run) -> None:
        while run.counts.last_failures:
            name, failed = run.counts.last_failures.popleft()
            why = failed.why
            said = words(why.message_vi, why.message_en)
            self._line(f"{words('lỗi', 'failed')} {why.code}: {name}: {said}")
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + _EVERY
            self._line(described(run.counts.progress(run.running())))

    def summary(self, summary: Summary, out: str) -> None:
        for line in _closing(summary, out):
            self._line(line)

    def _line(self, text: str) -> None:
        typer.echo(f"{dt.datetime.now():%Y-%m-%d %H:%M:%S} {text}", err=True)


class JsonLines(Display):
    """One JSON object a line on standard error: progress, failure, summary, error."""

    def __init__(self) -> None:
        self._next = 0.0

    def tick(self, run: Run) -> None:
        while run.counts.last_failures:
            name, failed = run.counts.last_failures.popleft()
            self._event("failure", file=name, sha256=failed.sha256, **asdict(failed.why))
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + _EVERY
            p = run.counts.progress(run.running())
            counts = {"done": p.done, "total": p.total, "failed": p.failed, "before": p.before}
            pace = {"rate": round(p.rate, 3), "seconds_left": p.seconds_left and round(p.seconds_left)}
            slow = [{"file": name, "seconds": round(s, 1)} for name, s in p.slow if s >= _SLOW]
            self._event("progress", **counts, **pace, slow=slow)

    def summary(self, summary: Summary, out: str) -> None:
        s = summary
        counts = {"files": s.files, "read": s.read, "failed": s.failed, "duplicates": s.duplicates}
        found = {"records": s.records, "tasks": s.tasks, "review": s.review, "failures": dict(s.failures)}
        self._event("summary", finished=s.finished, out=out, **counts, **found)

    def error(self, vi: str, en: str) -> None:
        self._event("error", message_vi=vi, message_en=en)

    def _event(self, event: str, **values: Any) -> None:
        now = dt.datetime.now().astimezone().isoformat(timespec="seconds")
        typer.echo(json.dumps({"time": now, "event": event, **values}, ensure_ascii=False), err=True)


class Bar(Display):
    """A bar that moves, with the slow files below it."""

    def __init__(self) -> None:
        from rich.console import Console  # noqa: PLC0415 - only for people
        from rich.progress import BarColumn, Progress, TextColumn  # noqa: PLC0415

        self._console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(bar_width=None), TextColumn("{task.fields[text]}"))
        self._bar = Progress(*columns, console=self._console, expand=True, transient=True)
        self._task = self._bar.add_task(
            words("Đọc", "Read"), total=None, text=words("đang liệt kê tệp", "listing files")
        )
        self._slow = [self._bar.add_task("", total=None, visible=False, text="") for _ in range(3)]
        self._shown = 0.0

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def tick(self, run: Run) -> None:
        if time.monotonic() < self._shown + 0.2:
            return
        self._shown = time.monotonic()
        p = run.counts.progress(run.running())
        self._bar.update(self._task, total=p.total or None, completed=p.done, text=described(p, slow=False))
        slow = [(name, s) for name, s in p.slow if s >= _SLOW]
        for i, task in enumerate(self._slow):
            text = f"{slow[i][1]:.0f} s  {_short(slow[i][0])}" if i < len(slow) else ""
            self._bar.update(task, visible=bool(text), description=f"  {words('chậm', 'slow')}", text=text)

    def summary(self, summary: Summary, out: str) -> None:
        for line in _closing(summary, out):
            self._console.print(line, highlight=False, markup=False)


def display(*, quiet: bool, as_json: bool) -> Display:
    """The form that suits where standard error goes."""
    if as_json:
        return JsonLines()
    if quiet:
        return Quiet()
    return Bar() if sys.stderr.isatty() else Lines()


def _short(name: str) -> str:
    return name if len(name) <= 60 else f"…{name[-59:]}"


def _span(seconds: float) -> str:
    """ "1 h 05 min", "3 min 20 s", "12 s"."""
    whole = round(seconds)
    if whole >= 3600:
        return f"{whole // 3600} h {whole % 3600 // 60:02} min"
    return f"{whole // 60} min {whole % 60:02} s" if whole >= 60 else f"{whole} s"


def described(p: Progress, *, slow: bool = True) -> str:
    """One line: done, left, rate, time left, failures, slow files."""
    parts = [f"{p.done}/{p.total} {words('tệp', 'files')}"]
    if p.rate:
        parts.append(f"{p.rate:.1f}/s" if p.rate >= 1 else f"{60 * p.rate:.1f}/min")
    if p.seconds_left is not None and p.done < p.total:
        parts.append(f"{words('còn', 'left')} {_span(p.seconds_left)}")
    if p.failed:
        parts.append(f"{words('lỗi', 'failed')} {p.failed}")
    if slow:
        parts += [f"{words('chậm', 'slow')}: {_short(name)} ({s:.0f} s)" for name, s in p.slow if s >= _SLOW]
    return " · ".join(parts)


def _closing(s: Summary, out: str) -> list[str]:
    """The summary in a few lines; the last says what was written where."""
    files = words(
        f"{s.files} tệp: {s.read} đọc được, {s.failed} lỗi, {s.duplicates} trùng",
        f"{s.files} files: {s.read} read, {s.failed} failed, {s.duplicates} duplicates",
    )
    why = ", ".join(f"{code} {count}" for code, count in s.failures.most_common())
    lines = [files, *([f"{words('Lỗi', 'Failures')}: {why}"] if why else [])]
    folder = out.rstrip("/")
    written = words(
        f"{s.records} văn bản, {s.tasks} nhiệm vụ, {s.review} cần người xem",
        f"{s.records} records, {s.tasks} tasks, {s.review} to review",
    )
    return [*lines, f"{written}: {folder}/directives.jsonl, {folder}/report.html"]
