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
        "ordering": log(1 + len(facts.ordering)),
        "ordering.share": len(facts.ordering) / (1 + tasks + len(facts.ordering)),
        "no_order": log(1 + refused["task.no_order"]),
        "refused": log(1 + sum(n for code, n in refused.items() if code.startswith("task."))),
        "tables": log(1 + sum(n for code, n in refused.items() if code.startswith("table."))),
        "lost": lost / max(text, 1),
        "lost.long": log(1 + lost / 1000),
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
        "items.lost": log(1 + len(lost)),
        "items.share": len(lost) / max(len(items), 1),
        "items.behind": log(1 + behind),
        "items.between": log(1 + between),
        "cells.lost": log(1 + gone),
        "cells.share": gone / max(len(cells), 1),
        "orders.lost": log(1 + len(orders)),
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
