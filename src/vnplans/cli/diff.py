"""vnplans diff: what changed between two readings or two versions of a plan."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["diff_command"]


def diff_command(
    old: Annotated[Path, typer.Argument(help="Lần đọc hoặc bản cũ, JSON Lines (the old side)")],
    new: Annotated[Path, typer.Argument(help="Lần đọc hoặc bản mới, JSON Lines (the new side)")],
    as_json: Annotated[bool, typer.Option("--json", help="In JSON thay cho lời (JSON in place of words)")] = False,
) -> None:
    """So sánh hai lần đọc hoặc hai bản của một văn bản; mã thoát 1 khi có khác (exit status 1 where they differ)."""
    from vnplans.diff import diff, in_words  # noqa: PLC0415 - keeps `vnplans --help` quick
    from vnplans.errors import VnplansError  # noqa: PLC0415
    from vnplans.export import jsonl  # noqa: PLC0415

    try:
        result = diff(jsonl.read_latest(old), jsonl.read_latest(new))
    except VnplansError as error:
        typer.echo(f"vnplans: {error}", err=True)
        raise typer.Exit(2) from error
    except OSError as error:
        typer.echo(f"vnplans: {error.filename}: không đọc được / cannot be read ({error.strerror})", err=True)
        raise typer.Exit(2) from error
    typer.echo(result.model_dump_json(indent=2) if as_json else in_words(result), nl=as_json)
    raise typer.Exit(0 if result.same else 1)
