"""The names in a letterhead: which of its lines name bodies, and which of those go together as one name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vnplans.extract.agencies.lexicon import lexicon
from vnplans.extract.agencies.names import open_name
from vnplans.extract.agencies.tokens import tokens
from vnplans.extract.fields.bodies import begins_body
from vnplans.extract.fields.issuer_place import unit_of_place
from vnplans.extract.fields.issuer_scanned import may_name, without_scraps, witnessed
from vnplans.extract.fields.side_by_side import parted
from vnplans.extract.mend import mend_name
from vnplans.extract.numbers import number_line, set_up_by
from vnplans.extract.zones.zones import Layout
from vnplans.landmarks import (
    SUBJECT,
    annex_label,
    begins,
    begins_exactly,
    is_mark,
    is_motto,
    is_rule,
    is_type_word,
    is_whole,
    leads_to,
    motto_at,
    type_end,
    words,
)
from vnplans.pages import Quote
from vnplans.regex import regex
from vnplans.text import bare, fold

__all__ = ["PrintedName", "issuer_lines", "printed_names"]

_NUMBERED = regex(r"^\W*so\s?[:.;].*[\d/]|^\W*so\s?[:.;]\s*[a-z]+-[a-z]|^\W*so .*\d|/\s?[a-z]{1,6}\s?-\s?[a-z]{2,}")
"""A number line, well or badly read; on text without marks."""
_MARKS = ("draft", "urgency", "secrecy", "restricted", "paper")
_OFFICE = regex(r"\W*sở\b")
_LONGEST = 160
"""Letters of a name over one line."""
_SENTENCE = 5
"""Words of a line in small letters that make it a sentence beside a letterhead in capitals."""
_DIGITS = regex(r"\d{3}")


@dataclass(frozen=True, slots=True)
class PrintedName:
    """A body's name over one or more letterhead lines; `text` is mended where OCR read it."""

    text: str
    quotes: tuple[Quote, ...]
    read: str | None = None
    """What was read, where witnesses spell it otherwise."""


def _own_end(text: str) -> int:
    """Where the left column's words end on a line that holds the motto beside them."""
    motto = motto_at(text)
    end = len(text) if motto is None else motto
    bar = text.find("|", 0, end)  # what a converter leaves of the rule between the columns
    return len(text[: bar if bar > 0 else end].rstrip())


def _line(layout: Layout, index: int) -> str:
    """The words of a line without the motto beside it, mended where they were recognised from a picture."""
    block = layout.block(index)
    text = block.text[: _own_end(block.text)] or block.text
    return text if block.confidence is None else mend_name(without_scraps(text))


_SURE = 0.85
"""Confidence that a scanned line needs whose words begin no body that the tables know."""


def issuer_lines(layout: Layout) -> list[int]:
    """The letterhead's lines above the number that name a body, without rules, motto and V/v."""
    out: list[int] = []
    received: list[int] = []
    for index in sorted((*layout.left, *layout.right)):
        block = layout.block(index)
        end = _own_end(block.text)
        if index in layout.right and not 3 < end < len(block.text):
            continue  # both columns on one line are the only words of a body there
        typed = block.confidence is None
        if SUBJECT.match(block.text):
            if out:
                break
            continue  # the heading of a page
        bullet = (block.label or "").strip(" .-+*\u2022\u2013") == "" and block.label
        if bullet and not (block.capitals and begins_body(block.text)):
            continue  # a bullet: an entry of a page's menu
        if out and typed and _ITS_NUMBER.fullmatch(block.text.strip()) and _ends_kind(layout.block(out[-1]).text):
            out.append(index)
            continue
        if _is_number(block.text, typed=typed):
            if out and not (type_end(block.text) and not any(begins_body(_line(layout, i)) for i in out)):
                break
            out.clear()
            continue  # above every body: the heading of a page that shows the act
        if is_rule(block) or (is_motto(block) and not block.text[:end].strip(" -*_")):
            continue
        if typed and is_whole(block.text, "arrival"):
            received, out = received or out, []  # above the stamp of a letter's arrival stands who received it
            continue
        if out and typed and _NUMERAL.fullmatch(block.text.strip()) and _numbered_unit(layout.block(out[-1]).text):
            out.append(index)
            continue
        if _not_issuer(block.text, typed=typed) or not (typed or may_name(block)):
            continue
        out.append(index)
    return out or received


