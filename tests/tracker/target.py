"""A tracker in memory: what the ledger's changes mean, in the fewest words; people write a remark into each row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from vnplans.export.rows import act_line
from vnplans.models import Directive
from vnplans.tracker import ActChange, Check, HeldAct, HeldRow, Ledger, work_of

__all__ = ["Memory"]


@dataclass
class Memory:
    acts: dict[str, HeldAct] = field(default_factory=dict)
    rows: dict[str, dict[str, HeldRow]] = field(default_factory=dict)
    remarks: dict[str, str] = field(default_factory=dict)
    checks: list[Check] = field(default_factory=list)

    def take(self, *directives: Directive) -> list[ActChange]:
        """Carry out an export of these records."""
        ledger = Ledger(self.acts.values(), lambda key: list(self.rows[key].values()))
        changes = list(ledger.settle(iter(directives), act_line))
        for change in changes:
            self._carry_out(change)
        return changes

    def _carry_out(self, change: ActChange) -> None:
        before = self.rows.setdefault(change.key, {})
        held = self.acts.get(change.key)
        known = held.versions if held else frozenset[str]()
        files = known | {version.sha256 for version in change.versions}
        self.acts[change.key] = HeldAct(change.key, change.act, change.label, files)
        self.checks += change.checks
        after: dict[str, HeldRow] = {}
        for row in change.rows:
            if change.directive is not None and row.task is not None:
                task = change.directive.tasks[row.task]
                lead = "; ".join(agency.name for agency in task.lead_agencies)
                deadline = task.deadline.text if task.deadline else ""
                after[row.key] = HeldRow(row.key, work_of(task), row.state, lead, deadline)
            else:
                old = before[row.key]
                after[row.key] = HeldRow(row.key, old.work, row.state, old.lead, old.deadline)
            if row.kind == "merged" and row.into and row.key in self.remarks:
                own = self.remarks.get(row.into)
                words = self.remarks.pop(row.key)
                self.remarks[row.into] = f"{own}\n{words}" if own else words
        if change.directive is not None:
            self.rows[change.key] = after

    def write(self, words: str = "") -> None:
        """A person writes into every row that has no words yet: its content, so that it can be looked up."""
        for key, row in self.all().items():
            self.remarks.setdefault(key, f"{words}[{row.work.content}]")

    def all(self) -> dict[str, HeldRow]:
        return {key: row for rows in self.rows.values() for key, row in rows.items()}

    def said(self) -> dict[str, str]:
        """What people wrote, by the content of the row; rows without words are left out."""
        return {row.work.content: self.remarks[key] for key, row in self.all().items() if key in self.remarks}

    def states(self) -> dict[str, str]:
        return {row.work.content: row.state for row in self.all().values()}

    def contents(self, states: Iterable[str] = ("live",)) -> list[str]:
        return sorted(row.work.content for row in self.all().values() if row.state in states)
