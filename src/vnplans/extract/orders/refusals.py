"""Text that orders no work: closing formulas, effect clauses, targets, descriptions. Each refusal has its reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from vnplans.extract.orders.sentences import acts_behind
from vnplans.extract.orders.verbs import verb_at
from vnplans.knowledge import table
from vnplans.phrases import expand

__all__ = ["orders_nothing", "tells_situation"]


@dataclass(frozen=True, slots=True)
class _Refusal:
    """A row of data/refusals.toml."""

    code: str
    reason: str
    pattern: re.Pattern[str]
    """On folded text, from its start."""
    led: bool
    """Refused even where the paragraph names its doer first."""
    acts: bool
    """Refused even where it begins with a verb of action."""
    behind: bool
    """Refused even where a verb of action stands behind a mark ("Căn cứ mực nước, tổ chức trực đê;"); at the opening of
    a text always."""
    opening: bool
    """Only at the opening of a text."""
    still: tuple[str, ...]
    """Verbs of action that do not save it."""


@cache
def _refusals(*, told: bool) -> tuple[_Refusal, ...]:
    """The rows in their order; `told`: those of what was done."""
    return tuple(
        _Refusal(
            row["code"],
            f"{row['reason']} ({row['reason_en']})",
            re.compile("|".join(expand(form, row.get("lists", {})) for form in row["forms"])),
            row.get("led", True),
            row.get("acts", True),
            row.get("behind", True),
            row.get("opening", False),
            tuple(row.get("still", ())),
        )
        for row in table("refusals")
        if row.get("told", False) == told
    )


def orders_nothing(key: str, *, led: bool, opening: bool, named: bool = False) -> tuple[str, str] | None:
    """Code and reason if the (folded) paragraph orders no work; None if it may.

    `led`: it names its doer first; `named`: anywhere. `opening`: no labelled heading stands above it.
    """
    words = key.strip(" \"“'")
    if not any(c.isalpha() for c in words):
        return "task.empty", "không có chữ (no words)"
    for refusal in _refusals(told=False):
        if (led and not refusal.led) or (refusal.opening and not opening) or not refusal.pattern.match(words):
            continue
        if not (refusal.behind or opening) and (named or acts_behind(words)):
            continue
        if not refusal.acts and not words.startswith(refusal.still) and verb_at(words) is not None:
            continue
        return refusal.code, refusal.reason
    return None


def tells_situation(key: str) -> bool:
    """The paragraph reports what was done."""
    return any(refusal.pattern.match(key) for refusal in _refusals(told=True))
