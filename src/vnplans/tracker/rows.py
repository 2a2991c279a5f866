"""The rows of one act, and the tasks that its new version has: what becomes of each row."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from vnplans.models import Directive, Task
from vnplans.tracker.held import Check, HeldRow, RowChange
from vnplans.tracker.match import Matching, match_works
from vnplans.tracker.words import same_words, spoken
from vnplans.tracker.work import Match, work_of
from vnplans.wording import Said

__all__ = ["new_key", "row_changes"]

_SHOWN = 80
LIKELY = 0.4
Values = dict[str, tuple[str, str]]


def new_key(kind: str, taken: Collection[str], *parts: str) -> str:
    """A key that follows from `parts` alone, so that the order of work never shows in it: "t-3f9a0c…"."""
    count = 0
    while True:
        told = "\x1f".join((*parts, str(count))).encode()
        key = f"{kind}-{hashlib.blake2b(told, digest_size=8).hexdigest()}"
        if key not in taken:
            return key
        count += 1


def row_changes(
    act: str, label: str, held: Sequence[HeldRow], directive: Directive
) -> tuple[tuple[RowChange, ...], tuple[Check, ...]]:
    """The change of every row of the act `act` and the new rows; and what a person has to compare.

    Guaranteed: each held row stands in just one change, each task of the record in just one; a row that is not surely
    a task's keeps what it says.
    """
    works = [replace(row.work, gone=row.state != "live") for row in held]
    found = match_works(works, [work_of(task) for task in directive.tasks])
    return _Rows(act, label, held, directive, found).changes()


class _Rows:
    def __init__(self, act: str, label: str, held: Sequence[HeldRow], directive: Directive, found: Matching) -> None:
        self.act, self.label, self.held, self.found, self.tasks = act, label, held, found, directive.tasks
        self.keys = {row.key for row in held}
        self.key_of: dict[int, str] = {}
        self.doubts = {m.new: m for m in found.pairs if not m.sure}

    def changes(self) -> tuple[tuple[RowChange, ...], tuple[Check, ...]]:
        by_task = {m.new: self._matched(m) for m in self.found.pairs if m.sure}
        by_task |= {j: self._new(j) for j in range(len(self.tasks)) if j not in by_task}
        self.key_of = {j: change.key for j, change in by_task.items()}
        doubted = {m.old: m for m in self.doubts.values()}
        left = [i for i in range(len(self.held)) if i in doubted or i in self.found.dropped]
        gone = [self._doubted(doubted[i]) if i in doubted else self._gone(i) for i in left]
        checks = [
            Check("task", self.held[m.old].key, self.key_of[m.new], self._why(m), m.likeness)
            for m in self.doubts.values()
        ]
        return (*(by_task[j] for j in sorted(by_task)), *gone), tuple(checks)

    def _matched(self, match: Match) -> RowChange:
        row, task = self.held[match.old], self.tasks[match.new]
        values = _values(row, task)
        if row.state != "live":
            reason = Said(f"có trở lại trong {self.label}", f"there again in {self.label}")
            return RowChange("returned", row.key, match.new, "live", reason, "", None, match.likeness, values)
        absorbed = [self.held[i] for i, into in self.found.absorbed.items() if into == match.old]
        if absorbed:
            places = ", ".join(other.where for other in absorbed)
            reason = Said(f"gộp với {places}", f"merged with {places}")
            note = Said(f"Gộp từ: {places}", f"Merged from: {places}")
            return RowChange("changed", row.key, match.new, "live", reason, note, None, match.likeness, values)
        if not values:
            return RowChange("kept", row.key, match.new, "live", likeness=match.likeness)
        reason = _told(values, match.likeness)
        return RowChange("changed", row.key, match.new, "live", reason, None, None, match.likeness, values)

    def _new(self, j: int) -> RowChange:
        task = self.tasks[j]
        key = new_key("t", self.keys, self.act, task.where, spoken(task.content))
        self.keys.add(key)
        if j in self.found.parts:
            whole = self.held[self.found.parts[j]]
            told = f"{whole.where}: {_short(whole.work.content)}"
            reason = Said(f"tách từ {told}", f"split off from {told}")
            return RowChange("split", key, j, "live", reason, reason.capital, whole.key)
        fresh, note = Said(f"mới trong {self.label}", f"new in {self.label}"), None
        if j in self.doubts:
            old = self.held[self.doubts[j].old]
            told = f"{old.where}: {_short(old.work.content)}"
            note = Said(f"Cần đối chiếu với hàng ở {told}", f"To compare with the row at {told}")
        return RowChange("new", key, j, "live", fresh, note)

    def _doubted(self, match: Match) -> RowChange:
        row = self.held[match.old]
        if row.state != "live":
            return RowChange("kept", row.key, None, row.state)
        task = self.tasks[match.new]
        told = f"{task.where}: {_short(task.content)}"
        note = Said(f"Cần đối chiếu với {told}", f"To compare with {told}")
        return RowChange("unsure", row.key, None, "unsure", self._why(match), note, None, match.likeness)

    def _gone(self, i: int) -> RowChange:
        row = self.held[i]
        if row.state != "live":
            return RowChange("kept", row.key, None, row.state)
        if i in self.found.absorbed:
            into = self.held[self.found.absorbed[i]]
            told = f"{self._where(into)}: {_short(into.work.content)}"
            reason = Said(f"gộp vào {told}", f"merged into {told}")
            return RowChange("merged", row.key, None, "merged", reason, reason.capital, into.key)
        reason = Said(
            f"không còn trong {self.label} (trước ở {row.where})", f"no longer in {self.label} (was at {row.where})"
        )
        return RowChange("dropped", row.key, None, "dropped", reason, reason.capital)

    def _where(self, row: HeldRow) -> str:
        return next((self.tasks[j].where for j, key in self.key_of.items() if key == row.key), row.where)

    def _why(self, match: Match) -> Said:
        row, task = self.held[match.old], self.tasks[match.new]
        leads = _lead(task)
        if match.likeness < LIKELY and row.where == task.where:
            return Said(
                "cùng chỗ, cùng chủ trì và thời hạn, nhưng lời khác hẳn",
                "the same place, lead and deadline, but quite other words",
            )
        share = round(100 * match.likeness)
        vi, en = ("cùng lời", "the same words") if share == 100 else (f"lời giống {share} %", f"words {share} % alike")
        if row.lead and leads and row.lead != leads:
            vi, en = f"{vi}, chủ trì khác ({row.lead} / {leads})", f"{en}, other leads ({row.lead} / {leads})"
        return Said(f"{vi}, nhưng chưa chắc là một nhiệm vụ", f"{en}, but not surely one task")


def _lead(task: Task) -> str:
    return "; ".join(agency.name for agency in task.lead_agencies)


_SHOW: dict[str, tuple[Callable[[HeldRow], str], Callable[[Task], str]]] = {
    "where": (lambda row: row.where, lambda task: task.where),
    "content": (lambda row: row.work.content, lambda task: task.content),
    "lead_agencies": (lambda row: row.lead, _lead),
    "deadline": (lambda row: row.deadline, lambda task: task.deadline.text if task.deadline else ""),
}
_WORDS = {
    "where": Said("chuyển chỗ", "moved"),
    "content": Said("sửa lời", "reworded"),
    "lead_agencies": Said("đổi chủ trì", "another lead"),
    "deadline": Said("đổi thời hạn", "another deadline"),
}


def _values(row: HeldRow, task: Task) -> Values:
    pairs = ((name, old(row), new(task)) for name, (old, new) in _SHOW.items())
    return {name: (old, new) for name, old, new in pairs if same_words(old) != same_words(new)}


def _told(values: Values, likeness: float) -> Said:
    words, share = [_WORDS[name] for name in values], round(100 * likeness)
    vi, en = ", ".join(words), ", ".join(word.en for word in words)
    return Said(f"{vi} (lời giống {share} %)", f"{en} ({share} % alike)") if "content" in values else Said(vi, en)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rsplit(" ", 1)[0] + "…"
