"""What a clerk knows, as dated data. The only reader of `data/*.toml`.

A table is an array of rows `[[row]]`; `rows(Kind)` gives those of data/kinds.toml as the type in `knowledge.tables`, in
order. A source tree reads the TOML itself; a wheel holds all tables compiled into one JSON file (hatch_build.py), which
loads thirty times faster. `tests/test_knowledge.py` proves every row.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Protocol, TypeVar, Union, get_args, get_origin, get_type_hints

from vnplans.knowledge.patterns import Openings, alternatives, at_word_start
from vnplans.knowledge.tables import TABLES

__all__ = ["Dated", "Openings", "alternatives", "at_word_start", "compiled", "is_live", "rows"]

_DATA = Path(__file__).parents[1] / "data"
_COMPILED = "tables.json"
_NAMES: Mapping[type, str] = {kind: name for name, kind in TABLES.items()}
_Row = TypeVar("_Row", bound=tuple[object, ...])


def rows(kind: type[_Row]) -> tuple[_Row, ...]:
    """The rows of a type's table, in order."""
    return _typed(kind)


@cache
def _typed(kind: type[Any]) -> tuple[Any, ...]:
    name, whole = _NAMES[kind], _compiled()
    raw = _toml(_DATA / f"{name}.toml") if whole is None else whole[name]
    return tuple(kind(**_frozen(row)) for row in raw)


@cache
def _compiled() -> Mapping[str, list[dict[str, Any]]] | None:
    """What a wheel holds instead of the TOML; None in a source tree."""
    try:
        text = (_DATA / _COMPILED).read_bytes()
    except FileNotFoundError:
        return None
    import json  # noqa: PLC0415 - each form needs its own parser

    found: dict[str, list[dict[str, Any]]] = json.loads(text)
    for row in chain.from_iterable(found.values()):
        row.update({key: dt.date.fromisoformat(row[key]) for key in ("since", "until") if key in row})
    return found


def _toml(path: Path) -> list[dict[str, Any]]:
    import tomllib  # noqa: PLC0415

    read: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["row"]
    return read


def _frozen(row: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        key: tuple(value) if isinstance(value, list) else _frozen(value) if isinstance(value, dict) else value
        for key, value in row.items()
    }


class Dated(Protocol):
    """A row that holds for a time: from `since` to the day before `until`, without end where one is None."""

    @property
    def since(self) -> dt.date | None: ...
    @property
    def until(self) -> dt.date | None: ...


def is_live(row: Dated, on: dt.date | None) -> bool:
    """Does the row hold on that day? On no day in particular every one does."""
    return on is None or ((row.since is None or row.since <= on) and (row.until is None or on < row.until))


# Compiling them ------------------------------------------------------------------------------------------------------


def compiled() -> bytes:
    """All tables of a source tree as the one file `data/tables.json` of a wheel.

    Raises ValueError, naming the row, for an unknown or missing key and for a value of the wrong type; KeyError for a
    table without a type.
    """
    import json  # noqa: PLC0415

    found = {path.stem: _toml(path) for path in sorted(_DATA.glob("*.toml"))}
    for name, raw in found.items():
        for row in raw:
            if faults := list(_faults(TABLES[name], row)):
                raise ValueError(f"data/{name}.toml: {', '.join(faults)} in {row}")
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"), default=dt.date.isoformat).encode()


def _faults(kind: type[tuple[object, ...]], row: Mapping[str, object]) -> Iterator[str]:
    hints = get_type_hints(kind)
    required = hints.keys() - getattr(kind, "_field_defaults", {}).keys()
    yield from (f"no {key!r}" for key in sorted(required - row.keys()))
    yield from (f"unknown key {key!r}" for key in sorted(row.keys() - hints.keys()))
    for key, value in _frozen(row).items():
        if not _fits(value, hints.get(key, object)):
            yield f"{key!r} is no {hints[key]}"


def _fits(value: object, hint: object) -> bool:
    """Is the value of the type that a field declares?"""
    parts = get_args(hint)
    if get_origin(hint) is Literal:
        return value in parts
    if get_origin(hint) in (Union, UnionType):
        return any(_fits(value, part) for part in parts)
    if get_origin(hint) is Mapping:
        return isinstance(value, dict) and all(_fits(inner, parts[1]) for inner in value.values())
    if get_origin(hint) is tuple:
        return isinstance(value, tuple) and all(_fits(inner, parts[0]) for inner in value)
    return hint is object or type(value) is hint
