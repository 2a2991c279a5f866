"""Pages: the neutral form between readers and extraction.

Flat clean text in reading order. A reader makes Blocks; extraction reads them and makes Quotes, only by `Pages.quote`,
so that the words of a quote and its place agree by construction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Literal

__all__ = ["Block", "Box", "Cell", "Link", "Pages", "Quote", "ReadWord", "Remark", "Role", "Severity", "Stamp"]

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points, from the page's upper left corner."""

Role = Literal["text", "header", "footer", "page_number", "footnote", "text_box", "stamp", "signature"]
"""What a block is on its page. `text` is the running text; `header` and `footer` repeat in the margins; `stamp` is an
incoming-mail stamp (ĐẾN), SAO Y line or gazette banner; `signature` is the visible text of a digital signature."""

Severity = Literal["info", "warning", "review", "error"]
"""How much a remark or note matters; "review" and "error" ask for a person."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The address of a table cell. Rows and columns count from 0 on the table's grid."""

    table: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    repeated: bool = False
    """True where the text stands once on paper and is given again for a further row of a vertical merge."""


@dataclass(frozen=True, slots=True)
class ReadWord:
    """A word that OCR read: it is `text[start:end]` of its block."""

    start: int
    end: int
    confidence: float
    """How sure the engine was of it, 0 to 1."""
    box: Box
    page: int
    engine: str | None = None
    """What the engine read, where its tones were put right."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (or a line of the letterhead) with what the eye knows of it. `text` is clean (`text.clean`)."""

    text: str
    role: Role = "text"
    label: str | None = None
    """The automatic list label as the page shows it ("I.", "a)", "-"), where it is not part of `text`."""
    level: int | None = None
    """The level of the automatic list, from 0."""
    bold: bool = False
    """All letters are bold."""
    bold_lead: int = 0
    """How many characters at the start of `text` are bold: a run-in heading ("1. Sở Nội vụ: chủ trì ...")."""
    italic: bool = False
    capitals: bool = False
    """The text shows no lower-case letter, whether typed so or by a capitals font."""
    centred: bool = False
    underlined: bool = False
    indent: float | None = None
    """Left edge of the first line in points, from the page's (PDF) or the text's (DOCX) left edge."""
    size: float | None = None
    """Font size in points, of most of the letters."""
    column: Literal["left", "right"] | None = None
    """Which column of the letterhead or of the signature part the block stands in, where the reader knows."""
    continues: bool = False
    """The block is a further line of the same paragraph (a forced line break) as the block before it."""
    heading: int | None = None
    """Outline level of the paragraph style (1 for Heading 1), where the file says so."""
    cell: Cell | None = None
    """Where in a table the block stands. Several paragraphs of one cell are several blocks with one address."""
    page: int | None = None
    """Page number from 1; None where the form has no pages (DOCX)."""
    box: Box | None = None
    confidence: float | None = None
    """Mean word confidence of OCR, 0 to 1; None for text that was not recognised from a picture."""
    words: tuple[ReadWord, ...] = ()
    """The words that OCR read, in their order; words of printed text among them are left out."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the document and where they stand: `pages.blocks[block].text[start:end] == text`."""

    text: str
    block: int
    start: int
    end: int
    page: int | None
    box: Box | None
    rule: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """A digital signature of the file, as found: what its certificate and appearance say, nothing concluded."""

    who: str | None
    body: str | None
    time: datetime | None
    intact: bool | None
    """Does the signed digest still hold? None: not checked."""
    text: str = ""
    """The words of the appearance, clean."""
    page: int | None = None
    box: Box | None = None
    block: int | None = None
    """The block that shows the appearance's words, if there is one."""


