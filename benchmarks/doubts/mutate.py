"""Ways to spoil a document whose truth is known: what scanners, converters and careless typists do to it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace

from vnplans.pages import Block, Pages

__all__ = ["MUTATIONS", "mutated"]

_TOP = 12
"""Blocks in which a letterhead stands."""
_MISREAD = dict(
    zip(
        "ộếềạảấầậớờợứừựđơưăilo0158673nmhceĐƯƠỦ/-.:",
        [*"ôêêaaâââơơơưưưdouàl10OlS3b18", "m", "rn", *"becDUOUI~,;"],
        strict=True,
    )
)
"""What a picture of a letter is taken for."""


def _scanned(pages: Pages, chance: random.Random) -> Pages:
    """Letters misread, worse in some lines than in others, and the confidence that OCR would give."""
    whole = chance.choice((0.004, 0.01, 0.02, 0.04))
    blocks = []
    for block in pages.blocks:
        rate = whole * chance.choice((0.2, 0.5, 1, 1, 2, 4))
        text = "".join(_MISREAD.get(c, c) if chance.random() < rate else c for c in block.text)
        text = " ".join(w for w in text.split() if chance.random() > rate / 6) or block.text
        sure = min(max(0.97 - 4 * rate + chance.gauss(0, 0.03), 0.3), 0.99)
        blocks.append(replace(block, text=text, label=None, heading=None, confidence=round(sure, 3)))
    return replace(pages, blocks=tuple(blocks), text_origin="ocr")


def _letterhead_lost(pages: Pages, chance: random.Random) -> Pages:
    """A line or two of the letterhead are gone."""
    at = [i for i, b in enumerate(pages.blocks[:_TOP]) if b.text]
    gone = set(chance.sample(at, min(len(at), chance.choice((1, 1, 2, 3)))))
    return _of(pages, [b for i, b in enumerate(pages.blocks) if i not in gone])


def _letterhead_mixed(pages: Pages, chance: random.Random) -> Pages:
    """The columns of the letterhead read across, or in another order, or as one."""
    top, rest = list(pages.blocks[:_TOP]), list(pages.blocks[_TOP:])
    for _ in range(chance.choice((1, 2, 3))):
        i = chance.randrange(len(top) - 1) if len(top) > 1 else 0
        if chance.random() < 0.5:
            top[i : i + 2] = top[i : i + 2][::-1]
        elif len(top) > i + 1:
            top[i : i + 2] = [replace(top[i], text=f"{top[i].text} {top[i + 1].text}".strip(), column=None)]
    return _of(pages, [*(replace(b, column=None) for b in top), *rest])


def _flat(pages: Pages, chance: random.Random) -> Pages:
    """No looks: what a copy of the text keeps."""
    keep_labels = chance.random() < 0.5
    blocks = [
        Block(f"{b.label} {b.text}" if b.label and keep_labels else b.text, page=b.page, confidence=b.confidence)
        if b.cell is None
        else replace(b, bold=False, bold_lead=0)
        for b in pages.blocks
    ]
    return _of(pages, blocks)


def _joined(pages: Pages, chance: random.Random) -> Pages:
    """Some paragraphs run on in the one before."""
    out: list[Block] = []
    rate = chance.choice((0.03, 0.08, 0.15))
    for block in pages.blocks:
        last = out[-1] if out else None
        if last and block.cell == last.cell and len(last.text) > 30 and chance.random() < rate:
            label = f"{block.label} " if block.label else ""
            out[-1] = replace(last, text=f"{last.text} {label}{block.text}")
        else:
            out.append(block)
    return _of(pages, out)


def _split(pages: Pages, chance: random.Random) -> Pages:
    """Some paragraphs broken at a line's end."""
    out: list[Block] = []
    rate = chance.choice((0.05, 0.15, 0.3))
    for block in pages.blocks:
        words = block.text.split()
        if len(words) > 14 and chance.random() < rate:
            at = chance.randrange(6, len(words) - 5)
            out.append(replace(block, text=" ".join(words[:at])))
            out.append(replace(block, text=" ".join(words[at:]), label=None, bold_lead=0))
        else:
            out.append(block)
    return _of(pages, out)


def _headings_lost(pages: Pages, chance: random.Random) -> Pages:
    """Headings are gone, or their words are others than one expects."""
    out = []
    for i, b in enumerate(pages.blocks):
        head = i > _TOP and b.cell is None and len(b.text) < 90 and (b.bold or b.heading or b.text.isupper())
        if head and chance.random() < 0.4:
            if chance.random() < 0.5:
                continue
            words = re.split(r"(?<=[.)])\s", b.text, maxsplit=1)
            b = replace(b, text=f"{words[0]} Phần khác" if len(words) > 1 else "Phần khác")  # noqa: PLW2901
        out.append(b)
    return _of(pages, out)


def _tables_spoilt(pages: Pages, chance: random.Random) -> Pages:
    """Tables without their header row, with columns run into one, or as lines of text."""
    way = chance.choice(("header", "columns", "lines"))
    out = []
    for b in pages.blocks:
        if b.cell is None:
            out.append(b)
        elif way == "header" and b.cell.row == 0:
            continue
        elif way == "columns" and b.cell.column >= 2:
            out.append(replace(b, cell=replace(b.cell, column=b.cell.column - 1)))
        else:
            out.append(replace(b, cell=None) if way == "lines" else b)
    return _of(pages, out)


def _words_lost(pages: Pages, chance: random.Random) -> Pages:
    """A word here and there is gone."""
    rate = chance.choice((0.005, 0.015, 0.03))
    return _of(
        pages,
        [
            replace(b, text=" ".join(w for w in b.text.split() if chance.random() > rate) or b.text)
            for b in pages.blocks
        ],
    )


def _small(pages: Pages, chance: random.Random) -> Pages:
    """Capitals lost at the head of words: names of bodies typed small."""
    rate = chance.choice((0.02, 0.06))
    return _of(
        pages,
        [
            replace(
                b, text=" ".join(w.lower() if w.istitle() and chance.random() < rate else w for w in b.text.split())
            )
            for b in pages.blocks
        ],
    )


def _of(pages: Pages, blocks: list[Block]) -> Pages:
    """The pages with other blocks; what pointed at the old ones by their number goes."""
    stamps = tuple(replace(stamp, block=None) for stamp in pages.stamps)
    return replace(pages, blocks=tuple(b for b in blocks if b.text or b.cell), stamps=stamps, links=())


MUTATIONS: dict[str, Callable[[Pages, random.Random], Pages]] = {
    "scanned": _scanned,
    "letterhead lost": _letterhead_lost,
    "letterhead mixed": _letterhead_mixed,
    "flat": _flat,
    "joined": _joined,
    "split": _split,
    "headings lost": _headings_lost,
    "tables spoilt": _tables_spoilt,
    "words lost": _words_lost,
    "small": _small,
}


def mutated(pages: Pages, seed: int, number: int) -> tuple[Pages, tuple[str, ...]]:
    """The document spoilt in none, one or two ways, and which. The same seed and number spoil it the same way."""
    chance = random.Random(seed * 100_003 + number)
    ways = chance.sample(list(MUTATIONS), chance.choice((0, 0, 0, 1, 1, 2)))
    if pages.text_origin != "text":
        ways = [way for way in ways if way != "scanned"]
    for way in ways:
        pages = MUTATIONS[way](pages, chance)
    return pages, tuple(ways)
