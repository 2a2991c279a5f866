"""spaCy components that mark what vnplans reads: bodies, cited documents, deadlines and tasks.

    import vnplans.nlp
    nlp = vnplans.nlp.load()
    doc = nlp("Giao Sở Nội vụ báo cáo trước ngày 15/12/2023.")
    [(span.label_, span.text, span._.vnplans) for span in doc.spans["vnplans"]]
    spacy.displacy.render(doc, style="span", options={"spans_key": "vnplans"})

The grammars are those of `vnplans.extract`, run over `doc.text` read as a plain text file: a line is a paragraph. So a
component works behind any tokenizer; where a token holds more than the words found ("vụ," of a tokenizer that splits
at blanks only), the span holds the whole token (alignment "expand"). `span._.vnplans` is the Agency, Citation, Deadline
or Task. Docs keep its data in `user_data`: it outlives `Doc.to_bytes`, `n_process` and `DocBin(store_user_data=True)`;
a DocBin without user data keeps the spans alone, whose `_.vnplans` is None.

The factories are entry points: `nlp.add_pipe("vnplans_tasks")` and `spacy.load` need no import of this module. spaCy
imports it with every pipeline that it makes, of whatever components: so extract is loaded by the factories only.
"""

# No `from __future__ import annotations`: the oldest spaCy looks at the types of a factory as they stand.
import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from vnplans.models import Agency, Citation, Deadline, Task

if TYPE_CHECKING:
    from vnplans.extract.findings import Found
    from vnplans.pages import Pages

__all__ = ["SPANS", "Marker", "agencies", "citations", "deadlines", "load", "tasks"]

SPANS = "vnplans"
"""The key of `doc.spans` that the components write to, unless told otherwise; also the name of the extension."""
Value = Agency | Citation | Deadline | Task
_MODELS: dict[str, type[Value]] = {"AGENCY": Agency, "CITATION": Citation, "DEADLINE": Deadline, "TASK": Task}
_OPTIONS = {"spans_key": SPANS, "set_ents": False}
_WRITES = ["doc.spans", "doc.ents"]


@dataclass
class Marker:
    """A component: what `find` finds in the text of a Doc becomes spans of one label, beside those already there.

    `set_ents`: `doc.ents` too, beside those already there; of two that overlap the longer one stays.
    """

    name: str
    label: str
    find: "Callable[[Pages], Iterator[Found[Value]]]"
    spans_key: str
    set_ents: bool

    def __call__(self, doc: Doc) -> Doc:
        own = list(self._spans(doc))
        others = [span for span in doc.spans.get(self.spans_key, ()) if not span.id_.startswith(f"{self.name}:")]
        doc.spans[self.spans_key] = sorted([*others, *own], key=lambda span: (span.start, -span.end, span.label_))
        if self.set_ents:
            doc.ents = filter_spans([*doc.ents, *own])
        return doc

    def _spans(self, doc: Doc) -> Iterator[Span]:
        from vnplans.pipeline import read_text

        text = read_text(doc.text)
        for number, found in enumerate(self.find(text.pages)):
            place, name = text.place(found.quotes), f"{self.name}:{number}"
            if place and (span := doc.char_span(*place, self.label, span_id=name, alignment_mode="expand")):
                doc.user_data[_key(span)] = found.value.model_dump(mode="json")
                yield span


def _key(span: Span) -> str:
    return f"{SPANS}/{span.id_}"


def _value(span: Span) -> Value | None:
    """What a span that a component made means; None for any other span."""
    data = span.doc.user_data.get(_key(span))
    return _MODELS[span.label_].model_validate(data) if data and span.label_ in _MODELS else None


Span.set_extension(SPANS, getter=_value, force=True)


@Language.factory("vnplans_agencies", default_config={**_OPTIONS, "province": None}, assigns=_WRITES)
def agencies(nlp: Language, name: str, spans_key: str, set_ents: bool, province: str | None) -> Marker:
    """Marks bodies as AGENCY. `province`: whose "Sở Nội vụ", "UBND tỉnh" it is."""
    from vnplans.extract import mentions

    return Marker(name, "AGENCY", partial(mentions.agencies, province=province), spans_key, set_ents)


@Language.factory("vnplans_citations", default_config=_OPTIONS, assigns=_WRITES)
def citations(nlp: Language, name: str, spans_key: str, set_ents: bool) -> Marker:
    """Marks cited documents as CITATION, each time they are named."""
    from vnplans.extract import mentions

    return Marker(name, "CITATION", mentions.citations, spans_key, set_ents)


@Language.factory("vnplans_deadlines", default_config={**_OPTIONS, "issued_on": None}, assigns=_WRITES)
def deadlines(nlp: Language, name: str, spans_key: str, set_ents: bool, issued_on: str | None) -> Marker:
    """Marks the deadline of each sentence as DEADLINE. `issued_on` ("2026-03-06") gives a missing year."""
    from vnplans.extract import mentions

    day = dt.date.fromisoformat(issued_on) if issued_on else None
    return Marker(name, "DEADLINE", partial(mentions.deadlines, issued_on=day), spans_key, set_ents)


@Language.factory("vnplans_tasks", default_config=_OPTIONS, assigns=_WRITES)
def tasks(nlp: Language, name: str, spans_key: str, set_ents: bool) -> Marker:
    """Marks the words of each task as TASK: the tasks of the record, the text read as a whole file."""
    return Marker(name, "TASK", _tasks, spans_key, set_ents)


def _tasks(pages: "Pages") -> "Iterator[Found[Task]]":
    from vnplans.extract.findings import Found
    from vnplans.pipeline import parse_pages, source_of

    # An act without number, date or issuer is known by the hash of its file: here of its lines
    for record in parse_pages(pages, source_of(pages, pages.text().encode(), None)):
        for number, task in enumerate(record.tasks):
            yield Found(task, tuple(record.evidence[f"/tasks/{number}"]))


def load(path: Path | str | None = None) -> Language:
    """A pipeline of the four components behind spaCy's tokenizer for any language, or the one saved at `path`."""
    if path is not None:
        return spacy.load(path)
    nlp = spacy.blank("xx", meta={"name": "vnplans"})
    for component in ("vnplans_agencies", "vnplans_citations", "vnplans_deadlines", "vnplans_tasks"):
        nlp.add_pipe(component)
    return nlp
