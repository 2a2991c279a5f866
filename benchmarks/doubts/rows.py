"""A document read, spoilt or not: the features of each value of its records, and whether it was right."""

from __future__ import annotations

from dataclasses import dataclass

from doubts.documents import Document
from doubts.judge import judge, paired
from doubts.mutate import mutated
from doubts.respell import respelt
from vnplans.doubt.features import (
    HEADER_FIELDS,
    Facts,
    Ground,
    Vector,
    deadline_features,
    header_features,
    lead_features,
    list_features,
    task_features,
    whole_features,
)
from vnplans.models import Directive
from vnplans.pipeline import parse_pages, source_of

__all__ = ["Gathered", "gathered"]


@dataclass(frozen=True)
class Gathered:
    """The values of a record: features and truth by pointer ("" the record's own, "/tasks" its list's)."""

    document: str
    group: str
    seed: int
    ways: tuple[str, ...]
    features: dict[str, Vector]
    right: dict[str, bool]
    tasks: int
    header: tuple[str, ...]
    """Fields of the header that stand."""
    faults: int
    judged: bool
    """Does the label tell of tasks?"""


def gathered(document: Document, seed: int, number: int) -> list[Gathered]:
    """The records of a document; spoilt by the seed unless that is 0."""
    pages, labels, ways = document.pages, list(document.labels), ()
    if seed:
        pages, labels, respellings = respelt(pages, labels, seed, number)
        pages, mutations = mutated(pages, seed, number)
        ways = respellings + mutations
    records = parse_pages(pages, source_of(pages, document.name.encode(), document.name))
    dumps = [(record, record.model_dump(mode="json")) for record in records if not _failed(record)]
    out = []
    for label, dump in paired(labels, [dump for _, dump in dumps]):
        record = next(record for record, own in dumps if own is dump)
        verdict = judge(label, dump)
        facts = Facts(record, Ground(pages))
        features = _features(facts)
        judged = "/tasks" in verdict.right
        out.append(
            Gathered(
                f"{document.group}/{document.name}",
                document.group,
                seed,
                ways,
                {p: x for p, x in features.items() if p in verdict.right or p in ("", "/tasks")},
                {p: right for p, right in verdict.right.items() if p in features or p == "/tasks"},
                len(record.tasks) if judged else 0,
                tuple(f"/{name}" for name in HEADER_FIELDS if getattr(record, name) is not None),
                verdict.faults,
                judged,
            )
        )
    return out


def _failed(record: Directive) -> bool:
    return any(note.code == "fault" for note in record.notes if not (note.message or "").startswith("phép tính"))


def _features(facts: Facts) -> dict[str, Vector]:
    directive = facts.directive
    out = {f"/{f}": header_features(facts, f) for f in HEADER_FIELDS if getattr(directive, f) is not None}
    for index in range(len(directive.tasks)):
        at = f"/tasks/{index}"
        out[f"{at}/content"] = task_features(facts, index)
        out[f"{at}/lead_agencies"] = lead_features(facts, index)
        out[f"{at}/deadline"] = deadline_features(facts, index)
        out[at] = {}
    return {**out, "/tasks": list_features(facts), "": whole_features(facts)}