_NUMERAL = regex(r"\d{1,3}|[IVX]{1,5}")


_ITS_NUMBER = regex(r"SỐ:?\s\d{1,4}")


def _ends_kind(text: str) -> bool:
    """Does a body's line end with the kind of the act that it carries out: "BAN CHỈ ĐẠO THỰC HIỆN NGHỊ QUYẾT"?"""
    return any(is_type_word(" ".join(text.split()[-size:])) for size in (1, 2, 3)) and not is_type_word(text)


def _numbered_unit(text: str) -> bool:
    """Does a line end with a word that a number must follow: "ĐỘI QUẢN LÝ THỊ TRƯỜNG SỐ" over "4"?"""
    return fold(text).rpartition(" ")[2] in words("numbered")


def _is_number(text: str, *, typed: bool) -> bool:
    """A number line, also with the type before it: "Luật số: 27/2023/QH15"; in print "SỞ Y TẾ QUẬN 1" is none."""
    if typed and set_up_by(text):
        return False  # "ĐOÀN KIỂM TRA THEO QĐ SỐ 88/QĐ-TTT"
    kind = type_end(text)
    number = text[kind:].lstrip() if kind else text
    if number_line(number):
        return True
    return bool(_NUMBERED.search(bare(number))) and not (typed and _OFFICE.match(fold(number)))


def _not_issuer(text: str, *, typed: bool) -> bool:
    """A stamp, a mark, an annex label, half a motto; typed words must have their tones: "MẶT TRẬN" is no "MẬT"."""
    line = text.strip(" (*)-:.")
    if typed:
        mark = begins_exactly(line, "no_body") or (is_mark(text) and begins_exactly(line, *_MARKS))
    else:
        mark = begins(line, "no_body", "draft", "urgency", "secrecy")
    return (
        mark
        or not any(c.isalpha() for c in text)
        or is_whole(text.strip(" -*_."), "motto_piece")
        or (not typed and text.strip(" -*_.") in _MOTTO_WORDS)
        or bool(annex_label(text))
        or (len(text) > _LONGEST and not text.isupper())
    )


_MOTTO_WORDS = frozenset(("Độc", "Tự", "Hạnh"))
"""First words of the motto's parts, in small letters as no body's line is; "ĐỘC" may be a commune's."""


def printed_names(layout: Layout) -> list[PrintedName]:
    """The bodies named in the letterhead, upper first."""
    if "letterhead.names" not in layout.worked_out:
        layout.worked_out["letterhead.names"] = _read(layout)
    names: list[PrintedName] = layout.worked_out["letterhead.names"]
    return names


def _read(layout: Layout) -> list[PrintedName]:
    groups: list[list[int]] = []
    for index in issuer_lines(layout):
        if groups and _continues(layout, groups[-1], index):
            groups[-1].append(index)
        elif _names_body(layout, index):
            groups.append([index])
    if any(begins_body(_line(layout, group[0])) for group in groups):  # the others are scraps, stamps, half a line
        groups = [group for group in groups if begins_body(_line(layout, group[0]))]
    out = []
    for group in groups:
        quotes = []
        for index in group:
            text = layout.block(index).text
            end = _own_end(text) if _own_end(text) > 3 else len(text)
            if text[:end].strip(" -*_"):
                quotes.append(layout.pages.quote(index, 0, end, rule="issuer.letterhead"))
        read = any(layout.block(i).confidence is not None for i in group)
        printed = " ".join(q.text for q in quotes).strip(" -*_•")
        text = mend_name(without_scraps(" ".join(_line(layout, i) for i in group))) if read and quotes else printed
        if text:
            text = " ".join(text.replace(":", " ").split())
            spelt = witnessed(text, layout) if read else _with_marks(text)
            out += [
                PrintedName(part, tuple(quotes), None if bare(spelt) == bare(text) else text) for part in parted(spelt)
            ]
    return out


