"""Small PDFs for tests: text at places, lines, annotations with appearances.

No font file is needed: letters have a fixed width and say in a ToUnicode map which character they are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

A4 = (595.0, 842.0)
WIDTH = 0.5
"""The width of every letter, in parts of its size."""

_TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def
1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end"""


@dataclass
class Page:
    """What stands on a page; y is counted downwards from its top."""

    size: tuple[float, float] = A4
    rotate: int = 0
    content: list[str] = field(default_factory=list)
    notes: list[tuple[tuple[float, float, float, float], str]] = field(default_factory=list)
    stamps: list[tuple[tuple[float, float, float, float], str]] = field(default_factory=list)
    tags: list[int] = field(default_factory=list)
    """The paragraph of each piece of marked content."""

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float = 13,
        *,
        bold: bool = False,
        mode: int = 0,
        paragraph: int | None = None,
    ) -> Page:
        """One line of text whose letters stand on y; `paragraph`: the number of the tag it belongs to."""
        font = "B" if bold else "F"
        shown = words.encode("utf-16-be").hex()
        line = f"BT {mode} Tr /{font} {size} Tf 1 0 0 1 {x} {self.size[1] - y} Tm <{shown}> Tj ET"
        if paragraph is not None:
            line = f"/P <</MCID {len(self.tags)}>> BDC {line} EMC"
            self.tags.append(paragraph)
        self.content.append(line)
        return self

    def upwards(self, x: float, y: float, words: str, size: float = 13) -> Page:
        """A line that runs up the page from (x, y)."""
        shown = words.encode("utf-16-be").hex()
        self.content.append(f"BT 0 Tr /F {size} Tf 0 1 -1 0 {x} {self.size[1] - y} Tm <{shown}> Tj ET")
        return self

    def lines(self, x: float, y: float, words: Sequence[str], pitch: float = 18, size: float = 13) -> Page:
        """Several lines, one under the other."""
        for number, line in enumerate(words):
            self.text(x, y + number * pitch, line, size)
        return self

    def centred(self, y: float, words: str, size: float = 13, *, bold: bool = True) -> Page:
        return self.text((self.size[0] - len(words) * size * WIDTH) / 2, y, words, size, bold=bold)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Page:
        """A line of one point."""
        high = self.size[1]
        self.content.append(f"1 w {x0} {high - y0} m {x1} {high - y1} l S")
        return self

    def cover(self, x: float, y: float, wide: float, high: float = 16) -> Page:
        """A white box over what was drawn before, its foot a little below y."""
        self.content.append(f"q 1 1 1 rg {x} {self.size[1] - y - 4} {wide} {high} re f Q")
        return self

    def picture(self, x: float, y: float, rows: Sequence[bytes], size: float = 13) -> Page:
        """A grey picture whose rows of pixels are `rows`, as high as a line of `size` points that stands on y."""
        high = 1.25 * size
        wide = high * len(rows[0]) / len(rows)
        head = f"/W {len(rows[0])} /H {len(rows)} /CS /G /BPC 8 /F /AHx"
        place = f"{wide:.2f} 0 0 {high:.2f} {x} {self.size[1] - y - 0.25 * size:.2f} cm"
        self.content.append(f"q {place} BI {head} ID\n{b''.join(rows).hex()}>\nEI Q")
        return self

    def outlines(self, x: float, y: float, rows: Sequence[bytes], size: float = 13) -> Page:
        """The same picture drawn: one filled path of its dark runs of pixels."""
        pixel = 1.25 * size / len(rows)
        foot = self.size[1] - y - 0.25 * size
        runs = [
            f"{x + at * pixel:.3f} {foot + (len(rows) - n - 1) * pixel:.3f} {pixel:.3f} {pixel:.3f} re"
            for n, row in enumerate(rows)
            for at, grey in enumerate(row)
            if grey < 128
        ]
        self.content.append(" ".join([*runs, "f"]))
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> Page:
        """A full grid of ruled cells."""
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        return self

    def note(self, x: float, y: float, words: str) -> Page:
        """A typed note (FreeText) without an appearance."""
        self.notes.append(((x, self.size[1] - y - 4, x + 8 * len(words), self.size[1] - y + 12), words))
        return self

    def stamp(self, x: float, y: float, words: str, size: float = 13) -> Page:
        """An annotation whose appearance shows the lines of `words`, the first on y."""
        lines = words.split("\n")
        wide = max(len(line) for line in lines) * size * WIDTH + 4
        high = self.size[1]
        box = (x, high - y - (len(lines) - 1) * size - 4, x + wide, high - y + size)
        shown = "".join(
            f"BT /F {size} Tf 1 0 0 1 0 {(len(lines) - 1 - n) * size + 4} Tm <{line.encode('utf-16-be').hex()}> Tj ET "
            for n, line in enumerate(lines)
        )
        self.stamps.append((box, shown))
        return self


