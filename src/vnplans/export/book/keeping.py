"""What the workbook keeps for the next export, on a sheet that nobody sees."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from vnplans.export.columns import Value
from vnplans.export.rows import TaskRow
from vnplans.regex import regex
from vnplans.tracker import ActChange, HeldAct, HeldRow, Work, work_of
from vnplans.tracker.acts import Act
from vnplans.tracker.held import State
from vnplans.wording import vn_date

__all__ = [
    "CELL_LIMIT",
    "KEPT",
    "LOOKS",
    "MAGIC",
    "SCHEMA",
    "Kept",
    "Settings",
    "act_line",
    "held_act",
    "held_row",
    "lines_of",
    "mark",
    "marks_of",
    "row_line",
    "shown",
]

KEPT, MAGIC, SCHEMA = "_vnplans", "vnplans", 2
"""Name of the sheet, what its first cell says, and the version of all that is kept; 0.1 kept nothing."""
LOOKS = ("text", "quoted", "short", "date", "edit", "key", "formula", "hidden", "header")
"""Its second row has a cell of each look, for the rows to come."""
CELL_LIMIT = 32_767
_PIECE = 32_000
"""Letters of what is kept of a row in one cell; a longer one takes the next cells too."""
_NO_LETTERS = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Settings:
    """How the workbook was made: "sheet" for one sheet per lead agency; the lead agency that the file is of; the
    language that it speaks.
    """

    per_lead: str | None = None
    lead: str | None = None
    lang: str = "vi"

    def dump(self) -> str:
        """As JSON; the language only where it is another than that of workbooks which say none."""
        told = {"per_lead": self.per_lead, "lead": self.lead}
        return json.dumps(told | ({"lang": self.lang} if self.lang != "vi" else {}), ensure_ascii=False)


@dataclass
class Kept:
    """All that was kept. `marks`: of each row, what was written in its cells, by header, as marks."""

    settings: Settings = field(default_factory=Settings)
    acts: dict[str, HeldAct] = field(default_factory=dict)
    rows: dict[str, list[HeldRow]] = field(default_factory=dict)
    marks: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def read(cls, lines: Iterable[Sequence[Any]]) -> Kept:
        """From the rows of the sheet below the looks. Raises ValueError and KeyError for what was not written here."""
        kept = cls()
        for kind, *told in lines:
            if kind == "act":
                key, label, act, versions, tasks = told[:5]
                kept.acts[key] = HeldAct(key, Act.load(act), label, frozenset(json.loads(versions)), int(tasks))
            elif kind == "row":
                key, act_key, state, *values = told
                row, kept.marks[key] = _row(key, state, json.loads("".join(values)))
                kept.rows.setdefault(act_key, []).append(row)
            elif kind is not None:
                raise ValueError(kind)
        return kept


def _row(key: str, state: State, told: Mapping[str, Any]) -> tuple[HeldRow, dict[str, str]]:
    lead = told["l"]
    work = Work(told["c"], told["w"], tuple(lead.split("; ")) if lead else (), told["t"], told["g"], time=told["d"])
    return HeldRow(key, work, state, lead, told["d"]), dict(told["h"])


def act_line(held: HeldAct) -> list[str]:
    """An act as it is from now on."""
    return ["act", held.key, held.label, held.act.dump(), json.dumps(sorted(held.versions)), str(held.tasks)]


def row_line(act: str, row: HeldRow, marks: Mapping[str, str]) -> list[str]:
    """A row as it is from now on."""
    work = row.work
    told = {"w": work.where, "c": work.content, "l": row.lead, "t": work.deadline, "g": work.group}
    values = told | {"d": row.deadline, "h": dict(marks)}
    text = json.dumps(values, ensure_ascii=False)
    return ["row", row.key, act, row.state, *(text[at : at + _PIECE] for at in range(0, len(text), _PIECE))]


def held_row(key: str, row: TaskRow, state: State = "live") -> HeldRow:
    """A task as the next export finds it."""
    return HeldRow(key, work_of(row.task), state, row.lead, row.deadline_text or "")


def shown(value: Value) -> Value:
    """What a cell can hold: no more letters than it takes, none that no file may have; a day before 1900 as words."""
    if isinstance(value, dt.date) and value.year < 1900:
        return vn_date(value)
    if isinstance(value, str):
        text = value if value.isprintable() else _NO_LETTERS.sub("", value)
        return text if len(text) <= CELL_LIMIT else text[: CELL_LIMIT - 1] + "…"
    return value


def mark(value: Value | dt.datetime | float | bool) -> str:
    """What is equal for equal cells, whichever program saved them: blanks count as one, a day has no time."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = " ".join(str(value).replace("_x000D_", " ").split())
    return hashlib.blake2b(text.encode(), digest_size=4).hexdigest() if text else ""


def marks_of(cells: Mapping[str, Value]) -> dict[str, str]:
    """Of the cells of a row that are written."""
    return {header: mark(shown(value)) for header, value in cells.items()}


def held_act(change: ActChange, before: HeldAct | None) -> HeldAct:
    """An act as the next export finds it."""
    versions = frozenset(version.sha256 for version in change.versions) | (before.versions if before else frozenset())
    tasks = len(change.directive.tasks) if change.directive else before.tasks if before else 0
    return HeldAct(change.key, change.act, change.label, versions, tasks)


def lines_of(kept: Kept) -> Iterator[list[str]]:
    """All lines, acts first."""
    for held in kept.acts.values():
        yield act_line(held)
    for act, rows in kept.rows.items():
        for row in rows:
            yield row_line(act, row, kept.marks.get(row.key, {}))
