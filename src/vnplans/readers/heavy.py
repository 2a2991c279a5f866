"""A document that is bold from end to end: its look tells no heading from its text."""

from __future__ import annotations

from dataclasses import replace

from vnplans.pages import Block, Pages

__all__ = ["evened"]

_SENTENCE = 40
"""Characters from which on a paragraph that ends with a mark is running text, no heading."""
_FEWEST, _MOST_OF = 4, 0.9
"""Paragraphs of running text that tell; the part of them that must be bold."""


def evened(pages: Pages) -> Pages:
    """The pages with no block bold, where nearly all sentences are: a saved page in one bold face."""
    running = [block.bold for block in pages.blocks if _is_running(block)]
    if len(running) < _FEWEST or sum(running) < _MOST_OF * len(running):
        return pages
    return replace(pages, blocks=tuple(map(_plain, pages.blocks)))


def _is_running(block: Block) -> bool:
    return len(block.text) >= _SENTENCE and block.text[-1] in ".;" and block.confidence is None


def _plain(block: Block) -> Block:
    return replace(block, bold=False, bold_lead=0) if block.bold or block.bold_lead else block
