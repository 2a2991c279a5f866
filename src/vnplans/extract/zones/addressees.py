"""The addressees of a letter: "Kính gửi:" and the list below it."""

from __future__ import annotations

from vnplans.extract.zones.openings import is_text, opens_text
from vnplans.landmarks import (
    breaks_off,
)
from vnplans.pages import Block, Pages
from vnplans.text import BULLETS

__all__ = ["addressee_end"]

_BULLETS = tuple(BULLETS)


def addressee_end(pages: Pages, index: int, end: int) -> int:
    """After "Kính gửi:" and its list of addressees."""
    inline = pages.blocks[index].text.split(":", 1)[-1].strip() if ":" in pages.blocks[index].text else ""
    listed = not inline
    before = pages.blocks[index]
    index += 1
    while index < end:
        block = pages.blocks[index]
        if is_text(block):
            if not (_is_addressee(block, listed=listed) or _addressee_goes_on(before, block)):
                break
            before = block
        index += 1
    return index


def _addressee_goes_on(before: Block, block: Block) -> bool:
    """A further line of one addressee: the line above broke off, and this one is set as it is."""
    if len(block.text) > 120 or opens_text(block) or block.centred != before.centred:
        return False
    return breaks_off(before.text) or (block.text[:1].islower() and not before.text.endswith((".", ";", ":")))


def _is_addressee(block: Block, *, listed: bool) -> bool:
    """Is the block a further addressee? `listed`: none stands beside "Kính gửi:", so they follow below it."""
    text = block.text.rstrip()
    bulleted = text.startswith(_BULLETS) or (block.label or "").strip() in _BULLETS
    if len(text) > 200 or (opens_text(block) and not bulleted):
        return False
    if bulleted:
        return True
    if listed and not text.endswith((".", ":")) and len(text) < 120:
        return True
    return text.endswith(";") and len(text) < 160
