"""vnplans export: records to trackers."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

__all__ = ["export_command"]

_SECRET = re.compile(r"://[^/]*@")
"""The user and password of a database URL: not for the screen, nor for a log."""


def export_command(  # noqa: PLR0913, PLR0917 - a command line has as many options as it has
    records: Annotated[
        list[Path],
        typer.Argument(help="Tệp JSON Lines của vnplans; '-' là đầu vào chuẩn (JSON Lines; '-' for standard input)"),
    ],
    to: Annotated[str, typer.Option("--to", help="xlsx | csv | ics | sql | parquet | jsonl | markdown | edxml")],
    out: Annotated[str, typer.Option("--out", "-o", help="Tệp ra, hoặc URL cơ sở dữ liệu (file, or database URL)")],
    preset: Annotated[
        str | None, typer.Option(help="csv: generic | jira | redmine | openproject | planner | gitlab")
    ] = None,
    options: Annotated[
        list[str] | None, typer.Option("--set", help="Tùy chọn của định dạng: tên=giá trị (option of the format)")
    ] = None,
    every: Annotated[
        bool, typer.Option("--every", help="Giữ mọi lần đọc của một văn bản (every reading of an act, not the last)")
    ] = False,
) -> None:
    """Xuất nhiệm vụ sang công cụ theo dõi (export tasks to a tracker)."""
    from vnplans.errors import VnplansError  # noqa: PLC0415 - keeps `vnplans --help` quick
    from vnplans.export import FORMATS, jsonl, write  # noqa: PLC0415

    tracker = to in FORMATS and FORMATS[to].tracker
    read = jsonl.read if every or tracker else jsonl.read_latest
    chosen = _options(options or []) | ({"preset": preset} if preset else {})
    if to == "ics":
        chosen["stamp"] = dt.datetime.now(dt.UTC)  # a calendar takes the entry of the later DTSTAMP
    try:
        with tempfile.TemporaryDirectory() as folder:
            paths = [_file(path, Path(folder)) for path in records]
            directives = (directive for path in paths for directive in read(path))
            write(directives, to, out, progress=_progress, **chosen)
    except VnplansError as error:
        typer.echo(f"\rvnplans: {error}", err=True)
        raise typer.Exit(2) from error
    except OSError as error:
        reason = error.strerror or str(error)
        where = error.filename or _SECRET.sub("://***@", out)
        typer.echo(f"\rvnplans: {where}: không đọc hoặc ghi được / cannot be read or written ({reason})", err=True)
        raise typer.Exit(1) from error
    if sys.stderr.isatty():
        typer.echo("", err=True)


def _file(path: Path, folder: Path) -> Path:
    """The path; for '-' a file of what standard input gives, since it is read twice."""
    if str(path) != "-":
        return path
    spool = folder / "standard input"
    with spool.open("wb") as stream:
        shutil.copyfileobj(sys.stdin.buffer, stream)
    return spool


def _options(pairs: list[str]) -> dict[str, object]:
    """'events=true' -> {"events": True}; '-' in names is '_'."""
    chosen: dict[str, object] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise typer.BadParameter("tên=giá trị / name=value", param_hint="--set")
        chosen[name.strip().replace("-", "_")] = {"true": True, "false": False}.get(value.lower(), value)
    return chosen


def _progress(done: int) -> None:
    """A counter for people; nothing where standard error is a file."""
    if sys.stderr.isatty():
        typer.echo(f"\r{done} nhiệm vụ / tasks", err=True, nl=False)
