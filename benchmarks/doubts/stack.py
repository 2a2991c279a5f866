"""The models one upon another: values, then tasks as wholes, then lists and records; held-out figures on the way.

What a higher model learns from is what the lower ones say of documents that they were not trained with.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from doubts.figures import Judged, table
from doubts.learn import Fitted, Sample, fit
from doubts.rows import Gathered
from vnplans.doubt.confidence import LIST, TASK, WHOLE, parts_together
from vnplans.doubt.features import doubts_of_tasks, doubts_of_whole

__all__ = ["Models", "report", "train"]

Models = dict[str, tuple[Fitted, int, int]]
"""By field: the model, how many values it was trained on, how many of them were wrong."""
FOLDS = 6
PENALTY = {LIST: 3.0, WHOLE: 3.0, TASK: 0.1}
_PENALTY = 2.0
_KNOWN = 0.3
"""Weight of documents as they are: the rules were written with them, so that they say little of others."""
_SPOILT = 0.1
"""Weight of a spoilt record for the models of lists and records: nearly every spoilt document has lost a task,
so that these models would think too little of every long one."""


def _star(pointer: str) -> str:
    return re.sub(r"/\d+", "/*", pointer)


def _weight(row: Gathered, count: int) -> float:
    """A document counts by the root of its values."""
    return float((1.0 if row.seed else _KNOWN) / np.sqrt(max(count, 1)))


def _record_weight(row: Gathered) -> float:
    return _SPOILT if row.seed else 1.0


def _values(rows: Sequence[Gathered]) -> dict[str, list[Sample]]:
    """The samples of header values and of the parts of tasks."""
    out: dict[str, list[Sample]] = defaultdict(list)
    for row in rows:
        counts = Counter(map(_star, row.features))
        for pointer, features in row.features.items():
            if features and pointer not in ("", "/tasks") and pointer in row.right:
                field = _star(pointer)
                out[field].append(Sample(features, row.right[pointer], row.document, _weight(row, counts[field])))
    return out


@dataclass
class _Told:
    """A record with what the models say of it."""

    row: Gathered
    said: dict[str, float]

    @property
    def header(self) -> list[float]:
        return [self.said[p] for p in self.row.header if p in self.said]

    @property
    def tasks(self) -> list[float]:
        return [self.said[f"/tasks/{i}"] for i in range(self.row.tasks)]


def _parts(told: Sequence[_Told], models: dict[str, Fitted]) -> None:
    for one in told:
        for pointer, features in one.row.features.items():
            model = models.get(_star(pointer))
            if model is not None and pointer not in ("", "/tasks") and _star(pointer) != TASK:
                one.said[pointer] = model.confidence(features)


def _joined(one: _Told, index: int) -> dict[str, float]:
    at = f"/tasks/{index}"
    parts = (one.said.get(f"{at}/{part}", 0.9) for part in ("content", "lead_agencies", "deadline"))
    return parts_together(*parts)


def _whole_tasks(told: Sequence[_Told]) -> list[Sample]:
    return [
        Sample(_joined(one, i), one.row.right[f"/tasks/{i}"], one.row.document, _weight(one.row, one.row.tasks))
        for one in told
        for i in range(one.row.tasks)
    ]


def _list(one: _Told) -> dict[str, float]:
    return one.row.features["/tasks"] | doubts_of_tasks(one.tasks)


def _whole(one: _Told) -> dict[str, float]:
    return one.row.features[""] | doubts_of_whole(one.header, one.tasks, one.said["/tasks"])


def _sound(row: Gathered) -> bool:
    """No wrong header value, no task lost or invented: what a person must see before the record is used."""
    grave = (right for p, right in row.right.items() if p.count("/") == 1 or p.endswith("/content"))
    return all(grave)


def _upper(told: Sequence[_Told]) -> dict[str, tuple[Fitted, list[Sample]]]:
    """The models of whole tasks, lists and records, on what the lower ones said; what they say is put down."""
    out: dict[str, tuple[Fitted, list[Sample]]] = {}
    samples = _whole_tasks(told)
    out[TASK] = fit(samples, penalty=PENALTY[TASK]), samples
    _say_tasks(told, out[TASK][0])
    judged = [one for one in told if one.row.judged]
    samples = [Sample(_list(one), one.row.right["/tasks"], one.row.document, _record_weight(one.row)) for one in judged]
    out[LIST] = fit(samples, penalty=PENALTY[LIST]), samples
    _say(told, LIST, out[LIST][0])
    samples = [Sample(_whole(one), _sound(one.row), one.row.document, _record_weight(one.row)) for one in judged]
    out[WHOLE] = fit(samples, penalty=PENALTY[WHOLE]), samples
    _say(told, WHOLE, out[WHOLE][0])
    return out


def _say_tasks(told: Sequence[_Told], model: Fitted) -> None:
    for one in told:
        one.said |= {f"/tasks/{i}": model.confidence(_joined(one, i)) for i in range(one.row.tasks)}


def _say(told: Sequence[_Told], field: str, model: Fitted) -> None:
    for one in told:
        one.said[field] = model.confidence(_list(one) if field == LIST else _whole(one))


def _folds(rows: Sequence[Gathered]) -> list[list[Gathered]]:
    """The records in parts, no document in two of them."""
    place = {name: at % FOLDS for at, name in enumerate(sorted({row.document for row in rows}))}
    return [[row for row in rows if place[row.document] == fold] for fold in range(FOLDS)]


def _fitted(rows: Sequence[Gathered]) -> dict[str, tuple[Fitted, list[Sample]]]:
    return {field: (fit(samples, penalty=_PENALTY), samples) for field, samples in _values(rows).items()}


def _held_out(rows: Sequence[Gathered]) -> list[_Told]:
    """Every record with what models of its parts say that never saw its document."""
    told: list[_Told] = []
    for fold in _folds(rows):
        names = {row.document for row in fold}
        models = {f: m for f, (m, _) in _fitted([row for row in rows if row.document not in names]).items()}
        part = [_Told(row, {}) for row in fold]
        _parts(part, models)
        told += part
    return told


def train(rows: Sequence[Gathered]) -> Models:
    """The models of all rows."""
    told = _held_out(rows)
    both = {**_fitted(rows), **_upper(told)}
    return {field: (m, len(s), sum(not x.right for x in s)) for field, (m, s) in sorted(both.items())}


def report(rows: Sequence[Gathered]) -> str:
    """How the models do on documents that they were not trained with: the upper models, too, fold by fold."""
    told = _held_out(rows)
    for fold in _folds(rows):
        names = {row.document for row in fold}
        upper = _upper([one for one in told if one.row.document not in names])
        for one in told:
            if one.row.document in names:
                one.said = {p: v for p, v in one.said.items() if p not in ("", "/tasks") and _star(p) != TASK}
        mine = [one for one in told if one.row.document in names]
        _say_tasks(mine, upper[TASK][0])
        _say(mine, LIST, upper[LIST][0])
        _say(mine, WHOLE, upper[WHOLE][0])
        for one in mine:
            one.said = dict(one.said)
    parts = {
        "as they are, known": [one for one in told if not one.row.seed and not one.row.group.startswith("generated")],
        "as they are, generated": [one for one in told if not one.row.seed and one.row.group.startswith("generated")],
        "spoilt": [one for one in told if one.row.seed],
    }
    return "\n\n".join(
        f"== {name}\n{table([Judged(one.said, one.row.right, one.row.faults) for one in some])}"
        for name, some in parts.items()
        if some
    )
