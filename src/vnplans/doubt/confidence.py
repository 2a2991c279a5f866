"""How likely each value is right: features (doubt.features) weighed by logistic models (data/confidence.toml).

The models were trained on documents whose truth is known (benchmarks/train_confidence.py; docs/doubt.md). They are sums
and one exponential each: the library needs nothing to use them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import exp, log

from vnplans.assemble import fault_note
from vnplans.doubt.features import (
    HEADER_FIELDS,
    Facts,
    Ground,
    Vector,
    deadline_features,
    doubts_of_tasks,
    doubts_of_whole,
    header_features,
    lead_features,
    list_features,
    task_features,
    whole_features,
)
from vnplans.knowledge import rows
from vnplans.knowledge.tables import ConfidenceModel
from vnplans.models import Directive

__all__ = ["CONTENT", "DEADLINE", "LEADS", "LIST", "TASK", "WHOLE", "confident", "parts_together"]

TASK, CONTENT, LEADS, DEADLINE = "/tasks/*", "/tasks/*/content", "/tasks/*/lead_agencies", "/tasks/*/deadline"
LIST, WHOLE = "/tasks", ""
_MOST = 30.0
"""Log-odds beyond which an exponential says nothing more."""


@cache
def _models() -> Mapping[str, ConfidenceModel]:
    return {row.field: row for row in rows(ConfidenceModel)}


def _judged(field: str, features: Vector) -> float:
    model = _models()[field]
    weights = model.weights
    weighed = 0.0
    for name, value in features.items():
        if name in weights:
            weighed += weights[name] * value
    odds = model.bias + weighed
    return 1 / (1 + exp(-max(-_MOST, min(odds, _MOST))))


def parts_together(content: float, leads: float, deadline: float) -> Vector:
    """The features of a task as a whole: the log-odds of its words, its lead and its deadline."""
    named = (("content", content), ("leads", leads), ("deadline", deadline))
    return {name: log(max(p, 1e-4) / max(1 - p, 1e-4)) for name, p in named}


def confident(directive: Directive, ground: Ground) -> Directive:
    """The same record with `confidence`. A fault of a feature costs the confidence, never the record."""
    try:
        return directive.model_copy(update={"confidence": _confidence(Facts(directive, ground))})
    except MemoryError:
        raise
    except Exception as error:
        note = fault_note("phép tính độ tin cậy bị lỗi", "the confidence could not be worked out", error)
        return directive.model_copy(update={"notes": [*directive.notes, note]})


def _confidence(facts: Facts) -> dict[str, float]:
    directive = facts.directive
    known = (name for name in HEADER_FIELDS if getattr(directive, name) is not None)
    out = {f"/{name}": _judged(f"/{name}", header_features(facts, name)) for name in known}
    header = list(out.values())
    for index in range(len(directive.tasks)):
        at = f"/tasks/{index}"
        content = _judged(CONTENT, task_features(facts, index))
        leads = _judged(LEADS, lead_features(facts, index))
        deadline = _judged(DEADLINE, deadline_features(facts, index))
        out[at] = _judged(TASK, parts_together(content, leads, deadline))
        out[f"{at}/lead_agencies"], out[f"{at}/deadline"] = leads, deadline
    tasks = [out[f"/tasks/{index}"] for index in range(len(directive.tasks))]
    out["/tasks"] = complete = _judged(LIST, list_features(facts) | doubts_of_tasks(tasks))
    whole = _judged(WHOLE, whole_features(facts) | doubts_of_whole(header, tasks, complete))
    return {"": round(whole, 3), **{pointer: round(value, 3) for pointer, value in out.items()}}
