"""A comparison in words, for people: Vietnamese, or English where it is asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

from vnplans.diff.result import ActDiff, Change, DiffResult, TaskPlace
from vnplans.english import LABELS_EN
from vnplans.export.rows import shorten
from vnplans.wording import LABELS, rhythm_day, rhythm_words, vn_date

__all__ = ["in_words", "marked"]

_SHOWN = 160
_COMPARED = 400_000
"""Words of both texts, one count times the other, up to which they are compared; beyond it takes minutes."""


def in_words(result: DiffResult, *, english: bool = False) -> str:
    """The comparison as lines: + added, - dropped, ~ changed; words taken out stand in [-...-], new ones in {+...+}."""
    return _Words(english).all(result)


def marked(old: str, new: str) -> str:
    """Both texts in one, word by word: 'trước ngày [-15-]{+30+} tháng 6'."""
    before, after = old.split(), new.split()
    if len(before) * len(after) > _COMPARED:
        return f"[-{' '.join(before)}-]{{+{' '.join(after)}+}}"
    out: list[str] = []
    for op, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op == "equal":
            out.append(" ".join(before[a:b]))
            continue
        gone, come = " ".join(before[a:b]), " ".join(after[c:d])
        out.append((f"[-{gone}-]" if gone else "") + (f"{{+{come}+}}" if come else ""))
    return " ".join(out)


class _Words:
    """All that is said, in one language; what the acts say stays as it is."""

    def __init__(self, english: bool) -> None:
        self.english = english
        self.labels = LABELS_EN if english else LABELS

    def say(self, vi: str, en: str) -> str:
        return en if self.english else vi

    def all(self, result: DiffResult) -> str:
        added, dropped = self.say("Thêm văn bản", "Act added"), self.say("Không còn văn bản", "Act dropped")
        lines = [line for act in result.acts for line in self._act(act)]
        lines += [f"+ {added}: {act}" for act in result.added]
        lines += [f"- {dropped}: {act}" for act in result.dropped]
        nothing = self.say("Không có văn bản nào để so sánh.", "There are no acts to compare.")
        return "\n".join(lines or [nothing]) + "\n"

    def _act(self, act: ActDiff) -> Iterator[str]:
        yield f"# {act.new}"
        if act.old != act.new:
            yield f"  ({self.say('trước đây', 'before')}: {act.old})"
        if act.same:
            yield self.say(f"  Không thay đổi: {act.unchanged} nhiệm vụ.", f"  Unchanged: {act.unchanged} tasks.")
            return
        counts = (("thêm", "added", act.added), ("bỏ", "dropped", act.dropped), ("sửa", "changed", act.changed))
        told = ", ".join(f"{self.say(vi, en)} {len(tasks)}" for vi, en, tasks in counts if tasks)
        told = told or self.say("không đổi", "no change")
        yield self.say(
            f"  Nhiệm vụ: {told}; giữ nguyên {act.unchanged}.", f"  Tasks: {told}; unchanged {act.unchanged}."
        )
        for change in act.changes:
            yield f"  * {self._told(change)}"
        for task in act.added:
            yield f"  + {_place(task)}"
        for task in act.dropped:
            yield f"  - {_place(task)}"
        for changed in act.changed:
            yield f"  ~ {changed.new_where}: {shorten(changed.content, _SHOWN)}"
            for change in changed.changes:
                yield f"      {self._told(change)}"

    def _told(self, change: Change) -> str:
        label = self.labels.get(change.field, change.field)
        old, new = change.old, change.new
        if isinstance(old, str) and isinstance(new, str) and change.field in ("content", "title"):
            return f"{label}: {marked(old, new)}"
        if isinstance(old, list) and isinstance(new, list):
            gone, come = [x for x in old if x not in new], [x for x in new if x not in old]
            told = [f"{self.say('bỏ', 'dropped')} {'; '.join(gone)}"] * bool(gone)
            told += [f"{self.say('thêm', 'added')} {'; '.join(come)}"] * bool(come)
            return f"{label}: {', '.join(told) or self.say('đổi thứ tự', 'another order')}"
        if change.field == "deadline":
            moved = self._moved(change.days)
            return f"{label}: {self._deadline(old, new)} → {self._deadline(new, old)}{moved}"
        return f"{label}: {self._value(change.field, old)} → {self._value(change.field, new)}"

    def _value(self, field: str, value: Any) -> str:
        if value is None:
            return self.say("(không có)", "(none)")
        return _day(value) if field == "issued_on" else str(value)

    def _deadline(self, value: dict[str, Any] | None, other: dict[str, Any] | None) -> str:
        """As printed; with the day it was read as where the two sides print the same."""
        if value is None:
            return self.say("(không có)", "(none)")
        text = str(value["text"])
        if other is None or other["text"] != text:
            return text
        days = [_day(value[end]) for end in ("start", "end") if end in value]
        rule = value.get("rrule")
        rhythm = [told for told in (rhythm_words(rule), rhythm_day(rule)) if told] if rule else []
        if self.english and rule:
            rhythm = [rule]
        return f"{text} ({', '.join(days or rhythm or [value['kind']])})"

    def _moved(self, days: int | None) -> str:
        if not days:
            return ""
        vi, en = ("chậm hơn", "later") if days > 0 else ("sớm hơn", "earlier")
        return self.say(f" ({vi} {abs(days)} ngày)", f" ({abs(days)} days {en})")


def _place(task: TaskPlace) -> str:
    more = "; ".join(part for part in (", ".join(task.lead), task.deadline) if part)
    return f"{task.where}: {shorten(task.content, _SHOWN)}" + (f" ({more})" if more else "")


def _day(iso: str) -> str:
    return vn_date(dt.date.fromisoformat(iso))
