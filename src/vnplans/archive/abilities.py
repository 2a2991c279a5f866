"""What an answer depends on besides the content: version, options, what this machine can read, and the limits.

Version and options are part of the key of a result. What the machine can read and its limits concern few contents each:
a result says which of them it needed, so that a better machine reads exactly those again and a poorer one none.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Any

from pydantic_core import from_json, to_json

from vnplans.archive.job import Failed, Work
from vnplans.archive.limits import FileLimits
from vnplans.errors import FailureCode
from vnplans.limits import Limits
from vnplans.models import Directive
from vnplans.readers import ReadOptions

__all__ = ["Abilities", "abilities", "needs_of", "needs_of_failure", "print_of"]

_APART = ("limits", "max_pages", "kept")
"""Options that are judged by what a result says of them, not by its key."""
_LIMITED: dict[FailureCode, tuple[str, ...]] = {
    "timeout": ("seconds", "cpu_seconds", "page_seconds"),
    "memory": ("memory_mib",),
    "crash": ("memory_mib",),
    "too_large": tuple(row.name for row in fields(Limits)),
}
"""The limits by which a failure may have come about."""


@dataclass(frozen=True, slots=True)
class Abilities:
    """What can read here: `ocr` and `office` name program and version, None where there is none (or it is not wanted).
    `limits` are numbers by name, None for no limit."""

    ocr: str | None
    office: str | None
    limits: dict[str, float | None]

    def still(self, needs: str) -> bool:
        """Would a result with these needs come out the same, or worse, if it were read now?"""
        if not needs:
            return True
        told: dict[str, Any] = from_json(needs)
        for name, now in (("ocr", self.ocr), ("office", self.office)):
            if name in told and now is not None and now != told[name]:
                return False
        if "package" in told and find_spec(told["package"]) is not None:
            return False
        cap = self.limits.get("max_pages")
        if "pages" in told and _cut(told["pages"], cap) > _cut(told["pages"], told.get("max_pages")):
            return False
        return not any(_raised(then, self.limits.get(name)) for name, then in told.get("limits", {}).items())


def _raised(then: float | None, now: float | None) -> bool:
    return then is not None and (now is None or now > then)


def _cut(pages: int, most: float | None) -> float:
    return pages if most is None else min(pages, most)


def abilities(options: ReadOptions, limits: FileLimits) -> Abilities:
    """Of this machine."""
    return Abilities(_ocr(options), _office(), _numbers(options, limits))


def _ocr(options: ReadOptions) -> str | None:
    from vnplans.readers.ocr import named  # noqa: PLC0415 - numpy and Pillow

    return named(options)


@cache
def _office() -> str | None:
    """LibreOffice by where it lies and how old it is: asking it takes seconds."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return None
    from pathlib import Path  # noqa: PLC0415

    real = Path(program).resolve()
    return f"{real} {int(real.stat().st_mtime)}"


def _numbers(options: ReadOptions, limits: FileLimits) -> dict[str, float | None]:
    numbers: dict[str, float | None] = {
        "seconds": limits.seconds,
        "cpu_seconds": limits.cpu_seconds if limits.cpu_seconds is not None else 2 * limits.seconds,
        "page_seconds": limits.page_seconds,
        "memory_mib": limits.memory_mib,
        "max_pages": options.max_pages,
    }
    return numbers | {row.name: getattr(options.limits, row.name) for row in fields(options.limits)}


def print_of(options: ReadOptions, work: Work, own: Work) -> str:
    """Version and options as a short mark: with the content, the key of a result. `own` is the work of the library."""
    named = "" if work is own else f"{work.__module__}.{work.__qualname__}"
    chosen = {f.name: getattr(options, f.name) for f in fields(options) if f.name not in _APART}
    return hashlib.sha256(f"{_version()} {chosen!r} {named}".encode()).hexdigest()[:16]


def _version() -> str:
    try:
        return version("vnplans")
    except PackageNotFoundError:  # run from its source
        return "0"


def needs_of(records: Iterable[Directive], can: Abilities) -> str:
    """What the records of a document depended on: OCR where it read or was wanted, LibreOffice for a .doc, the number
    of pages where there are many."""
    told: dict[str, Any] = {}
    for record in records:
        source = record.source
        codes = {note.code for note in record.notes}
        if source.text_origin != "text" or codes & {"ocr", "ocr_needed", "ocr_failed"}:
            told["ocr"] = can.ocr
            told |= {"pages": source.pages or 1, "max_pages": can.limits.get("max_pages")}
        if source.reader == "doc":
            told["office"] = can.office
    return to_json(told).decode() if told else ""


def needs_of_failure(failed: Failed, form: str | None, can: Abilities, package: str | None = None) -> str:
    """What a failure depended on: the limit that was met, the engine or the `package` that was not there."""
    told: dict[str, Any] = {} if package is None else {"package": package}
    if names := _LIMITED.get(failed.why.code):
        told["limits"] = {name: can.limits.get(name) for name in names}
    if failed.why.code in ("no_ocr", "no_text"):
        told["ocr"] = can.ocr
    if form == "doc":
        told["office"] = can.office
    return to_json(told).decode() if told else ""
