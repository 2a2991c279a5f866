"""Markdown with check boxes, for issues and mail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from vnplans.export.atomic import replacing_text
from vnplans.export.rows import TaskRow, act_line, rows
from vnplans.models import Directive
from vnplans.regex import regex
from vnplans.wording import LABELS, vn_date

__all__ = ["escape", "write"]

_SPECIAL = regex(r"([\\`*_{}\[\]<>#|~!])")
_LIST_START = regex(r"^(\s*)([-+]|\d+[.)])(?=\s)")
_MENTION = regex(r"@(?=\w)")


def write(directives: Iterable[Directive], out: Path) -> None:
    """A heading an act, a check box a task, below it who, when, what and where from."""
    with replacing_text(out) as stream:
        for count, directive in enumerate(directives):
            stream.write("\n" * bool(count) + "\n".join(_act(directive)) + "\n")


def escape(text: str) -> str:
    """Text that Markdown shows as it is: no markup, no list, no HTML, nobody called by '@name'."""
    text = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    text = _LIST_START.sub(lambda m: m[1] + m[2][:-1] + "\\" + m[2][-1], text)
    return _MENTION.sub("&#64;", text)


def _act(directive: Directive) -> Iterator[str]:
    yield f"## {escape(act_line(directive))}"
    yield ""
    if directive.signer and directive.signer.name:
        signer = ", ".join(part for part in (directive.signer.name, directive.signer.position) if part)
        yield f"{LABELS['signer']}: {escape(signer)}  "
    if directive.source.name:
        yield f"{LABELS['source']}: {escape(directive.source.name)}  "
    if directive.needs_review:
        yield "**Cần xem lại trước khi giao việc.**  "
    group = None
    for row in rows(directive):
        if row.task.group != group:
            yield f"\n### {escape(row.task.group)}" if row.task.group else "\n---"
        group = row.task.group
        yield from _task(row)


def _task(row: TaskRow) -> Iterator[str]:
    yield f"\n- [ ] **{escape(row.task.where)}** {escape(row.task.content)}"
    told = (
        (LABELS["lead_agencies"], row.lead),
        (LABELS["coordinating_agencies"], row.coordinating),
        (LABELS["deadline"], _deadline(row)),
        *((LABELS[name], text) for name, text in row.told.items()),
        ("Trang", str(row.page) if row.page else None),
    )
    yield from (f"  - {label}: {escape(value)}" for label, value in told if value)


def _deadline(row: TaskRow) -> str | None:
    """As printed, and the day it comes to where that says more."""
    text, day = row.deadline_text, row.due
    if not text or not day or vn_date(day) in text or f"{day.day}/{day.month}/{day.year}" in text:
        return text
    return f"{text} ({vn_date(day)})"
