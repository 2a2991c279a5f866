"""How a page that was set upright and level lies on the page as it was given."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from vnplans.pages import Block, Box

__all__ = ["Placement", "as_given", "tenth"]


@dataclass(frozen=True, slots=True)
class Placement:
    """How the upright, level picture lies on the page as it was given."""

    page_size: tuple[float, float]
    """Of the page as given, in points."""
    pixels: tuple[int, int]
    """Width and height of the upright picture."""
    quarter_turns: int = 0
    """How often the page was turned counter-clockwise by 90 degrees to stand upright."""
    tilt: float = 0.0
    """Degrees by which the upright picture was turned counter-clockwise to lie level."""
    left: float = 0.0
    """Where the page begins on a sheet that holds two, in points from the sheet's left edge."""

    @property
    def upright_size(self) -> tuple[float, float]:
        """The page's size in points as it is read."""
        width, height = self.page_size
        return (height, width) if self.quarter_turns % 2 else (width, height)

    @property
    def scale(self) -> tuple[float, float]:
        """Points for a pixel, across and down."""
        width, height = self.upright_size
        return width / self.pixels[0], height / self.pixels[1]

    def as_given(self, box: Box) -> Box:
        """A box in points of the upright, level page as a box of the page as it was given."""
        if not self.tilt and not self.quarter_turns:
            return box
        corners = [self._back(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return tenth(min(xs)), tenth(min(ys)), tenth(max(xs)), tenth(max(ys))

    def _back(self, x: float, y: float) -> tuple[float, float]:
        width, height = self.upright_size
        angle = math.radians(self.tilt)
        dx, dy = x - width / 2, y - height / 2
        x = width / 2 + dx * math.cos(angle) - dy * math.sin(angle)
        y = height / 2 + dx * math.sin(angle) + dy * math.cos(angle)
        match self.quarter_turns % 4:
            case 1:
                return height - y, x
            case 2:
                return width - x, height - y
            case 3:
                return y, width - x
        return x, y


def as_given(blocks: Iterable[Block], placements: Mapping[int, Placement]) -> tuple[Block, ...]:
    """The blocks with their boxes moved from the upright, level page to the page as it was given.

    `placements`: of the pages that were set upright, by their number.
    """
    return tuple(_moved(block, placements) for block in blocks)


def _moved(block: Block, placements: Mapping[int, Placement]) -> Block:
    placement = placements.get(block.page) if block.page else None
    words = tuple(
        replace(word, box=placements[word.page].as_given(word.box)) if word.page in placements else word
        for word in block.words
    )
    return replace(block, box=placement.as_given(block.box) if placement and block.box else block.box, words=words)


def tenth(value: float) -> float:
    """Rounded to a tenth, one object for one number: the boxes of the words of a long scan take half the memory."""
    return _shared(round(value, 1))


@lru_cache(maxsize=20_000)
def _shared(value: float) -> float:
    return value
