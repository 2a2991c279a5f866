"""RTF -> Pages: paragraphs, table cells with their merges, list labels, code pages and legacy fonts.

No library on the package index gives more than plain text, so this walks the tokens itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from vnplans.errors import NoText
from vnplans.limits import Tally
from vnplans.pages import Pages
from vnplans.readers.options import ReadOptions
from vnplans.readers.rtf.rows import Merge, Row, table_paragraphs, tables
from vnplans.readers.rtf.tokens import Token, tokens
from vnplans.readers.styled.flow import finish
from vnplans.readers.styled.looks import Face, ParagraphLook
from vnplans.readers.styled.paragraph import Paragraph, Piece

__all__ = ["read"]

# Destinations whose words are not the document's; those marked \* are passed over unless named in _KEPT
_DROPPED = (
    frozenset(
        ("colortbl", "stylesheet", "info", "pict", "object", "filetbl", "revtbl", "rsidtbl", "listtable", "themedata")
    )
    | {"listoverridetable", "generator", "datastore", "latentstyles", "xmlnstbl", "fldinst", "header", "footer"}
    | {f"{part}{page}" for part in ("header", "footer") for page in "lrf"}
    | {"footnote", "annotation", "sp", "nonshppict", "ftnsep", "ftnsepc", "aftnsep", "aftnsepc", "deleted"}
)
_KEPT = frozenset(("shptxt", "fldrslt", "shpinst", "listtext", "pntext"))
_LETTERS = {
    "tab": "\t", "emdash": "-", "endash": "-", "lquote": "'", "rquote": "'", "ldblquote": '"', "rdblquote": '"',
    "bullet": "-", "emspace": " ", "enspace": " ", "~": "\u00a0", "_": "-", "{": "{", "}": "}", "\\": "\\",
}  # fmt: skip
# \fcharset of a font -> Windows code page
_CHARSETS = {0: "cp1252", 77: "mac_roman", 163: "cp1258", 238: "cp1250", 204: "cp1251", 161: "cp1253", 162: "cp1254"}


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits and restores."""

    face: Face = field(default_factory=Face)
    font: int = -1
    dropped: bool = False
    label: bool = False
    hidden: bool = False
    unicode_skip: int = 1
    destination: str = ""


class _Reader:
    def __init__(self, tally: Tally) -> None:
        self.tally = tally
        self.state = _State()
        self.stack: list[_State] = []
        self.fonts: dict[int, tuple[str, str]] = {}
        """Name and code page."""
        self.code_page = "cp1252"
        self.pieces: list[Piece] = []
        self.look = ParagraphLook()
        """That of the paragraph under way; the next one inherits it."""
        self.in_table = False
        self.in_cell: list[Paragraph] = []
        self.row = Row()
        self.rows: list[Row] = []
        self.done: list[Paragraph] = []
        self.tables = 0
        self.skip = 0
        self.pending = b""
        self.label = ""

    def feed(self, token: Token) -> None:
        if self.skip and token.kind == "bytes":
            cut = min(self.skip, len(token.data))
            self.skip -= cut
            token = token._replace(data=token.data[cut:])
        if token.kind == "bytes":
            self.pending += token.data
            return
        self.flush()
        if token.kind == "open":
            self.stack.append(self.state)
        elif token.kind == "close":
            self.state = self.stack.pop() if self.stack else self.state
            self.skip = 0
        elif token.kind == "symbol":
            self.symbol(token.word)
        else:
            self.word(token.word, token.number)

    def flush(self) -> None:
        """Bytes gathered so far become letters by the font's code page."""
        if self.pending:
            data, self.pending = self.pending, b""
            if self.state.destination == "fonttbl":
                self.font_name(data)
            else:
                _, page = self.fonts.get(self.state.font, ("", self.code_page))
                self.letters(data.decode(page, errors="replace"))

    def font_name(self, data: bytes) -> None:
        name, page = self.fonts.get(self.state.font, ("", self.code_page))
        self.fonts[self.state.font] = (name + data.decode("cp1252", errors="replace").rstrip(";"), page)

    def letters(self, text: str) -> None:
        state = self.state
        if state.label:
            self.label += text
        elif not state.dropped and not state.hidden:
            font, _ = self.fonts.get(state.font, ("", ""))
            self.pieces.append((text, replace(state.face, font=font.strip()).look()))

    def symbol(self, symbol: str) -> None:
        if symbol == "*":
            self.state = replace(self.state, destination="*")
        elif symbol in _LETTERS:
            self.letters(_LETTERS[symbol])
        elif symbol == "-":
            self.letters("\u00ad")

    def word(self, word: str, number: int | None) -> None:
        if self.state.destination == "*":
            self.state = replace(self.state, destination="", dropped=self.state.dropped or word not in _KEPT)
        if word in _DROPPED:
            self.state = replace(self.state, dropped=True)
        elif word in _LETTERS:
            self.letters(_LETTERS[word])
        elif word in _WORDS:
            _WORDS[word](self, number)

    def end_paragraph(self) -> None:
        done = Paragraph(self.pieces, self.look, label=self.label.strip() or None)
        self.pieces, self.label = [], ""
        self.tally.add("blocks")
        if self.in_table:
            self.in_cell.append(done)
        else:
            self.end_table()
            self.done.append(done)

    def end_cell(self) -> None:
        self.in_table = True
        self.end_paragraph()
        self.row.cells.append(self.in_cell)
        self.in_cell = []

    def end_row(self) -> None:
        self.rows.append(self.row)
        self.row = Row(merges=self.row.merges)

    def end_table(self) -> None:
        for rows in tables(self.rows):
            self.done += table_paragraphs(rows, self.tables, self.tally)
            self.tables += 1
        self.rows = []

    def end(self) -> None:
        self.flush()
        if self.row.cells or self.in_cell:  # a row that the file's end cuts off
            self.end_cell()
            self.end_row()
        self.in_table = False
        self.end_paragraph()
        self.end_table()


