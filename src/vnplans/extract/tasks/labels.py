"""Label lines under a task ("Đơn vị chủ trì: ...", "Thời gian hoàn thành: ...") and the same in brackets behind its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vnplans.extract.head import Head
from vnplans.extract.outline_tree import Item
from vnplans.extract.passage import Passage
from vnplans.extract.tasks import when
from vnplans.extract.tasks.doers import Body
from vnplans.extract.tasks.duty import When
from vnplans.extract.tasks.headers import label_line
from vnplans.extract.tasks.roles import Role, doers_of
from vnplans.pages import Pages

__all__ = ["Labels", "inline_labels", "labels_of"]

_BRACKETS = re.compile(r"\(([^()]*:[^()]*(?:\([^()]*\)[^()]*)*)\)[\s.;]*$")
_ROLES: dict[str, Role] = {"lead": "lead", "coordinating": "with", "both": "both"}


@dataclass(frozen=True)
class Labels:
    """What label lines say of the task above them."""

    leads: tuple[Body, ...] = ()
    partners: tuple[Body, ...] = ()
    when: When | None = None
    deliverable: Passage | None = None
    funding: Passage | None = None


def labels_of(pages: Pages, items: Sequence[Item], head: Head) -> Labels:
    """What the label lines among the items say."""
    labels = Labels()
    for item in items:
        if not item.children:
            labels = _read(pages, labels, item.passage, head)
    return labels


def inline_labels(pages: Pages, words: Passage, head: Head) -> Labels:
    """The labels in brackets at the end of a task: "... (Chủ trì: Sở Y tế; thời gian: quý III/2024)."."""
    labels = Labels()
    found = _BRACKETS.search(words.text)
    if not found:
        return labels
    at = found.start(1)
    for piece in re.split(r"(?<=[;.])\s+", found[1]):
        labels = _read(pages, labels, words.part(at, at + len(piece.rstrip(" ;.,"))), head)
        at += len(piece) + 1
    return labels


def _read(pages: Pages, labels: Labels, words: Passage, head: Head) -> Labels:
    line = label_line(words.text)
    value = words.part(line[1]) if line else None
    if line is None or value is None or not value.text:
        return labels
    name = line[0]
    if name in _ROLES:
        leads, with_ = doers_of(pages, head, value, _ROLES[name], "label_line")
        return replace(labels, leads=labels.leads + leads, partners=labels.partners + with_)
    if name == "deadline":
        return replace(labels, when=when.in_cell(pages, value, head, "deadline.label_line") or labels.when)
    if name == "deliverable":
        return replace(labels, deliverable=value)
    if name == "funding":
        return replace(labels, funding=value)
    return labels
