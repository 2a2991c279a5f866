"""Help and wrong usage in one language: the words that typer and click would say in English.

Contexts, parameters and errors are those of click, or of the copy of click that later versions of typer hold: they have
no common type to be named by.
"""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, Protocol

import typer

from vnplans.cli.speech import halves, words
from vnplans.regex import regex

__all__ = ["help_page", "wrong_usage"]

_INDENT, _GAP, _NAMES = 2, 2, 30
"""Blanks before a name and behind it, and the widest name that has its text beside it."""
_HELP = ("Hiện trợ giúp này rồi thoát", "Show this message and exit")
_EXTRAS = (("default: ", "mặc định: "), ("required", "bắt buộc"))

_FOR = r"Invalid value for (?P<what>'.*?'(?: / '.*?')*): (?:Value error, )?"
# What click says of a wrong command line: its message, and what it is in Vietnamese
_USAGE: tuple[tuple[re.Pattern[str], str], ...] = (
    (regex(r"No such command (?P<what>'[^']*')"), "không có lệnh {what}"),
    (regex(r"Got unexpected extra arguments?(?:\(s\))? \((?P<what>.*)\)"), "thừa tham số: {what}"),
    (regex(r"Option (?P<what>\S+) requires (?:an argument|\d+ arguments)"), "tùy chọn {what} cần một giá trị"),
    (regex(r"Option (?P<what>\S+) does not take a value"), "tùy chọn {what} không có giá trị"),
    (regex(r"No such option: (?P<what>\S+)"), "không có tùy chọn {what}"),
    (regex(r"Missing command"), "thiếu tên lệnh"),
    (regex(r"Missing \w+ (?P<what>'.*?'(?: / '.*?')*)"), "thiếu {what}"),
    (
        regex(rf"{_FOR}(?P<given>'[^']*') is not one of (?P<known>.*?)\.?$"),
        "{what}: không nhận {given}; chọn {known}",
    ),
    (regex(rf"{_FOR}.*\bvalid integer"), "{what}: cần một số nguyên"),
    (regex(rf"{_FOR}.*\bvalid (?:number|float)"), "{what}: cần một số"),
    (regex(rf"{_FOR}.*(?:equal to|x>=) ?(?P<of>[\d.]+)"), "{what}: cần số từ {of} trở lên"),
    (regex(rf"{_FOR}(?P<given>'[^']*')"), "{what}: không nhận {given}"),
    (regex(r"Invalid value for (?P<what>.*?): (?P<given>.*)"), "{what}: {given}"),
    (regex(r"Invalid value: (?P<given>.*)"), "{given}"),
)


class Command(Protocol):
    """What help asks of a command of typer."""

    help: str | None

    def get_params(self, ctx: Any) -> list[Any]:
        """Arguments and options, --help among them."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """The pieces of the usage line behind the command's name."""


def help_page(command: Command, ctx: Any, commands: Iterable[tuple[str, str]] = ()) -> str:
    """The help of a command. `commands`: those of a group, each with what it does."""
    usage = " ".join([ctx.command_path, *command.collect_usage_pieces(ctx)])
    lines = [f"{words('Cách dùng', 'Usage')}: {usage}", "", *_wrapped(words(*halves(command.help or "")), "")]
    for title, rows in _sections(command.get_params(ctx), ctx):
        lines += ["", f"{title}:", *_table(rows)]
    if listed := list(commands):
        lines += ["", f"{words('Lệnh', 'Commands')}:", *_table(listed)]
    return "\n".join(lines)


def wrong_usage(error: Exception) -> bool:
    """Say on standard error what is wrong with the command line, and where its help is; False for any other error."""
    if not any(kind.__name__ == "UsageError" for kind in type(error).__mro__):
        return False
    _told(error)
    return True


def _told(error: Any) -> None:
    if type(error).__name__ == "NoArgsIsHelpError":
        typer.echo(error.format_message(), err=True)
        return
    if error.ctx is not None:
        command = error.ctx.command_path
        typer.echo(words(f"Xem trợ giúp: {command} --help", f"For help: {command} --help"), err=True)
    message = error.format_message()
    typer.echo(f"vnplans: {words(_vietnamese(message), message)}", err=True)


def _vietnamese(message: str) -> str:
    for pattern, said in _USAGE:
        if found := pattern.match(message):
            return said.format(**found.groupdict())
    return message


def _sections(params: Sequence[Any], ctx: Any) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Arguments, options, then the panels that options name, in the order of the first of each."""
    rows = [(_panel(param), row) for param in params if (row := _row(param, ctx)) is not None]
    order = list(dict.fromkeys(panel for panel, _ in rows))
    rows.sort(key=lambda row: order.index(row[0]))
    for panel, group in groupby(rows, key=lambda row: row[0]):
        yield words(*halves(panel)), [row for _, row in group]


def _panel(param: Any) -> str:
    named: str | None = getattr(param, "rich_help_panel", None)
    if named:
        return named
    return words("Tham số", "Arguments") if param.param_type_name == "argument" else words("Tùy chọn", "Options")


def _row(param: Any, ctx: Any) -> tuple[str, str] | None:
    record = param.get_help_record(ctx)
    if record is None:
        return None
    own: str = getattr(param, "help", None) or ""
    if param.name == "help":
        return record[0], words(*_HELP)
    extra = record[1].removeprefix(own).strip()
    for en, vi in _EXTRAS:
        extra = extra.replace(en, words(vi, en))
    return record[0], " ".join(part for part in (words(*halves(own)), extra) if part)


def _table(rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Names on the left, texts beside them, a long name on a line of its own."""
    wide = min(max(len(name) for name, _ in rows), _NAMES)
    margin = " " * (_INDENT + wide + _GAP)
    for name, text in rows:
        first, *rest = _wrapped(text, margin) or [""]
        if len(name) > wide:
            yield " " * _INDENT + name
            yield first
        else:
            yield f"{' ' * _INDENT}{name:<{wide}}{' ' * _GAP}{first.lstrip()}".rstrip()
        yield from rest


def _wrapped(text: str, margin: str) -> list[str]:
    width = max(min(shutil.get_terminal_size().columns, 110), 60)
    return textwrap.wrap(text, width, initial_indent=margin, subsequent_indent=margin)
