"""Qualified names of WordprocessingML, and its small values."""

from __future__ import annotations

from lxml import etree

__all__ = ["MATH", "MC", "OFFICE", "VML", "Element", "W", "on", "value"]

Element = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
VML = "{urn:schemas-microsoft-com:vml}"

_VAL = W + "val"
_OFF = frozenset(("0", "false", "off"))


def value(parent: Element | None, name: str) -> str | None:
    """`w:val` of the child `w:name`; None where there is no such child."""
    child = None if parent is None else parent.find(W + name)
    return None if child is None else child.get(_VAL)


def on(element: Element | None) -> bool | None:
    """A toggle element (w:b, w:caps): its truth, or None where it is absent."""
    return None if element is None else element.get(_VAL) not in _OFF
