"""Features of a task's words: is it one piece of ordered work, whole and nothing else?"""

from __future__ import annotations

import re
from math import log

from vnplans.doubt.features.facts import Facts, Vector, unknown_words
from vnplans.extract.agencies.lists import leading_agencies
from vnplans.extract.orders.verbs import verb_at
from vnplans.phrases import phrase
from vnplans.text import fold
from vnplans.where import says

__all__ = ["place_features", "task_features"]

_ORDERING = frozenset({"Kế hoạch", "Chỉ thị", "Chương trình", "Chương trình hành động", "Công điện", "Quyết định"})
_TELLING = frozenset({"Báo cáo", "Thông báo", "Hướng dẫn", "Nghị quyết", "Đề án", "Tờ trình", "Quy chế", "Quy định"})
_START = 200
_NEAR = 2
"""Blocks around a task that are looked at."""


def place_features(facts: Facts, index: int) -> Vector:
    """Where the task stands: in what kind of text and section, among what neighbours."""
    if index not in facts.places:
        facts.places[index] = _place(facts, index)
    return facts.places[index]


def _place(facts: Facts, index: int) -> Vector:
    task, block = facts.directive.tasks[index], facts.task_blocks[index]
    kind, row = facts.kinds[index], says(task.where, "row")
    name = facts.directive.doc_type.name if facts.directive.doc_type else None
    steps = len(facts.sections(block)) if block >= 0 else 0
    return {
        "row": float(row),
        "prose.web": float(facts.pages.reader in ("html", "text")),
        "section.tasks": float(kind == "tasks"),
        "section.assignment": float(kind == "assignment"),
        "section.none": float(kind is None and not row),
        "section.other": float(kind not in (None, "tasks", "assignment") and not row),
        "no_heading": float(not steps and not row),
        "type.orders": float(name in _ORDERING),
        "type.tells": float(name in _TELLING),
        "type.letter": float(name == "Công văn"),
        "type.none": float(name is None),
        "annex": float(task.where[:1].isupper() and not re.match(r"[IVXLC]+\b|[A-Z]\b|Điều\b", task.where)),
        "few": float(len(facts.directive.tasks) <= 2),
        "ocr": float(facts.ocr),
        "unsure": facts.unsure_of(f"/tasks/{index}"),
        "header.lacking": float(facts.directive.number is None) + float(facts.directive.issuer is None),
    }


def task_features(facts: Facts, index: int) -> Vector:
    """The features of a task's words."""
    task, block = facts.directive.tasks[index], facts.task_blocks[index]
    key = fold(task.content)
    row = says(task.where, "row")
    acts = verb_at(key) is not None
    later = not acts and any(verb_at(key, gap.end()) is not None for gap in re.finditer(r"[,:;]\s+", key[:_START]))
    count = len(key.split())
    led = bool(task.lead_agencies)
    out = {
        **place_features(facts, index),
        "acts": float(acts),
        "acts.later": float(later),
        "acts.never": float(not acts and not later),
        "prose.never": float(not acts and not later and not row),
        "row.never": float(not acts and not later and row),
        "led": float(led),
        "unled.never": float(not led and not acts and not later),
        "unled.none": float(not led and facts.kinds[index] is None and not row),
        "length": abs(log(max(count, 1) / 25)),
        "short": float(count < 5),
        "shorter": float(count < 9),
        "long": float(count > 120),
        "lower": float(task.content[:1].islower()),
        "open_end": float(
            task.content.endswith((":", ",")) or bool(phrase("doubt.open_end").search(key.rstrip(" .;")))
        ),
        "no_stop": float(not row and task.content[-1:] not in ".;:"),
        "mark_first": float(not task.content[:1].isalnum()),
        "figures": min(sum(map(str.isdigit, key)) / max(len(key), 1) * 10, 2.0),
        "capitals": float(task.content.isupper()),
        "unknown_words": unknown_words(task.content) if facts.ocr else 0.0,
        "sentences": min(task.content.count(". "), 4) / 4,
        **_pieces(task.content, key),
        **_words(key),
        **_around(facts, index, block),
        **_shape(facts, index, block),
    }
    for code in facts.codes.get(f"/tasks/{index}", ()):
        out[f"code.{code}"] = 1.0
    return {name: value for name, value in out.items() if value}


