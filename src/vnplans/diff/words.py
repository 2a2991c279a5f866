"""A comparison in Vietnamese words, for people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

from vnplans.diff.result import ActDiff, Change, DiffResult, TaskDiff, TaskPlace
from vnplans.export.rows import shorten
from vnplans.wording import LABELS, rhythm_day, rhythm_words, vn_date

__all__ = ["in_words", "marked"]

_NONE = "(không có)"
_SHOWN = 160
_COMPARED = 400_000
"""Words of both texts, one count times the other, up to which they are compared; beyond it takes minutes."""


def in_words(result: DiffResult) -> str:
    """The comparison as lines: + added, - dropped, ~ changed; words taken out stand in [-...-], new ones in {+...+}."""
    lines = [line for act in result.acts for line in _act(act)]
    lines += [f"+ Thêm văn bản: {act}" for act in result.added]
    lines += [f"- Không còn văn bản: {act}" for act in result.dropped]
    return "\n".join(lines or ["Không có văn bản nào để so sánh."]) + "\n"


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


def _act(act: ActDiff) -> Iterator[str]:
    yield f"# {act.new}"
    if act.old != act.new:
        yield f"  (trước đây: {act.old})"
    if act.same:
        yield f"  Không thay đổi: {act.unchanged} nhiệm vụ."
        return
    counts = (("thêm", act.added), ("bỏ", act.dropped), ("sửa", act.changed))
    told = ", ".join(f"{word} {len(tasks)}" for word, tasks in counts if tasks)
    yield f"  Nhiệm vụ: {told or 'không đổi'}; giữ nguyên {act.unchanged}."
    for change in act.changes:
        yield f"  * {_told(change)}"
    for task in act.added:
        yield f"  + {_place(task)}"
    for task in act.dropped:
        yield f"  - {_place(task)}"
    for changed in act.changed:
        yield from _task(changed)


def _place(task: TaskPlace) -> str:
    more = "; ".join(part for part in (", ".join(task.lead), task.deadline) if part)
    return f"{task.where}: {shorten(task.content, _SHOWN)}" + (f" ({more})" if more else "")


def _task(task: TaskDiff) -> Iterator[str]:
    yield f"  ~ {task.new_where}: {shorten(task.content, _SHOWN)}"
    for change in task.changes:
        yield f"      {_told(change)}"


def _told(change: Change) -> str:
    label = LABELS.get(change.field, change.field)
    old, new = change.old, change.new
    if isinstance(old, str) and isinstance(new, str) and change.field in ("content", "title"):
        return f"{label}: {marked(old, new)}"
    if isinstance(old, list) and isinstance(new, list):
        gone, come = [x for x in old if x not in new], [x for x in new if x not in old]
        told = [f"bỏ {'; '.join(gone)}"] * bool(gone) + [f"thêm {'; '.join(come)}"] * bool(come)
        return f"{label}: {', '.join(told) or 'đổi thứ tự'}"
    if change.field == "deadline":
        return f"{label}: {_deadline(old, new)} → {_deadline(new, old)}{_moved(change.days)}"
    return f"{label}: {_value(change.field, old)} → {_value(change.field, new)}"


def _value(field: str, value: Any) -> str:
    if value is None:
        return _NONE
    return _day(value) if field == "issued_on" else str(value)


def _deadline(value: dict[str, Any] | None, other: dict[str, Any] | None) -> str:
    """As printed; with the day it was read as where the two sides print the same."""
    if value is None:
        return _NONE
    text = str(value["text"])
    if other is None or other["text"] != text:
        return text
    days = [_day(value[end]) for end in ("start", "end") if end in value]
    rule = value.get("rrule")
    rhythm = [told for told in (rhythm_words(rule), rhythm_day(rule)) if told] if rule else []
    return f"{text} ({', '.join(days or rhythm or [value['kind']])})"


def _day(iso: str) -> str:
    return vn_date(dt.date.fromisoformat(iso))


def _moved(days: int | None) -> str:
    if not days:
        return ""
    return f" ({'chậm hơn' if days > 0 else 'sớm hơn'} {abs(days)} ngày)"
