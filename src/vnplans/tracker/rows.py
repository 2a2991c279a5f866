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
            reason = f"có trở lại trong {self.label}"
            return RowChange("returned", row.key, match.new, "live", reason, "", None, match.likeness, values)
        absorbed = [self.held[i] for i, into in self.found.absorbed.items() if into == match.old]
        if absorbed:
            places = ", ".join(other.where for other in absorbed)
            reason = f"gộp với {places}"
            return RowChange(
                "changed", row.key, match.new, "live", reason, f"Gộp từ: {places}", None, match.likeness, values
            )
        kind, reason = ("changed", _told(values, match.likeness)) if values else ("kept", "")
        return RowChange(kind, row.key, match.new, "live", reason, None, None, match.likeness, values)  # type: ignore[arg-type]

    def _new(self, j: int) -> RowChange:
        task = self.tasks[j]
        key = new_key("t", self.keys, self.act, task.where, spoken(task.content))
        self.keys.add(key)
        if j in self.found.parts:
            whole = self.held[self.found.parts[j]]
            reason = f"tách từ {whole.where}: {_short(whole.work.content)}"
            return RowChange("split", key, j, "live", reason, reason[:1].upper() + reason[1:], whole.key)
        if j in self.doubts:
            old = self.held[self.doubts[j].old]
            note = f"Cần đối chiếu với hàng ở {old.where}: {_short(old.work.content)}"
            return RowChange("new", key, j, "live", f"mới trong {self.label}", note)
        return RowChange("new", key, j, "live", f"mới trong {self.label}")

    def _doubted(self, match: Match) -> RowChange:
        row = self.held[match.old]
        if row.state != "live":
            return RowChange("kept", row.key, None, row.state)
        task = self.tasks[match.new]
        note = f"Cần đối chiếu với {task.where}: {_short(task.content)}"
        return RowChange("unsure", row.key, None, "unsure", self._why(match), note, None, match.likeness)

    def _gone(self, i: int) -> RowChange:
        row = self.held[i]
        if row.state != "live":
            return RowChange("kept", row.key, None, row.state)
        if i in self.found.absorbed:
            into = self.held[self.found.absorbed[i]]
            reason = f"gộp vào {self._where(into)}: {_short(into.work.content)}"
            return RowChange("merged", row.key, None, "merged", reason, reason[:1].upper() + reason[1:], into.key)
        reason = f"không còn trong {self.label} (trước ở {row.where})"
        return RowChange("dropped", row.key, None, "dropped", reason, reason[:1].upper() + reason[1:])

    def _where(self, row: HeldRow) -> str:
        return next((self.tasks[j].where for j, key in self.key_of.items() if key == row.key), row.where)

    def _why(self, match: Match) -> str:
        row, task = self.held[match.old], self.tasks[match.new]
        leads = _lead(task)
        same = "cùng lời" if match.likeness == 1 else f"lời giống {round(100 * match.likeness)} %"
        differs = f", chủ trì khác ({row.lead} / {leads})" if row.lead and leads and row.lead != leads else ""
        if match.likeness < LIKELY:
            return "cùng chỗ, cùng chủ trì và thời hạn, nhưng lời khác hẳn"
        return f"{same}{differs}, nhưng chưa chắc là một nhiệm vụ"


def _lead(task: Task) -> str:
    return "; ".join(agency.name for agency in task.lead_agencies)


_SHOW: dict[str, tuple[Callable[[HeldRow], str], Callable[[Task], str]]] = {
    "where": (lambda row: row.where, lambda task: task.where),
    "content": (lambda row: row.work.content, lambda task: task.content),
    "lead_agencies": (lambda row: row.lead, _lead),
    "deadline": (lambda row: row.deadline, lambda task: task.deadline.text if task.deadline else ""),
}
_WORDS = {"where": "chuyển chỗ", "content": "sửa lời", "lead_agencies": "đổi chủ trì", "deadline": "đổi thời hạn"}


def _values(row: HeldRow, task: Task) -> Values:
    pairs = ((name, old(row), new(task)) for name, (old, new) in _SHOW.items())
    return {name: (old, new) for name, old, new in pairs if same_words(old) != same_words(new)}


def _told(values: Values, likeness: float) -> str:
    told = ", ".join(_WORDS[name] for name in values)
    return f"{told} (lời giống {round(100 * likeness)} %)" if "content" in values else told


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rsplit(" ", 1)[0] + "…"
