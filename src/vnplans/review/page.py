"""One HTML file that needs nothing else: documents one after the other, written as they come."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, ClassVar

from vnplans.models import Directive
from vnplans.pages import Pages
from vnplans.review.flow import Paragraph, Quotes, Table, flow, left_quotes
from vnplans.review.paper import Figure, paper
from vnplans.review.pictures import PICTURED, PagePicture, pictures
from vnplans.review.record import RecordView, view
from vnplans.review.witness import Witness
from vnplans.templates import asset, template
from vnplans.wording import PARTS

__all__ = ["Reviewed", "write"]

_HERE = "vnplans.review"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The records of one file, and as much of the file as is at hand."""

    records: tuple[Directive, ...]
    pages: Pages | None = None
    """What the file was read to; None where only the records are left."""
    data: bytes | None = None
    """The file itself, for the pictures of its pages."""
    parts: tuple[str, ...] = ()
    """The part of each block of the pages (vnplans.parts); () where it is not known."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What the page cannot show."""

    shape: ClassVar[str] = "remark"
    text: str


@dataclass(frozen=True, slots=True)
class Legend:
    """What the colours of the bars beside the paragraphs mean: name and words of each part that is there."""

    shape: ClassVar[str] = "legend"
    parts: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Document:
    """One document of the page. `right` is made as it is written, after the left side, whose quotes it marks."""

    id: str
    name: str
    grave: bool
    records: list[RecordView]
    right: Iterator[Figure | Paragraph | Table | Remark | Quotes | Legend]


def write(documents: Iterable[Reviewed], out: IO[str], most_pages: int = 150) -> None:
    """Write the page. `most_pages` pictures in all: past them the words of quotes stand without a picture.

    Holds one document and one picture at a time. The page's policy lets nothing run but the one script, and nothing
    load but pictures inside the page.
    """
    script, budget = asset(_HERE, "page.js"), _Budget(most_pages)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")
    page = template(_HERE, "page.html").generate(
        policy=f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{digest}'",
        style=asset(_HERE, "page.css"),
        script=script,
        documents=(_document(document, count, budget) for count, document in enumerate(documents, 1)),
    )
    for piece in page:
        out.write(piece)


@dataclass(slots=True)
class _Budget:
    left: int

    def spend(self, pages: Iterable[PagePicture]) -> Iterator[PagePicture]:
        for page in pages:
            self.left -= 1
            yield page


def _document(document: Reviewed, count: int, budget: _Budget) -> _Document:
    witness = Witness(f"d{count}")
    return _Document(
        id=witness.prefix,
        name=next((r.source.name for r in document.records if r.source.name), None) or f"Văn bản {count}",
        grave=any(record.needs_review for record in document.records),
        records=[view(record, witness) for record in document.records],
        right=_right(document, witness, budget),
    )


def _right(
    document: Reviewed, witness: Witness, budget: _Budget
) -> Iterator[Figure | Paragraph | Table | Remark | Quotes | Legend]:
    placed: set[int] = set()
    if document.parts:
        yield Legend([(name, label) for name, label in PARTS.items() if name in document.parts])
    media_type = document.records[0].source.media_type if document.records else ""
    if media_type.startswith(PICTURED):
        yield from _paper(document, media_type, witness, budget, placed)
    elif document.pages is not None:
        yield from flow(document.pages, witness, placed, document.parts)
    else:
        yield Remark("Không có tệp gốc: chỉ có các đoạn trích làm dẫn chứng.")
    yield from left_quotes(witness, placed)


def _paper(
    document: Reviewed, media_type: str, witness: Witness, budget: _Budget, placed: set[int]
) -> Iterator[Figure | Remark]:
    if document.data is None:
        yield Remark("Không có tệp gốc: chỉ có các đoạn trích làm dẫn chứng.")
        return
    sizes = document.pages.page_sizes if document.pages else ()
    before = budget.left
    drawn = pictures(document.data, media_type, sizes, budget.left)
    yield from paper(budget.spend(drawn), witness, document.pages, placed, document.parts)
    count, total = before - budget.left, document.records[0].source.pages
    if not count and before:
        yield Remark("Không vẽ được trang nào của tệp.")
    elif total and count < total:
        yield Remark(f"Chỉ có hình của {count} trên {total} trang; dẫn chứng ở các trang còn lại nằm dưới đây.")