@dataclass(frozen=True, slots=True)
class Link:
    """Words of a block that a web page links to an address; the address is never followed."""

    block: int
    start: int
    end: int
    address: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What a reader has to say: `code` and `severity` as those of `Note`."""

    code: str
    severity: Severity
    message: str
    message_en: str | None = None
    page: int | None = None
    candidates: tuple[str, ...] = ()
    field: str | None = None
    """JSON Pointer of the value that it is about, where it is about one."""


_Grid = dict[int, dict[int, list[int]]]
"""Row -> column -> the indexes of the blocks in that cell."""


@dataclass(frozen=True, slots=True)
class Pages:
    """A document as flat blocks in reading order, with the facts of its file."""

    blocks: tuple[Block, ...]
    reader: str
    media_type: str
    page_count: int | None = None
    page_sizes: tuple[tuple[float, float], ...] = ()
    """Width and height of each page in points; empty where the form has no pages."""
    encoding: str | None = None
    """Legacy encoding that was decoded (TCVN3, VNI, VISCII, VPS, cp1258), or the charset of a text file."""
    text_origin: Literal["text", "ocr", "mixed"] = "text"
    stamps: tuple[Stamp, ...] = ()
    remarks: tuple[Remark, ...] = field(default=())
    address: str | None = None
    """The page's own address, where a saved page tells it."""
    posted: date | None = None
    """The day on which a web page says of itself that it was published, where no line of it shows one."""
    links: tuple[Link, ...] = ()
    """Links of the article to files and to texts of acts, in order."""
    span: tuple[int, int] | None = None
    """The blocks of the act that is looked at, where the file holds several; None: all."""
    _grids: dict[int, _Grid] = field(default_factory=dict, init=False, repr=False, compare=False)
    """The tables by their numbers, sorted out when one is first asked for."""
    worked_out: dict[tuple[str, int], Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What rules made of a part of the pages, by a name and the part's number: so each thing is worked out once."""

    @property
    def own(self) -> range:
        """The indexes of the blocks of the act that is looked at."""
        return range(*self.span) if self.span else range(len(self.blocks))

    def within(self, start: int, end: int) -> Pages:
        """The same pages, looked at for the act of these blocks; where those are all, the very same object."""
        if self.span is None and (start, end) == (0, len(self.blocks)):
            return self
        return replace(self, span=(start, end))

    def quote(self, block: int, start: int | None = None, end: int | None = None, *, rule: str) -> Quote:
        """The words `[start:end]` of a block as evidence, without outer blanks. Raises ValueError if none are left."""
        source = self.blocks[block]
        start, end, _ = slice(start, end).indices(len(source.text))
        words = source.text[start:end]
        start += len(words) - len(words.lstrip())
        words = words.strip()
        if not words:
            raise ValueError(f"an empty quote of block {block}")
        return Quote(words, block, start, start + len(words), source.page, source.box, rule)

    def confidence(self, quote: Quote) -> float | None:
        """How sure OCR was of the quote's words, 0 to 1: their mean over letters; None where none was recognised."""
        block = self.blocks[quote.block]
        seen = [w for w in block.words if w.start < quote.end and quote.start < w.end]
        return _mean(seen) if seen else block.confidence

    def page_confidence(self) -> tuple[float | None, ...]:
        """For each page the mean confidence of the words that OCR read on it; None where it read none. Empty where no
        page was recognised from a picture."""
        pages: dict[int, list[ReadWord]] = {}
        for block in self.blocks:
            if not (block.cell and block.cell.repeated):
                for word in block.words:
                    pages.setdefault(word.page, []).append(word)
        if not pages:
            return ()
        count = self.page_count or max(pages)
        return tuple(_mean(pages[n]) if n in pages else None for n in range(1, count + 1))

    def text(self) -> str:
        """All blocks, one a line, automatic labels before their text."""
        return "\n".join(f"{b.label} {b.text}" if b.label else b.text for b in self.blocks)

    def rows(self, table: int) -> Iterator[tuple[int, dict[int, list[int]]]]:
        """The rows of a table of the act: row number, and for each column the indexes of the blocks in that cell."""
        if not self._grids:
            for index in self.own:
                block = self.blocks[index]
                if block.cell:
                    grid = self._grids.setdefault(block.cell.table, {})
                    grid.setdefault(block.cell.row, {}).setdefault(block.cell.column, []).append(index)
        yield from sorted(self._grids.get(table, {}).items())

    def with_remarks(self, *remarks: Remark) -> Pages:
        """The same pages with more remarks."""
        return replace(self, remarks=self.remarks + remarks)


def _mean(words: Sequence[ReadWord]) -> float:
    """The mean confidence over the letters of words."""
    letters = sum(word.end - word.start for word in words)
    return round(sum(word.confidence * (word.end - word.start) for word in words) / letters, 3)
