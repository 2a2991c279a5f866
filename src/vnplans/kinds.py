"""The kinds of act (tên loại văn bản) as data/kinds.toml names them: one list for every pattern that speaks of them."""

from __future__ import annotations

from functools import cache

from vnplans.knowledge import rows
from vnplans.knowledge.tables import Kind

__all__ = ["is_joint_code", "kind_names", "kinds_spoken", "type_codes", "types_of_code"]

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


@cache
def type_codes() -> dict[str, str]:
    """Code in upper case -> the type's name, the first of those that share it ("QĐ" -> "Quyết định")."""
    codes: dict[str, str] = {}
    for kind in rows(Kind):
        for code in kind.all_codes:
            codes.setdefault(code.upper(), kind.name)
    return codes


def is_joint_code(code: str) -> bool:
    """Does the code stand for a type that several bodies issue? "TTLT" does."""
    name = type_codes().get(code.upper())
    return any(kind.name == name and kind.joint for kind in rows(Kind))


@cache
def types_of_code(code: str) -> tuple[str, ...]:
    """All types that use a code: "TT" -> Thông tư, Thông tri."""
    return tuple(kind.name for kind in rows(Kind) if code.upper() in {c.upper() for c in kind.all_codes})
