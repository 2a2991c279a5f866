"""Every table of data/: types, form, source, dates, no variant in two live rows; and the patterns of their words."""

from __future__ import annotations

import datetime as dt
import itertools
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnplans import knowledge
from vnplans.knowledge import Openings, alternatives, is_live, rows
from vnplans.knowledge.bodies import AgencyAbbreviation, AgencyField, AgencyHead, AgencyName, AgencyWord, Province
from vnplans.knowledge.tables import TABLES, DeadlineWord, DocumentNature, LegacyFont, Phrase, Refusal, TargetUnit, Verb
from vnplans.text import fold

TESTS = Path(__file__).parent
DATA = TESTS.parent / "src" / "vnplans" / "data"
FILES = sorted(DATA.glob("*.toml"))
EVERY = pytest.mark.parametrize("kind", TABLES.values(), ids=TABLES)


def test_every_table_has_a_type() -> None:
    assert [path.stem for path in FILES] == sorted(TABLES)


def test_keys_and_values_are_those_of_the_types() -> None:
    assert knowledge.compiled()  # raises ValueError where they are not


def test_every_table_is_proved() -> None:
    """Some test goes over its rows."""
    tests = "".join(path.read_text("utf-8") for path in TESTS.glob("test_*.py"))
    proved = set(re.findall(r'parametrize\(\s*"row", rows\((\w+)\)', tests))
    assert {kind.__name__ for kind in TABLES.values()} - proved == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_source(path: Path) -> None:
    """The comment above the first row says where the rows were taken from."""
    comment = path.read_text("utf-8").partition("[[row]]")[0]
    assert re.search(r"\bSources?\b.*\w", comment), comment


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Iterable):
        for inner in value.values() if isinstance(value, Mapping) else value:
            yield from strings(inner)


@EVERY
def test_form(kind: Any) -> None:
    assert rows(kind), "an empty table"
    for row in rows(kind):
        for text in strings(row):
            assert unicodedata.is_normalized("NFC", text), text
            # a pattern means its blanks
            assert kind in (DocumentNature, Phrase, Refusal) or text == text.strip(), f"outer blanks: {text!r}"


@EVERY
def test_no_row_stands_twice(kind: Any) -> None:
    seen: set[str] = set()
    for row in rows(kind):
        key = repr(row._replace(examples=()) if "examples" in row._fields else row)
        assert key not in seen, row
        seen.add(key)


Dated = AgencyName | AgencyField | Province
DATED: tuple[Dated, ...] = (*rows(AgencyName), *rows(AgencyField), *rows(Province))


def test_since_is_before_until() -> None:
    assert [row for row in DATED if row.since and row.until and row.since >= row.until] == []


def test_only_a_body_that_ended_has_a_successor() -> None:
    assert [row for row in DATED if row.successor and not row.until] == []


def alive_together(a: object, b: object) -> bool:
    def span(row: object) -> tuple[dt.date, dt.date]:
        return getattr(row, "since", None) or dt.date.min, getattr(row, "until", None) or dt.date.max

    return max(span(a)[0], span(b)[0]) < min(span(a)[1], span(b)[1])


def names(name: str, variants: Iterable[str]) -> set[str]:
    """As folded words; a code ("VHTT") is another name in capitals only, and stays as it is."""
    return {v if v.isupper() else fold(v) for v in (name, *variants)}


SCOPES: dict[type, Callable[[Any], tuple[set[str], object]]] = {
    # the names of a row, and within what they are its alone
    AgencyName: lambda row: (names(row.name, row.variants), None),
    Province: lambda row: (names(row.name, row.variants), None),
    AgencyHead: lambda row: (names(row.word, row.variants), None),
    AgencyWord: lambda row: (names(row.word, row.variants), row.kind),
    AgencyAbbreviation: lambda row: (names(row.word, ()), None),
    DeadlineWord: lambda row: (names(row.word, ()), row.kind),
    Verb: lambda row: (names(row.word, ()), row.kind),
    TargetUnit: lambda row: (names(row.word, ()), None),
    LegacyFont: lambda row: (names(row.name, ()), None),
}


@pytest.mark.parametrize("kind", SCOPES, ids=lambda kind: kind.__name__)
def test_no_variant_belongs_to_two_live_rows(kind: Any) -> None:
    told = [(row, *SCOPES[kind](row)) for row in rows(kind)]
    for (a, names_a, scope_a), (b, names_b, scope_b) in itertools.combinations(told, 2):
        if scope_a == scope_b and names_a & names_b:
            assert not alive_together(a, b), (a, b)


def test_no_field_of_a_department_has_two_live_names() -> None:
    for a, b in itertools.combinations(rows(AgencyField), 2):
        if set(a.heads) & set(b.heads) and alive_together(a, b):
            assert not names(a.name, a.variants) & names(b.name, b.variants), (a, b)


def test_live_rows_of_a_day() -> None:
    before, after = dt.date(2025, 6, 30), dt.date(2025, 7, 1)
    assert sum(is_live(row, before) for row in rows(Province)) == 63
    assert sum(is_live(row, after) for row in rows(Province)) == 34  # Nghị quyết 202/2025/QH15
    assert all(is_live(row, None) for row in rows(Province))


# Patterns of words -------------------------------------------------------------------------------------------------


def test_alternatives_put_the_longest_first() -> None:
    pattern = re.compile(alternatives(["một", "mười một", "mười"]))
    assert [m[0] for m in pattern.finditer("mười  một, mười, một")] == ["mười  một", "mười", "một"]
    assert alternatives([]) == ""
    assert re.fullmatch(rf"a(?:{alternatives(['', 'b.', 'b'])})", "ab.")


def flat(listed: Iterable[str]) -> str:
    """What `alternatives` stands for."""
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(set(listed), key=lambda w: (-len(w), w)))


_WORDS = st.text("aAbB .đĐ", max_size=5)


@given(st.lists(_WORDS, max_size=8), st.text("aAbB .đĐ\t", max_size=12), st.sampled_from([0, re.IGNORECASE]))
def test_alternatives_match_as_a_list_does(listed: list[str], text: str, flags: int) -> None:
    for after in ("", r"(?!\w)", "$"):
        found, wanted = (
            [m.span() for m in re.finditer(rf"(?:{pattern}){after}", text, flags)]
            for pattern in (alternatives(listed), flat(listed))
        )
        assert found == wanted


@EVERY
def test_alternatives_of_the_rows_match_as_a_list_does(kind: type[tuple[object, ...]]) -> None:
    listed = sorted({text for text in strings(rows(kind)) if len(text) < 60})
    pattern, wanted = (re.compile(rf"(?:{p})(?!\w)", re.IGNORECASE) for p in (alternatives(listed), flat(listed)))
    for text in listed:
        for written in (text, text.upper(), f"{text}a", f"{text} b"):
            found, other = pattern.match(written), wanted.match(written)
            assert (found and found.end()) == (other and other.end()), written


@EVERY
def test_openings_end_where_a_match_of_their_pattern_does(kind: type[tuple[object, ...]]) -> None:
    listed = sorted(
        {text for text in strings(rows(kind)) if text[:1].isalpha() and "  " not in text and len(text) < 60}
    )
    openings, pattern = Openings(listed), re.compile(rf"(?:{alternatives(listed)})(?!\w)")
    for text in listed:
        for written in (text, text[:-1], f"{text}a", f"{text} b", f"{text}, b", f"a {text}"):
            for at in (0, 2):
                found = pattern.match(written, at)
                assert openings.end(written, at) == (found.end() if found else None), written
