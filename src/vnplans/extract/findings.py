"""What a rule is told, the head of its act, and what it says: a value with its witness, or what it saw and refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from vnplans.landmarks import words
from vnplans.models import Agency, DocumentNumber, DocumentType
from vnplans.pages import Quote, Severity
from vnplans.text import fold

__all__ = ["Finding", "Found", "Head", "Near", "Reason", "Voice"]

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


class Voice(NamedTuple):
    """Who speaks in an act, which decides what the short names in it mean."""

    province: str | None = None
    """In the spelling of data/provinces.toml: "UBND tỉnh", "Sở Nội vụ" are named after it."""
    host: str | None = None
    """The issuer's full name: its Phòng, Văn phòng have it for parent."""
    on: dt.date | None = None
    """The day of issue: of bodies that had one name at different times, that of the day."""


@dataclass(frozen=True)
class Head:
    """The settled values of the letterhead and the title; None where the document does not say."""

    number: DocumentNumber | None = None
    doc_type: DocumentType | None = None
    issuer: Agency | None = None
    issued_on: dt.date | None = None
    year_of_issue: int | None = None
    """The year of the place line, where the day is blank ("ngày    tháng 4 năm 2026")."""
    title: str | None = None

    @property
    def province(self) -> str | None:
        """The province of the issuer, in the spelling of data/provinces.toml."""
        return self.issuer.province if self.issuer else None

    @property
    def year(self) -> int | None:
        """The year of issue, for dates that name none."""
        return self.issued_on.year if self.issued_on else self.year_of_issue

    def is_issuer(self, agency: Agency) -> bool:
        """The issuer: by its full name, cut at a mark, or without its place ("UBND xã" of "UBND xã Tân Lập")."""
        if self.issuer is None:
            return False
        issuer, name = fold(self.issuer.name), fold(agency.name)
        if issuer.startswith(f"{name}, "):
            return True  # "Tiểu ban Thông tin" of "Tiểu ban Thông tin, Tuyên truyền"
        return name == issuer or (issuer.startswith(f"{name} ") and name.endswith(words("unit")))

    @cached_property
    def voice(self) -> Voice:
        """Who speaks: the issuer, in its province, on the day of issue."""
        return Voice(self.province, self.issuer.name if self.issuer else None, self.issued_on)