def _pieces(text: str, key: str) -> Vector:
    """What may be more than one task, or a part of one: clauses that act, sentences that name somebody."""
    clauses = [m.end() for m in re.finditer(r";\s+", key)]
    acting = sum(verb_at(key, at) is not None for at in clauses)
    later = [text[m.end() : m.end() + 60] for m in re.finditer(r"[.;]\s+(?=\w)", text)]
    return {
        "clauses": min(len(clauses), 4) / 4,
        "clauses.act": float(bool(clauses) and acting == len(clauses)),
        "clauses.mixed": float(0 < acting < len(clauses)),
        "clauses.still": float(bool(clauses) and not acting),
        "names_later": float(any(leading_agencies(words) for words in later[:4])),
        "colon": float(": " in text),
        "colon.list": float(bool(re.search(r":\s", text)) and text.count(";") > 1),
    }


_SAID = {
    "measures": "doubt.measure",
    "tells": "doubt.happened",
    "noun": "doubt.noun",
    "hands_out": "doubt.hands_out",
    "closes": "doubt.closing",
    "must": "doubt.must",
}
"""Features by the words that show them."""


def _words(key: str) -> Vector:
    return {name: float(phrase(row).search(key) is not None) for name, row in _SAID.items()}


def _around(facts: Facts, index: int, block: int) -> Vector:
    """What stands before and behind: what was left out, other tasks, words that gave nothing."""
    blocks = facts.pages.blocks
    near = range(max(block - _NEAR, 0), min(block + _NEAR + 1, len(blocks)))
    codes = {facts.refused_at[i] for i in near if i in facts.refused_at}
    before = blocks[block - 1].text if block > 0 else ""
    twins = [i for i in (index - 1, index + 1) if 0 <= i < len(facts.kinds)]
    tasks = facts.directive.tasks
    return {
        "near.no_order": float("task.no_order" in codes),
        "near.refused": float(bool(codes - {"task.no_order"})),
        "in.refused": float(block in facts.refused_at),
        "near.tasks": float(any(abs(facts.task_blocks[i] - block) <= _NEAR for i in twins)),
        "alone": float(not any(abs(facts.task_blocks[i] - block) <= 3 * _NEAR for i in twins)),
        "near.nothing": sum(i not in facts.covered and len(blocks[i].text) > 3 for i in near) / (2 * _NEAR + 1),
        "behind_open": float(
            bool(before) and before[-1:].isalpha() and len(before) > 60 and block - 1 not in facts.covered
        ),
        "twins.act": sum(verb_at(fold(tasks[i].content[:60])) is not None for i in twins) / 2,
        "twins.led": sum(bool(tasks[i].lead_agencies) for i in twins) / 2,
    }


def _has_children(facts: Facts, block: int) -> bool:
    """The next paragraph is set one level deeper: what stands here may only open a list."""
    if block + 1 >= len(facts.pages.blocks):
        return False
    here, behind = facts.pages.blocks[block], facts.pages.blocks[block + 1]
    deeper = (here.indent is not None and behind.indent is not None and behind.indent > here.indent + 12) or (
        here.level is not None and behind.level is not None and behind.level > here.level
    )
    bullet = behind.text[:1] in "-+*•" and here.text[:1] not in "-+*•"
    return behind.cell is None and (deeper or bullet)


def _shape(facts: Facts, index: int, block: int) -> Vector:
    """How the paragraph is set, and how much of it the task accounts for."""
    if block < 0:
        return {"unseen": 1.0}
    source = facts.pages.blocks[block]
    where = facts.directive.tasks[index].where
    quotes = facts.quotes(f"/tasks/{index}/content")
    own = sum(q.end - q.start for q in quotes if q.block == block)
    shared = facts.tasks_in[block]
    return {
        "bold": float(source.bold),
        "bold_lead": float(0 < source.bold_lead < len(source.text)),
        "centred": float(source.centred),
        "italic": float(source.italic),
        "label": float(bool(source.label) or bool(re.match(r"(?:[-+*•]|\(?\w{1,3}[.)])\s", source.text))),
        "whole": float(shared == 1 and own >= 0.95 * len(source.text)),
        "left": 1 - min(own / max(len(source.text), 1), 1.0) if shared == 1 else 0.0,
        "shared": float(shared > 1),
        "clause": float(says(where, "clause")),
        "sentence": float(says(where, "sentence")),
        "clause.short": float(says(where, "clause") and own < 60),
        "parent": float(_has_children(facts, block)),
        "level.low": float(where.count(".") >= 3),
        "blocks": min(len({q.block for q in quotes}) - 1, 3) / 3 if quotes else 0.0,
        "unplaced": float(not re.search(r"\d|\b[IVX]+\b|\b[a-zđ]\b", where)),
    }
