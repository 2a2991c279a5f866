"""Patterns that are compiled when they are first used: of the hundreds in the house a file needs a part."""

from __future__ import annotations

import re
from typing import cast

__all__ = ["regex"]

_METHODS = ("match", "search", "fullmatch", "finditer", "findall", "sub", "split", "pattern", "flags")


class _Regex:
    """Stands for a compiled pattern. After the first use its methods are those of the pattern itself."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> object:  # asked only for what is not there yet
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self._source, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern, to be used as `re.compile` gives it; a fault in its source is raised at its first use."""
    return cast(re.Pattern[str], _Regex(source, flags))
