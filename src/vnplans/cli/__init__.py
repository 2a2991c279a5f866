"""The command line. The only place that prints."""

from __future__ import annotations

import errno
import sys
from importlib import import_module
from typing import Annotated

import typer
from typer.core import TyperCommand, TyperGroup

from vnplans.cli.loading import loading

__all__ = ["app", "main"]

_FULL = (errno.ENOSPC, errno.EDQUOT)

# command: (module of vnplans.cli, function). A new command is one file and one line here.
COMMANDS: dict[str, tuple[str, str]] = {
    "parse": ("parse", "parse_command"),
    "convert": ("convert", "convert_command"),
    "export": ("export", "export_command"),
    "review": ("review", "review_command"),
    "diff": ("diff", "diff_command"),
    "schema": ("schema", "schema_command"),
}


class _Commands(TyperGroup):
    """Makes a command when it is asked for: `parse` does not wait for the options of `convert`."""

    def list_commands(self, ctx: object) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: object, cmd_name: str) -> TyperCommand | None:
        # all of them for a name that is none: one may be meant
        for name in (cmd_name,) if cmd_name in COMMANDS else COMMANDS:
            if name not in self.commands:
                self.commands[name] = _command(name)
        command = self.commands.get(cmd_name)
        return command if isinstance(command, TyperCommand) else None


def _command(name: str) -> TyperCommand:
    module, function = COMMANDS[name]
    single = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    with loading():
        single.command(name=name)(getattr(import_module(f"vnplans.cli.{module}"), function))
        command = typer.main.get_command(single)
    assert isinstance(command, TyperCommand)
    return command


app = typer.Typer(
    name="vnplans",
    cls=_Commands,
    help="Đọc văn bản chỉ đạo, điều hành thành dữ liệu có dẫn chứng (reads Vietnamese directives into typed records).",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"vnplans {import_module('vnplans').__version__}")
        raise typer.Exit


@app.callback()
def _common(
    _: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_version, help="In số phiên bản (print the version)")
    ] = False,
) -> None:
    pass


def main() -> None:
    """Entry point of the `vnplans` command. UTF-8 in and out whatever the terminal says; odd file names are escaped."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    with loading():
        command = typer.main.get_command(app)
    try:
        command()
    except OSError as error:
        if error.errno not in _FULL:
            raise
        # only standard output is left: each command tells of its own files
        typer.echo(f"vnplans: không ghi được kết quả / the output cannot be written ({error.strerror})", err=True)
        sys.exit(1)
