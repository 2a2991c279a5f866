"""What people wrote against the truth: on the right task, listed as unsure, on a wrong one, or lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from edits.read import Read
from edits.steps import goes_on
from edits.targets import MARKS, Held, Row, marks

__all__ = ["VERDICTS", "Judged", "judge", "key_of"]

VERDICTS = ("right", "unsure", "wrong", "lost")


@dataclass(slots=True)
class Judged:
    """Rows by verdict; `said`: the faults in words."""

    rows: Counter[str] = field(default_factory=Counter)
    said: list[str] = field(default_factory=list)

    @property
    def verdict(self) -> str:
        """Of the whole edit: its worst row."""
        return max(self.rows, key=VERDICTS.index, default="right")

    def tell(self, verdict: str, said: str = "") -> None:
        self.rows[verdict] += 1
        if said:
            self.said.append(f"{verdict}: {said}")


def key_of(reads: Iterable[Read], task_id: str, content: str) -> str | None:
    """The work that a row shows: as the newest version has it, else an older one."""
    return next((work for read in reads if (work := read.work.get((task_id, content)))), None)


def judge(held: Held, before: Held, written: set[str], reads: list[Read], valid: dict[str, Read]) -> Judged:
    """`before`: what stood there before the export; `written`: keys of the rows that people wrote on.

    `reads`: the versions, newest first; `valid`: act -> the version that counts.
    """
    extras = {row.marks["assignee"]: row.extra for row in before.rows}
    judged = Judged()
    shown = [(row, key_of(reads, row.task_id, row.content)) for row in held.rows]
    alive = [key for read in valid.values() for key in read.keys]
    for key in sorted(written):
        verdict, said = _of_row(key, shown, alive, extras)
        judged.tell(verdict, said and f"{key}: {said}")
    for work, count in sorted(Counter(k for row, k in shown if k and row.state == "live").items()):
        if count > 1:
            judged.tell("wrong", f"{work}: {count} live rows")
    live = {k for row, k in shown if row.state in {"live", "unsure"}}
    for work in alive:
        if work not in live:
            judged.tell("wrong", f"{work}: ordered, and on no live row")
    if held.acts != len(valid):
        judged.tell("wrong", f"{held.acts} acts, not {len(valid)}")
    for fault in set(held.faults) - set(before.faults):
        judged.tell("lost", fault)
    return judged


def _of_row(
    key: str, shown: list[tuple[Row, str | None]], alive: list[str], extras: dict[str | None, tuple[str | None, ...]]
) -> tuple[str, str]:
    mine = marks(key)
    found = [(row, shows) for row, shows in shown if row.marks["assignee"] == mine["assignee"]]
    if len(found) != 1:
        return ("lost", "its row is gone") if not found else ("wrong", f"on {len(found)} rows")
    row, shows = found[0]
    heirs = goes_on(key, alive)
    fault = _torn(row, mine, extras[mine["assignee"]])
    if fault:
        return fault
    if mine["remarks"] not in _lines(row):
        bearers = [other for other, work in shown if work and goes_on(key, [work]) and mine["remarks"] in _lines(other)]
        if row.state != "merged" or not bearers:
            return "lost", "its remarks"
    return _placed(row, shows, heirs, shown)


def _torn(row: Row, mine: dict[str, str], extra: tuple[str | None, ...]) -> tuple[str, str] | None:
    """What stands on the row beside the assignee, who names the work."""
    for mark in set(MARKS) - {"assignee", "remarks"}:
        if row.marks[mark] != mine[mark]:
            return "lost", f"{mark} is {row.marks[mark]!r}"
    if row.extra != extra:
        return "lost", f"colour or comment: {row.extra}, was {extra}"
    return None


def _placed(row: Row, shows: str | None, heirs: set[str], shown: list[tuple[Row, str | None]]) -> tuple[str, str]:
    if row.state == "live":
        return ("right", "") if shows in heirs else ("wrong", f"stands on {shows} ({row.content[:60]})")
    if row.state == "unsure":
        return ("unsure", f"now {row.content[:60]}") if row.listed else ("wrong", "unsure, and not listed")
    merged = any(work in heirs and "+" in str(work) for other, work in shown if other.state == "live")
    if not heirs or (row.state == "merged" and merged):
        return "right", ""
    if row.listed:
        return "unsure", f"{row.state}, and {sorted(heirs)} is new"
    return "wrong", f"{row.state}, though {sorted(heirs)} goes on"


def _lines(row: Row) -> list[str]:
    return (row.marks["remarks"] or "").split("\n")
