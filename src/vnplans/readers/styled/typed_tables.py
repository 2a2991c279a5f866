"""Tables in plain text: rows between bars or tabs, and tables of which every cell was written on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from vnplans.knowledge import rows
from vnplans.knowledge.bodies import AgencyHead
from vnplans.knowledge.tables import TableHeader
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import fold, normal

__all__ = ["TypedTable", "typed_tables"]

_FEWEST_ROWS, _FEWEST_COLUMNS = 3, 3
_RULE = regex(r"[\s|+=:_\u2500-\u257f-]{5,}")
_BAR = regex(r"\s*[|\u2502\u2503]\s*")
_TAB = regex(r"\s*\t\s*")
_SERIAL = regex(r"(?P<number>\d{1,3})[.)]?")
_GROUP = regex(r"[IVX]{1,5}\.?|[A-H]\.?")
_COUNTER = regex(r"\(?\d{1,2}\)?")
_SECTION = regex(r"(?:[IVX]{1,5}|[A-H])[.)/-]\s*\S")
_SHORT_TIME = regex(r"t\d|q[iv1-4]|\d{1,2}\s*[/.-]\s*\d")
_LONGEST_HEAD, _HEAD_LINES, _LONGEST_NAME, _LONGEST_CELL = 60, 3, 90, 400
_BODIES = frozenset({"lead", "both", "coordinating"})
_WORK = frozenset({"content", "detail"})
_WHEN = frozenset({"deadline", "start", "end"})
_STRONG, _WEAK = 3, 1


@dataclass(frozen=True)
class TypedTable:
    """The lines `start:end` of a text, and the cells of each of their rows."""

    start: int
    end: int
    rows: tuple[tuple[str, ...], ...]


def typed_tables(lines: Sequence[str]) -> Iterator[TypedTable]:
    """The tables of a text in order."""
    at = 0
    while at < len(lines):
        found = _parted(lines, at, _BAR) or _parted(lines, at, _TAB) or _line_by_line(lines, at)
        if found is not None:
            yield found
        at = found.end if found is not None else at + 1


def _parted(lines: Sequence[str], at: int, mark: re.Pattern[str]) -> TypedTable | None:
    """Rows whose cells a bar or a tab parts, as many in each; rules between them are none."""
    cells = _cells(lines[at], mark)
    if len(cells) < _FEWEST_COLUMNS or not all(cells):
        return None  # blank columns part the halves of a letterhead
    out: list[tuple[str, ...]] = []
    end = at
    ruled = mark is _BAR and any(_is_rule(line) for line in lines[at + 1 : at + 8 : 2])
    apart = True
    for place in range(at, len(lines)):
        line = lines[place]
        if mark is _BAR and _is_rule(line):
            apart = True
            continue
        parts = _cells(line, mark)
        if len(parts) != len(cells):
            break
        if ruled and not apart and out:  # a cell of several lines
            out[-1] = tuple(f"{above} {below}".strip() for above, below in zip(out[-1], parts, strict=True))
        else:
            out.append(tuple(parts))
        apart, end = False, place + 1
    while end < len(lines) and mark is _BAR and lines[end].strip() and _is_rule(lines[end]):
        end += 1
    return TypedTable(at, end, tuple(out)) if len(out) >= _FEWEST_ROWS else None


def _cells(line: str, mark: re.Pattern[str]) -> list[str]:
    words = line.strip() if mark is _BAR else line.rstrip("\r\n ")
    if mark is _TAB:
        return [cell.strip() for cell in words.split("\t")] if words.count("\t") + 1 >= _FEWEST_COLUMNS else []
    if len(_BAR.findall(words)) < _FEWEST_COLUMNS - 1:
        return []
    return _BAR.split(words.strip("|\u2502\u2503").strip())


def _is_rule(line: str) -> bool:
    return _RULE.fullmatch(line.strip()) is not None


# A cell a line --------------------------------------------------------------------------------------------------------


@cache
def _fields() -> dict[str, str]:
    return {variant: row.field for row in rows(TableHeader) for variant in row.variants}


@cache
def _heads() -> tuple[str, ...]:
    """Words that names of bodies begin with."""
    return tuple(sorted({fold(word) for row in rows(AgencyHead) for word in (row.word, *row.variants)}))


def _line_by_line(lines: Sequence[str], at: int) -> TypedTable | None:
    """A head of known wordings, a line each, and below it rows that begin with their number."""
    first = _field(lines[at : at + 1])
    if first is None:
        return None
    heads, below = _head(lines, at)
    fields = [field for _, field in heads]
    told = set(fields)
    if len(heads) < _FEWEST_COLUMNS or fields[0] != "ordinal" or not told & _WORK or not told & (_BODIES | _WHEN):
        return None
    body, end = _rows(lines, below, fields)
    if len(body) < _FEWEST_ROWS - 1:
        return None
    return TypedTable(at, end, (tuple(words for words, _ in heads), *body))


def _head(lines: Sequence[str], at: int) -> tuple[list[tuple[str, str]], int]:
    """The wordings with their fields, and where the head ends."""
    heads: list[tuple[str, str]] = []
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        taken = next((k for k in range(_HEAD_LINES, 0, -1) if _one_head(lines[at : at + k])), 0)
        if not taken:
            break
        words = " ".join(line.strip() for line in lines[at : at + taken])
        heads.append((words, _field(lines[at : at + taken]) or ""))
        at += taken
    while at < len(lines) and (not lines[at].strip() or lines[at].strip().startswith("(")):
        if lines[at].strip() and not _COUNTER.fullmatch(lines[at].strip()):
            break
        at += 1
    return heads, at


def _one_head(lines: Sequence[str]) -> bool:
    """A known wording, over several lines only where they are not two: "Cơ quan chủ trì", "Cơ quan phối hợp"."""
    whole = _field(lines)
    return whole is not None and {whole} >= {alone for line in lines if (alone := _field([line])) is not None}


def _field(lines: Sequence[str]) -> str | None:
    words = " ".join(line.strip() for line in lines)
    if not words or len(words) > _LONGEST_HEAD or any(not line.strip() for line in lines):
        return None
    return _fields().get(normal(words))


def _rows(lines: Sequence[str], at: int, fields: Sequence[str]) -> tuple[list[tuple[str, ...]], int]:
    """The rows, each from its number to the next, and where the last ends."""
    starts: list[tuple[int, str]] = []
    wanted, place, last = 1, at, at
    while place < len(lines):
        words = lines[place].strip()
        serial = _SERIAL.fullmatch(words)
        if serial and int(serial["number"]) in (wanted, 1):
            starts.append((place, words))
            wanted = int(serial["number"]) + 1
        elif _GROUP.fullmatch(words) and place - last <= len(fields) * 2 + _HEAD_LINES:
            starts.append((place, words))
        elif words and (len(words) > _LONGEST_CELL or (starts and _ends(words) and place > starts[-1][0] + 1)):
            break
        last = starts[-1][0] if starts else at
        if not starts and words:
            break
        place += 1
    body: list[tuple[str, ...]] = []
    end = at
    if not starts:
        return body, end
    for (start, label), stop in zip(starts, [*(s for s, _ in starts[1:]), place], strict=True):
        inner = [(n, lines[n].strip()) for n in range(start + 1, stop) if lines[n].strip()]
        if start == starts[-1][0]:
            inner = inner[: len(fields) - 1]  # nothing says where the last row ends
        if _GROUP.fullmatch(label):
            body.append((label, " ".join(words for _, words in inner)))
        else:
            body.append((label, *_assigned([words for _, words in inner], fields[1:])))
        end = inner[-1][0] + 1 if inner else start + 1
    return body, end


def _assigned(cells: Sequence[str], fields: Sequence[str]) -> list[str]:
    """The lines of a row in its columns, in order: one each, or those where they look right."""
    if len(cells) == len(fields):
        return list(cells)
    best: dict[tuple[int, int], tuple[float, list[int]]] = {(0, -1): (0.0, [])}
    for words in cells:
        following: dict[tuple[int, int], tuple[float, list[int]]] = {}
        for (count, column), (score, path) in best.items():
            for to in range(max(column, 0), len(fields)):
                gained = score + _fits(words, fields[to]) + _step(words, column, to)
                key = (count + 1, to)
                if key not in following or gained > following[key][0]:
                    following[key] = (gained, [*path, to])
        best = following
    path = max(best.values(), key=lambda pair: pair[0])[1] if best else []
    out = [""] * len(fields)
    for words, column in zip(cells, path, strict=True):
        out[column] = f"{out[column]} {words}".strip()
    return out


def _step(words: str, column: int, to: int) -> float:
    """Small letters go on in the same cell; a column passed over is empty."""
    if to == column:
        return _STRONG if words[:1].islower() else -_STRONG
    passed = to - column - 1
    return -passed * 0.5 - (_STRONG if words[:1].islower() and column >= 0 else 0)


def _ends(words: str) -> bool:
    """A section or the closing of an act: no cell."""
    return _SECTION.match(words) is not None or phrase("typed.ends").match(fold(words)) is not None


def _fits(words: str, field: str) -> float:
    key = fold(words)
    timed = phrase("typed.time").match(key) or _SHORT_TIME.match(key) if len(words) < _LONGEST_HEAD else None
    named = key.startswith(_heads()) and len(words) < _LONGEST_NAME
    if field in _WHEN:
        return _STRONG if timed else -_STRONG
    if field in _BODIES:
        return _STRONG if named else -_STRONG if timed else 0
    if field in _WORK:
        return -_STRONG if timed else 0 if named else _WEAK
    return -_WEAK if timed or named else 0
