"""The command line. The only place that prints."""

from __future__ import annotations

import sys
from importlib import import_module

import typer

__all__ = ["app", "main"]

app = typer.Typer(
    name="vnplans",
    help="Đọc văn bản chỉ đạo, điều hành thành dữ liệu có dẫn chứng (reads Vietnamese directives into typed records).",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

# command: (module of vnplans.cli, function). A new command is one file and one line here.
COMMANDS: dict[str, tuple[str, str]] = {
    "parse": ("parse", "parse_command"),
    "convert": ("convert", "convert_command"),
    "export": ("export", "export_command"),
    "review": ("review", "review_command"),
    "diff": ("diff", "diff_command"),
    "schema": ("schema", "schema_command"),
}

for _name, (_module, _function) in COMMANDS.items():
    app.command(name=_name)(getattr(import_module(f"vnplans.cli.{_module}"), _function))


def main() -> None:
    """Entry point of the `vnplans` command. UTF-8 in and out whatever the terminal says."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    app()