def make_pdf(*pages: Page, names: tuple[str, str] = ("Times-Roman", "Times-Bold")) -> bytes:
    """The bytes of a PDF; `names` are the base fonts of plain and bold text."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]

    def add(body: bytes | str) -> int:
        objects.append(body.encode("latin-1") if isinstance(body, str) else body)
        return len(objects)

    def stream(content: str | bytes, extra: str = "") -> int:
        raw = content.encode("latin-1") if isinstance(content, str) else content
        return add(f"<< {extra} /Length {len(raw)} >>\nstream\n".encode() + raw + b"\nendstream")

    to_unicode = stream(_TO_UNICODE)
    fonts = []
    for name in names:
        info = add(
            f"<< /Type /FontDescriptor /FontName /{name} /Flags 32 /FontBBox [0 -220 1000 900] /ItalicAngle 0 "
            "/Ascent 890 /Descent -216 /CapHeight 660 /StemV 80 >>"
        )
        child = add(
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /DW {int(WIDTH * 1000)} "
            f"/FontDescriptor {info} 0 R /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
        )
        fonts.append(
            add(
                f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H "
                f"/DescendantFonts [{child} 0 R] /ToUnicode {to_unicode} 0 R >>"
            )
        )
    resources = f"<< /Font << /F {fonts[0]} 0 R /B {fonts[1]} 0 R >> >>"
    kids = []
    tree = Tree(add)
    for number, page in enumerate(pages):
        annotations = []
        for (x0, y0, x1, y1), shown in page.stamps:
            box = f"[0 0 {x1 - x0} {y1 - y0}]"
            form = stream(shown, f"/Type /XObject /Subtype /Form /BBox {box} /Resources {resources}")
            place = f"[{x0} {y0} {x1} {y1}]"
            annotations.append(add(f"<< /Type /Annot /Subtype /Stamp /F 4 /Rect {place} /AP << /N {form} 0 R >> >>"))
        for (x0, y0, x1, y1), words in page.notes:
            said = "FEFF" + words.encode("utf-16-be").hex()
            add_note = f"<< /Type /Annot /Subtype /FreeText /F 4 /Rect [{x0} {y0} {x1} {y1}] /Contents <{said}> >>"
            annotations.append(add(add_note))
        content = stream("\n".join(page.content))
        listed = " ".join(f"{number} 0 R" for number in annotations)
        kids.append(
            add(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.size[0]} {page.size[1]}] /Rotate {page.rotate} "
                f"/Resources {resources} /Contents {content} 0 R /Annots [{listed}] /StructParents {number} >>"
            )
        )
        tree.page(kids[-1], page.tags)
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{k} 0 R' for k in kids)}] >>".encode()
    objects[0] = f"<< /Type /Catalog /Pages 2 0 R {tree.root()} >>".encode()
    return pdf_of(objects)


class Tree:
    """The structure tree of tagged pages: one P for each number on each page."""

    def __init__(self, add: Callable[[str], int]) -> None:
        self.add = add
        self.body = add("null")  # the parent of all; readers ask for its existence only
        self.kids: list[int] = []
        self.parents: list[str] = []

    def page(self, page: int, tags: Sequence[int]) -> None:
        owners = {}
        for tag in dict.fromkeys(tags):
            content = " ".join(str(n) for n, other in enumerate(tags) if other == tag)
            owners[tag] = self.add(f"<< /Type /StructElem /S /P /P {self.body} 0 R /Pg {page} 0 R /K [{content}] >>")
        self.kids += owners.values()
        listed = self.add(f"[{' '.join(f'{owners[tag]} 0 R' for tag in tags)}]")
        self.parents.append(f"{len(self.parents)} {listed} 0 R")

    def root(self) -> str:
        """The entries of the catalogue; none for pages without tags."""
        if not self.kids:
            return ""
        root = self.add(
            f"<< /Type /StructTreeRoot /K [{' '.join(f'{k} 0 R' for k in self.kids)}] "
            f"/ParentTree << /Nums [{' '.join(self.parents)}] >> >>"
        )
        return f"/StructTreeRoot {root} 0 R /MarkInfo << /Marked true >>"


def pdf_of(objects: Sequence[bytes]) -> bytes:
    """A PDF of numbered objects, from 1; the first is its catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    at = []
    for number, body in enumerate(objects, 1):
        at.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in at)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def pdf_page(number: int, words: str) -> tuple[bytes, bytes]:
    """Object `number` and the next one: a page and what stands on it."""
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number + 1} 0 R "
    return (
        f"{page} /Resources << /Font << /F {font} >> >> >>".encode(),
        f"<< /Length {len(words)} >>\nstream\n{words}\nendstream".encode(),
    )
