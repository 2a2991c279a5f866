"""vnplans diff: what changed between two readings or two versions of a plan."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vnplans.cli.speech import Lang, both, complain, english, say

__all__ = ["diff_command"]


def diff_command(
    old: Annotated[Path, typer.Argument(help=both("Lần đọc hoặc bản cũ, JSON Lines", "the old side"))],
    new: Annotated[Path, typer.Argument(help=both("Lần đọc hoặc bản mới, JSON Lines", "the new side"))],
    as_json: Annotated[
        bool, typer.Option("--json", help=both("In JSON thay cho lời", "JSON in place of words"))
    ] = False,
    lang: Lang = None,
) -> None:
    """The comparison on standard output, in words or as JSON."""
    from vnplans.diff import diff, in_words  # noqa: PLC0415 - keeps `vnplans --help` quick
    from vnplans.errors import VnplansError  # noqa: PLC0415
    from vnplans.export import jsonl  # noqa: PLC0415

    try:
        result = diff(jsonl.read_latest(old), jsonl.read_latest(new))
    except VnplansError as error:
        complain(error)
        raise typer.Exit(2) from error
    except OSError as error:
        where, why = error.filename, error.strerror
        say(f"{where}: không đọc được ({why})", f"{where}: cannot be read ({why})")
        raise typer.Exit(2) from error
    typer.echo(result.model_dump_json(indent=2) if as_json else in_words(result, english=english()), nl=as_json)
    shared, differ = len(result.acts), sum(not act.same for act in result.acts)
    added, dropped = len(result.added), len(result.dropped)
    say(
        f"{shared} văn bản có ở cả hai bên, {differ} có khác; {added} thêm, {dropped} bớt",
        f"{shared} acts on both sides, {differ} differ; {added} added, {dropped} dropped",
    )
    raise typer.Exit(0 if result.same else 1)
