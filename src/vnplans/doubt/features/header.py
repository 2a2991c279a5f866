"""Features of header values: which rule read them, what agrees with them, how they look."""

from __future__ import annotations

import re
from collections.abc import Callable

from vnplans.doubt.features.facts import Facts, Vector, unknown_words
from vnplans.doubt.notes import HINTS
from vnplans.doubt.scanned_title import scan_signs
from vnplans.doubt.witness import fits, type_code_known
from vnplans.extract.agencies.lists import find_agencies
from vnplans.landmarks import begins_office
from vnplans.text import fold

__all__ = ["HEADER_FIELDS", "header_features"]

_NEXT_TO_HEAD = 15
"""Blocks within which a letterhead stands."""


def header_features(facts: Facts, field: str) -> Vector:
    """The features of a value of the header, by the field's name. The value stands."""
    pointer = f"/{field}"
    own = _OF[field](facts)
    quotes = facts.quotes(pointer)
    read = " ".join(q.text for q in quotes)
    out: Vector = {
        f"rule.{facts.rule(pointer)}": 1.0,
        "unsure": facts.unsure_of(pointer),
        "ocr": float(facts.ocr),
        "ocr.unsure": facts.ground.unsure,
        "unknown_words": unknown_words(read) if facts.ocr else 0.0,
        "late": float(bool(quotes) and quotes[0].block > _NEXT_TO_HEAD),
        "web": float(facts.pages.reader in ("html", "text")),
        "lacking": float(sum(getattr(facts.directive, name) is None for name in HEADER_FIELDS)),
        **own,
    }
    for code in facts.codes.get(pointer, ()):
        out[f"code.{code}"] = 1.0
    other = [n for n in facts.directive.notes if n.field == pointer and n.severity == "info" and n.code not in HINTS]
    out["other"] = float(any(n.code == "other_reading" for n in other))
    out["refused"] = float(any(n.code != "other_reading" for n in other))
    return {name: value for name, value in out.items() if value}


def _number(facts: Facts) -> Vector:
    directive = facts.directive
    number = directive.number
    assert number is not None
    kind, issuer = directive.doc_type, directive.issuer
    typed = bool(kind and number.type_code and kind.code and number.type_code.upper() == kind.code.upper())
    return {
        "blank": float(number.serial is None),
        "type.agrees": float(typed),
        "type.unknown": float(not type_code_known(number)),
        "issuer.agrees": float(bool(issuer and number.issuer_code and fits(number.issuer_code, issuer))),
        "issuer.none": float(not number.issuer_code),
        "odd_letters": float(bool(re.search(r"[^\w\s/.,&()-]|[a-zà-ỹ]{3}", number.text))),
        "large": float((number.serial or 0) > 9999),
    }


def _doc_type(facts: Facts) -> Vector:
    directive = facts.directive
    kind, number = directive.doc_type, directive.number
    assert kind is not None
    code = number.type_code.upper() if number and number.type_code else None
    return {
        "symbol.agrees": float(bool(kind.code and code == kind.code.upper())),
        "symbol.differs": float(bool(kind.code and code and code != kind.code.upper())),
        "letter.unaddressed": float(kind.name == "Công văn" and not directive.addressees),
        "letter.typed": float(kind.name == "Công văn" and code is not None),
        "many_tasks": float(len(directive.tasks) > 0),
    }


