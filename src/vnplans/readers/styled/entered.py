"""Paragraphs that a typist ended at each printed line, with Enter or a forced break, as on a typewriter: made whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from vnplans.readers.styled.looks import ParagraphLook
from vnplans.readers.styled.paragraph import Item, Paragraph
from vnplans.readers.styled.wrapped import Margin, goes_on, margin_of

__all__ = ["rejoined"]

_LINE = 130
"""Characters of a printed line, at most."""
_WHOLE = 0.1
"""Paragraphs longer than a line, of all that are text: with more of them the typist let the program break lines."""
_PROSE = 40
_FULL = 60
_ENDS = ".;:!?…"
_STEP = 9.0
"""Points by which a first line stands farther in."""


def rejoined(items: Sequence[Item]) -> list[Item]:
    """The paragraphs, each once; the lines of a document whose typist broke them are joined to theirs.

    Where few are seen to be broken, only those are joined that begin small behind a full line without an end.
    """
    texts = [_text(item) for item in items]
    margin = _margin(texts)
    few = margin is None
    if margin is None:
        margin = _of_few(texts)
    return list(_joined(items, texts, margin, few=few)) if margin else list(items)


def _text(item: Item) -> str:
    """The words of a line of the running text, the blanks before them as typed; "" for all else."""
    if not isinstance(item, Paragraph) or item.cell is not None or item.role != "text":
        return ""
    text = "".join(piece for piece, _ in item.pieces).rstrip()
    words = text.lstrip("\t ")
    return text[: len(text) - len(words)].replace("\t", "    ") + words


def _margin(texts: Sequence[str]) -> Margin | None:
    lines = [text for text in texts if len(text) <= _LINE and "\n" not in text]
    prose = sum(1 for text in texts if len(text) >= _PROSE)
    return margin_of(lines) if len(texts) - len(lines) <= _WHOLE * prose else None


def _of_few(texts: Sequence[str]) -> Margin | None:
    """The margin of a text of which only some lines are surely broken: as wide as the widest of those."""
    broken = [len(one.strip()) for one, two in pairwise(texts) if _breaks_off(one, two)]
    return Margin(max(broken), 0, spaced=False) if broken else None


def _breaks_off(one: str, two: str) -> bool:
    """Does a line of the length of a printed one go on with a small letter?"""
    if not (_FULL <= len(one) <= _LINE and two.lstrip()[:1].islower()) or "\n" in one or " | " in one:
        return False
    return goes_on(one, two, Margin(len(one.strip()), _LINE, spaced=False)) and one.rstrip()[-1] not in _ENDS


def _left(items: Sequence[Item], texts: Sequence[str], margin: Margin) -> float | None:
    """The indent of most lines that surely go on: they begin small behind one that is full."""
    seen: Counter[float] = Counter()
    for n, (one, two) in enumerate(pairwise(texts)):
        item = items[n + 1]
        if isinstance(item, Paragraph) and one and two.lstrip()[:1].islower() and goes_on(one, two, margin):
            seen[item.look.indent or 0.0] += 1
    return seen.most_common(1)[0][0] if seen else None


def _joined(items: Sequence[Item], texts: Sequence[str], margin: Margin, *, few: bool) -> Iterator[Item]:
    left = _left(items, texts, margin)
    kept: Paragraph | None = None
    last = ""
    for item, text in zip(items, texts, strict=True):
        if kept is not None and isinstance(item, Paragraph) and text and _same(kept, item, left):
            goes = _breaks_off(last, text) if few else len(last) <= _LINE and goes_on(last, text, margin)
            if goes:
                kept.pieces = [*kept.pieces, (" ", item.pieces[0][1]), *item.pieces]
                last = text
                continue
        if kept is not None:
            yield kept
        kept, last = (item, text) if isinstance(item, Paragraph) and text else (None, "")
        if kept is None:
            yield item
    if kept is not None:
        yield kept


def _same(kept: Paragraph, item: Paragraph, left: float | None) -> bool:
    """May the lines be of one paragraph, by what the eye sees?"""
    if item.label or item.look.list or _aside(item.look) or _aside(kept.look) or item.look.heading or kept.look.heading:
        return False
    if left is not None and (item.look.indent or 0.0) > left + _STEP:
        return False
    return _bold(kept) in (None, _bold(item)) or _bold(item) is None


def _aside(look: ParagraphLook) -> bool:
    return look.centred or look.right


def _bold(paragraph: Paragraph) -> bool | None:
    """Is a paragraph bold throughout, or not at all? None: in part."""
    bold = {look.bold for text, look in paragraph.pieces if text.strip()}
    return bold.pop() if len(bold) == 1 else None
