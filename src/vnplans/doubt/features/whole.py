"""Features of the list of tasks (is none lost?) and of the record as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

from vnplans.doubt.features.facts import Facts, Vector

__all__ = ["doubts_of_tasks", "doubts_of_whole", "list_features", "whole_features"]

_EXPECTED = ("number", "issuer", "issued_on", "title")
_ORDERING = ("Kế hoạch", "Chỉ thị", "Công điện", "Chương trình")
_LONG_TEXT = 2500
_LEAST = 0.01
_SEEN = 5
"""Paragraphs, tables, cells that were passed over: hardly a labelled act has more of one sort, so that what a greater
number says is not known. (A report of forty pages has dozens, and every one of its tasks may be read.)"""
_LOST_LONG = 1.5
"""The same of the text that gave nothing: some 3,500 characters."""


def _count(number: int) -> float:
    """How many there are, as far as the models know what that says."""
    return log(1 + min(number, _SEEN))


def list_features(facts: Facts) -> Vector:
    """What speaks of lost tasks."""
    directive, ground = facts.directive, facts.ground
    tasks = len(directive.tasks)
    name = directive.doc_type.name if directive.doc_type else None
    text = ground.length
    lost = text - sum(ground.text.get(i, 0) for i in facts.covered)
    refused = facts.refused
    orders = sum(kind in ("tasks", "assignment") for kind in facts.kinds)
    out: Vector = {
        "tasks": log(1 + tasks),
        "none": float(not tasks),
        "none.long": float(not tasks and text > _LONG_TEXT),
        "none.orders": float(not tasks and name in _ORDERING),
        "ordering": _count(len(facts.ordering)),
        "ordering.share": len(facts.ordering) / (1 + tasks + len(facts.ordering)),
        "no_order": _count(refused["task.no_order"]),
        "refused": _count(sum(n for code, n in refused.items() if code.startswith("task."))),
        "tables": _count(sum(n for code, n in refused.items() if code.startswith("table."))),
        "lost": lost / max(text, 1),
        "lost.long": min(log(1 + lost / 1000), _LOST_LONG),
        "outside": 1 - orders / tasks if tasks else 0.0,
        "ocr": float(facts.ocr),
        "ocr.unsure": ground.unsure,
        "web": float(facts.pages.reader in ("html", "text")),
        "no_type": float(name is None),
        "no_work": float(any("not_a_directive" in codes for codes in facts.codes.values())),
    }
    out |= _left(facts)
    out["noted"] = log(1 + sum(facts.codes.get("/tasks", {}).values()))
    for code in facts.codes.get("/tasks", ()):
        out[f"code.{code}"] = 1.0
    return {name: value for name, value in out.items() if value}


def _left(facts: Facts) -> Vector:
    """Items, rows and sentences that hand work out, from which nothing was read."""
    items, cells = facts.ground.items, facts.ground.cells
    lost, gone = facts.lost(items), len(facts.lost(cells))
    orders = facts.lost(facts.ground.orders)
    covered = [i for i in facts.task_blocks if i >= 0]
    first, last = (min(covered), max(covered)) if covered else (len(facts.pages.blocks),) * 2
    behind = sum(i > last for i in lost)
    between = sum(first < i < last for i in lost)
    return {
        "items.lost": _count(len(lost)),
        "items.share": len(lost) / max(len(items), 1),
        "items.behind": _count(behind),
        "items.between": _count(between),
        "cells.lost": _count(gone),
        "cells.share": gone / max(len(cells), 1),
        "orders.lost": _count(len(orders)),
        "plain": float(not items and not cells),
    }


def doubts_of_tasks(tasks: Sequence[float]) -> Vector:
    """What the confidence of the tasks says of the list. `tasks`: of each."""
    wrong = sum(1 - p for p in tasks)
    return {"doubt": wrong / len(tasks), "doubts": log(1 + wrong)} if tasks else {}


def whole_features(facts: Facts) -> Vector:
    """What speaks of any fault in the record, beside the confidence of its values."""
    directive = facts.directive
    noted = sum(n for field, codes in facts.codes.items() if field for n in codes.values())
    out: Vector = {
        "tasks": log(1 + len(directive.tasks)),
        "lacking": float(sum(getattr(directive, name) is None for name in _EXPECTED)),
        "noted": log(1 + noted),
        "ocr": float(facts.ocr),
    }
    return {name: value for name, value in out.items() if value}


def doubts_of_whole(header: Sequence[float], tasks: Sequence[float], complete: float) -> Vector:
    """What the confidence of the values says of the record: of each header value, each task, the list of tasks."""
    return {
        "header.doubts": -sum(log(max(p, _LEAST)) for p in header),
        "header.worst": 1 - min(header, default=1.0),
        "list.doubt": -log(max(complete, _LEAST)),
        "tasks.doubts": log(1 + sum(1 - p for p in tasks)),
        "tasks.worst": 1 - min(tasks, default=1.0),
    }
