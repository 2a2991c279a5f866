"""From marked words to labels: deadlines, paragraphs, table rows (the marks are explained in build.py)."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

MARK = re.compile(r"<([^<>|]*)\|([^<>|]+)>")
PIECES = re.compile(r"(\[\[|\]\]|<[^<>|]*\|[^<>|]+>)")
MARKER = re.compile(r"\s*((?:Điều\s+)?[IVXLC\d]+(?:\.\d+)*|[a-zđ])\s*[.)/:-]")
HEADING = re.compile(r"\s*((?:Điều|Phần|Mục|Phụ lục)\s+\w+|[IVXLC]+|\d+(?:\.\d+)*|[A-ZĐ])\s*[.)/:-]")

Task = dict[str, Any]
Deadline = dict[str, Any]


def clean(text: str) -> str:
    """The words alone: no marks of form, blanks folded."""
    return " ".join(re.sub(r"[⏎⇥]", " ", text).replace("**", "").replace("__", "").split())


# ---------------------------------------------------------------- deadlines


def months(first: int, last: int, year: int, last_year: int = 0) -> Deadline:
    """From the first day of one month to the last day of another."""
    end = last_year or year
    day = calendar.monthrange(end, last)[1]
    return {"kind": "during", "start": f"{year}-{first:02}-01", "end": f"{end}-{last:02}-{day:02}"}


def of_month(rest: str) -> Deadline:
    month, year = map(int, rest.split("/"))
    return months(month, month, year)


def of_months(rest: str) -> Deadline:
    first, last, year = map(int, re.split(r"[-/]", rest))
    return months(first, last, year)


def of_quarter(rest: str) -> Deadline:
    quarter, year = map(int, rest.split("/"))
    return months(3 * quarter - 2, 3 * quarter, year)


def of_years(rest: str) -> Deadline:
    first, _, last = rest.partition("-")
    return months(1, 12, int(first), int(last or first))


def of_span(rest: str) -> Deadline:
    start, end = rest.split("..")
    return {"kind": "during", "start": start, "end": end}


def of_ongoing(rest: str) -> Deadline:
    if rest.endswith(".."):
        return {"kind": "ongoing", "start": rest.removesuffix("..")}
    return (of_years(rest) if rest else {}) | {"kind": "ongoing"}


EXPRESSIONS: dict[str, Callable[[str], Deadline]] = {
    "d": lambda day: {"kind": "by", "end": day},
    "e": lambda day: {"kind": "during", "start": day, "end": day},
    "by-": lambda _: {"kind": "by"},
    "du-": lambda _: {"kind": "during"},
    "m": of_month,
    "ms": of_months,
    "q": of_quarter,
    "y": of_years,
    "s": of_span,
    "on": of_ongoing,
    "rel": lambda day: {"kind": "relative", **({"end": day} if day else {})},
    "r": lambda rule: {"kind": "recurring", "rrule": rule or None},
}


def deadline(expression: str, text: str) -> Deadline | None:
    """The label of a deadline from its expression; none for `none`."""
    verb, _, rest = expression.partition(" ")
    return None if verb in ("", "none") else {"text": clean(text), **EXPRESSIONS[verb](rest.strip())}


# ---------------------------------------------------------------- marks


@dataclass(frozen=True)
class Mark:
    """`<words|L=name>`: its kind (L, C, D, P), where it reaches (H a section, + the task before), what it says."""

    words: str
    reach: str
    kind: str
    value: str
    expression: str

    @classmethod
    def read(cls, words: str, what: str) -> Mark:
        said = re.fullmatch(r"([H+]?)([LCDP])(?:=(.*)| (.*))?", what)
        assert said, what
        return cls(words, said[1], said[2], said[3] or words, said[4] or "")

    def put(self, task: Task, fresh: bool) -> None:
        """Into a task; a fresh list of bodies replaces what was inherited."""
        if self.kind == "D":
            task["deadline"] = deadline(self.expression, self.words)
        elif self.kind == "P":
            task["product"] = self.value
        else:
            key = "lead" if self.kind == "L" else "coordinating"
            task[key] = ([] if fresh else task[key]) + ([] if self.value == "-" else [self.value])


@dataclass
class Scope:
    """What a section or the first words of a paragraph say for the tasks that follow."""

    task: Task = field(default_factory=lambda: {"lead": [], "coordinating": [], "deadline": None, "product": None})

    def copy(self) -> Scope:
        return Scope({k: list(v) if isinstance(v, list) else v for k, v in self.task.items()})


class Paragraph:
    """One paragraph, read from left to right."""

    def __init__(self, truth: Truth, text: str) -> None:
        self.truth = truth
        self.scope = truth.section.copy()
        self.place = truth.where(text) if "[[" in text else ""
        self.several = text.count("[[") > 1
        self.number = 0
        self.printed: list[str] = []
        self.begin = 0
        self.task: Task | None = None
        self.told: set[str] = set()

    def piece(self, text: str) -> None:
        mark = MARK.fullmatch(text)
        if text == "[[":
            self.open()
        elif text == "]]":
            self.close()
        elif mark:
            self.printed.append(mark[1])
            self.mark(Mark.read(mark[1], mark[2]))
        else:
            self.printed.append(text)

    def open(self) -> None:
        self.number += 1
        self.task = {"content": "", "where": self.place + (f" ({self.number})" if self.several else "")}
        self.task |= self.scope.copy().task
        self.scope.task |= {"coordinating": list(self.truth.section.task["coordinating"]), "product": None}
        self.begin, self.told = len(self.printed), set()

    def close(self) -> None:
        assert self.task is not None
        self.task["content"] = clean("".join(self.printed[self.begin :]))
        self.truth.tasks.append(self.task)
        self.task, self.told = None, set()

    def mark(self, mark: Mark) -> None:
        name = mark.reach + mark.kind
        if mark.reach == "+":
            mark.put(self.truth.tasks[-1], fresh=False)
        elif mark.reach == "H":
            mark.put(self.truth.section.task, fresh=name not in self.told)
            self.scope = self.truth.section.copy()
        else:
            mark.put(self.task if self.task is not None else self.scope.task, fresh=name not in self.told)
        self.told.add(name)


@dataclass
class Truth:
    """What a text has said so far."""

    tasks: list[Task] = field(default_factory=list)
    section: Scope = field(default_factory=Scope)
    heading: str = ""
    bullet: int = 0

    def where(self, text: str) -> str:
        marker = MARKER.match(text)
        if marker:
            self.bullet = 0
            return ".".join(x for x in (self.heading, marker[1]) if x and x != self.heading) or marker[1]
        self.bullet += 1
        return f"{self.heading}, gạch đầu dòng {self.bullet}".lstrip(", ")

    def head(self, text: str) -> None:
        marker = HEADING.match(clean(MARK.sub(r"\1", text)))
        if marker:
            self.heading, self.bullet = marker[1], 0

    def paragraph(self, text: str) -> str:
        """The words as printed; tasks and sections are noted."""
        reader = Paragraph(self, text)
        for piece in PIECES.split(text):
            reader.piece(piece)
        return "".join(reader.printed)

    def row(self, cells: list[tuple[str, str | None]], roles: list[str], place: str) -> None:
        """A row of a task table: each cell with the truth that its text adds to it."""
        task: Task = {"content": "", "where": place, **self.section.copy().task}
        for (shown, said), role in zip(cells, roles, strict=True):
            if role == "content":
                task["content"] = clean(said or shown)
            elif said == "-":
                task[role] = None if role == "product" else []
            elif role in ("lead", "coordinating") and shown:
                task[role] = [x.strip() for x in (said or clean(shown)).split(" + ")]
            elif role == "deadline" and shown:
                assert said, (shown, place)
                expression, _, words = said.partition("~")
                task["deadline"] = deadline(expression.strip(), words or shown)
            elif role == "product" and shown:
                task["product"] = clean(said or shown)
        self.tasks.append(task)
