"""Pages -> values. `HEAD` and `BODY` map each field of the record to its rules, strongest first.

HEAD rules see the layout of the act; BODY rules see also the settled head. A test holds that the fields of `Directive`
and those registered here are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from vnplans.extract.fields.attachments import attachments
from vnplans.extract.fields.citations import citations, legal_bases
from vnplans.extract.fields.gazette import heading_date, heading_issuer, heading_number, heading_title
from vnplans.extract.fields.issued import enclosed_date, place, place_line_date, year_of_issue
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
from vnplans.extract.findings import Finding
from vnplans.extract.head import Head
from vnplans.extract.tasks.act import tasks
from vnplans.extract.zones.acts import layouts
from vnplans.extract.zones.zones import Layout

__all__ = ["BODY", "HEAD", "layouts", "year_of_issue"]

HeadRule = Callable[[Layout], Iterator[Finding[Any]]]
BodyRule = Callable[[Layout, Head], Iterator[Finding[Any]]]

HEAD: Mapping[str, tuple[HeadRule, ...]] = {
    "number": (smudged_number, letterhead_number, heading_number, enclosed_number),
    "doc_type": (type_word, of_symbol, letter),
    "issuer": (letterhead_issuer, heading_issuer, enclosing_issuer),
    "co_issuers": (co_issuers,),
    "issued_on": (place_line_date, heading_date, enclosed_date),
    "place": (place,),
    "title": (heading_title, below_type, subject_line),
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
