"""Set phrases of administrative Vietnamese as rows (data/phrases.toml): a form, its word lists, examples and negatives.

A form is a regular expression over folded text in which `{name}` stands for one of the words of that list, the longest
first; `{CAPITALS}` for the capital letters. A new wording is a word in a list, no code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from vnplans.knowledge import alternatives, table
from vnplans.text import CAPITALS

__all__ = ["expand", "phrase"]


def expand(form: str, lists: Mapping[str, tuple[str, ...] | list[str]]) -> str:
    """The regular expression of a form."""
    for name, words in lists.items():
        form = form.replace(f"{{{name}}}", f"(?:{alternatives(words)})")
    return form.replace("{CAPITALS}", CAPITALS)


@cache
def phrase(name: str) -> re.Pattern[str]:
    """The pattern of the row of that name. Raises KeyError if there is none."""
    row = _rows()[name]
    return re.compile(expand(row["form"], row.get("lists", {})))


@cache
def _rows() -> Mapping[str, Mapping[str, Any]]:
    return {row["name"]: row for row in table("phrases")}
