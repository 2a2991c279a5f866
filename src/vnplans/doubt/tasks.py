"""Doubt of tasks: words that order nothing, doers that are none, times passed over."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Iterator
from functools import partial

from vnplans.doubt.again import time_in_words
from vnplans.doubt.notes import least_sure, note
from vnplans.extract.agencies.lists import leading_agencies
from vnplans.extract.orders.verbs import verb_at
from vnplans.models import Directive, Note, Task
from vnplans.pages import Pages
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import fold
from vnplans.where import says

__all__ = ["TASKS"]

_LONGEST_LEAD = 14
_SHORTEST, _LONGEST = 3, 260
"""Words of a task."""
_LOW = 0.8
"""Mean confidence of OCR below which the words of a task are doubted."""
_BARE_BODIES = frozenset({"cơ quan", "đơn vị", "bộ phận", "tổ chức", "cá nhân", "ban", "phòng", "cơ quan thực hiện"})


_note = partial(note, severity="warning")


def _words(directive: Directive, _: Pages) -> Iterator[Note]:
    """Words that do not look like an order: no verb in front, a fragment, a whole page."""
    for index, task in enumerate(directive.tasks):
        key = fold(task.content)
        count = len(key.split())
        row = says(task.where, "row")
        acts = verb_at(key) is not None or row
        if count > _LONGEST or count < _SHORTEST or task.content.endswith(":"):
            yield _note("task_odd", f"/tasks/{index}", f"{task.where}: câu chữ khác thường", "odd words")
        elif not acts and not task.lead_agencies and not _orders_somewhere(key):
            yield _note("task_noun", f"/tasks/{index}", f"{task.where}: không thấy động từ giao việc", "no verb")


def _orders_somewhere(key: str) -> bool:
    return any(verb_at(key, gap.end()) is not None for gap in re.finditer(r"[,:;]\s+", key[:200]))


def _leads(directive: Directive, _: Pages) -> Iterator[Note]:
    """A lead that is a sentence, a piece of one, or the issuer itself in many tasks."""
    for index, task in enumerate(directive.tasks):
        for agency in task.lead_agencies:
            key = fold(agency.text)
            printed = re.sub(r"\([^()]*\)|: .*", "", key)
            sentence = len(printed.split()) > _LONGEST_LEAD or phrase("doubt.sentence").search(printed)
            if key in _BARE_BODIES or (sentence and not agency.group) or phrase("doubt.cut_name").search(key):
                yield _note(
                    "lead_odd",
                    f"/tasks/{index}/lead_agencies",
                    f"{task.where}: cơ quan chủ trì khác thường: {agency.text[:60]}",
                    "no body looks so",
                )
                break
        else:
            yield from _leaked(directive, index, task)


def _leaked(directive: Directive, index: int, task: Task) -> Iterator[Note]:
    """The words begin in the middle of a name or with a further body: the lead may be cut."""
    first = task.content[:1]
    key = fold(task.content)
    if not task.lead_agencies or says(task.where, "row"):
        return
    middle = first.islower() and key.startswith(("và ", "thuộc ", "của ", "liên quan ", "trên địa bàn "))
    cut = middle or first in "-,&)"
    further = first.isupper() and bool(leading_agencies(task.content)) and verb_at(key) is None
    if cut or further:
        yield _note(
            "lead_cut",
            f"/tasks/{index}/lead_agencies",
            f"{task.where}: tên cơ quan chủ trì có thể bị cắt",
            "the lead's name may be cut",
        )


def _issuer_leads(directive: Directive, _: Pages) -> Iterator[Note]:
    """The issuer leads many tasks that no heading of its own hands it: its announcing sentence may be the reason."""
    issuer = fold(directive.issuer.name) if directive.issuer else None
    own = [
        index
        for index, task in enumerate(directive.tasks)
        if task.lead_agencies and all(fold(a.name) == issuer for a in task.lead_agencies)
    ]
    if issuer and len(own) >= 3 and len(own) * 2 >= len(directive.tasks):
        for index in own:
            yield _note(
                "issuer_leads",
                f"/tasks/{index}/lead_agencies",
                f"{directive.tasks[index].where}: cơ quan ban hành tự chủ trì?",
                "the issuer itself leads",
            )


def _times(directive: Directive, _: Pages) -> Iterator[Note]:
    """Words of a last day that gave no deadline, or several that gave one."""
    for index, task in enumerate(directive.tasks):
        key = fold(task.content)
        if task.deadline is None and phrase("doubt.time").search(key):
            yield _note(
                "deadline_passed_over",
                f"/tasks/{index}/deadline",
                f"{task.where}: có chữ về thời hạn mà không đọc ra",
                "words of a time gave no deadline",
            )
        elif task.deadline and not task.deadline.end and task.deadline.kind in ("by", "during"):
            yield _note(
                "deadline_open",
                f"/tasks/{index}/deadline",
                f"{task.where}: thời hạn chưa rõ ngày: {task.deadline.text[:50]}",
                "the deadline has no day",
            )
        elif task.deadline:
            other = time_in_words(directive, task)
            if other and other.kind == "by" and other.end and other.end != (task.deadline.end or other.end):
                yield _note(
                    "deadline_two",
                    f"/tasks/{index}/deadline",
                    f"{task.where}: câu chữ nêu thời hạn khác: {other.text[:50]}",
                    "the words name another day",
                )


_YEAR = regex(r"(?:19|20)\d\d|\d\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d\d(?!\d)|\bnay\b")


def _years(directive: Directive, _: Pages) -> Iterator[Note]:
    """A last day without a year of its own, which the title's year puts later than the first such day after the date of
    issue: a plan for 2025 of December 2024 that says "trước 20/12"."""
    issued = directive.issued_on
    if issued is None:
        return
    for index, task in enumerate(directive.tasks):
        deadline = task.deadline
        if deadline is None or deadline.kind != "by" or not deadline.end or _YEAR.search(deadline.text):
            continue
        other = _next_after(issued, deadline.end)
        if other is not None and other < deadline.end:
            doubt = _note(
                "deadline_year",
                f"/tasks/{index}/deadline",
                f"{task.where}: thời hạn không ghi năm, có thể là {other:%d/%m/%Y}: {deadline.text[:50]}",
                "no year is printed, another fits",
            )
            yield doubt.model_copy(update={"candidates": [other.isoformat()]})


def _next_after(issued: dt.date, day: dt.date) -> dt.date | None:
    """The first such day of a year from the date of issue on."""
    for year in (issued.year, issued.year + 1):
        with contextlib.suppress(ValueError):  # 29 February
            if (same := day.replace(year=year)) >= issued:
                return same
    return None


_MOST = 0.7
"""Share of tasks with a lead from which one without is doubted."""


def _no_lead(directive: Directive, _: Pages) -> Iterator[Note]:
    """A task that names no lead among tasks that do."""
    without = [index for index, task in enumerate(directive.tasks) if not task.lead_agencies]
    if without and len(without) <= len(directive.tasks) * (1 - _MOST):
        for index in without:
            where = directive.tasks[index].where
            yield _note("lead_none", f"/tasks/{index}/lead_agencies", f"{where}: không nêu cơ quan chủ trì", "no lead")


def _read_badly(directive: Directive, pages: Pages) -> Iterator[Note]:
    """Words that OCR read with little confidence."""
    for index, task in enumerate(directive.tasks):
        sure = least_sure(directive, pages, f"/tasks/{index}")
        if sure is not None and sure < _LOW:
            yield _note("read_badly", f"/tasks/{index}", f"{task.where}: chữ quét mờ ({sure:.0%})", "read badly")


TASKS = (_words, _leads, _no_lead, _issuer_leads, _times, _years, _read_badly)
