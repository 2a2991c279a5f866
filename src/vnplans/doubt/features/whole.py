"""Features of the list of tasks (is none lost?) and of the record as a whole."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from math import log

from vnplans.doubt.features.facts import ORDERING, TELLING, Facts, Vector
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import fold

__all__ = ["doubts_of_tasks", "doubts_of_whole", "list_features", "whole_features"]

_EXPECTED = ("number", "issuer", "issued_on", "title")
_ORDERING = ("Kế hoạch", "Chỉ thị", "Công điện", "Chương trình")
_WORK = ("tasks", "assignment")
_BESIDE = 2
"""Blocks before and behind a paragraph within which tasks show that it stands among them."""
_LISTED = ("table.list", "table.figures", "table.prices", "table.results", "table.telephones", "table.targets")
"""Tables that say by their columns that they hold no work."""
_LONG_TEXT = 2500
_LEAST = 0.01
_ITEM = 30
"""Characters of an item or cell that may be work."""
_MARKED = regex(r"(?:[-+*•]|\(?\w{1,3}[.)/])\s")


def list_features(facts: Facts) -> Vector:
    """What speaks of lost tasks."""
    directive, blocks = facts.directive, facts.pages.blocks
    tasks = len(directive.tasks)
    name = directive.doc_type.name if directive.doc_type else None
    text = sum(len(b.text) for b in blocks if b.role == "text")
    lost = sum(len(b.text) for i, b in enumerate(blocks) if i not in facts.covered and b.role == "text")
    refused = facts.refused
    orders = sum(kind in ("tasks", "assignment") for kind in facts.kinds)
    out: Vector = {
        "tasks": log(1 + tasks),
        "none": float(not tasks),
        "none.long": float(not tasks and text > _LONG_TEXT),
        "none.orders": float(not tasks and name in _ORDERING),
        "type.orders": float(name in ORDERING),
        "type.tells": float(name in TELLING),
        "type.letter": float(name == "Công văn"),
        "ordering": log(1 + len(facts.ordering)),
        "ordering.share": len(facts.ordering) / (1 + tasks + len(facts.ordering)),
        "no_order": log(1 + refused["task.no_order"]),
        "refused": log(1 + sum(n for code, n in refused.items() if code.startswith("task."))),
        "tables": log(1 + sum(n for code, n in refused.items() if code.startswith("table."))),
        "lost": lost / max(text, 1),
        "lost.long": log(1 + lost / 1000),
        "outside": 1 - orders / tasks if tasks else 0.0,
        "ocr": float(facts.ocr),
        "ocr.unsure": facts.unsure,
        "web": float(facts.pages.reader in ("html", "text")),
        "no_type": float(name is None),
        "no_work": float(any("not_a_directive" in codes for codes in facts.codes.values())),
    }
    out |= _left(facts) | _passed_over(facts)
    out["noted"] = log(1 + sum(facts.codes.get("/tasks", {}).values()))
    for code in facts.codes.get("/tasks", ()):
        out[f"code.{code}"] = 1.0
    return {name: value for name, value in out.items() if value}


def _passed_over(facts: Facts) -> Vector:
    """What the rules saw and took for no work, by where it stands: much of a report is told."""
    name = facts.directive.doc_type.name if facts.directive.doc_type else None
    seen = [block for block, code in facts.refused_at.items() if code == "task.no_order"]
    work = [block for block in seen if facts.kind_at(block) in _WORK]
    covered = sorted({i for i in facts.task_blocks if i >= 0})
    among = sum(_stands_among(block, covered) for block in seen)
    verbs = [block for block in facts.ordering if facts.kind_at(block) in _WORK]
    plain = sum(facts.refused[code] for code in _LISTED)
    return {
        "no_order.work": log(1 + len(work)),
        "no_order.among": log(1 + among),
        "no_order.told": log(1 + len(seen)) if name in TELLING else 0.0,
        "no_order.letter": log(1 + len(seen)) if name == "Công văn" else 0.0,
        "ordering.work": log(1 + len(verbs)),
        "ordering.told": log(1 + len(facts.ordering)) if name in TELLING else 0.0,
        "tables.listed": log(1 + plain),
    }


def _stands_among(block: int, covered: Sequence[int]) -> bool:
    """Do tasks stand close before it and close behind it?"""
    at = bisect_left(covered, block)
    before = at > 0 and block - covered[at - 1] <= _BESIDE
    return before and at < len(covered) and covered[at] - block <= _BESIDE


def _left(facts: Facts) -> Vector:
    """Items, rows and sentences that hand work out, from which nothing was read."""
    blocks = facts.pages.blocks
    body = [i for i, b in enumerate(blocks) if b.role == "text" and b.cell is None and len(b.text) > _ITEM]
    items = [i for i in body if blocks[i].label or _MARKED.match(blocks[i].text)]
    cells = [i for i, b in enumerate(blocks) if b.cell is not None and len(b.text) > _ITEM]
    lost = [i for i in items if i not in facts.covered]
    gone = sum(i not in facts.covered for i in cells)
    orders = [
        i for i in body if i not in facts.covered and phrase("doubt.hands_out").search(fold(blocks[i].text[:160]))
    ]
    covered = [i for i in facts.task_blocks if i >= 0]
    behind = sum(i > max(covered) for i in lost) if covered else 0
    between = sum(min(covered) < i < max(covered) for i in lost) if covered else 0
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
