"""The digital signatures of a PDF as Stamps, each beside the block that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vnplans.frame import Frame
from vnplans.pages import Block, Box, Stamp
from vnplans.readers.signed.appearances import shown_signature

if TYPE_CHECKING:
    from vnplans.readers.signed.signatures import Signed

__all__ = ["Shown", "stamps_of"]


@dataclass(frozen=True, slots=True)
class Shown:
    """The words that an annotation shows."""

    page: int
    box: Box
    text: str


def stamps_of(
    data: bytes, shown: Sequence[Shown], frames: Sequence[Frame], blocks: Sequence[Block]
) -> tuple[Stamp, ...]:
    """Stamps of the signature dictionaries in the order of the form, then of signatures that are only drawn."""
    stamps = [_of_field(one, shown, frames, blocks) for one in _signed(data)]
    taken = {stamp.block for stamp in stamps}
    for index, block in enumerate(blocks):
        if block.role == "signature" and index not in taken:
            who, body, time = shown_signature(block.text)
            if who or time:
                stamps.append(Stamp(who, body, time, None, block.text, block.page, block.box, index))
    return tuple(stamps)


def _signed(data: bytes) -> list[Signed]:
    if b"/ByteRange" not in data:
        return []
    from vnplans.readers.signed.signatures import signatures  # noqa: PLC0415  most files are not signed, and pdfminer is heavy

    return signatures(data)


def _of_field(one: Signed, shown: Sequence[Shown], frames: Sequence[Frame], blocks: Sequence[Block]) -> Stamp:
    box = None
    text = ""
    block = None
    if one.page and one.box and one.page <= len(frames):
        x0, y0, x1, y1 = one.box
        x0, top, x1, bottom = (round(v, 1) for v in frames[one.page - 1].place_box(x0, y0, x1, y1))
        box = (x0, top, x1, bottom)
        text = " ".join(s.text for s in shown if s.page == one.page and _within(s.box, box))
        block = next(
            (
                index
                for index, b in enumerate(blocks)
                if b.role == "signature" and b.page == one.page and b.box and _within(b.box, box)
            ),
            None,
        )
    who, body, time = shown_signature(text)
    return Stamp(one.who or who, one.body or body, one.time or time, one.intact, text, one.page, box, block)


def _within(inner: Box, outer: Box) -> bool:
    """Does the middle of one box lie in the other?"""
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] - 1 <= x <= outer[2] + 1 and outer[1] - 1 <= y <= outer[3] + 1
