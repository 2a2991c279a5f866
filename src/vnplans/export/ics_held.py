"""What an entry of a calendar says of its act or its task, as the ledger asks for it.

Entries hold it in properties of our own, which clients keep and do not show; those of 0.1 in their descriptions alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from icalendar import Component

from vnplans.regex import regex
from vnplans.tracker import HeldAct, HeldRow, Work
from vnplans.tracker.acts import Act, told_act
from vnplans.tracker.held import State
from vnplans.tracker.words import spoken
from vnplans.tracker.work import time_key
from vnplans.where import id_from_0_1

__all__ = ["ACT", "FILES", "ID", "STATE", "WORK", "dump_work", "held_act", "held_row", "id_of"]

ID, ACT, FILES, WORK, STATE = (f"X-VNPLANS-{name}" for name in ("ID", "ACT", "FILES", "WORK", "STATE"))
_LINE = regex(r"^(?P<label>[^:\n]+): (?P<value>.+)$", re.MULTILINE)
# "Ủy ban nhân dân tỉnh Hà Sơn/45/KH-UBND@2024-03-05"
_NAMED = regex(r"(?P<issuer>[^/]+)/(?P<serial>\d+)\D(?:.*@)(?P<day>\d{4}-\d\d-\d\d)")
_STATES: dict[str, State] = {"live": "live", "unsure": "unsure", "dropped": "dropped", "merged": "merged"}


def id_of(entry: Component) -> str | None:
    """The id that the entry says, as today's."""
    told = entry.get(ID) or _described(entry).get("Mã nhiệm vụ")
    return id_from_0_1(str(told)) if told is not None else None


def held_act(entry: Component, tasks: Sequence[Component]) -> HeldAct:
    """The act of a journal entry."""
    files = frozenset(str(entry.get(FILES, "")).split())
    kept = entry.get(ACT)
    act = Act.load(str(kept)) if kept is not None else _told_act(entry, tasks)
    return HeldAct(str(entry["UID"]), act, str(entry.get("SUMMARY", "")), files)


def held_row(entry: Component) -> HeldRow:
    """The row of a task's entry."""
    state = _STATES.get(str(entry.get(STATE, "live")), "live")
    told: dict[str, Any] = json.loads(str(entry[WORK])) if WORK in entry else _told_work(entry)
    lead, deadline = told.pop("lead"), told.pop("deadline_text")
    work = Work(**(told | {"leads": tuple(told["leads"])}), time=deadline)
    return HeldRow(str(entry["UID"]), work, state, lead, deadline)


def dump_work(work: Work, lead: str, deadline: str) -> str:
    """The work as JSON, to be kept in its entry; `lead`, `deadline`: as shown to people."""
    told = {
        "content": work.content,
        "where": work.where,
        "leads": list(work.leads),
        "deadline": work.deadline,
        "group": work.group,
        "lead": lead,
        "deadline_text": deadline,
    }
    return json.dumps(told, ensure_ascii=False)


def _described(entry: Component) -> dict[str, str]:
    """The labelled lines of the description; of equal labels the last."""
    return {m["label"]: m["value"] for m in _LINE.finditer(str(entry.get("DESCRIPTION", "")))}


def _told_work(entry: Component) -> dict[str, Any]:
    """Of an entry of 0.1: what its description says."""
    said, due = _described(entry), entry.get("DUE")
    lead, deadline = said.get("Chủ trì", ""), said.get("Thời hạn", "")
    rule = entry.get("RRULE")
    key = time_key(rule.to_ical().decode() if rule is not None else None, due.dt if due is not None else None, deadline)
    return {
        "content": said.get("Nội dung", str(entry.get("SUMMARY", ""))),
        "where": (id_of(entry) or "").partition("#")[2],
        "leads": lead.split("; ") if lead else [],
        "deadline": key,
        "group": spoken(said.get("Nhóm nhiệm vụ", "")),
        "lead": lead,
        "deadline_text": deadline,
    }


def _told_act(entry: Component, tasks: Sequence[Component]) -> Act:
    """Of an act that 0.1 wrote: what its tasks' ids and its summary tell."""
    name = (id_of(tasks[0]) or "").partition("#")[0] if tasks else ""
    found = _NAMED.match(name)
    title = str(entry.get("SUMMARY", "")).partition(": ")[2]
    contents = [str(_described(task).get("Nội dung", "")) for task in tasks]
    return told_act(
        sha256="",
        serial=int(found["serial"]) if found else None,
        issued_on=found["day"] if found else None,
        issuer=found["issuer"] if found else None,
        title=title,
        contents=contents,
    )
