"""What the eye sees of letters and of paragraphs, as the file says it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from vnplans.readers.styled import legacy

__all__ = ["Face", "ParagraphLook", "RunLook"]


@dataclass(frozen=True, slots=True)
class RunLook:
    """How a run looks. `encoding` is what its font's name stands for (see `legacy`), no judgement of its text."""

    bold: bool = False
    italic: bool = False
    underlined: bool = False
    capitals: bool = False
    hidden: bool = False
    size: float | None = None
    encoding: str | None = None
    capitals_font: bool = False
    """The font draws capitals for lower-case letters (.VnTimeH), if the text is really in its encoding."""
    symbols: bool = False
    """The font is a picture font (Wingdings, Symbol)."""


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """How a paragraph looks; `indent` in points, `list` the (numId, level) it belongs to."""

    style: str | None = None
    centred: bool = False
    right: bool = False
    indent: float | None = None
    heading: int | None = None
    list: tuple[str, int] | None = None
    tabs: tuple[float, ...] = ()
    """Tab stops in points."""


@dataclass(frozen=True, slots=True)
class Face:
    """How letters are set where the file names their font: what a run of HTML, RTF and ODT inherits and changes."""

    bold: bool = False
    italic: bool = False
    underlined: bool = False
    capitals: bool = False
    size: float | None = None
    """In points."""
    font: str = ""

    def look(self) -> RunLook:
        return _look(self)


@cache
def _look(face: Face) -> RunLook:
    encoding, capitals_font = legacy.font_encoding(face.font)
    return RunLook(
        bold=face.bold,
        italic=face.italic,
        underlined=face.underlined,
        capitals=face.capitals,
        size=face.size,
        encoding=encoding,
        capitals_font=capitals_font,
    )