def _unicode(reader: _Reader, number: int | None) -> None:
    reader.skip = reader.state.unicode_skip
    reader.letters(chr((number or 0) % 0x10000))


def _unicode_skip(reader: _Reader, number: int | None) -> None:
    reader.state = replace(reader.state, unicode_skip=max(number or 0, 0))


def _code_page(reader: _Reader, number: int | None) -> None:
    try:
        "".encode(page := f"cp{number}")
    except LookupError:
        return
    reader.code_page = page


def _font_table(reader: _Reader, _: int | None) -> None:
    reader.state = replace(reader.state, destination="fonttbl")


def _font(reader: _Reader, number: int | None) -> None:
    reader.state = replace(reader.state, font=number or 0)


def _charset(reader: _Reader, number: int | None) -> None:
    name, _ = reader.fonts.get(reader.state.font, ("", ""))
    page = _CHARSETS.get(number or 0, reader.code_page) if number else reader.code_page
    reader.fonts[reader.state.font] = (name, page)


def _plain(reader: _Reader, _: int | None) -> None:
    reader.state = replace(reader.state, face=Face(), hidden=False)


def _bold(reader: _Reader, number: int | None) -> None:
    reader.state = replace(reader.state, face=replace(reader.state.face, bold=number != 0))


def _italic(reader: _Reader, number: int | None) -> None:
    reader.state = replace(reader.state, face=replace(reader.state.face, italic=number != 0))


def _underlined(reader: _Reader, number: int | None) -> None:
    reader.state = replace(reader.state, face=replace(reader.state.face, underlined=number != 0))


def _not_underlined(reader: _Reader, _: int | None) -> None:
    _underlined(reader, 0)


def _capitals(reader: _Reader, number: int | None) -> None:
    reader.state = replace(reader.state, face=replace(reader.state.face, capitals=number != 0))


def _size(reader: _Reader, number: int | None) -> None:
    reader.state = replace(reader.state, face=replace(reader.state.face, size=(number or 24) / 2))


def _hidden(reader: _Reader, number: int | None) -> None:
    reader.state = replace(reader.state, hidden=number != 0)


def _label(reader: _Reader, _: int | None) -> None:
    reader.state = replace(reader.state, label=True)
    reader.label = ""


def _defaults(reader: _Reader, _: int | None) -> None:
    reader.in_table = False
    reader.look = ParagraphLook()


def _in_table(reader: _Reader, _: int | None) -> None:
    reader.in_table = True


def _centred(reader: _Reader, _: int | None) -> None:
    reader.look = replace(reader.look, centred=True)


def _indent(reader: _Reader, number: int | None) -> None:
    reader.look = replace(reader.look, indent=(number or 0) / 20)


def _line(reader: _Reader, _: int | None) -> None:
    if not reader.state.dropped:
        reader.pieces.append(("\n", reader.state.face.look()))


def _paragraph(reader: _Reader, _: int | None) -> None:
    if not reader.state.dropped:
        reader.end_paragraph()


def _row_begins(reader: _Reader, _: int | None) -> None:
    reader.row.merges, reader.row.pending = [], Merge()


def _merge_begins(reader: _Reader, _: int | None) -> None:
    reader.row.pending.vertical = "first"


def _merge_goes_on(reader: _Reader, _: int | None) -> None:
    reader.row.pending.vertical = "next"


def _merged_left(reader: _Reader, _: int | None) -> None:
    reader.row.pending.left = True


def _cell_declared(reader: _Reader, number: int | None) -> None:
    reader.row.merges.append(replace(reader.row.pending, edge=number or 0))
    reader.row.pending = Merge()


def _cell(reader: _Reader, _: int | None) -> None:
    reader.end_cell()


def _row(reader: _Reader, _: int | None) -> None:
    reader.end_row()


# The control words that are heard; all others say nothing of the text
_WORDS: dict[str, Callable[[_Reader, int | None], None]] = {
    "u": _unicode,
    "uc": _unicode_skip,
    "ansicpg": _code_page,
    "fonttbl": _font_table,
    "f": _font,
    "fcharset": _charset,
    "plain": _plain,
    "b": _bold,
    "i": _italic,
    "ul": _underlined,
    "ulnone": _not_underlined,
    "caps": _capitals,
    "fs": _size,
    "v": _hidden,
    "listtext": _label,
    "pntext": _label,
    "pard": _defaults,
    "intbl": _in_table,
    "qc": _centred,
    "fi": _indent,
    "line": _line,
    "par": _paragraph,
    "sect": _paragraph,
    "page": _paragraph,
    "trowd": _row_begins,
    "clvmgf": _merge_begins,
    "clvmrg": _merge_goes_on,
    "clmrg": _merged_left,
    "cellx": _cell_declared,
    "cell": _cell,
    "row": _row,
}


def read(data: bytes, options: ReadOptions) -> Pages:
    """The paragraphs and table cells of an RTF file.

    A damaged file gives what can be read of it. Raises NoText where that is nothing, TooLarge.
    """
    reader = _Reader(Tally(options.limits))
    for token in tokens(data.lstrip()):
        reader.feed(token)
    reader.end()
    blocks, encoding = finish(reader.done, options.limits)
    if not blocks:
        raise NoText("tệp RTF không có chữ", "the RTF file holds no words")
    return Pages(blocks, reader="rtf", media_type="application/rtf", encoding=encoding)
