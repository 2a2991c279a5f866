"""RTF -> Pages: paragraphs, table cells with their merges, list labels, code pages and legacy fonts.

No library on the package index gives more than plain text, so this walks the tokens itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from vnplans.errors import NoText
from vnplans.pages import Pages
from vnplans.readers.options import ReadOptions
from vnplans.readers.rtf.rows import Row, table_paragraphs
from vnplans.readers.rtf.tokens import Token, tokens
from vnplans.readers.styled.spans import Paragraph, Span, finish

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
_TOGGLES = {"b": "bold", "i": "italic", "ul": "underlined", "caps": "capitals"}
# \fcharset of a font -> Windows code page
_CHARSETS = {0: "cp1252", 77: "mac_roman", 163: "cp1258", 238: "cp1250", 204: "cp1251", 161: "cp1253", 162: "cp1254"}
MAX_DEPTH = 400


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits and restores."""

    span: Span = field(default_factory=lambda: Span(""))
    font: int = -1
    dropped: bool = False
    label: bool = False
    hidden: bool = False
    unicode_skip: int = 1
    destination: str = ""


class _Reader:
    def __init__(self) -> None:
        self.state = _State()
        self.stack: list[_State] = []
        self.fonts: dict[int, tuple[str, str]] = {}
        self.code_page = "cp1252"
        self.paragraph = Paragraph()
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
            if len(self.stack) < MAX_DEPTH:
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
            self.paragraph.spans.append(replace(state.span, text=text, font=font.strip()))

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
        elif word in _TOGGLES:
            changed: dict[str, Any] = {_TOGGLES[word]: number != 0}
            self.state = replace(self.state, span=replace(self.state.span, **changed))
        elif action := getattr(self, f"_word_{word}", None):
            action(number)

    # One method for each control word that is heard; its name is the word

    def _word_u(self, number: int | None) -> None:
        code = (number or 0) % 0x10000
        self.skip = self.state.unicode_skip
        self.letters(chr(code))

    def _word_uc(self, number: int | None) -> None:
        self.state = replace(self.state, unicode_skip=max(number or 0, 0))

    def _word_ansicpg(self, number: int | None) -> None:
        try:
            "".encode(page := f"cp{number}")
        except LookupError:
            return
        self.code_page = page

    def _word_fonttbl(self, _: int | None) -> None:
        self.state = replace(self.state, destination="fonttbl")

    def _word_f(self, number: int | None) -> None:
        self.state = replace(self.state, font=number or 0)

    def _word_fcharset(self, number: int | None) -> None:
        name, _ = self.fonts.get(self.state.font, ("", ""))
        self.fonts[self.state.font] = (name, _CHARSETS.get(number or 0, self.code_page) if number else self.code_page)

    def _word_fs(self, number: int | None) -> None:
        self.state = replace(self.state, span=replace(self.state.span, size=(number or 24) / 2))

    def _word_plain(self, _: int | None) -> None:
        self.state = replace(self.state, span=Span(""), hidden=False)

    def _word_ulnone(self, _: int | None) -> None:
        self.state = replace(self.state, span=replace(self.state.span, underlined=False))

    def _word_v(self, number: int | None) -> None:
        self.state = replace(self.state, hidden=number != 0)

    def _word_listtext(self, _: int | None) -> None:
        self.state = replace(self.state, label=True)
        self.label = ""

    _word_pntext = _word_listtext

    def _word_pard(self, _: int | None) -> None:
        self.in_table = False
        self.paragraph.centred, self.paragraph.indent = False, None

    def _word_intbl(self, _: int | None) -> None:
        self.in_table = True

    def _word_qc(self, _: int | None) -> None:
        self.paragraph.centred = True

    def _word_fi(self, number: int | None) -> None:
        self.paragraph.indent = (number or 0) / 20

    def _word_line(self, _: int | None) -> None:
        if not self.state.dropped:
            self.paragraph.spans.append(replace(self.state.span, text="\n"))

    def _word_par(self, _: int | None) -> None:
        if not self.state.dropped:
            self.end_paragraph()

    _word_sect = _word_page = _word_par

    def _word_trowd(self, _: int | None) -> None:
        self.row.merges, self.row.pending = [], set()

    def _merge(self, word: str) -> None:
        self.row.pending.add(word)

    def _word_clvmgf(self, _: int | None) -> None:
        self._merge("v_first")

    def _word_clvmrg(self, _: int | None) -> None:
        self._merge("v_next")

    def _word_clmrg(self, _: int | None) -> None:
        self._merge("h_next")

    def _word_cellx(self, _: int | None) -> None:
        self.row.merges.append(self.row.pending)
        self.row.pending = set()

    def _word_cell(self, _: int | None) -> None:
        self.in_table = True
        self.end_paragraph()
        self.row.cells.append(self.in_cell)
        self.in_cell = []

    def _word_row(self, _: int | None) -> None:
        self.rows.append(self.row)
        self.row = Row(merges=self.row.merges)

    def end_paragraph(self) -> None:
        done, self.paragraph = self.paragraph, Paragraph(centred=self.paragraph.centred, indent=self.paragraph.indent)
        done.label, self.label = self.label.strip() or None, ""
        if self.in_table:
            self.in_cell.append(done)
        else:
            self.end_table()
            self.done.append(done)

    def end_table(self) -> None:
        if self.rows:
            self.done += table_paragraphs(self.rows, self.tables)
            self.rows, self.tables = [], self.tables + 1

    def end(self) -> None:
        self.flush()
        if self.row.cells or self.in_cell:  # a row that the file's end cuts off
            self.in_table = True
            self._word_cell(None)
            self._word_row(None)
        self.in_table = False
        self.end_paragraph()
        self.end_table()


def read(data: bytes, options: ReadOptions) -> Pages:
    """The paragraphs and table cells of an RTF file.

    A damaged file gives what can be read of it. Raises NoText where that is nothing.
    """
    reader = _Reader()
    for token in tokens(data.lstrip()):
        reader.feed(token)
    reader.end()
    blocks, encoding = finish(reader.done)
    if not blocks:
        raise NoText("tệp RTF không có chữ", "the RTF file holds no words")
    return Pages(blocks, reader="rtf", media_type="application/rtf", encoding=encoding)
