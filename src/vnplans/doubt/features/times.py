"""Features of a task's deadline, an absent one too: is it when this work is due, and is that all that is said?"""

from __future__ import annotations

import re

from vnplans.doubt.again import time_in_words
from vnplans.doubt.features.facts import Facts, Vector
from vnplans.doubt.features.tasks import place_features
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import fold
from vnplans.where import says

__all__ = ["deadline_features"]

_DAYS = regex(r"\d{1,2}\s*[/.-]\s*\d{1,4}|\b(?:19|20)\d\d\b")
_LONG = 3 * 366
_NEAR = 28
"""Characters before a time that say what it is the time of."""


def deadline_features(facts: Facts, index: int) -> Vector:
    """The features of the deadline of a task."""
    task = facts.directive.tasks[index]
    pointer = f"/tasks/{index}/deadline"
    key = fold(task.content)
    due = task.deadline
    issued = facts.directive.issued_on
    told = phrase("doubt.day").search(key) is not None
    days = len(_DAYS.findall(key)) if any(map(str.isdigit, key)) else 0
    place = place_features(facts, index)
    out: Vector = {name: place[name] for name in ("row", "ocr", "unsure", "type.tells", "prose.web")}
    out |= {
        "none": float(due is None),
        "none.told": float(due is None and told),
        "none.days": float(due is None) * min(days, 3) / 3,
        "none.last": float(due is None and phrase("doubt.time").search(key) is not None),
        "none.row": float(due is None and says(task.where, "row")),
        "none.often": float(due is None and phrase("doubt.often").search(key) is not None),
        "none.due": float(due is None and phrase("doubt.due").search(key) is not None),
        "none.month": float(due is None and phrase("doubt.month").search(key) is not None),
        "none.sentences": float(due is None and told and ". " in key),
        "period": float(phrase("doubt.period").search(key) is not None),
    }
    if due is None:
        out |= _twins(facts, index)
    else:
        own = time_in_words(facts.directive, task)
        words = fold(due.text)
        out |= {
            f"kind.{due.kind}": 1.0,
            f"rule.{facts.rule(pointer)}": 1.0,
            "open": float(due.kind in ("by", "during") and due.end is None),
            "agrees": float(own is not None and (own.kind, own.start, own.end) == (due.kind, due.start, due.end)),
            "differs": float(own is not None and own.end != due.end),
            "several": float(days > 1),
            "before_issue": float(bool(issued and due.end and due.end < issued)),
            "long_after": float(bool(issued and due.end and (due.end - issued).days > _LONG)),
            "undated": float(issued is None),
            "bare_year": float(bool(re.fullmatch(r"(?:trong |đến |hết )?(?:năm )?\d{4}\.?", words))),
            "own.period": float(phrase("doubt.period").search(words) is not None),
            "no_rule": float(due.kind == "recurring" and due.rrule is None),
            "long": float(len(words.split()) > 10),
            "told_elsewhere": float(not told and not says(task.where, "row")),
            "whole": float(words.strip(" .;") == key.strip(" .;")),
            "milestones": float(len(due.milestones) > 1),
            **_place(key, words),
            **_cell(facts, index, words),
        }
        kind, rule = due.kind, facts.rule(pointer)
        out |= {f"{kind}.{rule}": 1.0, f"{kind}.several": out["several"], f"{kind}.differs": out["differs"]}
    for code in facts.codes.get(pointer, ()):
        out[f"code.{code}"] = 1.0
    return {name: value for name, value in out.items() if value}


def _place(key: str, words: str) -> Vector:
    """Where in the sentence the time is said, among which words, and whether more of the kind is left."""
    at = key.find(words)
    if at < 0:
        return {"elsewhere": 1.0}
    before, behind = key[:at].rstrip(), key[at + len(words) :].strip(" .;,")
    rest = f"{before} {behind}"
    return {
        "first": float(len(before.split()) < 2),
        "last": float(not behind),
        "middle": float(bool(behind) and len(before.split()) >= 2),
        "comma": float(before.endswith((",", ";", "-", "("))),
        "left.day": float(phrase("doubt.day").search(rest) is not None),
        "left.often": float(phrase("doubt.often").search(rest) is not None),
        "of_thing": float(phrase("doubt.of_thing").search(before[-_NEAR:]) is not None),
        "due": float(phrase("doubt.due").search(before[-_NEAR:]) is not None),
        "sentence.later": float(". " in before),
        "clause.later": float("; " in before),
    }


def _cell(facts: Facts, index: int, words: str) -> Vector:
    """Of a time that stands elsewhere, in a cell or a line: how much of its paragraph was read as the time."""
    quotes = facts.quotes(f"/tasks/{index}/deadline")
    if not quotes or quotes[0].block == facts.task_blocks[index]:
        return {}
    text = fold(facts.pages.blocks[quotes[0].block].text)
    shared = sum(
        facts.rule(f"/tasks/{i}/deadline") == facts.rule(f"/tasks/{index}/deadline") for i in _near(facts, index)
    )
    return {
        "cell.left": 1 - min(len(words) / max(len(text), 1), 1.0),
        "cell.days": float(len(_DAYS.findall(text)) > 1),
        "cell.long": float(len(text.split()) > 8),
        "cell.words": float(not any(c.isdigit() for c in text)),
        "cell.alone": float(not shared),
        "blocks": float(len({q.block for q in quotes}) > 1),
    }


def _near(facts: Facts, index: int) -> list[int]:
    return [i for i in (index - 1, index + 1) if 0 <= i < len(facts.directive.tasks)]


def _twins(facts: Facts, index: int) -> Vector:
    """No deadline among neighbours that have one."""
    tasks = facts.directive.tasks
    near = [tasks[i].deadline is not None for i in (index - 1, index + 1) if 0 <= i < len(tasks)]
    return {
        "twins.due": float(bool(near) and all(near)),
        "row.twins.due": float(bool(near) and all(near) and says(tasks[index].where, "row")),
    }
