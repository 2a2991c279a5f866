"""Typing habits and dirt that change no meaning: the truth stays, the printed words wear something."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from generator.act import Act, Block, Cell, Columns, Grid, Text
from generator.words import Chance, table

# The two places of a tone mark: "hòa" and "hoà" are one word
_TONES = {
    "òa": "oà",
    "óa": "oá",
    "ỏa": "oả",
    "õa": "oã",
    "ọa": "oạ",
    "ủy": "uỷ",
    "úy": "uý",
    "ùy": "uỳ",
    "ụy": "uỵ",
    "ỏe": "oẻ",
    "óe": "oé",
}
_TONES |= {a.upper(): b.upper() for a, b in _TONES.items()} | {
    a.capitalize(): b.capitalize() for a, b in _TONES.items()
}
# A word may go on after "oa" ("hoàn"): the mark moves at the end of the word alone; "quý" keeps its own
_MOVABLE = re.compile(rf"(?<![qQ])({'|'.join(_TONES)})(?!\w)")


def old_tones(text: str) -> str:
    return _MOVABLE.sub(lambda m: _TONES[m.group()], text)


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def dashes(text: str) -> str:
    return text.replace(" - ", " – ")


def blanks(text: str) -> str:
    """A double blank after each full stop, and a blank too many at the end."""
    return re.sub(r"\. (?=\w)", ".  ", text) + (" " if text else "")


def hard_blanks(text: str) -> str:
    return re.sub(r"(?<=\bngày) (?=\d)|(?<=\bsố) (?=\d)", "\u00a0", text)


def joined_slash(text: str) -> str:
    """The Icelandic letter that some keyboards give for "Đ"."""
    return re.sub(r"(?<=/Q)Đ(?=-)", "\u00d0", text)


HABITS: tuple[tuple[str, Callable[[str], str], float], ...] = (
    ("old tones", old_tones, 0.15),
    ("decomposed", decomposed, 0.04),
    ("dashes", dashes, 0.05),
    ("blanks", blanks, 0.08),
    ("hard blanks", hard_blanks, 0.06),
    ("icelandic", joined_slash, 0.05),
)


def rewritten(block: Block, change: Callable[[str], str]) -> Block:
    if isinstance(block, Text):
        text = change(block.text)
        strong = len(change(block.text[: block.strong])) if block.strong else 0
        return replace(block, text=text, strong=strong)
    if isinstance(block, Columns):
        rows = tuple(
            (
                tuple(replace(t, text=change(t.text)) for t in left),
                tuple(replace(t, text=change(t.text)) for t in right),
            )
            for left, right in block.rows
        )
        return replace(block, rows=rows)
    if isinstance(block, Grid):
        return replace(
            block, header=_cells(block.header, change), rows=tuple(_cells(row, change) for row in block.rows)
        )
    return block


def _cells(row: tuple[Cell, ...], change: Callable[[str], str]) -> tuple[Cell, ...]:
    return tuple(replace(cell, text=change(cell.text)) for cell in row)


def typed(chance: Chance, act: Act) -> Act:
    """The document as one author types it, with a line of junk above or in it now and then."""
    names = []
    blocks = list(act.blocks)
    rows = table("wording")["junk"]
    if chance.often(0.1):
        blocks.insert(0, Text(chance.one(rows["top"]), align=chance.one(("left", "right")), size=11))
        names.append("line above")
    if chance.often(0.05) and len(blocks) > 8:
        spot = next(
            (n for n, b in enumerate(blocks) if n > len(blocks) // 2 and isinstance(b, Text) and not b.bold), None
        )
        if spot:
            blocks.insert(spot, Text(chance.one(rows["foot"]), align="centre"))
            names.append("page number")
    for name, change, share in HABITS:
        if chance.often(share):
            blocks = [rewritten(block, change) for block in blocks]
            names.append(name)
    return Act(blocks, act.truth, act.traits | {"habits": ", ".join(names)})
