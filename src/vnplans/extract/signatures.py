"""Chữ ký số: who signed the file, and whether as issuer, clerk or re-publisher.

A body that re-publishes (gazette, government portal) did not issue; its stamp comes last (handbook 7.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vnplans.extract.findings import Finding, Found
from vnplans.extract.head import Head
from vnplans.extract.layout import Layout
from vnplans.models import DigitalSignature
from vnplans.pages import Stamp
from vnplans.text import bare, fold

__all__ = ["signatures"]

_GAZETTE = re.compile(r"cong bao|cong thong tin dien tu|cong ttdt|thong tin dien tu|portal")
_CLERK = re.compile(r"van thu|sao y")


def signatures(layout: Layout, head: Head) -> Iterator[Finding[DigitalSignature]]:
    """Each digital signature of the file; those of the first act only, for a signature signs the whole file."""
    if layout.extent[0] > 0:
        return
    for stamp in layout.pages.stamps:
        value = DigitalSignature(
            who=stamp.who, body=stamp.body, time=stamp.time, kind=_kind(stamp, head), intact=stamp.intact
        )
        quotes = (layout.pages.quote(stamp.block, rule="signatures.appearance"),) if stamp.block is not None else ()
        yield Found(value, quotes)


def _kind(stamp: Stamp, head: Head) -> str:
    words = bare(" ".join(filter(None, (stamp.who, stamp.body, stamp.text))))
    if _GAZETTE.search(words):
        return "gazette"
    if _CLERK.search(words):
        return "clerk"
    named = fold(" ".join(filter(None, (stamp.who, stamp.body))))
    if head.issuer and named and any(fold(name) in named for name in (head.issuer.name, head.issuer.text)):
        return "issuer"
    person = stamp.who and not re.match(r"(?:ủy|uỷ|ubnd|sở|bộ|ban|văn phòng|cục|trung tâm|trường|hội)", fold(stamp.who))
    return "issuer" if person or named else "other"
