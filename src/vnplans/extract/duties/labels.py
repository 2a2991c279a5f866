"""Label lines under a task ("Đơn vị chủ trì: ...", "Thời gian: ..."), and the same in brackets behind its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from vnplans.extract.agencies.lists import find_agencies
from vnplans.extract.duties import when
from vnplans.extract.duties.doers import Body, Role, doers_of
from vnplans.extract.duties.headers import (
    ASSIGNS,
    ROLES,
    is_organising,
    label_line,
    only_bodies,
    says_done,
    title_field,
)
from vnplans.extract.duties.when import When
from vnplans.extract.findings import Head
from vnplans.extract.line import Line
from vnplans.extract.orders.verbs import verb_at
from vnplans.extract.outline.items import Item
from vnplans.extract.time.deadlines import read_cell
from vnplans.models import TOLD
from vnplans.pages import Pages
from vnplans.phrases import phrase
from vnplans.regex import regex

__all__ = ["Labels", "inline_labels", "is_label", "is_trait", "labels_of"]

_BRACKETS = regex(r"\(([^()]*:[^()]*(?:\([^()]*\)[^()]*)*)\)[\s.;]*$")
_LONGEST_TIME, _LONGEST_NAMES = 90, 200
_WORK = 6
"""The rank of an item from which on it may be a piece of work, no section."""
_MARKS = (":", "-", "\u2013")
"""One of them stands between a label and what it says."""
_WORD = regex(r"\w+")
_GAPS = regex(r"[.;,]\s+(?=\w)|\s[-\u2013]\s+(?=\w)")
_ROLES: dict[str, Role] = {"lead": "lead", "coordinating": "with", "both": "both"}


@dataclass(frozen=True)
class Labels:
    """What label lines say of the task above them."""

    leads: tuple[Body, ...] = ()
    partners: tuple[Body, ...] = ()
    when: When | None = None
    told: Mapping[str, Line] = field(default_factory=dict)
    """Plain texts, by field of the task."""

    def over(self, opening: Labels) -> Labels:
        """With what labels above the work say, where these say nothing of it: "Chủ trì: A" above, "Thời gian" below."""
        if opening == UNLABELLED:
            return self
        return Labels(
            self.leads or opening.leads,
            self.partners or opening.partners,
            self.when or opening.when,
            {**opening.told, **self.told},
        )


UNLABELLED = Labels()
"""No label line says anything."""


def labels_of(pages: Pages, items: Sequence[Item], head: Head) -> Labels:
    """What the label lines among the items say."""
    labels = UNLABELLED
    for item in items:
        labels = _told(pages, labels, item, None, head)
    return labels


def _told(pages: Pages, labels: Labels, item: Item, over: tuple[str, str] | None, head: Head) -> Labels:
    """With what the item says and the lines below it. `over`: the field that the nearest title names, and its words."""
    words = item.passage
    if item.children:
        name = title_field(words.text)
        over = (name, words.text) if name is not None else over
        for line in item.children:
            labels = labels if _is_remark(line) else _told(pages, labels, line, over, head)
        return labels
    label = label_line(words.text)
    if label is not None and (label[0] != ASSIGNS or over is None):
        return _read(pages, labels, words, head)
    return _with(pages, labels, over, words, head) if over is not None else labels


def is_label(item: Item) -> bool:
    """A line "Đơn vị chủ trì: Sở Y tế", or a title "Cơ quan phối hợp" over such lines or bare names, "Thời gian" over
    one time."""
    known = item.worked_out
    if "is_label" not in known:
        known["is_label"] = _is_label(item)
    return known["is_label"]


def is_trait(item: Item) -> bool:
    """A line "Chỉ tiêu: 100% chi đoàn", beside label lines: it tells of the work above and orders none."""
    found = phrase("labels.trait").match(item.passage.key) if item.table is None and not item.children else None
    return found is not None and verb_at(item.passage.key, found.end() + 1) is None


def _is_label(item: Item) -> bool:
    if not item.children:
        label = label_line(item.passage.text)
        beside = label is not None and (label[0] == ASSIGNS or says_done(item.passage.text))
        return label is not None and (not beside or _stands_below(item))
    if title_field(item.passage.text) == "deadline":
        inner = item.parent is not None and item.parent.parent is not None
        return inner and len(item.children) == 1 and _only_time(item.children[0])
    if is_organising(item.passage.text):
        return all(_of_roles(c) for c in item.children)
    return _tells_doers(item)


def _tells_doers(item: Item) -> bool:
    """A title "Cơ quan chủ trì, phối hợp" over names, roles, label lines or such titles; or one of these."""
    words = item.passage
    if item.table is not None:
        return False
    if not item.children:
        return label_line(words.text) is not None or only_bodies(words.text) or _names_bodies(words)
    if title_field(words.text) not in ROLES:
        return False
    lines = [child for child in item.children if not _is_remark(child)]
    others = [child for child in lines if not _tells_doers(child)]
    few = len(others) * 2 <= len(lines)  # "Các cơ quan báo chí" among names holds a verb
    return few and all(not child.children and _begins_with_body(child.passage) for child in others)


def _is_remark(item: Item) -> bool:
    """A line in brackets below names: "(Văn phòng Ban Chỉ đạo là cơ quan giúp việc)"."""
    text = item.passage.text
    return text.startswith("(") and text.rstrip(" .;").endswith(")") and item.marker is None and not item.children


def _stands_below(item: Item) -> bool:
    """Something else stands before it in its list, or it is all that stands below a numbered piece of work."""
    above = item.parent
    if above is None or item.kind not in ("text", "bullet"):
        return False  # "12. Công an tỉnh chủ trì, phối hợp thực hiện" heads its own
    return above.children[0] is not item or (
        len(above.children) == 1 and above.marker is not None and above.rank >= _WORK
    )


def _of_roles(item: Item) -> bool:
    if item.children or item.table is not None:
        return False
    label = label_line(item.passage.text)
    return label is not None and label[0] in (*ROLES, "deadline")


def _only_time(item: Item) -> bool:
    if item.table is not None or item.children or len(item.passage.text) > _LONGEST_TIME:
        return False
    return read_cell(item.passage.text) is not None and verb_at(item.passage.key) is None


def _names_bodies(words: Line) -> bool:
    """Bodies and no work: "Ban Chỉ đạo các quân khu; Ban Chỉ đạo các tỉnh."."""
    if not _begins_with_body(words):
        return False
    found = find_agencies(words.names)
    small = (word.start() for word in _WORD.finditer(words.text) if word[0][0].islower())
    outside = (at for at in small if not any(m.start <= at < m.end for m in found))
    return all(verb_at(words.key, at) is None for at in outside)


def _begins_with_body(words: Line) -> bool:
    if ":" in words.text or len(words.text) > _LONGEST_NAMES:
        return False
    found = find_agencies(words.names)
    return (bool(found) and found[0].start == 0) or phrase("units.unit").match(words.key) is not None


def inline_labels(pages: Pages, words: Line, head: Head) -> tuple[Line, Labels]:
    """The words of a task and the labels behind them: "... (Chủ trì: Sở Y tế; thời gian: quý III/2024).", which stay
    with the words, or "... . Đơn vị chủ trì: Sở Y tế; thời gian: quý III/2024.", which do not."""
    bracket = _BRACKETS.search(words.text)
    if bracket:
        return words, _read(pages, UNLABELLED, words.part(bracket.start(1), bracket.end(1)), head)
    if not any(mark in words.text for mark in _MARKS):
        return words, UNLABELLED
    for gap in _GAPS.finditer(words.text):
        rest = words.text[gap.end() :]
        if gap[0][0] != "," and _labelled(rest):
            return words.part(0, gap.start() + (gap[0][0] != " ")), _read(
                pages, UNLABELLED, words.part(gap.end()), head
            )
    return words, UNLABELLED


def _labelled(text: str, *, sentence: bool = False) -> bool:
    """A label opens the words; a sentence that says who does it is a line of its own or stands behind labels
    (`sentence`)."""
    label = label_line(text)
    return label is not None and (label[0] != ASSIGNS or sentence) and (label[1] > 0 or sentence)


def _read(pages: Pages, labels: Labels, words: Line, head: Head) -> Labels:
    """The labels of a line, one or several: "Cơ quan chủ trì: A. Cơ quan phối hợp: B. Thời gian: Quý I/2024."."""
    first = label_line(words.text)
    gaps = _GAPS.finditer(words.text, first[1] if first else 0)  # "Thời gian, địa điểm: ..." is one label
    starts = [0] + [gap.end() for gap in gaps if _labelled(words.text[gap.end() :], sentence=gap[0][0] == ".")]
    for start, end in zip(starts, [*starts[1:], len(words.text)], strict=True):
        piece = words.part(start, end)
        line = label_line(piece.text)
        if line is not None:
            value = piece.part(line[1], len(piece.text.rstrip(" ;.,-\u2013")) if len(starts) > 1 else None)
            title = piece.text[: line[1]]
            labels = _with(pages, labels, (line[0], title), value, head) if value.text else labels
    return labels


def _with(pages: Pages, labels: Labels, label: tuple[str, str], value: Line, head: Head) -> Labels:
    """The labels with one more. `label`: its field and its words."""
    name, title = label
    if name == ASSIGNS:
        leads, with_ = doers_of(pages, head, value, "lead", "label_line")
        said = when.in_words(pages, value, head, "deadline.label_line")
        return replace(labels, leads=labels.leads + leads, partners=labels.partners + with_, when=said or labels.when)
    if name in _ROLES:
        leads, with_ = doers_of(pages, head, value, _ROLES[name], "label_line")
        return replace(labels, leads=labels.leads + leads, partners=labels.partners + with_)
    if name == "deadline":
        return replace(labels, when=when.in_cell(pages, value, head, "deadline.label_line", title=title) or labels.when)
    return replace(labels, told={**labels.told, name: value}) if name in TOLD else labels
