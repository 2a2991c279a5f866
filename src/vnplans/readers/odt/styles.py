"""The styles of an ODT: what a paragraph or span looks like, and the labels of list levels."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce

from lxml import etree

from vnplans.readers.declared import integer
from vnplans.readers.styled.lengths import points

__all__ = ["Levels", "Style", "attribute", "local_name", "over", "read_styles", "resolved"]

Levels = dict[int, tuple[str, str, str]]
"""Level, from 1 -> prefix, number format (or bullet), suffix."""


@dataclass(frozen=True, slots=True)
class Style:
    parent: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    underlined: bool | None = None
    capitals: bool | None = None
    size: float | None = None
    font: str | None = None
    centred: bool | None = None
    indent: float | None = None
    hidden: bool | None = None


def local_name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute by its local name: the namespaces of OpenDocument differ between versions."""
    return next((str(v) for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name), None)


def _read_style(element: etree._Element) -> Style:
    found: dict[str, str] = {}
    for child in element:
        if local_name(child) in ("text-properties", "paragraph-properties"):
            found |= {str(k).rpartition("}")[2]: str(v) for k, v in child.attrib.items()}

    def yes(name: str, *values: str) -> bool | None:
        return found[name] in values if name in found else None

    return Style(
        parent=attribute(element, "parent-style-name"),
        bold=yes("font-weight", "bold", "600", "700", "800", "900"),
        italic=yes("font-style", "italic", "oblique"),
        underlined=None if "text-underline-style" not in found else found["text-underline-style"] != "none",
        capitals=yes("text-transform", "uppercase"),
        size=points(found.get("font-size", "")),
        font=found.get("font-name") or found.get("font-family"),
        centred=yes("text-align", "center"),
        indent=points(found.get("text-indent", "")),
        hidden=yes("display", "none"),
    )


def resolved(styles: dict[str, Style], name: str | None) -> Style:
    """A style with what it inherits."""
    chain: list[Style] = []
    while name and name in styles and len(chain) < 20:
        chain.append(styles[name])
        name = styles[name].parent
    return reduce(over, reversed(chain), Style())


def over(outer: Style, inner: Style) -> Style:
    """What a style shows inside another: its own where it says anything."""
    return replace(outer, **{f: v for f in Style.__slots__ if (v := getattr(inner, f)) is not None})


def read_styles(*roots: etree._Element) -> tuple[dict[str, Style], dict[str, Levels]]:
    styles: dict[str, Style] = {}
    lists: dict[str, Levels] = {}
    for root in roots:
        for element in root.iter(etree.Element):
            kind, name = local_name(element), attribute(element, "name")
            if kind == "style" and name:
                styles[name] = _read_style(element)
            elif kind == "list-style" and name:
                lists[name] = dict(filter(None, map(_list_level, element)))
    return styles, lists


def _list_level(element: etree._Element) -> tuple[int, tuple[str, str, str]] | None:
    level = integer(attribute(element, "level"))
    if level is None:
        return None
    if local_name(element) == "list-level-style-number":
        prefix, suffix = attribute(element, "num-prefix") or "", attribute(element, "num-suffix") or ""
        return level, (prefix, attribute(element, "num-format") or "", suffix)
    bullet = attribute(element, "bullet-char") or "-"
    return level, ("", bullet if bullet in "-+*" else "-", "")