def _issuer(facts: Facts) -> Vector:
    directive = facts.directive
    issuer, number = directive.issuer, directive.number
    assert issuer is not None
    name = fold(issuer.name)
    found = find_agencies(issuer.name)
    whole = bool(found) and found[0].start == 0 and found[0].end >= len(issuer.name) - 1
    signs = fold((directive.signer.authority or "") if directive.signer else "")
    own = fold(issuer.text)
    bodies = [fold(s.body) for s in directive.signatures if s.body]
    where = fold(directive.place or "")
    code = number.issuer_code if number else None
    return {
        "known": float(whole),
        "level": float(issuer.level is not None),
        "level.other": float(issuer.level in (None, "other")),
        "parent": float(issuer.parent is not None),
        "symbol.agrees": float(bool(code and fits(code, issuer))),
        "symbol.differs": float(bool(code and not fits(code, issuer))),
        "signs": float(bool(signs) and (own in signs or name in signs)),
        "certified": float(any(name in body or body in name for body in bodies)),
        "certified.other": float(bool(bodies) and not any(name in body or body in name for body in bodies)),
        "place.agrees": float(bool(where and issuer.province and fold(issuer.province) in where)),
        "long": max(0.0, len(name.split()) - 8) / 4,
        "short": float(len(name.split()) < 3),
    }


def _issued_on(facts: Facts) -> Vector:
    directive = facts.directive
    day, number = directive.issued_on, directive.number
    assert day is not None
    signed = [abs((s.time.date() - day).days) for s in directive.signatures if s.time]
    years = [int(year) for year in re.findall(r"\b((?:19|20)\d\d)\b", directive.title or "")]
    return {
        "signed": float(any(days <= 3 for days in signed)),
        "signed.off": float(bool(signed) and all(days > 3 for days in signed)),
        "year.number": float(bool(number and number.year == day.year)),
        "year.title": float(any(0 <= year - day.year <= 1 for year in years)),
        "year.off": float(bool(years) and all(not -1 <= year - day.year <= 6 for year in years)),
        "weekend": float(day.weekday() == 6),
        "placed": float(directive.place is not None),
    }


def _title(facts: Facts) -> Vector:
    title = facts.directive.title or ""
    quotes = facts.quotes("/title")
    words = len(title.split())
    last = quotes[-1] if quotes else None
    blocks = facts.pages.blocks
    behind = blocks[last.block + 1] if last and last.block + 1 < len(blocks) else None
    whole = last is None or last.end >= len(blocks[last.block].text.rstrip(" .;_-*"))
    looks = [(b.bold, b.centred) for b in (blocks[q.block] for q in quotes)]
    return {
        "short": float(words < 4),
        "long": max(0.0, words - 40) / 20,
        "lines": max(0.0, len(quotes) - 3.0),
        "lower": float(title[:1].islower()),
        "full_stop": float(title.endswith((".", ";", ":"))),
        "inner_stop": float(bool(re.search(r"[.;:]\s+\S", title))),
        "capitals": float(title.isupper()),
        "cut": float(not whole),
        "mixed_looks": float(len(set(looks)) > 1),
        "plain": float(bool(looks) and not any(bold or centred for bold, centred in looks)),
        "goes_on": float(behind is not None and behind.role == "text" and behind.text[:1].islower()),
        "no_type": float(facts.directive.doc_type is None),
        **{f"scan.{name}": value for name, value in scan_signs(facts.directive, facts.pages).items()},
    }


def _signer(facts: Facts) -> Vector:
    signer = facts.directive.signer
    assert signer is not None
    name, position = signer.name or "", signer.position or ""
    words = name.split()
    who = [fold(s.who) for s in facts.directive.signatures if s.who]
    return {
        "nameless": float(not name),
        "words.few": float(len(words) < 2),
        "words.many": float(len(words) > 4),
        "not_names": float(any(not word[:1].isupper() for word in words)),
        "unknown_words": unknown_words(name),
        "position": float(bool(position) and begins_office(position)),
        "position.odd": float(bool(position) and not begins_office(position)),
        "authority": float(bool(signer.authority)),
        "certified": float(any(fold(name) in body or body in fold(name) for body in who)) if name else 0.0,
        "digits": float(any(c.isdigit() for c in name)),
    }


_OF: dict[str, Callable[[Facts], Vector]] = {
    "number": _number,
    "doc_type": _doc_type,
    "issuer": _issuer,
    "issued_on": _issued_on,
    "title": _title,
    "signer": _signer,
}
HEADER_FIELDS = tuple(_OF)
