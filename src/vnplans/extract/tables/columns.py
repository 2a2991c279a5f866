"""What columns hold by their cells, where the header is silent: doers, dates, sentences that order work."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from vnplans.calendar import FOUR_DIGITS
from vnplans.extract.duties.headers import field_of, speaks_of_doers
from vnplans.extract.orders.verbs import verb_at
from vnplans.extract.tables.grid import Columns, Row, columns, known_header, names_body
from vnplans.extract.tables.marks import bodies_of, slots_of
from vnplans.extract.time.deadlines import read_deadline
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import fold, normal

__all__ = ["filled_names", "guessed", "orders_work"]

_SAMPLE = 12
"""Rows that are looked at: enough to tell a column, few enough for tables of hundreds of rows."""
_ALL, _MOST, _MANY = 0.9, 0.7, 0.5
_ORDINAL = regex(r"\(?(?:\d{1,3}|[ivx]{1,5}|[a-z])(?:\.\d{1,3})*[.)]?", re.IGNORECASE)
_WORK_LENGTH, _SENTENCE_LENGTH = 15, 25
_NAME_LENGTH = 45
_LONGEST_DATE = 60
_YEAR = regex(rf"(?:năm\s+)?{FOUR_DIGITS}", re.IGNORECASE)
_DOERS = {"lead", "both", "coordinating"}
_SAID = {*_DOERS, "deliverable"}
"""Fields of words: a column of figures is none of them, whatever its header says."""
_TIMES = {"deadline", "start", "end", "slot"}
_DISGUISES = {"group", "place", "aim"}
_UNIT_HEADS = {"đơn vị", "đ vị"}
_PERSON_TITLES = {"họ tên", "họ và tên", "họ và tên cán bộ", "họ tên cán bộ", "họ và tên giáo viên"}
_OTHER_TABLES = {"procedure", "member", "source", "unit"}


@dataclass(frozen=True)
class _Look:
    """What the cells of a column are, as shares of those that are filled; each worked out when first asked for."""

    cells: Sequence[str]

    @cached_property
    def length(self) -> float:
        return sum(map(len, self.cells)) / len(self.cells)

    @cached_property
    def agencies(self) -> float:
        return _share(self.cells, names_body)

    @cached_property
    def dates(self) -> float:
        return _share(self.cells, _says_when)

    @cached_property
    def figures(self) -> float:
        return _share(self.cells, lambda cell: bool(phrase("columns.figure").fullmatch(cell)))

    @cached_property
    def orders(self) -> float:
        return _share(self.cells, _begins_with_verb)

    @cached_property
    def ordinals(self) -> float:
        return _share(self.cells, lambda cell: bool(_ORDINAL.fullmatch(cell)))

    @property
    def told(self) -> bool:
        """Figures, numbers of rows or times."""
        return self.figures >= _MANY or self.ordinals >= _MANY or self.dates >= _MANY

    @property
    def words(self) -> bool:
        return not self.told and self.agencies < _MANY

    @property
    def named(self) -> bool:
        """Words that are no times, figures or orders: bodies that no list knows, perhaps."""
        return not self.told and self.orders < _MANY


def filled_names(rows: Sequence[Row], found: Columns) -> set[str]:
    """The fields of the columns that hold something."""
    body = [row for row in rows if row.number >= found.first_row]
    return {name for column, name in found.fields.items() if any(row.text(column) for row in body)}


def orders_work(rows: Sequence[Row], found: Columns) -> bool:
    """Most cells of the column of work begin with a verb of action."""
    body = [row for row in rows if row.number >= found.first_row]
    cells = [row.text(column) for row in body for column in found.of("content", "detail") if row.text(column)]
    return bool(cells) and _share(cells, _begins_with_verb) >= _MANY


def guessed(rows: Sequence[Row], *, visits: bool = False) -> Columns | None:
    """The columns of a table of work, by header as far as its words are known, the others by their cells.

    `visits`: the words above the table speak of inspections or visits, whose rows may name only whom and when.
    None where the cells do not bear out that the table orders work.
    """
    found = columns(rows) or columns(rows, work=False)
    if found is not None:
        made = _completed(rows, found)
    else:
        made = None if any(known_header(row) for row in rows[:3]) else _headless(rows)
    return made or (_visits(rows) if visits else None)


def _visits(rows: Sequence[Row]) -> Columns | None:
    """ "Trường | Thời gian": those to be visited are the work, whatever stands over them."""
    if len(rows) < 3 or any(phrase("columns.figure").fullmatch(e.text) for e in rows[0].cells.values() if e.text):
        return None
    looks, top = _looks(rows[1:]), rows[0]
    titles = {c: e.text for c, e in top.cells.items()}
    keys = {c: fold(titles.get(c, "")) for c in looks}
    named = _first(c for c in looks if phrase("columns.visited").match(keys[c]))
    visited = named or _first(
        c
        for c, look in looks.items()
        if look.agencies >= _MOST
        and field_of(titles.get(c, "")) != "both"
        and not phrase("columns.visitors").match(keys[c])
    )
    times = _first(c for c, look in looks.items() if look.dates >= _MOST)
    if not visited or not times:
        return None
    fields = {c: name for c, title in titles.items() if (name := field_of(title)) in {*_DOERS, "ordinal"}}
    fields |= {**dict.fromkeys(times, "deadline"), **dict.fromkeys(visited, "content")}
    return Columns(fields, titles, rows[1].number, frozenset(normal(t) for t in titles.values() if t))


def _completed(rows: Sequence[Row], found: Columns) -> Columns | None:
    body = [row for row in rows if row.number >= found.first_row]
    every, slots = _looks(body), slots_of(body, found.titles, found.heads)
    fields = {c: name for c, name in found.fields.items() if not (name in _SAID and _figures(every.get(c)))}
    fields |= dict.fromkeys(_units(found, every), "unit")
    marks = bodies_of(body, found.heads)
    fields |= dict.fromkeys(slots, "slot") | dict.fromkeys(marks, "body")
    fields |= dict.fromkeys(_executing(found, fields), "coordinating")
    fields |= dict.fromkeys(_persons(rows, found), "lead")
    names = set(fields.values())
    looks = {c: look for c, look in every.items() if c not in {*found.fields, *slots, *marks}}
    _name_times(looks, fields)
    _name_doers(looks, fields, found.titles)
    _name_helpers(rows, found, fields, every)
    if not names & {"content", "detail", *_OTHER_TABLES}:
        fields |= dict.fromkeys(_disguised(fields, every), "content")
    if not names & {"content", "detail", *_OTHER_TABLES} and "content" not in fields.values():
        told = set(fields.values())
        sure = bool(told & _DOERS and told & _TIMES)
        work = _work(looks, fields)
        if work is None and sure and not _only_years(body, fields):
            work = _work(looks, fields, bodies=True)
        if work is not None and (looks[work].orders >= _MANY or sure):
            fields[work] = "content"
    if not set(fields.values()) & {"content", "detail", "aim"}:
        return None
    return replace(found, fields=fields)


def _disguised(fields: Mapping[int, str], looks: Mapping[int, _Look]) -> list[int]:
    """A column of orders under a heading of groups, places or aims, in a table that says who and when: "Hạng mục",
    "Yêu cầu"."""
    told = set(fields.values())
    if not (told & _DOERS and told & _TIMES):
        return []
    return _first(c for c, look in looks.items() if fields.get(c) in _DISGUISES and look.orders >= _MANY)


def _name_helpers(rows: Sequence[Row], found: Columns, fields: dict[int, str], looks: Mapping[int, _Look]) -> None:
    """ "Thành phần" over bodies, beside work that is ordered: its doers where no other column names them, the force
    beside a column "Chỉ huy"; beside "Chủ trì" those who sit in a meeting."""
    commanded = any("chỉ huy" in normal(found.titles.get(c, "")) for c in found.of("lead"))
    plain = [c for c in found.of("audience") if normal(found.titles.get(c, "")) == "thành phần"]
    named = _first(c for c in plain if c in looks and (commanded or looks[c].agencies >= _MOST))
    told = set(fields.values())
    if not named or told & {"both", "coordinating"} or not orders_work(rows, found):
        return
    if "lead" in told and not commanded:
        return
    fields |= dict.fromkeys(named, "coordinating" if "lead" in told else "lead")


def _only_years(body: Sequence[Row], fields: Mapping[int, str]) -> bool:
    """The times are years and no more: of buildings, not of work."""
    cells = [row.text(c) for row in body for c, name in fields.items() if name in _TIMES and row.text(c)]
    return all(_YEAR.fullmatch(cell) for cell in cells)


def _figures(look: _Look | None) -> bool:
    return look is not None and look.figures >= _MANY


def _units(found: Columns, looks: Mapping[int, _Look]) -> list[int]:
    """Columns headed "Đơn vị" beside figures that name no bodies: units of measure."""
    if not found.of("figure"):
        return []
    named = [c for c in found.of("lead") if normal(found.titles.get(c, "")) in _UNIT_HEADS]
    return [c for c in named if c in looks and looks[c].agencies < _MANY and looks[c].length < _WORK_LENGTH]


def _executing(found: Columns, fields: Mapping[int, str]) -> list[int]:
    """A column of those who carry it out beside one of those who lead, where no column names partners."""
    leads = [c for c in found.of("lead") if fields.get(c) == "lead"]
    if "coordinating" in fields.values() or "both" in fields.values() or len(leads) != 2:
        return []
    titles = {c: normal(found.titles.get(c, "")) for c in leads}
    first = [c for c, title in titles.items() if "chủ trì" in title]
    return [c for c in leads if c not in first and titles[c].endswith("thực hiện")] if len(first) == 1 else []


def _persons(rows: Sequence[Row], found: Columns) -> list[int]:
    """The column of names of a table that says what each person must do, and names no other doers."""
    if found.of(*_DOERS) or not orders_work(rows, found):
        return []
    return _first(c for c in found.of("member") if normal(found.titles.get(c, "")) in _PERSON_TITLES)


def _name_times(looks: Mapping[int, _Look], fields: dict[int, str]) -> None:
    if not _TIMES & set(fields.values()):
        fields |= dict.fromkeys(_first(c for c, look in looks.items() if look.dates >= _MOST), "deadline")


def _name_doers(looks: Mapping[int, _Look], fields: dict[int, str], titles: Mapping[int, str]) -> None:
    """The first column of bodies leads, else one headed by a word for doers; the one right behind it, or without a
    heading, works with it."""
    bodies = [c for c, look in looks.items() if look.agencies >= _MOST and c not in fields]
    names = set(fields.values())
    if not names & {"lead", "both"}:
        headed = [c for c, look in looks.items() if c not in fields and speaks_of_doers(titles.get(c, ""))]
        called = [c for c in headed if looks[c].named and looks[c].length < _NAME_LENGTH]
        fields |= dict.fromkeys(_first(bodies) or _first(called), "lead")
    if not names & {"coordinating", "both"}:
        leads = [c for c, name in fields.items() if name == "lead"]
        near = [c for c in bodies if c not in fields and (not titles.get(c) or c - 1 in leads)]
        fields |= dict.fromkeys(_first(near), "coordinating")


def _headless(rows: Sequence[Row]) -> Columns | None:
    """A table whose header says nothing or is missing: a column of orders and one of bodies make a table of work."""
    looks = _looks(rows[1:])  # the first may be a header
    body = [row for row in rows if len([e for e in row.cells.values() if e.text]) >= 2]
    work = _work(looks, {})
    if len(body) < 3 or work is None or sum(look.figures >= _MANY for look in looks.values()) > 2:
        return None
    if looks[work].orders < _MANY or looks[work].length < _SENTENCE_LENGTH:
        return None
    fields = {work: "content"}
    _name_times(looks, fields)
    _name_doers(looks, fields, {})
    serials = _first(c for c, look in looks.items() if c < work and look.ordinals >= _MOST)
    fields |= dict.fromkeys(serials, "ordinal")
    told = set(fields.values())
    if "lead" not in told or not (looks[work].orders >= _ALL or told & {"ordinal", *_TIMES}):
        return None
    top = rows[0]
    headed = verb_at(fold(top.text(work))) is None and len(top.text(work)) < looks[work].length / 2
    titles = {c: e.text if headed else "" for c, e in top.cells.items()}
    return Columns(fields, titles, rows[1].number if headed else top.number, frozenset())


def _work(looks: Mapping[int, _Look], fields: Mapping[int, str], *, bodies: bool = False) -> int | None:
    """The column of the longest words. `bodies`: its cells may sound like names, "Công đoàn cơ sở" for its congress."""
    open_ = {
        c: look.length for c, look in looks.items() if c not in fields and (look.words or (bodies and not look.told))
    }
    best = max(open_, key=lambda c: open_[c], default=None)
    return best if best is not None and open_[best] >= _WORK_LENGTH else None


def _looks(rows: Sequence[Row]) -> dict[int, _Look]:
    """Each column by the first rows that are no headings of groups."""
    body = [row for row in rows if len([e for e in row.cells.values() if e.text]) >= 2][:_SAMPLE]
    places = sorted({c for row in body for c in row.cells})
    cells = {c: [row.text(c) for row in body if row.text(c)] for c in places}
    return {c: _Look(words) for c, words in cells.items() if words}


def _begins_with_verb(cell: str) -> bool:
    return verb_at(fold(cell)) is not None


def _says_when(cell: str) -> bool:
    if len(cell) > _LONGEST_DATE or _begins_with_verb(cell) or _ORDINAL.fullmatch(cell):
        return False
    return read_deadline(cell) is not None


def _share(cells: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, cells)) / len(cells)


def _first(places: Iterable[int]) -> list[int]:
    return sorted(places)[:1]
