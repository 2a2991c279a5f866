"""A word on a sheet, and how its letters are set."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Style", "Word"]


@dataclass(frozen=True, slots=True)
class Style:
    """What the letters of a text object share. Size in points; turn in degrees, counter-clockwise."""

    font: str
    size: float
    bold: bool
    italic: bool
    turn: int
    visible: bool
    white: bool = False
    paragraph: int | None = None
    """The paragraph of the page to which the file's tags say they belong."""
    left: float = 0.0
    """Where its page begins on a sheet that holds two, in points from the sheet's left edge."""


@dataclass(slots=True)
class Word:
    """Letters without a blank between them; points from the upper left corner of the page as it is read."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    """The line the letters stand on."""
    style: Style
    glued: bool = False
    """No blank was printed before it, though its style is another."""
    confidence: float | None = None
    """How sure OCR was of it, 0 to 1; None for printed text."""
    engine: str | None = None
    """What OCR read, where `text` is something else."""

    @property
    def size(self) -> float:
        return self.style.size
