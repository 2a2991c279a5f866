"""Pages -> values. `HEAD` and `BODY` map each field of the record to its rules, strongest first.

HEAD rules see the act; BODY rules see also the settled head. Each rule is run by `findings` in isolation: one that
fails costs what it would have found, never the record. A test holds that the fields of `Directive` and those registered
here are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from vnplans.extract.act import Act, acts
from vnplans.extract.fields.attachments import attachments
from vnplans.extract.fields.boxed import boxed_date, boxed_number
from vnplans.extract.fields.citations import citations, legal_bases
from vnplans.extract.fields.facts import facts_date, facts_issuer, facts_number, facts_title, facts_type
from vnplans.extract.fields.gazette import heading_date, heading_issuer, heading_number, heading_title
from vnplans.extract.fields.headless import (
    headless_date,
    headless_issuer,
    headless_number,
    headless_title,
    headless_type,
)
from vnplans.extract.fields.issued import (
    adopted_date,
    closing_date,
    enclosed_date,
    place,
    place_line_date,
    year_of_issue,
)
from vnplans.extract.fields.issuer import co_issuers, enclosing_issuer, letterhead_issuer
from vnplans.extract.fields.kind import letter, of_symbol, type_word
from vnplans.extract.fields.marks import secrecy, urgency
from vnplans.extract.fields.number import enclosed_number, letterhead_number
from vnplans.extract.fields.number_scanned import smudged_number
from vnplans.extract.fields.outline import outline
from vnplans.extract.fields.recipients import addressees, recipients
from vnplans.extract.fields.signatures import signatures
from vnplans.extract.fields.signer import signer
from vnplans.extract.fields.targets import targets
from vnplans.extract.fields.title import below_type, subject_line
from vnplans.extract.findings import Finding, Head, Near
from vnplans.extract.tasks.whole import tasks

__all__ = ["BODY", "HEAD", "Act", "acts", "fault", "findings", "head_of"]

HeadRule = Callable[[Act], Iterator[Finding[Any]]]
BodyRule = Callable[[Act, Head], Iterator[Finding[Any]]]

HEAD: Mapping[str, tuple[HeadRule, ...]] = {
    "number": (
        smudged_number,
        boxed_number,
        letterhead_number,
        heading_number,
        enclosed_number,
        facts_number,
        headless_number,
    ),
    "doc_type": (type_word, facts_type, of_symbol, letter, headless_type),
    "issuer": (letterhead_issuer, heading_issuer, enclosing_issuer, facts_issuer, headless_issuer),
    "co_issuers": (co_issuers,),
    "issued_on": (
        boxed_date,
        place_line_date,
        heading_date,
        enclosed_date,
        closing_date,
        facts_date,
        headless_date,
        adopted_date,
    ),
    "place": (place,),
    "title": (heading_title, below_type, subject_line, facts_title, headless_title),
}

BODY: Mapping[str, tuple[BodyRule, ...]] = {
    "addressees": (addressees,),
    "urgency": (urgency,),
    "secrecy": (secrecy,),
    "legal_bases": (legal_bases,),
    "citations": (citations,),
    "outline": (outline,),
    "targets": (targets,),
    "tasks": (tasks,),
    "signer": (signer,),
    "recipients": (recipients,),
    "attachments": (attachments,),
    "signatures": (signatures,),
}


def findings(rules: Iterable[Callable[..., Iterator[Finding[Any]]]], *seen: Act | Head) -> Iterator[Finding[Any]]:
    """What the rules of one field find, in their order. A rule that fails gives a Near `fault` that names it."""
    for rule in rules:
        try:
            yield from list(rule(*seen))
        except MemoryError:
            raise
        except Exception as error:  # whatever a rule lets out costs its field, never the record
            yield fault(f"{rule.__module__.removeprefix('vnplans.')}.{getattr(rule, '__name__', rule)}", error)


def head_of(act: Act, values: Mapping[str, Any]) -> Head:
    """What the settled values of HEAD tell the rules of BODY."""
    try:
        year = year_of_issue(act)
    except Exception:  # the date's own rules have said so
        year = None
    known = ("number", "doc_type", "issuer", "issued_on", "title")
    return Head(**{name: values.get(name) for name in known}, year_of_issue=year)


def fault(place: str, error: Exception) -> Near:
    """The Near of a rule that failed at `place`."""
    what = f"{type(error).__name__}: {error}"[:200]
    return Near(
        "fault", f"quy tắc {place} bị lỗi, bỏ qua: {what}", f"the rule {place} failed: {what}", severity="error"
    )
