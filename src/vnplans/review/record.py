"""The left side: a record as values in the order a person checks them, each joined to the words it was read from.

No HTML here: templates/record.html shows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from vnplans.models import SURE, Directive, Note
from vnplans.review.values import EXPECTED, HEAD, LISTS, TASK_COLUMNS, Shown, notes
from vnplans.review.witness import Witness, kind_of, source_of
from vnplans.wording import LABELS, SEVERITIES, label_of

__all__ = ["Group", "Link", "Listed", "RecordView", "Remarked", "Value", "view"]

_FOLDED = frozenset({"citations", "outline"})
"""Lists that are long and seldom looked at."""


@dataclass(frozen=True, slots=True)
class Link:
    """From a value to its quotes; `pointer` (several with blanks between) is what they are the evidence of."""

    id: str
    quotes: list[int]
    first: str
    """The id of the first mark of the first quote."""
    pointer: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Value:
    """Words, what they were taken to mean, and the link to where they were read; None where nothing bears them out."""

    text: str
    reading: str | None = None
    link: Link | None = None
    unsure: str | None = None
    """How likely it is right, where that is not sure: "62%"."""


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks that stand together: for each its cells, for each cell its values."""

    title: Value | None
    tasks: list[list[list[Value]]]


@dataclass(frozen=True, slots=True)
class Listed:
    """A list below the tasks."""

    label: str
    items: list[Value]
    open: bool


@dataclass(frozen=True, slots=True)
class Remarked:
    """A note."""

    severity: str
    severity_name: str
    about: str | None
    message: str
    quote: Value | None


@dataclass(frozen=True, slots=True)
class RecordView:
    """All of a record that the page shows, from top to bottom."""

    heading: str
    grave: list[Remarked]
    head: list[tuple[Value, list[Value]]]
    """Label and values; a label has a link where the field as a whole has words that no value of it shows."""
    columns: list[str]
    count: int
    groups: list[Group]
    lists: list[Listed]
    rest: list[Value]
    """Evidence that no part above shows, so that nothing of the record is left out."""
    notes: list[Remarked]
    file: list[tuple[str, str]]


def view(record: Directive, witness: Witness) -> RecordView:
    """What is shown of a record. Numbers the quotes in `witness`, in the order of the page."""
    side = _Side(record, witness)
    return RecordView(
        heading=_heading(record),
        grave=list(side.notes(("error", "review"))),
        head=list(side.head()),
        columns=[LABELS[name] for name in TASK_COLUMNS],
        count=len(record.tasks),
        groups=list(side.groups()),
        lists=list(side.lists()),
        rest=list(side.rest()),
        notes=list(side.notes(("warning", "info"))),
        file=[(label, value) for label, value in _file(record) if value],
    )


def _heading(record: Directive) -> str:
    kind = record.doc_type.name if record.doc_type else "Văn bản"
    return f"{kind} {record.number.text}" if record.number else f"{kind} (không rõ số)"


def _file(record: Directive) -> Iterator[tuple[str, str | None]]:
    source = record.source
    yield LABELS["source"], "/".join(part for part in (source.container, source.name) if part) or None
    yield "SHA-256", source.sha256
    yield "Cách đọc", f"{source.reader} ({source.text_origin})"
    yield "Số trang", str(source.pages) if source.pages else None
    yield "Bảng mã", source.encoding


def _unsure(record: Directive, pointer: str) -> str | None:
    """The confidence of the value, or of what it is a part of, where that is not sure."""
    while pointer.strip("/") not in ("", "tasks"):
        if (value := record.confidence.get(pointer)) is not None:
            return f"{value:.0%}" if value < SURE else None
        pointer = pointer.rpartition("/")[0]
    return None


@dataclass(slots=True)
class _Side:
    record: Directive
    witness: Witness
    shown: set[str] = field(default_factory=set)
    """Pointers of evidence that the page shows."""

    def value(self, shown: Shown) -> Value:
        pointer = source_of(self.record, shown.pointer)
        numbers = self.witness.numbers(self.record, pointer)
        unsure = _unsure(self.record, shown.pointer)
        if not numbers:
            return Value(shown.text, shown.reading, unsure=unsure)
        self.shown.add(pointer)
        link = self.link(pointer, numbers, label_of(self.record, shown.pointer))
        return Value(shown.text, shown.reading, link, unsure)

    def link(self, pointer: str, numbers: Sequence[int], label: str, kind: str | None = None) -> Link:
        first = self.witness.quote_id(numbers[0])
        return Link(self.witness.value_id(numbers), list(numbers), first, pointer, label, kind or kind_of(pointer))

    def values(self, values: Iterable[Shown]) -> list[Value]:
        return [self.value(shown) for shown in values]

    def whole(self, pointer: str, label: str) -> Value:
        if pointer in self.record.evidence and pointer not in self.shown:
            self.shown.add(pointer)
            return Value(label, None, self.link(pointer, self.witness.numbers(self.record, pointer), label))
        return Value(label)

    def head(self) -> Iterator[tuple[Value, list[Value]]]:
        for name, get in HEAD.items():
            values = self.values(get(self.record))
            if values or f"/{name}" in self.record.evidence or name in EXPECTED:
                yield self.whole(f"/{name}", LABELS[name]), values

    def groups(self) -> Iterator[Group]:
        tasks = self.record.tasks
        for title, run in groupby(range(len(tasks)), key=lambda index: tasks[index].group):
            indexes = list(run)
            shown = self.group(title, indexes) if title else None
            yield Group(shown, [self.task(index) for index in indexes])

    def task(self, index: int) -> list[list[Value]]:
        return [self.values(get(self.record, index)) for get in TASK_COLUMNS.values()]

    def group(self, title: str, tasks: Sequence[int]) -> Value:
        """The row above the tasks of one group: one value, read for each of them."""
        pointers = [f"/tasks/{index}/group" for index in tasks]
        known = [pointer for pointer in pointers if pointer in self.record.evidence]
        numbers = list(dict.fromkeys(n for pointer in known for n in self.witness.numbers(self.record, pointer)))
        if not numbers:
            return Value(title)
        self.shown.update(known)
        return Value(title, None, self.link(" ".join(known), numbers, LABELS["group"]))

    def lists(self) -> Iterator[Listed]:
        for name, get in LISTS.items():
            if items := self.values(get(self.record)):
                yield Listed(LABELS[name], items, name not in _FOLDED)

    def rest(self) -> Iterator[Value]:
        for pointer in [pointer for pointer in self.record.evidence if pointer not in self.shown]:
            numbers = self.witness.numbers(self.record, pointer)
            words = " … ".join(quote.text for quote in self.record.evidence[pointer])
            label = label_of(self.record, pointer)
            yield Value(f"{label}: {words}", None, self.link(pointer, numbers, label) if numbers else None)

    def notes(self, severities: tuple[str, ...]) -> Iterator[Remarked]:
        for note in notes(self.record):
            if note.severity in severities:
                about = label_of(self.record, note.field) if note.field else None
                yield Remarked(note.severity, SEVERITIES[note.severity], about, note.message, self.quoted(note))

    def quoted(self, note: Note) -> Value | None:
        if note.quote is None:
            return None
        kind = "note" if note.severity in ("review", "error") else "refused"
        number = self.witness.number(note.quote, kind)
        return Value(f"«{note.quote.text}»", None, self.link("", [number], f"Ghi chú: {note.message}", kind))
