"""The command line. The only place that prints."""

from __future__ import annotations

import errno
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup

from vnplans.cli.exits import ExitCode
from vnplans.cli.helping import help_page, wrong_usage
from vnplans.cli.loading import loading
from vnplans.cli.speech import Lang, both, halves, say, speaking, words

__all__ = ["app", "main"]

_FULL = (errno.ENOSPC, errno.EDQUOT)


class _Command(NamedTuple):
    """A command: its module in vnplans.cli, its function there, and what it does."""

    module: str
    function: str
    about: str


# A new command is one file and one row here
COMMANDS: dict[str, _Command] = {
    "parse": _Command(
        "parse",
        "parse_command",
        both("Đọc từng tệp, in mỗi bản ghi một dòng JSON", "Read each file, print one JSON record a line"),
    ),
    "convert": _Command(
        "convert",
        "convert_command",
        both(
            "Đọc cả kho văn bản vào OUT; chạy lại lệnh là đọc tiếp",
            "Read an archive into OUT; run again to go on with it",
        ),
    ),
    "export": _Command(
        "export",
        "export_command",
        both("Xuất nhiệm vụ sang công cụ theo dõi", "Export tasks to a tracker"),
    ),
    "review": _Command(
        "review",
        "review_command",
        both(
            "Đối chiếu dữ liệu với văn bản: mỗi giá trị chỉ ra chỗ nó được đọc",
            "A page that shows every value beside the words it was read from",
        ),
    ),
    "diff": _Command(
        "diff",
        "diff_command",
        both(
            "So sánh hai lần đọc hoặc hai bản của một văn bản; mã thoát 1 khi có khác",
            "What changed between two readings or two versions; exit status 1 where they differ",
        ),
    ),
    "watch": _Command(
        "watch",
        "watch_command",
        both(
            "Theo dõi thư mục, hộp thư: tệp mới và tệp đổi vào công cụ theo dõi, mỗi tệp một lần",
            "New and changed files of folders and mailboxes flow into a tracker, each once",
        ),
    ),
    "schema": _Command(
        "schema",
        "schema_command",
        both("In lược đồ JSON Schema của bản ghi", "Print the JSON Schema of a record"),
    ),
}


class _Single(TyperCommand):
    """A command with its help in one language."""

    def get_help(self, ctx: Any) -> str:
        return help_page(self, ctx)


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

    def get_help(self, ctx: Any) -> str:
        return help_page(self, ctx, [(name, words(*halves(row.about))) for name, row in COMMANDS.items()])

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """The whole run in one language, wrong usage too."""
        with speaking(sys.argv[1:] if args is None else args):
            try:
                code = super().main(args, prog_name, complete_var, False, windows_expand_args, **extra)
            except Exception as error:
                if not standalone_mode or not wrong_usage(error):
                    raise
                code = ExitCode.USAGE
            if not standalone_mode:
                return code
            sys.exit(code)


def _command(name: str) -> TyperCommand:
    row = COMMANDS[name]
    single = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    with loading():
        function = getattr(import_module(f"vnplans.cli.{row.module}"), row.function)
        single.command(name=name, cls=_Single, help=row.about)(function)
        command = typer.main.get_command(single)
    assert isinstance(command, TyperCommand)
    return command


app = typer.Typer(
    name="vnplans",
    cls=_Commands,
    help=both(
        "Đọc văn bản chỉ đạo, điều hành thành dữ liệu có dẫn chứng", "Reads Vietnamese directives into typed records"
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"vnplans {import_module('vnplans').__version__}")
        raise typer.Exit


@app.callback()
def _common(
    _: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_version, help=both("In số phiên bản", "Print the version")),
    ] = False,
    lang: Lang = None,
) -> None:
    pass


def main() -> None:
    """Entry point of the `vnplans` command. UTF-8 in and out whatever the terminal says; odd file names are escaped."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    with loading():
        command = typer.main.get_command(app)
    with speaking(sys.argv[1:]):
        try:
            command()
        except OSError as error:
            if error.errno not in _FULL:
                raise
            # only standard output is left: each command tells of its own files
            why = error.strerror
            say(f"không ghi được kết quả ({why})", f"the output cannot be written ({why})")
            sys.exit(1)
