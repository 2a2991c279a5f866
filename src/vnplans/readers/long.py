"""Paragraphs longer than any sentence is: parted, so that no rule of reading works on more letters at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from vnplans.pages import Block, Link, Pages, Remark

__all__ = ["parted"]

_ENDS = (". ", "; ", ", ", " ")
"""Where a paragraph is parted, the best first."""


def parted(pages: Pages, most: int) -> Pages:
    """The pages with every block of more than `most` letters as several, and a remark that tells of it."""
    most = max(most, 1)
    if all(len(block.text) <= most for block in pages.blocks):
        return pages
    blocks: list[Block] = []
    places: list[list[tuple[int, int]]] = []
    """For each block as given: the new blocks and where they begin in it."""
    for block in pages.blocks:
        spans = list(_spans(block.text, most))
        places.append([(len(blocks) + n, start) for n, (start, _) in enumerate(spans)])
        blocks += [block] if len(spans) == 1 else [_part(block, *span) for span in spans]
    count = sum(len(parts) > 1 for parts in places)
    vi, en = (
        f"{count} đoạn dài quá {most} chữ, đã tách ra",
        f"{count} paragraphs of more than {most} letters were parted",
    )
    links = tuple(_moved(link, places[link.block]) for link in pages.links)
    stamps = tuple(s if s.block is None else replace(s, block=places[s.block][0][0]) for s in pages.stamps)
    told = replace(pages, blocks=tuple(blocks), links=links, stamps=stamps)
    return told.with_remarks(Remark("long_paragraph", "info", vi, en))


def _spans(text: str, most: int) -> Iterator[tuple[int, int]]:
    """The pieces of a text, without the blanks between them."""
    start = 0
    while len(text) - start > most:
        found = (text.rfind(end, start + most // 2, start + most) + len(end.rstrip()) for end in _ENDS)
        stop = next((at for at in found if at > start + most // 2), start + most)
        yield start, stop
        start = stop + (text[stop] == " ")
    yield start, len(text)


def _part(block: Block, start: int, end: int) -> Block:
    words = tuple(
        replace(word, start=word.start - start, end=word.end - start)
        for word in block.words
        if start <= word.start and word.end <= end
    )
    lead = min(max(block.bold_lead - start, 0), end - start)
    part = replace(block, text=block.text[start:end].strip(), words=words, bold_lead=lead)
    return replace(part, label=None, level=None, continues=False) if start else part


def _moved(link: Link, parts: list[tuple[int, int]]) -> Link:
    """The link in the block that its words begin in."""
    block, start = next((b, s) for b, s in reversed(parts) if s <= link.start or s == 0)
    return replace(link, block=block, start=max(link.start - start, 0), end=link.end - start)
