"""The left side: a record as HTML, every value a link to the words it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from vnplans.models import Directive, Note
from vnplans.review.markup import element, text
from vnplans.review.values import (
    EXPECTED,
    HEAD,
    LISTS,
    TASK_COLUMNS,
    Shown,
    notes,
)
from vnplans.review.witness import Witness, kind_of, source_of
from vnplans.wording import LABELS, SEVERITIES, label_of

__all__ = ["record_html"]

_NONE = element("span", "không có dẫn chứng", class_="none")
_FOLDED = frozenset({"citations", "outline"})
"""Lists that are long and seldom looked at."""


def record_html(record: Directive, witness: Witness) -> Iterator[str]:
    """The record's parts, in the order a person checks them. Numbers the quotes in `witness`."""
    side = _Side(record, witness)
    yield element("h2", text(_heading(record)))
    yield from side.notes(("error", "review"))
    yield from side.head()
    yield from side.tasks()
    yield from side.lists()
    yield from side.rest()
    yield from side.notes(("warning", "info"))
    yield _file(record)


def _heading(record: Directive) -> str:
    kind = record.doc_type.name if record.doc_type else "Văn bản"
    return f"{kind} {record.number.text}" if record.number else f"{kind} (không rõ số)"


def _file(record: Directive) -> str:
    source = record.source
    told = (
        (LABELS["source"], "/".join(part for part in (source.container, source.name) if part) or None),
        ("SHA-256", source.sha256),
        ("Cách đọc", f"{source.reader} ({source.text_origin})"),
        ("Số trang", str(source.pages) if source.pages else None),
        ("Bảng mã", source.encoding),
    )
    rows = "; ".join(f"{label}: {text(value)}" for label, value in told if value)
    return element("p", rows, class_="file")


@dataclass(slots=True)
class _Side:
    record: Directive
    witness: Witness
    shown: set[str] = field(default_factory=set)
    """Pointers of evidence that the page shows."""

    def value(self, shown: Shown) -> str:
        """A value as a link to its words, or with the word that it has none."""
        reading = element("small", "→ " + text(shown.reading), class_="reading") if shown.reading else ""
        pointer = source_of(self.record, shown.pointer)
        numbers = self.witness.numbers(self.record, pointer)
        if not numbers:
            return element("span", text(shown.text), " ", _NONE, reading, class_="unseen")
        self.shown.add(pointer)
        return self.link(pointer, text(shown.text), numbers, label_of(self.record, shown.pointer)) + reading

    def link(self, pointer: str, inner: str, numbers: list[int], label: str, kind: str | None = None) -> str:
        """A link to quotes; `pointer` (several with blanks between) is what they are the evidence of."""
        return element(
            "a",
            inner,
            class_=f"v k-{kind or kind_of(pointer)}",
            id=self.witness.value_id(numbers),
            href=f"#{self.witness.quote_id(numbers[0])}",
            data_q=" ".join(map(str, numbers)),
            data_p=pointer or None,
            data_l=label,
            title=f"{len(numbers)} dẫn chứng" if len(numbers) > 1 else None,
        )

    def values(self, values: Iterable[Shown]) -> str:
        parts = [self.value(shown) for shown in values]
        return parts[0] if len(parts) == 1 else "".join(element("div", part) for part in parts)

    def whole(self, pointer: str, label: str) -> str:
        """A label: a link where the field as a whole has words that no value of it shows."""
        if pointer in self.record.evidence and pointer not in self.shown:
            self.shown.add(pointer)
            return self.link(pointer, text(label), self.witness.numbers(self.record, pointer), label)
        return text(label)

    def head(self) -> Iterator[str]:
        yield '<table class="head"><tbody>'
        for name, get in HEAD.items():
            cells = self.values(get(self.record))
            if cells or f"/{name}" in self.record.evidence or name in EXPECTED:
                yield self._row(LABELS[name], f"/{name}", cells or element("span", "không đọc được", class_="none"))
        yield "</tbody></table>"

    def _row(self, label: str, pointer: str, cells: str) -> str:
        return element("tr", element("th", self.whole(pointer, label), scope="row"), element("td", cells))

    def tasks(self) -> Iterator[str]:
        tasks = self.record.tasks
        yield element("h3", f"Nhiệm vụ ({len(tasks)})")
        if not tasks:
            return
        yield '<table class="tasks"><thead>'
        yield element("tr", *(element("th", LABELS[name], scope="col") for name in TASK_COLUMNS)) + "</thead><tbody>"
        start = 0
        for group, run in groupby(range(len(tasks)), key=lambda index: tasks[index].group):
            length = len(list(run))
            if group:
                yield self._group(group, range(start, start + length))
            start += length
            yield from map(self._task, range(start - length, start))
        yield "</tbody></table>"

    def _task(self, index: int) -> str:
        return element("tr", *(element("td", self.values(get(self.record, index))) for get in TASK_COLUMNS.values()))

    def _group(self, group: str, tasks: range) -> str:
        """The row above the tasks of one group: one value, read for each of them."""
        pointers = [f"/tasks/{index}/group" for index in tasks]
        known = [pointer for pointer in pointers if pointer in self.record.evidence]
        numbers = dict.fromkeys(n for pointer in known for n in self.witness.numbers(self.record, pointer))
        if numbers:
            self.shown.update(known)
            inner = self.link(" ".join(known), text(group), list(numbers), LABELS["group"])
        else:
            inner = f"{text(group)} {_NONE}"
        return element("tr", element("td", inner, colspan=str(len(TASK_COLUMNS))), class_="group")

    def lists(self) -> Iterator[str]:
        for name, get in LISTS.items():
            items = [element("li", self.value(shown)) for shown in get(self.record)]
            if items:
                summary = element("summary", f"{LABELS[name]} ({len(items)})")
                yield element("details", summary, element("ol", *items), open=name not in _FOLDED)

    def rest(self) -> Iterator[str]:
        """Evidence that no part above shows, so that nothing of the record is left out."""
        left = [pointer for pointer in self.record.evidence if pointer not in self.shown]
        items = [element("li", self._quoted(pointer)) for pointer in left]
        if items:
            yield element("details", element("summary", f"Dẫn chứng khác ({len(items)})"), element("ul", *items))

    def _quoted(self, pointer: str) -> str:
        numbers = self.witness.numbers(self.record, pointer)
        words = " … ".join(quote.text for quote in self.record.evidence[pointer])
        label = label_of(self.record, pointer)
        told = text(f"{label}: {words}")
        return self.link(pointer, told, numbers, label) if numbers else told

    def notes(self, severities: tuple[str, ...]) -> Iterator[str]:
        chosen = [note for note in notes(self.record) if note.severity in severities]
        if not chosen:
            return
        grave = "review" in severities
        title = f"Cần xem lại ({len(chosen)})" if grave else f"Ghi chú ({len(chosen)})"
        items = element("ul", *(element("li", self._note(note), class_=f"s-{note.severity}") for note in chosen))
        name = "notes grave" if grave else "notes"
        yield element("details", element("summary", title), items, class_=name, open=grave)

    def _note(self, note: Note) -> str:
        severity = element("b", SEVERITIES[note.severity], class_="severity")
        about = text(label_of(self.record, note.field)) + ": " if note.field else ""
        said = f"{severity} {about}{text(note.message)}"
        if note.quote is None:
            return said
        kind = "note" if note.severity in ("review", "error") else "refused"
        number = self.witness.number(note.quote, kind)
        return f"{said} {self.link('', f'«{text(note.quote.text)}»', [number], f'Ghi chú: {note.message}', kind)}"
