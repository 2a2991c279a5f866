"""Resolved formatting: what the eye sees of a run or a paragraph, through styles, theme and defaults. Cached."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from vnplans.readers.declared import integer
from vnplans.readers.styled import legacy
from vnplans.readers.styled.looks import ParagraphLook, RunLook
from vnplans.readers.word.names import Element, W
from vnplans.readers.word.numbering import Numbering

__all__ = ["Styles"]

_VAL = W + "val"
_OFF = frozenset(("0", "false", "off"))
_RPR, _PPR = W + "rPr", W + "pPr"
_TOGGLES = ("b", "i", "caps", "vanish")
_RUN_KINDS = {W + name: name for name in (*_TOGGLES, "u", "sz", "rFonts", "rStyle")}
_PARAGRAPH_KINDS = {W + name: name for name in ("jc", "ind", "numPr", "tabs")}
_PARAGRAPH_KINDS |= {W + "pStyle": "style", W + "outlineLvl": "outline"}
_LIST_KINDS = {W + "numId": "numId", W + "ilvl": "ilvl"}
_SLOTS = tuple((slot, W + slot, W + theme) for slot, theme in (("ascii", "asciiTheme"), ("hAnsi", "hAnsiTheme")))
_INDENTS = ((W + "left", "left"), (W + "start", "left"), (W + "firstLine", "first"), (W + "hanging", "hanging"))

Facts = Mapping[str, str]
"""Properties as written: b, i, caps, vanish ("1" or "0"), u, sz, ascii, hAnsi; jc, left, first, outline."""


def _run_facts(rpr: Element) -> tuple[tuple[str, str], ...]:
    """The (property, value) pairs of a w:rPr that matter, in the file's order."""
    facts: list[tuple[str, str]] = []
    for child in rpr:
        kind = _RUN_KINDS.get(child.tag)
        if kind is None:
            continue
        if kind == "rFonts":
            for slot, name, theme in _SLOTS:
                font = child.get(theme)
                font = f"+{font}" if font else child.get(name)
                if font:
                    facts.append((slot, font))
        elif kind == "rStyle":
            facts.append(("style", child.get(_VAL) or ""))
        elif kind in ("u", "sz"):
            facts.append((kind, child.get(_VAL) or ""))
        else:
            facts.append((kind, "0" if child.get(_VAL) in _OFF else "1"))
    return tuple(facts)


def _paragraph_facts(ppr: Element) -> tuple[tuple[str, str], ...]:
    facts: list[tuple[str, str]] = []
    for child in ppr:
        kind = _PARAGRAPH_KINDS.get(child.tag)
        if kind is None:
            continue
        if kind == "ind":
            facts += _indents(child)
        elif kind == "numPr":
            facts += ((_LIST_KINDS[part.tag], part.get(_VAL) or "") for part in child if part.tag in _LIST_KINDS)
        elif kind == "tabs":
            stops = (t.get(W + "pos") or "" for t in child if t.get(_VAL) not in ("clear", "bar"))
            facts.append(("tabs", " ".join(stops)))
        else:
            facts.append((kind, child.get(_VAL) or ""))
    return tuple(facts)


def _indents(ind: Element) -> Iterator[tuple[str, str]]:
    for name, key in _INDENTS:
        twips = ind.get(name)
        if twips is not None:
            yield ("first", f"-{twips}") if key == "hanging" else (key, twips)


