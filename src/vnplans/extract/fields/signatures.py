"""Chữ ký số: who signed the file, and whether as issuer, clerk or re-publisher.

A body that re-publishes (gazette, government portal) did not issue; its stamp comes last.
"""

from __future__ import annotations

from collections.abc import Iterator

from vnplans.extract.findings import Finding, Found, Head
from vnplans.extract.zones.zones import Layout
from vnplans.landmarks import holds_word
from vnplans.models import DigitalSignature, SignatureKind
from vnplans.pages import Stamp

__all__ = ["kind_of", "signatures"]


def signatures(layout: Layout, _head: Head) -> Iterator[Finding[DigitalSignature]]:
    """Each digital signature of the file; those of the first act only, for a signature signs the whole file.

    One that shows nothing on a page has no quote: it was read from the file, not from its words.
    """
    if layout.extent[0] > 0:
        return
    for stamp in layout.pages.stamps:
        value = DigitalSignature(
            who=stamp.who, body=stamp.body, time=stamp.time, kind=kind_of(stamp), intact=stamp.intact
        )
        quotes = (layout.pages.quote(stamp.block, rule="signatures.appearance"),) if stamp.block is not None else ()
        yield Found(value, quotes)


def kind_of(stamp: Stamp) -> SignatureKind:
    """Who signs an act is its issuer, unless the words say clerk or re-publisher; nameless signatures are 'other'."""
    shown = " ".join(filter(None, (stamp.who, stamp.body, stamp.text)))
    if holds_word(shown, "republisher"):
        return "gazette"
    if holds_word(shown, "clerk"):
        return "clerk"
    return "issuer" if stamp.who or stamp.body else "other"
