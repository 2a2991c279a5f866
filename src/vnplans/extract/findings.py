"""What a rule says: a value with its witness, or what it saw and refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from vnplans.pages import Quote, Severity

__all__ = ["Finding", "Found", "Near", "Reason"]

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Found(Generic[T_co]):
    """A value and the words it was read from; `quotes` is empty only for a signature that shows nothing on a page."""

    value: T_co
    quotes: tuple[Quote, ...]
    parts: Mapping[str, tuple[Quote, ...]] = field(default_factory=dict)
    """Evidence of the value's parts by relative JSON Pointer: "deadline", "lead_agencies/0"."""


class Reason(NamedTuple):
    """Why words order no work: the code of the Note and what it says, in Vietnamese and in English."""

    code: str
    vi: str
    en: str

    def at(self, where: str, quote: Quote | None) -> Near:
        """What the Note says of the words at that place."""
        front = f"{where}: " if where else ""
        return Near(self.code, front + self.vi, front + self.en, quote)


@dataclass(frozen=True, slots=True)
class Near:
    """Something seen and refused, doubtful or missing: becomes a Note."""

    code: str
    message: str
    """In Vietnamese."""
    message_en: str | None = None
    quote: Quote | None = None
    severity: Severity = "info"
    candidates: tuple[str, ...] = ()
    """What the value may be instead, likeliest first."""


Finding = Found[T_co] | Near
