"""What the rules of doubt share: the Note of a doubted value, and how surely OCR read a value's words."""

from __future__ import annotations

from vnplans.models import Directive, Note
from vnplans.pages import Pages, Severity

__all__ = ["HINTS", "least_sure", "note"]

HINTS = frozenset(
    {
        *("symbol_issuer", "symbol_odd", "two_readings", "read_badly"),
        *("task_noun", "lead_none", "lead_odd", "deadline_two"),
    }
)
"""Codes that meet more right values than wrong ones: Notes of severity info, which the confidence weighs."""


def note(code: str, field: str, vi: str, en: str, severity: Severity = "review") -> Note:
    """The Note on the value at `field`, a JSON Pointer; of severity info where the code is but a hint."""
    severity = "info" if code in HINTS else severity
    return Note(code=code, severity=severity, message=vi, message_en=en, field=field)


def least_sure(directive: Directive, pages: Pages, field: str) -> float | None:
    """The lowest mean confidence of OCR, 0-1, of the blocks that a value was read from; None if none was a picture."""
    quotes = directive.evidence.get(field, [])
    return min((c for q in quotes if (c := pages.blocks[q.block].confidence) is not None), default=None)