class Styles:
    """The style sheet of one file. Answers are kept, so asking again costs a dictionary look-up."""

    def __init__(self, sheet: Element | None, theme: bytes | None, numbering: Numbering) -> None:
        self._numbering = numbering
        self._styles: dict[str, Element] = {}
        self._default_paragraph: str | None = None
        self._default_run: dict[str, str] = {}
        self._theme = dict(_theme_fonts(theme))
        self._chains: dict[tuple[str | None, str], dict[str, str]] = {}
        self._runs: dict[tuple[Any, ...], RunLook] = {}
        self._paragraphs: dict[tuple[object, ...], ParagraphLook] = {}
        self._looks: dict[RunLook, RunLook] = {}
        """Equal looks are one object: neighbours that look the same are told by identity."""
        self._bare: dict[str | None, RunLook] = {}
        for style in () if sheet is None else sheet.iterchildren(W + "style"):
            name = style.get(W + "styleId") or ""
            self._styles.setdefault(name, style)
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on"):
                self._default_paragraph = name
        defaults = None if sheet is None else sheet.find(f"{W}docDefaults/{W}rPrDefault/{_RPR}")
        if defaults is not None:
            self._default_run = dict(_run_facts(defaults))

    def run(self, rpr: Element | None, paragraph_style: str | None) -> RunLook:
        """The look of a run with this w:rPr in a paragraph of this style."""
        if rpr is None or not len(rpr):
            if paragraph_style not in self._bare:
                bare = self._look({}, paragraph_style)
                self._bare[paragraph_style] = self._looks.setdefault(bare, bare)
            return self._bare[paragraph_style]
        facts = _run_facts(rpr)
        key = (paragraph_style, *facts)
        look = self._runs.get(key)
        if look is None:
            look = self._look(dict(facts), paragraph_style)
            look = self._runs[key] = self._looks.setdefault(look, look)
        return look

    def paragraph(self, ppr: Element | None) -> ParagraphLook:
        """The look of a paragraph with this w:pPr."""
        facts = () if ppr is None else _paragraph_facts(ppr)
        if facts not in self._paragraphs:
            self._paragraphs[facts] = self._paragraph(dict(facts))
        return self._paragraphs[facts]

    def _look(self, direct: dict[str, str], paragraph_style: str | None) -> RunLook:
        base = self._chain(paragraph_style or self._default_paragraph, "run")
        char = self._chain(direct["style"], "run") if direct.get("style") else {}
        facts = {**self._default_run, **base, **char, **direct}
        for name in _TOGGLES:
            if name not in direct and name in char and name in base:
                # Toggle properties of a paragraph and a character style cancel out (ECMA-376, 17.7.3)
                facts[name] = "1" if (char[name] == "1") != (base[name] == "1") else "0"
        font = self._font(facts)
        encoding, high = legacy.font_encoding(font)
        size = integer(facts.get("sz"))
        return RunLook(
            bold=facts.get("b") == "1",
            italic=facts.get("i") == "1",
            underlined=facts.get("u", "none") not in ("none", ""),
            capitals=facts.get("caps") == "1",
            hidden=facts.get("vanish") == "1",
            size=None if not size else size / 2,
            encoding=encoding,
            capitals_font=high,
            symbols=bool(font and re.match(r"(?:wingdings|webdings|symbol)\b", font, re.I)),
        )

    def _font(self, facts: Facts) -> str:
        """The font that high letters are shown in; a legacy name in either slot counts."""
        names = [facts[slot] for slot in ("hAnsi", "ascii") if slot in facts]
        fonts = [self._theme.get(n, "") if n.startswith("+") else n for n in names]
        return next((f for f in fonts if legacy.font_encoding(f)[0]), fonts[0] if fonts else "")

    def _paragraph(self, direct: dict[str, str]) -> ParagraphLook:
        style = direct.get("style") or self._default_paragraph
        base = self._chain(style, "paragraph")
        listed = self._list(direct, base, style)
        of_list = self._numbering.indent(*listed) if listed else {}
        facts = {**base, **of_list, **direct} if "numId" in direct else {**of_list, **base, **direct}
        outline = integer(facts.get("outline"))
        left, first = integer(facts.get("left")), integer(facts.get("first"))
        return ParagraphLook(
            style=style,
            centred=facts.get("jc") == "center",
            right=facts.get("jc") in ("right", "end"),
            indent=None if left is None and first is None else ((left or 0) + (first or 0)) / 20,
            heading=outline + 1 if outline is not None and 0 <= outline < 9 else None,
            list=listed,
            tabs=tuple(pos / 20 for pos in map(integer, facts.get("tabs", "").split()) if pos is not None),
        )

    def _list(self, direct: Facts, base: Facts, style: str | None) -> tuple[str, int] | None:
        """A level said by the paragraph itself wins over the one that the list ties to the style."""
        number = direct.get("numId", base.get("numId"))
        if not number or number == "0":
            return None
        level = integer(direct.get("ilvl"))
        if level is None:
            level = self._numbering.level_of(number, style)
        if level is None:
            level = integer(base.get("ilvl")) or 0
        return number, min(max(level, 0), 8)

    def _chain(self, name: str | None, kind: str) -> dict[str, str]:
        """The facts of a style with those it is based on; toggles of nearer styles win."""
        key = (name, kind)
        if key not in self._chains:
            facts: dict[str, str] = {}
            for style in reversed(self._ancestry(name)):
                properties = style.find(_RPR if kind == "run" else _PPR)
                if properties is not None:
                    facts.update(_run_facts(properties) if kind == "run" else _paragraph_facts(properties))
                if kind == "paragraph":
                    facts.update(_named_heading(style))
            facts.pop("style", None)
            self._chains[key] = facts
        return self._chains[key]

    def _ancestry(self, name: str | None) -> list[Element]:
        chain: list[Element] = []
        while name in self._styles and self._styles[name] not in chain and len(chain) < 50:
            chain.append(self._styles[name])
            based = chain[-1].find(W + "basedOn")
            name = None if based is None else based.get(_VAL)
        return chain


def _named_heading(style: Element) -> dict[str, str]:
    """Heading N has an outline level even where the sheet does not repeat it."""
    name = style.find(W + "name")
    match = re.fullmatch(r"heading ([1-9])", (name.get(_VAL) or "").lower()) if name is not None else None
    return {"outline": str(int(match[1]) - 1)} if match and style.find(f"{_PPR}/{W}outlineLvl") is None else {}


_THEME_FONT = re.compile(rb'<a:(major|minor)Font>\s*<a:latin[^>]*?typeface="([^"]*)"')


def _theme_fonts(theme: bytes | None) -> Iterator[tuple[str, str]]:
    """The Latin fonts behind +minorHAnsi, +majorAscii ..., from the bytes of word/theme/theme1.xml."""
    for which, font in _THEME_FONT.findall(theme or b""):
        for slot in ("HAnsi", "Ascii"):
            yield f"+{which.decode()}{slot}", font.decode("utf-8", "replace")
