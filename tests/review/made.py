"""Records and pages made by hand for the evidence page, and a reader of the HTML that it gives. All texts invented."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from vnplans.models import Agency, Deadline, Directive, DocumentNumber, Note, Source, Task
from vnplans.pages import Block, Cell, Pages, Quote
from vnplans.review import Reviewed, write

BLOCKS = (
    Block("Số: 12/KH-UBND"),
    Block("1. Sở Y tế chủ trì kiểm tra chợ Bến Đá trước ngày 15/5/2026."),
    Block("Sở Y tế", cell=Cell(0, 0, 0)),
    Block("Quý II", cell=Cell(0, 0, 2)),
)
PAGES = Pages(BLOCKS, "text", "text/plain")


def source(**more: Any) -> Source:
    return Source(**{"name": "ke-hoach.txt", "sha256": "ab" * 32, "media_type": "text/plain", "reader": "text"} | more)


def found(block: int, words: str, pages: Pages = PAGES) -> Quote:
    start = pages.blocks[block].text.index(words)
    return pages.quote(block, start, start + len(words), rule="test")


def plan(**more: Any) -> Directive:
    """A plan with one task; each value was read from a part of the second block."""
    task = Task(
        id="x#1",
        where="1",
        content="kiểm tra chợ Bến Đá trước ngày 15/5/2026",
        lead_agencies=[Agency(text="Sở Y tế", name="Sở Y tế")],
        deadline=Deadline(text="trước ngày 15/5/2026", kind="by"),
        deliverable="Báo cáo",
    )
    told: dict[str, Any] = {
        "number": DocumentNumber(text="12/KH-UBND"),
        "tasks": [task],
        "source": source(),
        "evidence": {
            "/number": [found(0, "12/KH-UBND")],
            "/tasks/0": [found(1, "Sở Y tế"), found(1, "trước ngày 15/5/2026")],
            "/tasks/0/content": [found(1, "kiểm tra chợ Bến Đá trước ngày 15/5/2026")],
            "/tasks/0/lead_agencies/0": [found(1, "Sở Y tế")],
            "/tasks/0/deadline": [found(1, "trước ngày 15/5/2026")],
        },
        "notes": [
            Note(code="a", severity="info", message="chỉ để biết"),
            Note(code="b", severity="review", message="xem lại ngày", field="/issued_on", quote=found(3, "Quý II")),
        ],
    }
    return Directive(**told | more)


@dataclass
class Shown(HTMLParser):
    """What a browser would see: elements with their attributes and words, scripts and styles apart."""

    values: list[dict[str, str]] = field(default_factory=list)
    marks: list[dict[str, str]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    images: list[dict[str, str]] = field(default_factory=list)
    words: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {key: value or "" for key, value in attrs}
        self.tags.append(tag)
        if "id" in told:
            self.ids.append(told["id"])
        if tag == "img":
            self.images.append(told)
        kinds = told.get("class", "").split()
        told["words"] = ""
        if "v" in kinds:
            self.values.append(told)
        if "m" in kinds:
            self.marks.append(told)
        if tag not in ("meta", "img"):
            self._open.append((tag, told))

    def handle_endtag(self, tag: str) -> None:
        assert self._open[-1][0] == tag, f"</{tag}> closes <{self._open[-1][0]}>"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if not any(tag in ("script", "style") for tag, _ in self._open):
            self.words += data
            for _, told in self._open:
                told["words"] += data

    def marked(self, number: str) -> str:
        """The words of all marks of a quote, in order."""
        return "".join(mark["words"] for mark in self.marks if number in mark["data-q"].split())

    def pointers(self) -> set[str]:
        return {pointer for value in self.values for pointer in value.get("data-p", "").split()}


def html_of(*documents: Reviewed, most_pages: int = 10) -> str:
    out = io.StringIO()
    write(documents, out, most_pages)
    return out.getvalue()


def shown(*documents: Reviewed, most_pages: int = 10) -> Shown:
    """The page, checked: every element closed, every id once, every link inside the page leads somewhere."""
    html = html_of(*documents, most_pages=most_pages)
    page = Shown()
    page.feed(html)
    page.close()
    assert len(page.ids) == len(set(page.ids))
    assert set(re.findall(r'href="#([^"]*)"', html)) <= set(page.ids)
    return page
