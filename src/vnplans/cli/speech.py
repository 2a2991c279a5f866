"""The language that a person at the command line is spoken to in: Vietnamese, or English by choice; never both at once.

`--lang` decides, then the environment's VNPLANS_LANG, else it is Vietnamese. The locale is not asked: servers in Viet
Nam run in English or in none, which says nothing of who reads the log.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from vnplans.errors import VnplansError

__all__ = ["Lang", "LangOfBook", "Language", "both", "complain", "english", "halves", "say", "speaking", "words"]

VARIABLE = "VNPLANS_LANG"
_BORDER = "\N{SYMBOL FOR UNIT SEPARATOR}"
_CHOSEN: ContextVar[str | None] = ContextVar("language", default=None)


class Language(StrEnum):
    """The languages of the command line."""

    VI = "vi"
    EN = "en"


def both(vi: str, en: str) -> str:
    """A help text in both languages as one string; `halves` parts them when help is shown."""
    return f"{vi}{_BORDER}{en}"


Lang = Annotated[Language | None, typer.Option(help=both("Ngôn ngữ của thông báo", "Language of messages"))]
"""The option that every command has; what stands on the command line is seen before its options are read."""

LangOfBook = Annotated[
    Language | None,
    typer.Option(
        help=both("Ngôn ngữ của thông báo và của sổ .xlsx mới", "Language of messages, and of a new .xlsx workbook")
    ),
]
"""The same where a workbook may be made."""


def halves(text: str) -> tuple[str, str]:
    """Vietnamese and English of a text made by `both`; any other text is its own translation."""
    vi, border, en = text.partition(_BORDER)
    return (vi, en) if border else (text, text)


def english() -> bool:
    """Is it English that was asked for?"""
    return (_CHOSEN.get() or os.environ.get(VARIABLE, "")).lower().startswith(Language.EN)


def words(vi: str, en: str) -> str:
    """The one in the chosen language."""
    return en if english() else vi


def say(vi: str, en: str) -> None:
    """One line on standard error."""
    typer.echo(f"vnplans: {words(vi, en)}", err=True)


def complain(error: VnplansError, place: str | None = None) -> None:
    """One line on standard error: what the error says, behind the place or the file where it is known."""
    where = f"{place or error.file}: " if place or error.file else ""
    say(where + error.message_vi, where + error.message_en)


@contextmanager
def speaking(arguments: Sequence[str]) -> Iterator[None]:
    """The language that the arguments ask for holds within the block, so that even a wrong option is told in it."""
    token = _CHOSEN.set(_asked(arguments))
    try:
        yield
    finally:
        _CHOSEN.reset(token)


def _asked(arguments: Sequence[str]) -> str | None:
    """The last `--lang en` or `--lang=en` before a `--`."""
    given = list(arguments)
    given = given[: given.index("--")] if "--" in given else given
    found = [value for name, value in pairwise(given) if name == "--lang"]
    found += [argument.removeprefix("--lang=") for argument in given if argument.startswith("--lang=")]
    return found[-1] if found else None
