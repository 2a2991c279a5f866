"""Text that orders no work: closing formulas, effect clauses, targets, descriptions. Each refusal has its reason."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from vnplans.extract.findings import Reason
from vnplans.extract.orders.sentences import acts_behind
from vnplans.extract.orders.verbs import verb_at
from vnplans.knowledge import rows
from vnplans.knowledge.tables import Refusal
from vnplans.phrases import expand, needed
from vnplans.regex import regex

__all__ = ["orders_nothing", "tells_situation"]


_WORDS = r"[^.;:,]{2,60}"
"""What a name of a kind of act is at the most."""
_FIGURE = regex(r"\d")


@cache
def _refusals(*, told: bool) -> tuple[tuple[str, Refusal], ...]:
    """The rows in their order, each with the expression of its forms; `told`: those of what was done."""
    return tuple(
        ("|".join(expand(form, row.lists) for form in row.forms), row) for row in rows(Refusal) if row.told == told
    )


@cache
def _gates(codes: frozenset[str] | None) -> tuple[tuple[str, bool, re.Pattern[str]], ...]:
    """The forms of the rows of these codes, with any words for the kinds of act, put together by what must stand in the
    text, and whether a figure must."""
    groups: dict[tuple[str, bool], list[str]] = {}
    for _, row in _refusals(told=False):
        for form in row.forms if codes is None or row.code in codes else ():
            groups.setdefault(needed(form), []).append(_loose(form, row))
    return tuple((literal, counted, re.compile("|".join(forms))) for (literal, counted), forms in groups.items())


@lru_cache(maxsize=2048)
def _may_refuse(words: str, codes: frozenset[str] | None) -> bool:
    """Is it worth while to try the rows one by one? Most paragraphs match none of them."""
    for literal, counted, forms in _gates(codes):
        if literal in words and (not counted or _FIGURE.search(words)) and forms.match(words):
            return True
    return False


def _loose(form: str, row: Refusal) -> str:
    for name, words in row.lists.items():
        if any(word.startswith("@") for word in words):
            form = form.replace(f"{{{name}}}", f"(?:{_WORDS})")
    return expand(form, row.lists)


@cache
def _situation() -> re.Pattern[str]:
    return re.compile("|".join(form for form, _ in _refusals(told=True)))


_pattern = cache(re.compile)


def orders_nothing(
    key: str, *, led: bool, opening: bool, named: bool = False, codes: frozenset[str] | None = None
) -> Reason | None:
    """Why the (folded) paragraph orders no work; None if it may.

    `led`: it names its doer first; `named`: anywhere. `opening`: no labelled heading stands above it. `codes`: the
    reasons that are asked for; None is given for any other.
    """
    words = key.strip(" \"“'")
    if not any(map(str.isalpha, words)):
        return Reason("task.empty", "không có chữ", "no words") if codes is None or "task.empty" in codes else None
    if not _may_refuse(words, codes):
        return None
    for form, refusal in _refusals(told=False):
        if (led and not refusal.led) or (refusal.opening and not opening) or not _pattern(form).match(words):
            continue
        if not (refusal.behind or opening) and (named or acts_behind(words)):
            continue
        if not refusal.acts and not words.startswith(refusal.still) and verb_at(words) is not None:
            continue
        asked = codes is None or refusal.code in codes
        return Reason(refusal.code, refusal.reason, refusal.reason_en) if asked else None
    return None


def tells_situation(key: str) -> bool:
    """The paragraph reports what was done."""
    return _situation().match(key) is not None
