"""List labels that OCR misread, put right by their neighbours: "IH." between "I." and "III." is II, "©)" behind "b)" c.

Only for blocks that were read from a picture (`Block.confidence` is set); the words stay as they were read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vnplans.extract.mend import distance
from vnplans.extract.outline.labels import LETTERS, Marker, as_roman, own_marker, roman_value
from vnplans.pages import Block, Pages
from vnplans.regex import regex
from vnplans.text import CAPITALS

__all__ = ["scanned_markers"]

# What OCR makes of the strokes of Roman digits
_STROKES = {"H": "II", "N": "II", "U": "II", "M": "III", "Y": "V"} | dict.fromkeys("1lL!|TÌÍÎĨỈỊ", "I")
_ROMAN = regex(rf"[-_=~.'‘’\s]*(?P<raw>[IVXHNUMY1lL!|TÌÍÎĨỈỊ]{{1,5}})(?P<mark>\s*[.,:)/-]+|\s)\s*(?=[\"“({CAPITALS}])")
_NO_LABEL = frozenset({"TL", "TM", "TU", "UL", "LH", "MTTQ", "TH", "HTX", "TT"})
_LETTER = regex(r"(?P<raw>[a-zđ©¢€689äø&])\s*(?P<mark>[).])\s*(?=[^\W\d_])")
# Letter -> what it is read as
_LOOKALIKES = {"b": "6h", "c": "©¢€e", "d": "đ", "đ": "dä", "e": "©c€", "g": "q98ø&", "h": "b", "i": "l"}
_ONE = regex(rf"[lI|!ÌÍ]\s*(?P<mark>[.)])\s*(?=[\"“{CAPITALS}])")
_FIRST = regex(r"1\s*[.)/-]")
_SIGN = regex(r"[=~¬_«»—]\s+(?=[^\W\d_])")
_SHORT_TITLE = 150


@dataclass(frozen=True)
class _Candidate:
    """A line that may begin with a Roman number."""

    block: int
    strokes: str
    mark: str
    end: int
    clean: bool
    """Its digits are Roman ones, as read."""

    @property
    def value(self) -> int | None:
        return roman_value(self.strokes)


def scanned_markers(pages: Pages, blocks: Sequence[int]) -> Mapping[int, Marker]:
    """The labels of scanned blocks that are not what `own_marker` reads, by block."""
    read = [i for i in blocks if pages.blocks[i].confidence is not None and pages.blocks[i].column is None]
    if not read:
        return {}
    romans = _romans(pages, read)
    return {**_ones(pages, read, romans), **_letters(pages, read), **_signs(pages, read), **romans}


def _romans(pages: Pages, blocks: Sequence[int]) -> dict[int, Marker]:
    """Section numbers: what is read stays where the next one follows from it, else the number that is due is taken."""
    counted = _counted_on(pages, blocks)
    apart = (i for i in blocks if i not in counted and not _is_one(pages, blocks, i))
    found = [c for i in apart if (c := _candidate(i, pages.blocks[i])) is not None]
    out: dict[int, Marker] = {}
    before = 0
    for place, one in enumerate(found):
        after = found[place + 1].value if place + 1 < len(found) else None
        value = _due(one, before + 1, after)
        if value is None:
            continue
        out[one.block] = Marker("roman", f"roman{one.mark}", as_roman(value), value, one.end)
        before = value
    return out


def _counted_on(pages: Pages, blocks: Sequence[int]) -> set[int]:
    """Lines whose number is the next of a list of numbers: "11. Thanh tra tỉnh" behind "10. Sở Tư pháp" is no II."""
    out: set[int] = set()
    last: dict[str, int] = {}
    for index in blocks:
        mark = own_marker(pages.blocks[index].text, None)
        if mark is None or mark.kind != "number" or mark.value is None:
            continue
        if last.get(mark.style) == mark.value - 1:
            out.add(index)
        last[mark.style] = mark.value
    return out


def _is_one(pages: Pages, blocks: Sequence[int], index: int) -> bool:
    """Is the "1." before a title in capitals as it was read: do "1.1." or "2." before such a title go on from it?"""
    if not _FIRST.match(pages.blocks[index].text):
        return False
    for after in blocks[blocks.index(index) + 1 :]:
        block = pages.blocks[after]
        mark = own_marker(block.text, None)
        if mark is None:
            if _candidate(after, block):
                return False
        elif mark.kind == "decimal":
            return mark.label.startswith("1.")
        elif mark.kind == "number" and mark.value == 1:
            return False  # an item of "I."
        elif mark.kind == "number" and _is_title(block.text[mark.end :]):
            return mark.value == 2
    return False


def _is_title(text: str) -> bool:
    return text == text.upper() and any(map(str.isalpha, text))


def _due(one: _Candidate, due: int, after: int | None) -> int | None:
    read = one.value
    if read == due or (read is not None and (after == read + 1 or (one.clean and read == 1))):
        return read
    if after == due + 1 or distance(one.strokes, as_roman(due), 1) <= 1:
        return due
    return read if one.clean else None


def _candidate(index: int, block: Block) -> _Candidate | None:
    found = _ROMAN.match(block.text)
    if not found or found["raw"] in _NO_LABEL:
        return None
    rest, raw, mark = block.text[found.end() :], found["raw"], found["mark"].strip()
    title = rest == rest.upper() and sum(c.isalpha() for c in rest) > (2 if mark else 4)
    if not title and (not mark or len(rest) > _SHORT_TITLE or rest[-1:] in ".;," or len(raw) < 2):
        return None
    if not mark and len(raw) < 2:
        return None
    strokes = "".join(_STROKES.get(c, c) for c in raw)
    style = mark[:1] if mark[:1] in ("-", "/", ")") else "."
    return _Candidate(index, strokes, style, found.end(), strokes == raw)


def _letters(pages: Pages, blocks: Sequence[int]) -> dict[int, Marker]:
    out: dict[int, Marker] = {}
    before = 0
    for index in blocks:
        found = _LETTER.match(pages.blocks[index].text)
        if not found:
            continue
        due = LETTERS[before] if before < len(LETTERS) else ""
        raw = found["raw"]
        if raw != due and before and raw in _LOOKALIKES.get(due, ""):
            out[index] = Marker("letter", f"letter{found['mark']}", due, before + 1, found.end())
            raw = due
        before = LETTERS.find(raw) + 1
    return out


def _ones(pages: Pages, blocks: Sequence[int], romans: Mapping[int, Marker]) -> dict[int, Marker]:
    """ "l. Sở Y tế" before "2. Sở Nội vụ"."""
    out: dict[int, Marker] = {}
    waiting: tuple[int, Marker] | None = None
    for index in blocks:
        text = pages.blocks[index].text
        found = _ONE.match(text)
        if found and index not in romans:
            waiting = index, Marker("number", f"number{found['mark']}", "1", 1, found.end())
            continue
        mark = own_marker(text, None)
        if waiting and mark and mark.style == waiting[1].style and mark.value == 2:
            out[waiting[0]] = waiting[1]
        if mark and mark.kind in ("number", "roman", "upper"):
            waiting = None
    return out


def _signs(pages: Pages, blocks: Sequence[int]) -> dict[int, Marker]:
    """ "= Phối hợp ...", "~ Tham mưu ...": a dash."""
    out: dict[int, Marker] = {}
    for index in blocks:
        found = _SIGN.match(pages.blocks[index].text)
        if found:
            out[index] = Marker("bullet", "bullet-", "-", None, found.end())
    return out
