"""Patterns that are compiled when they are first used: as `re.compile` gives them, and none of the house is faulty."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator, Mapping
from importlib import import_module

import pytest

import vnplans
from vnplans.regex import _Regex, regex


def test_it_does_what_a_pattern_does() -> None:
    kept = regex(r"(?P<day>\d+)/(?P<month>\d+)", re.IGNORECASE)
    match = kept.search("ngày 15/3")
    assert match is not None
    assert match["day"] == "15"
    assert kept.sub("", "1/2 x 3/4") == " x "
    assert [m[0] for m in kept.finditer("1/2, 3/4")] == ["1/2", "3/4"]
    assert kept.match("15/3", 1) is not None
    assert kept.pattern == r"(?P<day>\d+)/(?P<month>\d+)"
    assert kept.flags & re.IGNORECASE


def test_nothing_is_compiled_before_it_is_used() -> None:
    faulty = regex("(")
    with pytest.raises(re.error):
        faulty.search("")


def kept_in(value: object) -> Iterator[_Regex]:
    if isinstance(value, _Regex):
        yield value
    elif isinstance(value, Mapping):
        yield from kept_in(tuple(value.items()))
    elif isinstance(value, (tuple, list)):
        for inner in value:
            yield from kept_in(inner)


def test_every_pattern_of_the_house_compiles() -> None:
    optional = ("vnplans.__main__", "vnplans.nlp")  # one starts the command, one needs spaCy
    names = [m.name for m in pkgutil.walk_packages(vnplans.__path__, "vnplans.") if not m.name.startswith(optional)]
    found = [kept for name in names for value in vars(import_module(name)).values() for kept in kept_in(value)]
    assert len(found) > 300
    for kept in found:
        assert re.compile(kept._source, kept._flags)
