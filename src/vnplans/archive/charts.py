"""The measures of the report's two charts; templates/charts.html draws them as inline SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Bars", "Columns", "bars", "columns"]

_BAR, _BAR_STEP, _NAMES = 560, 24, 210
_LEFT, _TOP, _HEIGHT, _WIDE = 60, 34, 190, 840
_THICKEST = 48.0
_NAMED = 20
"""Columns that have their name below, at most."""


@dataclass(frozen=True, slots=True)
class Bars:
    """Horizontal bars: name, label and length of each, one below the other."""

    bars: list[tuple[str, str, float]]
    colour: str
    left: int = _NAMES
    full: int = _BAR
    step: int = _BAR_STEP


@dataclass(frozen=True, slots=True)
class Column:
    """An upright column of two parts: its left edge, the heights of the parts and where they begin from above."""

    name: str | None
    x: float
    lower: tuple[float, float]
    upper: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Columns:
    """Upright columns of two parts, with a scale at the left: value and height of each mark."""

    columns: list[Column]
    legend: tuple[str, str]
    scale: list[tuple[int, float]]
    thick: float
    left: int = _LEFT
    wide: int = _WIDE
    bottom: int = _TOP + _HEIGHT


def bars(rows: Sequence[tuple[str, float, str]], colour: str, *, full: float | None = None) -> Bars:
    """Of (name, value, label). `full` is the value of a full bar; None: the largest."""
    most = full or max((value for _, value, _ in rows), default=1.0) or 1.0
    return Bars([(name, label, max(1.0, _BAR * min(1.0, value / most))) for name, value, label in rows], colour)


def columns(rows: Sequence[tuple[str, int, int]], legend: tuple[str, str]) -> Columns:
    """Of (name, lower, upper)."""
    most = max((lower + upper for _, lower, upper in rows), default=1) or 1
    step = _WIDE / max(1, len(rows))
    thick = min(_THICKEST, step * 0.7)
    every = -(-len(rows) // _NAMED)
    made = []
    for i, (name, lower, upper) in enumerate(rows):
        low, high = _HEIGHT * lower / most, _HEIGHT * upper / most
        base = _TOP + _HEIGHT - low
        x = _LEFT + i * step + (step - thick) / 2
        made.append(Column(name if i % every == 0 else None, x, (base, low), (base - high, high)))
    scale = [(mark, _TOP + _HEIGHT * (1 - mark / most)) for mark in sorted({0, most // 2, most})]
    return Columns(made, legend, scale, thick)
