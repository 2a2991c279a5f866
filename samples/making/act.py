"""What a sample says, and its true record: the words of a document with its tasks marked where they stand.

`[[...]]` in a text marks the words of a task, in the order of the tasks given with it; `**...**` marks bold words.
The true record is written from these marks, never from what the parser read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

TASK = re.compile(r"\[\[(.+?)\]\]", re.S)


def by(text: str, end: str) -> dict[str, Any]:
    return {"text": text, "kind": "by", "start": None, "end": end, "rrule": None}


def during(text: str, start: str, end: str) -> dict[str, Any]:
    return {"text": text, "kind": "during", "start": start, "end": end, "rrule": None}


def every(text: str, rrule: str | None) -> dict[str, Any]:
    return {"text": text, "kind": "recurring", "start": None, "end": None, "rrule": rrule}


def ongoing(text: str, start: str | None = None, end: str | None = None) -> dict[str, Any]:
    return {"text": text, "kind": "ongoing", "start": start, "end": end, "rrule": None}


def relative(text: str, end: str | None = None) -> dict[str, Any]:
    return {"text": text, "kind": "relative", "start": None, "end": end, "rrule": None}


@dataclass
class T:
    """The truth of one task; its words come from the mark in the text."""

    where: str
    lead: list[str] = field(default_factory=list)
    coordinating: list[str] = field(default_factory=list)
    deadline: dict[str, Any] | None = None
    product: str | None = None
    content: str = ""


@dataclass
class P:
    """A paragraph. `tasks` stand in the order of the marks in `text`."""

    text: str
    tasks: list[T] = field(default_factory=list)
    bold: bool = False
    italic: bool = False
    centred: bool = False
    new_page: bool = False


def H(text: str) -> P:
    """A heading: a bold line."""
    return P(text, bold=True)


def C(text: str, **kw: Any) -> P:
    """A centred bold line."""
    return P(text, bold=kw.pop("bold", True), centred=True, **kw)


@dataclass
class Group:
    """A row over the whole table that names a group."""

    label: str
    text: str


@dataclass
class R:
    """A row of a task table; `None` for a list or deadline: merged with the cell above."""

    number: str
    content: str
    lead: list[str] | None = field(default_factory=list)
    coordinating: list[str] | None = field(default_factory=list)
    deadline: dict[str, Any] | None = None
    product: str | None = None
    merged_deadline: bool = False


@dataclass
class Table:
    """A task table; `where` begins the way to each of its rows."""

    where: str
    header: list[str]
    rows: list[R | Group]
    landscape: bool = True

    def tasks(self) -> list[T]:
        out: list[T] = []
        above = R("", "")
        for row in self.rows:
            if isinstance(row, Group):
                continue
            lead = above.lead if row.lead is None else row.lead
            coordinating = above.coordinating if row.coordinating is None else row.coordinating
            deadline = above.deadline if row.merged_deadline else row.deadline
            above = R(row.number, row.content, lead, coordinating, deadline, row.product)
            where = f"{self.where}, dòng {row.number}"
            out.append(T(where, lead or [], coordinating or [], deadline, row.product, row.content))
        return out


@dataclass
class Act:
    """A document: its letterhead, body and closing as printed, beside what they mean."""

    name: str
    layout: str
    """nd30 | tt01 | party"""
    upper: list[str]
    issuer_lines: list[str]
    number: str
    place: str
    date_line: str
    kind: str
    title: str
    body: list[P | Table]
    issuer: str
    parent: str | None
    issued_on: str | None
    bases: list[tuple[str, str]] = field(default_factory=list)
    """(line as printed, number or law by which it is known)"""
    addressees: list[str] = field(default_factory=list)
    authority: list[str] = field(default_factory=list)
    position: str = ""
    signer: str = ""
    recipients: list[str] = field(default_factory=list)
    annexes: list[list[P | Table]] = field(default_factory=list)
    printed_number: str | None = None
    """The number line where it differs from 'Số: <number>'."""
    title_lines: list[str] | None = None
    authority_line: list[str] = field(default_factory=list)
    """Who decides, above the legal bases of a decision: CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH X."""

    def truth(self) -> dict[str, Any]:
        """The true record, in the format of the label files."""
        parts = [*self.body, *(part for annex in self.annexes for part in annex)]
        return {
            "number": self.number,
            "doc_type": self.kind,
            "issuer": self.issuer,
            "parent_issuer": self.parent,
            "issued_on": self.issued_on,
            "place": self.place,
            "title": self.title,
            "signer": {
                "name": self.signer or None,
                "position": self.position,
                "authority": " / ".join(self.authority) or None,
            },
            "recipients": self.recipients,
            "legal_bases": [number for _, number in self.bases],
            "tasks": [_label(task) for part in parts for task in _tasks(part)],
        }


def _tasks(part: P | Table) -> list[T]:
    if isinstance(part, Table):
        return part.tasks()
    words = TASK.findall(part.text)
    if len(words) != len(part.tasks):
        raise ValueError(f"{len(words)} marks for {len(part.tasks)} tasks in {part.text!r}")
    for task, content in zip(part.tasks, words, strict=True):
        task.content = _without_doer(content.replace("**", ""), task.lead)
    return part.tasks


def _without_doer(content: str, lead: list[str]) -> str:
    """The order without the name of the body that it is given to ("Giao Sở X lập ..." -> "lập ...")."""
    return re.sub(rf"^(?:Giao |Đề nghị )?(?:{'|'.join(map(re.escape, lead)) or '(?!)'}) ", "", content)


def _label(task: T) -> dict[str, Any]:
    return {
        "content": task.content,
        "where": task.where,
        "lead": task.lead,
        "coordinating": task.coordinating,
        "deadline": task.deadline,
        "product": task.product,
    }


def plain(text: str) -> str:
    """The text without the task marks (bold marks stay)."""
    return TASK.sub(r"\1", text)
