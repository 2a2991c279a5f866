"""One HTML file that needs nothing else: documents one after the other, written as they come."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import IO

from vnplans.models import Directive
from vnplans.pages import Pages
from vnplans.review.flow import flow_html, quotes_html
from vnplans.review.markup import element, text, void
from vnplans.review.paper import paper_html
from vnplans.review.pictures import PICTURED, PagePicture, pictures
from vnplans.review.record import record_html
from vnplans.review.witness import Witness

__all__ = ["Reviewed", "write"]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The records of one file, and as much of the file as is at hand."""

    records: tuple[Directive, ...]
    pages: Pages | None = None
    """What the file was read to; None where only the records are left."""
    data: bytes | None = None
    """The file itself, for the pictures of its pages."""


def write(documents: Iterable[Reviewed], out: IO[str], most_pages: int = 150) -> None:
    """Write the page. `most_pages` pictures in all: past them the words of quotes stand without a picture.

    Holds one document and one picture at a time.
    """
    out.write(_opening())
    budget = _Budget(most_pages)
    for count, document in enumerate(documents, 1):
        for piece in _document(document, count, budget):
            out.write(piece + "\n")
    script = element("script", _asset("page.js"))
    out.write(f"</main>\n{script}\n</body>\n</html>\n")


@dataclass(slots=True)
class _Budget:
    left: int

    def spend(self, pages: Iterable[PagePicture]) -> Iterator[PagePicture]:
        for page in pages:
            self.left -= 1
            yield page


@cache
def _asset(name: str) -> str:
    return resources.files("vnplans.review").joinpath(name).read_text(encoding="utf-8")


def _opening() -> str:
    """The head. The policy lets nothing run but the one script, and nothing load but pictures inside the page."""
    digest = base64.b64encode(hashlib.sha256(_asset("page.js").encode()).digest()).decode("ascii")
    policy = f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    return "\n".join((
        "<!DOCTYPE html>",
        '<html lang="vi">',
        "<head>",
        void("meta", charset="utf-8"),
        void("meta", http_equiv="Content-Security-Policy", content=policy),
        void("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", "vnplans: đối chiếu với văn bản"),
        element("style", _asset("page.css")),
        "</head>",
        "<body>",
        '<nav class="documents" aria-label="Văn bản" hidden></nav>',
        "<main>",
        "",
    ))  # fmt: skip


def _document(document: Reviewed, count: int, budget: _Budget) -> Iterator[str]:
    prefix = f"d{count}"
    witness = Witness(prefix)
    name = next((r.source.name for r in document.records if r.source.name), None) or f"Văn bản {count}"
    grave = any(record.needs_review for record in document.records)
    yield void("article", class_="document", id=prefix, data_name=name, data_review="1" if grave else None)
    yield void("section", class_="left", tabindex="0", aria_label="Dữ liệu đọc được")
    for record in document.records:
        yield '<section class="record">'
        yield from record_html(record, witness)
        yield "</section>"
    yield "</section>"
    yield void("section", class_="right", tabindex="0", aria_label="Văn bản")
    yield element("h2", text(name), class_="file-name")
    yield from _right(document, witness, budget)
    yield element("div", class_="said", role="status", aria_live="polite", hidden=True)
    yield "</section></article>"


def _right(document: Reviewed, witness: Witness, budget: _Budget) -> Iterator[str]:
    placed: set[int] = set()
    media_type = document.records[0].source.media_type if document.records else ""
    if media_type.startswith(PICTURED):
        yield from _paper(document, media_type, witness, budget, placed)
    elif document.pages is not None:
        yield from flow_html(document.pages, witness, placed)
    else:
        yield _remark("Không có tệp gốc: chỉ có các đoạn trích làm dẫn chứng.")
    yield from quotes_html(witness, placed)


def _paper(document: Reviewed, media_type: str, witness: Witness, budget: _Budget, placed: set[int]) -> Iterator[str]:
    if document.data is None:
        yield _remark("Không có tệp gốc: chỉ có các đoạn trích làm dẫn chứng.")
        return
    sizes = document.pages.page_sizes if document.pages else ()
    before = budget.left
    drawn = pictures(document.data, media_type, sizes, budget.left)
    yield from paper_html(budget.spend(drawn), witness, document.pages, placed)
    count, total = before - budget.left, document.records[0].source.pages
    if not count and before:
        yield _remark("Không vẽ được trang nào của tệp.")
    elif total and count < total:
        yield _remark(f"Chỉ có hình của {count} trên {total} trang; dẫn chứng ở các trang còn lại nằm dưới đây.")


def _remark(words: str) -> str:
    return element("p", text(words), class_="remark")