def _with_marks(text: str) -> str:
    """A typed name whose marks or blanks are wrong or lost, as the tables spell the same letters: "TONG CỤC THUẾ"."""
    unit = unit_of_place().search(open_name(text).name)
    place = unit.group() if unit else ""
    if place and fold(text).endswith(f" {fold(place)}"):  # "XÃ TÂN HỘI ĐÔNG" has no "hội đồng" in it
        own = text[: -len(place) - 1]
        return f"{_with_marks(own)} {text[len(own) + 1 :]}"
    spelt = mend_name(text)
    if _DASH.sub("-", fold(spelt)) == _DASH.sub("-", fold(text)):
        return text
    return spelt if bare(spelt).replace(" ", "") == bare(text).replace(" ", "") else text


_DASH = regex(r"\s?-\s?")


def _continues(layout: Layout, group: Sequence[int], index: int) -> bool:
    """Does a line go on with the name above it?"""
    before = layout.block(group[-1])
    key = bare(_line(layout, index)).lstrip(" -")
    if before.text.rstrip().endswith(("-", ",", "VÀ", "và", "&", "CÁC")) or key.startswith(("va ", "- ", "& ")):
        return True
    above = " ".join(bare(_line(layout, i)) for i in group)
    together = leads_to(f"{above} {key}", "half", "chairman")
    if together == len(above) + 1 or is_whole(above, "open_head"):
        return True
    line = _line(layout, index)
    if begins(above, "organ") and begins(line, "committee", "bank"):
        return True  # "BAN CHỈ ĐẠO 35" over "HUYỆN ỦY X", whose it is
    if before.confidence is not None and before.text.isupper() and line.islower():
        return False  # the subject of a letter, below a number line that was lost
    if before.confidence is None and _cuts_a_word(" ".join(layout.block(i).text for i in group), line):
        return True
    return not (begins_body(line) or _is_sentence(before.text, line) or _is_whole_before(layout, group, line))


def _cuts_a_word(above: str, line: str) -> bool:
    """Does a narrow column part a word: "BỘ NÔNG NGHIỆP VÀ MÔI" over "TRƯỜNG"? The place "XÃ AN THỊ" lacks nothing."""
    if unit_of_place().search(open_name(above).name):
        return False
    t, last = tokens(f"{above} {line}"), len(tokens(above)) - 1
    return last > 1 and any(end > last + 1 for end, _ in lexicon().common.all_at(t, last))


def _is_whole_before(layout: Layout, group: Sequence[int], line: str) -> bool:
    """Words behind a committee with its place are no more of its name, unless they may be the rest of that place."""
    name = open_name(" ".join(_line(layout, i) for i in group)).name
    if not begins(name, "council", "committee") or not unit_of_place().search(name):
        return False
    t, common = tokens(line), lexicon().common
    return any(common.end(t, i) > i + 1 for i in range(len(t)))


def _is_sentence(above: str, line: str) -> bool:
    """Words in small letters below a body in capitals: a note, an address, a year."""
    return (
        above.isupper()
        and not line.isupper()
        and (len(line.split()) >= _SENTENCE or ":" in line or bool(_DIGITS.search(line)))
    )


def _names_body(layout: Layout, index: int) -> bool:
    """Does a line that begins a name begin as bodies do? On a picture, read with faults, one in capitals may."""
    block = layout.block(index)
    read = block.confidence is not None and block.confidence >= _SURE and block.text.isupper()
    return (read and len(block.text.split()) > 1) or begins_body(_line(layout, index))
