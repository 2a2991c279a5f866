"""The kinds of act (tên loại văn bản) as data/kinds.toml names them: one list for every pattern that speaks of them."""

from __future__ import annotations

from functools import cache

from vnplans.knowledge import rows
from vnplans.knowledge.tables import Kind

__all__ = ["kind_names", "kinds_spoken"]

_USES = ("adopted", "directs", "drafted", "law", "paired", "submits")
"""Flags of the rows that a pattern may choose by; data/kinds.toml says what they mean."""


@cache
def kind_names(use: str = "kinds") -> tuple[str, ...]:
    """The names in sentence case ("Kế hoạch"): of all kinds, or of those of a use. KeyError for a use that none has."""
    if use != "kinds" and use not in _USES:
        raise KeyError(use)
    return tuple(kind.name for kind in rows(Kind) if use == "kinds" or getattr(kind, use))


def kinds_spoken(use: str = "kinds") -> tuple[str, ...]:
    """The names as a sentence has them: "kế hoạch", "quyết định" ..."""
    return tuple(name.lower() for name in kind_names(use))
