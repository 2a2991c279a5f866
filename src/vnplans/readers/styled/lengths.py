"""Lengths as HTML and ODF write them."""

from __future__ import annotations

from vnplans.regex import regex

__all__ = ["points"]

_POINTS = {"pt": 1.0, "px": 0.75, "cm": 28.35, "mm": 2.835, "in": 72.0}
_LENGTH = regex(r"(-?[\d.]{1,12})\s*(pt|px|cm|mm|in)\b")


def points(length: str) -> float | None:
    """The points of "1.25cm", "14pt" ...; None for what is no length in a fixed unit ("120%", "2em", "1.2.3pt")."""
    match = _LENGTH.match(length)
    try:
        return round(float(match[1]) * _POINTS[match[2]], 2) if match else None
    except ValueError:
        return None
