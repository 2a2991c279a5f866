"""Paragraphs -> Blocks: legacy fonts decoded, text cleaned, lines parted, the look of the letters summed up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from vnplans.pages import Block
from vnplans.readers import legacy
from vnplans.readers.word.inline import Piece
from vnplans.readers.word.story import Paragraph
from vnplans.readers.word.styles import RunLook
from vnplans.readers.word.symbols import symbols
from vnplans.text import clean

__all__ = ["Decoder", "blocks_of"]

_TAB_STOP = 36.0


class Decoder:
    """Judges which runs are really in a legacy encoding, and decodes them. `used` counts letters by encoding."""

    def __init__(self, paragraphs: Iterable[Paragraph]) -> None:
        self.used: Counter[str] = Counter()
        plain = (t for p in paragraphs for t, look in p.pieces if not look.encoding and not look.symbols)
        self._unnamed = legacy.guess(plain)
        """The encoding of text whose font says nothing."""

    def decoded(self, pieces: Sequence[Piece]) -> list[Piece]:
        """The pieces with their text in Unicode; neighbours in one encoding are judged together."""
        if not any(look.encoding or self._unnamed for _, look in pieces):
            return list(pieces)
        out: list[Piece] = []
        for encoding, group in _by_encoding(pieces, self._unnamed):
            out += self._group(encoding, group)
        return out

    def _group(self, encoding: str | None, group: list[Piece]) -> list[Piece]:
        if encoding is None or not legacy.reads_better("".join(t for t, _ in group), encoding):
            return group
        texts = [t for t, _ in group]
        texts = legacy.join_marks(texts) if encoding == "VNI" else texts
        self.used[encoding] += sum(map(len, texts))
        return [(legacy.decode(t, encoding), look) for t, (_, look) in zip(texts, group, strict=True)]


def _by_encoding(pieces: Sequence[Piece], unnamed: str | None) -> Iterator[tuple[str | None, list[Piece]]]:
    group: list[Piece] = []
    current: str | None = None
    for piece in pieces:
        encoding = None if piece[1].symbols else piece[1].encoding or unnamed
        if group and encoding != current:
            yield current, group
            group = []
        current = encoding
        group.append(piece)
    if group:
        yield current, group


def blocks_of(paragraph: Paragraph, decoder: Decoder) -> Iterator[Block]:
    """The blocks of a paragraph: one for each of its lines that holds text."""
    pieces = decoder.decoded(paragraph.pieces)
    first = True
    for line in _lines(pieces):
        block = _block(line, paragraph, first)
        if block is not None:
            yield block
            first = False
    if first and paragraph.label and paragraph.cell:
        # A numbered cell without text: the number is all that stands there
        yield Block(paragraph.label, role=paragraph.role, cell=paragraph.cell, centred=paragraph.look.centred)


def _lines(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    line: list[Piece] = []
    for text, look in pieces:
        if "\n" not in text:
            line.append((text, look))
            continue
        head, *rest = text.split("\n")
        line.append((head, look))
        for part in rest:
            yield line
            line = [(part, look)]
    yield line


def _block(line: list[Piece], paragraph: Paragraph, first: bool) -> Block | None:
    shown = [(_shown(text, look), look) for text, look in line if text]
    raw = "".join(text for text, _ in shown)
    text = clean(raw)
    if not text:
        return None
    look = paragraph.look
    letters = [(sum(map(str.isalnum, t)), run) for t, run in shown]
    seen = [(n, run) for n, run in letters if n] or [(1, run) for _, run in letters]
    bold = all(run.bold for _, run in seen)
    return Block(
        text,
        role=paragraph.role,
        label=paragraph.label if first else None,
        level=paragraph.level if first else None,
        bold=bold,
        bold_lead=len(text) if bold else _bold_lead(shown, text),
        italic=all(run.italic for _, run in seen),
        capitals=text.upper() == text and text.lower() != text,
        centred=look.centred,
        underlined=all(run.underlined for _, run in seen),
        indent=_indent(raw, look.indent),
        size=_size(seen),
        column=paragraph.column,
        continues=not first,
        heading=look.heading,
        cell=paragraph.cell,
    )


def _shown(text: str, look: RunLook) -> str:
    if look.capitals:
        text = text.upper()
    return symbols(text) if any("\uf000" <= c <= "\uf0ff" for c in text) else text


def _bold_lead(shown: list[Piece], text: str) -> int:
    """Length of the bold letters that open a line; blanks between bold runs count as bold."""
    lead = ""
    for part, run in shown:
        if part.strip() and not run.bold:
            break
        lead += part
    return min(len(clean(lead)), len(text))


def _indent(raw: str, indent: float | None) -> float | None:
    tabs = len(raw) - len(raw.lstrip("\t"))
    return indent if not tabs else (indent or 0.0) + tabs * _TAB_STOP


def _size(seen: list[tuple[int, RunLook]]) -> float | None:
    sizes: Counter[float] = Counter()
    for count, run in seen:
        if run.size:
            sizes[run.size] += count
    return sizes.most_common(1)[0][0] if sizes else None
