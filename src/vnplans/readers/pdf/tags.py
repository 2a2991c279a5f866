"""Which paragraph each piece of text belongs to, where the file says so.

A PDF that Word makes is tagged: its structure tree (ISO 32000-1, 14.7) names the paragraph of every run of text.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

from pypdfium2 import raw

from vnplans.readers.pdf import pdfium

__all__ = ["tagged"]

_BLOCKS = frozenset({"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "LI", "Caption", "TOCI", "Note", "BlockQuote"})
_DEEPEST = 60


def tagged(page: Any) -> dict[int, int]:
    """The numbers of the paragraphs to which the page's text objects belong, by the objects' handles.

    Empty for a page without tags. Text inside drawn forms has none: its marks are counted anew.
    """
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return {}
    try:
        owners = dict(_owners(tree))
    finally:
        raw.FPDF_StructTree_Close(tree)
    if not owners:
        return {}
    found: dict[int, int] = {}
    handle = pdfium.address(page)
    for index in range(pdfium.count_objects(handle)):
        item = pdfium.page_object(handle, index)
        owner = owners.get(pdfium.marked_content(item))
        if owner is not None and pdfium.object_type(item) == raw.FPDF_PAGEOBJ_TEXT:
            found[item] = owner
    return found


def _owners(tree: Any) -> Iterator[tuple[int, int]]:
    """Marked content and the number of its paragraph, in the order of the tree."""
    count = 0
    tops = [raw.FPDF_StructTree_GetChildAtIndex(tree, n) for n in range(raw.FPDF_StructTree_CountChildren(tree))]
    waiting: list[tuple[Any, int | None, int]] = [(top, None, 0) for top in reversed(tops) if top]
    seen: set[int] = set()
    while waiting:
        element, owner, depth = waiting.pop()
        if (known := pdfium.address(element)) in seen:  # a tree that names one element twice
            continue
        seen.add(known)
        if _type(element) in _BLOCKS:
            count += 1
            owner = count
        children = []
        for n in range(raw.FPDF_StructElement_CountChildren(element)):
            content = raw.FPDF_StructElement_GetChildMarkedContentID(element, n)
            if content >= 0 and owner is not None:
                yield content, owner
            child = raw.FPDF_StructElement_GetChildAtIndex(element, n)
            if child and depth < _DEEPEST:
                children.append((child, owner, depth + 1))
        waiting += reversed(children)


def _type(element: Any) -> str:
    buffer = ctypes.create_string_buffer(64)
    length = raw.FPDF_StructElement_GetType(element, buffer, 64)
    return buffer.raw[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
