"""Directives to trackers: one file a format, found through one table.

`write` is the whole interface. A further format is a module in this folder and its line in `FORMATS`, or a package
that names a writer under the entry point group `vnplans.exporters`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from vnplans.errors import MissingExtra, WrongRequest
from vnplans.models import Directive

__all__ = ["FORMATS", "GROUP", "Format", "Progress", "Tell", "Took", "Writer", "formats", "write"]

Progress = Callable[[int], None]
"""Told how many tasks have been taken so far, after each directive."""

Tell = Callable[[str, str], None]
"""Told in Vietnamese and in English what the reader of an output must know: rows left out, a limit of the tool."""

Took = Callable[[int, int], None]
"""Told how many acts and tasks of those that came went in, by writers that leave some out on request."""

Writer = Callable[..., Path | None]
"""`write(directives: Iterable[Directive], out: Path, **options)`; `out` is a str where it names a database. What it
gives is the path it wrote to, where that is not `out`; of several files a pattern that they fit."""

GROUP = "vnplans.exporters"


@dataclass(frozen=True, slots=True)
class Format:
    """Where a format's writer lives and what it needs."""

    module: str
    suffix: str
    about: str
    extra: str | None = None
    """The extra of this package that brings the libraries it imports."""
    text: bool = False
    """It is text, which may go to standard output."""
    tracker: bool = False
    """What is there is brought up to date, and what it has of other acts stays."""
    settles: bool = False
    """The writer itself finds out which records are versions of one act, so it is given all readings."""


FORMATS: dict[str, Format] = {
    "xlsx": Format("xlsx", ".xlsx", "Excel: sổ theo dõi nhiệm vụ", "xlsx", tracker=True, settles=True),
    "csv": Format("csv", ".csv", "CSV; preset: generic, jira, redmine, openproject, planner, gitlab", text=True),
    "ics": Format("ics", ".ics", "iCalendar: VTODO, or VEVENT with --events", "ics", text=True, tracker=True),
    "sql": Format("sql", ".sqlite", "SQLite file, or a URL (postgresql://...)", "sql", tracker=True, settles=True),
    "parquet": Format("parquet", ".parquet", "Parquet, one row a task; table=directives: one row an act", "parquet"),
    "jsonl": Format("jsonl", ".jsonl", "JSON Lines, one record a line", text=True),
    "markdown": Format("markdown", ".md", "Markdown with check boxes, for issues and mail", text=True),
    "edxml": Format("edxml", ".edxml", "edXML (QCVN 102:2016); several acts: a .zip", text=True),
}


def write(  # noqa: PLR0913 - three of them only listen
    directives: Iterable[Directive],
    to: str,
    out: Path | str,
    *,
    progress: Progress | None = None,
    tell: Tell | None = None,
    took: Took | None = None,
    **options: Any,
) -> Path | str:
    """Write `directives` to `out` in the format named `to`, taking them one by one; give where they were written.

    A file appears whole or not at all: whatever goes wrong, a file that was there before is left as it was. `options`
    are the keyword arguments of the format's writer; `tell` hears what it has to say beside its output, `took` how much
    of what came it took.

    Raises WrongRequest for an unknown format or option, MissingExtra where a library is not installed, OSError where
    the output cannot be written.
    """
    writer = _writer(to)
    _check_options(to, writer, options)
    target = out if isinstance(out, str) and "://" in out else Path(out)
    hearers = {name: hearer for name, hearer in (("tell", tell), ("took", took)) if hearer is not None}
    options |= {name: hearers[name] for name in hearers.keys() & inspect.signature(writer).parameters.keys()}
    return writer(_counted(directives, progress), target, **options) or target


def formats() -> tuple[str, ...]:
    """The names that `write` knows, those of other packages included."""
    return tuple(FORMATS) + tuple(sorted({e.name for e in entry_points(group=GROUP)} - set(FORMATS)))


def _writer(to: str) -> Writer:
    """The writer of a format; this package's own names cannot be taken over by another."""
    if known := FORMATS.get(to):
        try:
            own: Writer = import_module(f"vnplans.export.{known.module}").write
        except ModuleNotFoundError as error:
            if known.extra is None or (error.name or "").startswith("vnplans"):
                raise
            raise MissingExtra(
                f"định dạng {to} cần thư viện {error.name}: pip install 'vnplans[{known.extra}]'",
                f"the format {to} needs {error.name}: pip install 'vnplans[{known.extra}]'",
            ) from error
        return own
    for entry in entry_points(group=GROUP, name=to):
        loaded: Writer = entry.load()
        return loaded
    names = ", ".join(formats())
    raise WrongRequest(f"không có định dạng {to!r}; có: {names}", f"no format {to!r}; there are: {names}")


def _check_options(to: str, writer: Writer, options: dict[str, Any]) -> None:
    parameters = inspect.signature(writer).parameters.values()
    if any(p.kind is p.VAR_KEYWORD for p in parameters):
        return
    known = [p.name for p in parameters if p.kind is p.KEYWORD_ONLY and p.name not in {"tell", "took"}]
    if unknown := sorted(set(options) - set(known)):
        given, names = ", ".join(unknown), ", ".join(known) or "-"
        raise WrongRequest(
            f"định dạng {to} không có tùy chọn {given}; có: {names}",
            f"the format {to} has no option {given}; there are: {names}",
        )


def _counted(directives: Iterable[Directive], progress: Progress | None) -> Iterator[Directive]:
    done = 0
    for directive in directives:
        yield directive
        done += len(directive.tasks)
        if progress:
            progress(done)
