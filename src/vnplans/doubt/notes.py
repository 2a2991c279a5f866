"""What the rules of doubt share: the Note of a doubted value, and how surely OCR read a value's words."""

from __future__ import annotations

from vnplans.models import Directive, Note
from vnplans.pages import Pages, Severity

__all__ = ["least_sure", "note"]


def note(code: str, field: str, vi: str, en: str, severity: Severity = "review") -> Note:
    """The Note on the value at `field`, a JSON Pointer."""
    return Note(code=code, severity=severity, message=vi, message_en=en, field=field)


def least_sure(directive: Directive, pages: Pages, field: str) -> float | None:
    """The lowest mean confidence of OCR, 0-1, of the blocks that a value was read from; None if none was a picture."""
    quotes = directive.evidence.get(field, [])
    return min((c for q in quotes if (c := pages.blocks[q.block].confidence) is not None), default=None)
