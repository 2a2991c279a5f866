"""Is it a directive at all? Forms, lists of names, speeches, laws, scores and notices of admission order nothing.

Judged before the tasks are read. A type word that orders nothing ("LUẬT", "HỢP ĐỒNG") decides alone, and so do the sure
signs of a kind (title and words of a notice of admission, the table of a tracker, a title such as "NỘI QUY" where no
numbered act with a type and recipients bears it), the number of a form over blanks, and lines to those present; else a
sum of independent witnesses (data/nature_witnesses.toml): what makes an act (number, type word, signature, recipients,
legal bases, who does what) against what makes something else (title, words and table of a kind of data/natures.toml,
gaps to fill in, tables without work, somebody who speaks for himself). A number, type or issuer that an annex has of
the act it came with says less; number, recipients and signature under a letterhead without type word or address say
nothing. A sum close below nought decides nothing: its signs are told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from vnplans.extract.act import Act, Enclosure
from vnplans.extract.findings import Head
from vnplans.extract.nature.kinds import Nature, named_types
from vnplans.extract.nature.witnesses import DEAR, WITNESSES, Seen
from vnplans.knowledge import rows
from vnplans.knowledge.tables import NatureWitness
from vnplans.models import DocumentType

__all__ = ["Nature", "Seen", "Unsure", "is_bare", "is_loose", "nature_of", "nature_within", "witnesses"]

_ANNEX = "Phụ lục"
_START = "start"
"""The row of the sum's constant."""
_UNSURE = -1.2
"""The sum from which a document may be none: of 160 labelled directives of offices two come so near to nought."""
_UNKNOWN = Nature("other", "không có dấu hiệu của văn bản chỉ đạo, điều hành", "nothing of a directive")
_SPEECH = Nature("speech", "bài phát biểu, thư ngỏ", "a speech or an open letter")
_RULES = Nature("law", "văn bản luật, quy định", "a law or standing rules")
_FORM = Nature("form", "biểu mẫu để điền", "a form to fill in")


@dataclass(frozen=True, slots=True)
class Unsure:
    """Weak signs both ways: what speaks for a directive, and what against it, as a Note says it; then in English."""

    signs: tuple[str, str]
    signs_en: tuple[str, str]


def nature_within(act: Act, head: Head, enclosure: Enclosure) -> Nature | None:
    """What an annex behind its act is, if it surely hands out no work: a price list, a form, a procedure."""
    kind = _ANNEX if enclosure.annex.label is not None else enclosure.name
    lines = [act.block(i).text for i in range(*enclosure.annex.heading) if act.block(i).text]
    own = Head(doc_type=DocumentType(name=kind), issuer=head.issuer, title=lines[1] if len(lines) > 1 else None)
    found = nature_of(Seen(act.within(enclosure), own, within=True))
    return found if isinstance(found, Nature) else None


def nature_of(seen: Seen) -> Nature | Unsure | None:
    """What the document is if it is no directive; None if it may be one."""
    kind = seen.head.doc_type
    if kind is not None and (nature := named_types().get(kind.name)):
        return nature
    if seen.template:
        return _FORM
    if sure := seen.looks.sure:
        return sure.nature
    if seen.sheet:
        return _FORM
    if seen.spoken:
        return _SPEECH
    if seen.standing:
        return _RULES
    told = _told(seen)
    if told is None:
        return None
    if _sum(told) <= 0:
        return _unsure(told)
    if seen.likenesses:
        return seen.likenesses[0].nature
    return _FORM if WITNESSES["gaps"](seen) > 0 else _UNKNOWN


def _told(seen: Seen) -> dict[str, float] | None:
    """What the witnesses say; None as soon as the rest of them cannot lift the sum to where it leaves a doubt."""
    weights = _weights()
    asked = {**WITNESSES, **DEAR}
    told: dict[str, float] = {}
    rest = sum(max(weights[name], 0.0) for name in asked)
    for name, witness in asked.items():
        if _sum(told) + rest <= _UNSURE:
            return None
        told[name] = witness(seen)
        rest -= max(weights[name], 0.0)
    return told if _sum(told) > _UNSURE else None


def _sum(told: Mapping[str, float]) -> float:
    weights = _weights()
    return weights[_START] + sum(weights[name] * says for name, says in told.items())


def _unsure(told: Mapping[str, float]) -> Unsure:
    weights = _weights()
    shown = [row for row in rows(NatureWitness) if told.get(row.name)]
    parted = [[row for row in shown if (weights[row.name] > 0) is against] for against in (False, True)]
    vi, en = ([", ".join(getattr(row, key) for row in part) for part in parted] for key in ("says", "reads"))
    return Unsure((vi[0], vi[1]), (en[0], en[1]))


def is_bare(seen: Seen) -> bool:
    """Nothing of an act is printed: what it orders needs a stronger witness than its place."""
    return seen.head.issuer is None and WITNESSES["bare"](seen) > 0 and not WITNESSES["bases"](seen)


def is_loose(seen: Seen) -> bool:
    """It bears no number of its own and no recipients: what an act issued, without that act."""
    return WITNESSES["number"](seen) == 0 and not WITNESSES["recipients"](seen)


def witnesses(act: Act, head: Head) -> dict[str, float]:
    """What each witness says, 0 to 1: what the weights are fitted to."""
    seen = Seen(act, head)
    return {name: witness(seen) for name, witness in {**WITNESSES, **DEAR}.items()}


@cache
def _weights() -> Mapping[str, float]:
    return {row.name: row.weight for row in rows(NatureWitness)}
