"""All that a text names, wherever it stands, for marking it up: bodies, documents, and the deadline of each sentence.

The fields of the record ask less: only where a field stands, and a document once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from vnplans.extract.agencies.lists import find_agencies
from vnplans.extract.fields.citations import legal_bases, read_citations
from vnplans.extract.findings import Found, Head
from vnplans.extract.orders.sentences import sentences
from vnplans.extract.time.deadlines import find_deadline
from vnplans.extract.zones.acts import layouts
from vnplans.models import Agency, Citation, Deadline
from vnplans.pages import Pages

__all__ = ["agencies", "citations", "deadlines"]


def agencies(pages: Pages, province: str | None = None) -> Iterator[Found[Agency]]:
    """Every body, each time; the motto names none. `province`: whose "Sở Nội vụ", "UBND tỉnh" it is."""
    mottoes = {index for layout in layouts(pages) for index in layout.right}
    for index, block in enumerate(pages.blocks):
        for body in find_agencies(block.text, province=province) if index not in mottoes else ():
            yield Found(body.agency, (pages.quote(index, body.start, body.end, rule="mentions.agencies"),))


def citations(pages: Pages) -> Iterator[Found[Citation]]:
    """Every document but the act itself, each time; where an act first names it as its legal basis, as such."""
    acts = layouts(pages)
    letterheads = {index for layout in acts for index in (*layout.left, *layout.right)}
    found = [basis for layout in acts for basis in legal_bases(layout, Head())]
    bases = {(f.quotes[0].block, f.quotes[0].start): f.value for f in found if isinstance(f, Found)}
    for index, block in enumerate(pages.blocks):
        for citation, start, end in read_citations(block.text) if index not in letterheads else ():
            quote = pages.quote(index, start, end, rule="mentions.citations")
            yield Found(bases.get((index, quote.start), citation), (quote,))


def deadlines(pages: Pages, issued_on: dt.date | None = None) -> Iterator[Found[Deadline]]:
    """The deadline of each sentence that says one. `issued_on` gives a missing year."""
    for index, block in enumerate(pages.blocks):
        for start, end in sentences(block.text):
            if found := find_deadline(block.text[start:end], issued_on):
                deadline, at, to = found
                yield Found(deadline, (pages.quote(index, start + at, start + to, rule="mentions.deadlines"),))
