"""A document that is bold from end to end: its look tells no heading from its text."""

from __future__ import annotations

from dataclasses import replace

from vnplans.pages import Block, Pages

__all__ = ["evened"]

_LONG = 120
"""Characters from which on a paragraph is running text, no heading."""
_FEWEST, _MOST_OF = 4, 0.9
"""Long paragraphs that tell; the part of them that must be bold."""


def evened(pages: Pages) -> Pages:
    """The pages with no block bold, where nearly all long paragraphs are: a saved page in one bold face."""
    long = [block.bold for block in pages.blocks if len(block.text) >= _LONG and block.confidence is None]
    if len(long) < _FEWEST or sum(long) < _MOST_OF * len(long):
        return pages
    return replace(pages, blocks=tuple(map(_plain, pages.blocks)))


def _plain(block: Block) -> Block:
    return replace(block, bold=False, bold_lead=0) if block.bold or block.bold_lead else block
