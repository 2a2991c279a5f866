"""What a clerk knows, as dated data. The only reader of `data/*.toml`.

Each table is an array of rows `[[row]]`; `tests/test_knowledge.py` proves every row.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any

__all__ = ["alternatives", "table"]


@cache
def table(name: str) -> tuple[Mapping[str, Any], ...]:
    """The rows of `data/<name>.toml`, in order. Raises KeyError if there is no such table."""
    try:
        text = resources.files("vnplans").joinpath("data", f"{name}.toml").read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise KeyError(f"no table {name!r} in vnplans/data") from error
    rows: list[Mapping[str, Any]] = tomllib.loads(text).get("row", [])
    return tuple(rows)


def alternatives(words: Iterable[str]) -> str:
    """A regular expression of the words, escaped, longest first ("mười một" before "một"); blanks match any blank."""
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(set(words), key=lambda w: (-len(w), w)))
