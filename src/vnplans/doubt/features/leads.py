"""Features of a task's lead, an empty one too: is it who the document names, all of them and nobody else?"""

from __future__ import annotations

from functools import lru_cache

from vnplans.doubt.features.facts import Facts, Vector
from vnplans.doubt.features.tasks import place_features
from vnplans.extract.agencies.lists import find_names, leading_agencies
from vnplans.extract.orders.verbs import verb_at
from vnplans.phrases import phrase
from vnplans.text import fold
from vnplans.where import says

__all__ = ["lead_features"]

_FIRST = 90
"""Characters in which a sentence names its subject."""
_HEADING = 120
_FURTHER = 30
"""Characters behind a name in which it, or the list, may go on."""


@lru_cache(maxsize=4096)
def _known(text: str) -> bool:
    """Is it, from end to end, bodies that the tables or the grammar of names know?"""
    found = find_names(text)
    return bool(found) and found[0][1] == 0 and found[-1][2] >= len(text.rstrip(" .;,:"))


@lru_cache(maxsize=4096)
def _first_named(words: str) -> tuple[str, ...]:
    return tuple(fold(name) for name, _, _ in find_names(words))


def lead_features(facts: Facts, index: int) -> Vector:
    """The features of the lead agencies of a task."""
    task = facts.directive.tasks[index]
    pointer = f"/tasks/{index}/lead_agencies"
    key = fold(task.content)
    leads = task.lead_agencies
    rule = facts.rule(f"{pointer}/0")
    mine = facts.leads[index]
    issuer = fold(facts.directive.issuer.name) if facts.directive.issuer else ""
    first = verb_at(key) is not None
    named = () if leads and first else _first_named(task.content[:_FIRST])  # asked only where one of them lacks
    hands_out = phrase("doubt.hands_out").search(key) is not None
    out: Vector = {
        **place_features(facts, index),
        f"rule.{rule}": float(bool(leads)),
        "none": float(not leads),
        "none.led": float(not leads) * facts.led,
        "none.named": float(not leads and bool(named)),
        "none.hands_out": float(not leads and hands_out),
        "none.row": float(not leads and says(task.where, "row")),
        "none.acts": float(not leads and first),
        "none.assignment": float(not leads and facts.kinds[index] == "assignment"),
        "acts": float(first),
        "several": float(len(leads) > 1),
        "many": float(len(leads) > 3),
        "group": float(any(a.group for a in leads)),
        "unknown": float(any(not _known(a.text) for a in leads)),
        "no_level": float(any(a.level is None for a in leads)),
        "long": float(any(len(a.text.split()) > 9 for a in leads)),
        "longest": float(any(len(a.text.split()) > 14 for a in leads)),
        "one_word": float(any(len(a.text.split()) == 1 for a in leads)),
        "lower": float(any(a.text[:1].islower() for a in leads)),
        "cut": float(any(bool(phrase("doubt.cut_name").search(fold(a.text))) for a in leads)),
        "marks": float(any(c in a.text for a in leads for c in ":;.!?/()")),
        "issuer": float(bool(leads) and all(fold(a.name) == issuer for a in leads)),
        "named_other": float(bool(leads) and bool(set(named) - mine) and not first),
        "hands_out": float(bool(leads) and hands_out),
        "content.lower": float(bool(leads) and rule == "subject" and task.content[:1].islower()),
        "content.capital": float(bool(leads) and rule == "subject" and task.content[:1].isupper()),
        "content.names": float(bool(leads) and not first and bool(leading_agencies(task.content[:_FIRST]))),
        "subject.no_verb": float(rule == "subject" and not first),
        "joined": float(any(" và " in a.text or "," in a.text for a in leads if not a.group)),
        "group.long": float(any(a.group and len(a.text.split()) > 8 for a in leads)),
        "content.group": float(bool(leads) and phrase("doubt.group").match(key) is not None),
        **_heading(facts, index),
        **_twins(facts, index),
        **_printed(facts, index),
    }
    for code in facts.codes.get(pointer, ()):
        out[f"code.{code}"] = 1.0
    return {name: value for name, value in out.items() if value}


def _heading(facts: Facts, index: int) -> Vector:
    """A lead that a heading hands down: how far it stands, and whether a nearer heading names somebody else."""
    block = facts.task_blocks[index]
    quotes = facts.quotes(f"/tasks/{index}/lead_agencies/0")
    heading = facts.sections(block)[:1] if block >= 0 else []
    title = heading[0].title if heading else ""
    named = _first_named(title) if len(title) < _HEADING else ()
    away = block - quotes[0].block if quotes else 0
    return {
        "away": min(max(away, 0) / 20, 2.0),
        "far": float(away > 8),
        "behind": float(away < 0),
        "heading.named": float(bool(named)),
        "heading.other": float(bool(named) and not facts.leads[index] & set(named)),
        "heading.unknown": float(bool(title) and not named and facts.kinds[index] == "assignment"),
    }


def _twins(facts: Facts, index: int) -> Vector:
    mine = facts.leads[index]
    near = [facts.leads[i] for i in (index - 1, index + 1) if 0 <= i < len(facts.leads)]
    return {
        "twins.same": float(bool(near) and bool(mine) and all(lead == mine for lead in near)),
        "twins.other": float(bool(near) and bool(mine) and all(lead and lead != mine for lead in near)),
        "twins.led": float(bool(near) and not mine and any(near)),
        "twins.all_led": float(bool(near) and not mine and all(near)),
        "twins.unled": float(bool(near) and bool(mine) and not any(near)),
    }


def _printed(facts: Facts, index: int) -> Vector:
    """The printed names: what stands right before and behind them, and what a second reading of the place gives."""
    pointer = f"/tasks/{index}/lead_agencies"
    count = len(facts.directive.tasks[index].lead_agencies)
    quotes = [q for i in range(count) for q in facts.quotes(f"{pointer}/{i}")]
    if not quotes:
        return {}
    first, last = quotes[0], quotes[-1]
    text = facts.pages.blocks[last.block].text
    key, behind = fold(text), text[last.end :].lstrip()
    before = facts.pages.blocks[first.block].text[: first.start].strip(" -+*•")
    one = first.block == last.block
    again = set(_first_named(text[first.start : last.end + _FURTHER])) if one else set()
    mine = facts.leads[index]
    here = first.block == facts.task_blocks[index]
    return {
        "behind.colon": float(behind[:1] == ":"),
        "behind.verb": float(behind[:1] != ":" and verb_at(key, last.end) is not None),
        "behind.capital": float(behind[:1].isupper() and not text[last.end : last.end + 1].strip()),
        "behind.more": float(behind[:2] in (", ", "; ") or fold(behind).startswith(("và ", "thuộc ", "của "))),
        "behind.bracket": float(behind[:1] == "("),
        "behind.nothing": float(not behind.strip(" .;,")),
        "behind.word": float(behind[:1].islower() and verb_at(key, last.end) is None),
        "before.words": float(len(before.split()) > 1),
        "before.long": float(len(before.split()) > 8),
        "reread.more": float(bool(again - mine)),
        "reread.less": float(one and bool(mine - again)),
        "heading.sentence": float(not here and len(text) > _HEADING),
        "heading.alone": float(not here and len(text) - (last.end - first.start) < 12),
        "handed_down.named": float(not here and bool(_first_named(facts.directive.tasks[index].content[:_FIRST]))),
    }
