"""Where the points of a PDF page stand as the page is read."""

from __future__ import annotations

from dataclasses import dataclass

from vnplans.pages import Box

__all__ = ["Frame"]


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible box of a page in its own coordinates, and the clockwise turn (0, 90, 180, 270) it is read with."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int = 0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as read."""
        wide, high = self.right - self.left, self.top - self.bottom
        return (high, wide) if self.turn in (90, 270) else (wide, high)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """The point as read, y downwards from the upper left corner."""
        match self.turn:
            case 90:
                return y - self.bottom, x - self.left
            case 180:
                return self.right - x, y - self.bottom
            case 270:
                return self.top - y, self.right - x
            case _:
                return x - self.left, self.top - y

    def place_box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """A box as read: x0, top, x1, bottom."""
        (ax, ay), (bx, by) = self.place(x0, y0), self.place(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
