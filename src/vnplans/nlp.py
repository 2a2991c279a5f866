"""A spaCy pipeline for Vietnamese directives: bodies, cited documents and deadlines as spans.

    import vnplans.nlp
    nlp = vnplans.nlp.load()
    doc = nlp("Giao Sở Nội vụ báo cáo trước ngày 15/12/2023")
    [(span.text, span.label_) for span in doc.spans["vnplans"]]
    spacy.displacy.render(doc, style="span", options={"spans_key": "vnplans"})

The pipeline is a blank one with an own tokenizer of syllables and three components ("vnplans_agencies",
"vnplans_citations", "vnplans_deadlines"), published as entry points: a pipeline saved by `to_disk` loads with
`spacy.load` alone, and any other pipeline may add a component by its name. What a component knows is saved with it.

`vnplans.extract` does not use it. Measured on 1.1 MB of text of 52 real directives, one core: this pipeline with the
agency component alone reads 0.15 MB/s (its tokenizer 2.5 MB/s) and finds 38 of 107 labelled partners and 72 of 103
labelled leads with their exact words; the grammar of `extract.agencies`, which gives the Agency as well, reads 1.5 MB/s
and finds 92 and 94. Token patterns cannot say where a list of bodies ends; and importing spaCy costs about a second.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import spacy
import srsly  # type: ignore[import-untyped]
from spacy.attrs import NORM
from spacy.language import Language
from spacy.matcher import Matcher, PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans, registry

from vnplans.knowledge import table
from vnplans.text import fold

__all__ = ["SPANS", "Spotter", "Syllables", "agencies", "citations", "create_syllables", "deadlines", "load"]

SPANS = "vnplans"
"""The key of `doc.spans` that the components write to."""

_TOKEN = re.compile(
    r"""
    \d[\d.]*[a-zđ]?(?:/\d{4})?[/-][^\W\d_][\w&]*(?:[./-][\w&]+)*  # 606/KH-UBND, 23/2023/QĐ-UBND, 15-KH/TU
  | \d{1,2}/\d{1,2}(?:/\d{2,4})?(?![\d/])                         # 15/12/2023, 30/6
  | \d+(?:[.,]\d+)+                                                # 5.000, 1,59
  | [^\W\d_]+(?:&[^\W\d_]+)+                                       # GD&ĐT
  | [^\W_]+
  | \S
    """,
    re.VERBOSE,
)


@registry.tokenizers("vnplans.syllables.v1")  # type: ignore[untyped-decorator]
def create_syllables() -> Any:
    """The factory of the tokenizer, for a pipeline's config."""
    return lambda nlp: Syllables(nlp.vocab)


class Syllables:
    """One token a syllable or mark; numbers with symbols and dates stay whole. `doc.text` is the text, always."""

    def __init__(self, vocab: Any) -> None:
        self.vocab = vocab
        vocab.lex_attr_getters[NORM] = fold

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        at = 0
        for match in _TOKEN.finditer(text):
            if match.start() > at:
                self._blank(text[at : match.start()], words, spaces)
            words.append(match[0])
            spaces.append(False)
            at = match.end()
        if at < len(text):
            self._blank(text[at:], words, spaces)
        return Doc(self.vocab, words=words, spaces=spaces)

    def _blank(self, blank: str, words: list[str], spaces: list[bool]) -> None:
        """One blank belongs to the token before it; what is more is a token of its own."""
        if words and blank[0] == " ":
            spaces[-1] = True
            blank = blank[1:]
        if blank:
            words.append(blank)
            spaces.append(False)

    # spaCy asks tokenizers to serialise; this one holds nothing
    def to_bytes(self, **kwargs: Any) -> bytes:
        return b""

    def from_bytes(self, data: bytes, **kwargs: Any) -> Syllables:
        return self

    def to_disk(self, path: Path | str, **kwargs: Any) -> None:
        return None

    def from_disk(self, path: Path | str, **kwargs: Any) -> Syllables:
        return self


class Spotter:
    """Marks spans of one label: known phrases and token patterns, the longest where they overlap."""

    def __init__(self, nlp: Language, label: str, phrases: Iterable[str], patterns: list[Any], spans_key: str) -> None:
        self.nlp, self.label, self.spans_key = nlp, label, spans_key
        self.phrases, self.patterns = sorted(set(phrases)), patterns
        self._build()

    def _build(self) -> None:
        self._phrases = PhraseMatcher(self.nlp.vocab, attr="NORM")
        self._patterns = Matcher(self.nlp.vocab, validate=False)
        if self.phrases:
            self._phrases.add(self.label, [self.nlp.make_doc(phrase) for phrase in self.phrases])
        if self.patterns:
            self._patterns.add(self.label, self.patterns, greedy="LONGEST")

    def __call__(self, doc: Doc) -> Doc:
        found = [Span(doc, start, end, label=self.label) for _, start, end in self._phrases(doc)]
        found += [Span(doc, start, end, label=self.label) for _, start, end in self._patterns(doc)]
        old = list(doc.spans[self.spans_key]) if self.spans_key in doc.spans else []
        doc.spans[self.spans_key] = sorted(old + filter_spans(found), key=lambda span: (span.start, -span.end))
        return doc

    def _state(self) -> dict[str, Any]:
        return {"label": self.label, "phrases": self.phrases, "patterns": self.patterns, "spans_key": self.spans_key}

    def _restore(self, state: dict[str, Any]) -> Spotter:
        self.label, self.phrases = state["label"], state["phrases"]
        self.patterns, self.spans_key = state["patterns"], state["spans_key"]
        self._build()
        return self

    def to_bytes(self, **kwargs: Any) -> bytes:
        return bytes(srsly.msgpack_dumps(self._state()))

    def from_bytes(self, data: bytes, **kwargs: Any) -> Spotter:
        return self._restore(srsly.msgpack_loads(data))

    def to_disk(self, path: Path | str, **kwargs: Any) -> None:
        folder = Path(path)
        folder.mkdir(exist_ok=True)
        srsly.write_json(folder / "patterns.json", self._state())

    def from_disk(self, path: Path | str, **kwargs: Any) -> Spotter:
        return self._restore(srsly.read_json(Path(path) / "patterns.json"))


# What the components know --------------------------------------------------------------------------------------------

_Pattern = list[dict[str, Any]]
"""One pattern of spaCy's Matcher: a dictionary for each token."""
_CAPITAL: dict[str, Any] = {"IS_ALPHA": True, "IS_LOWER": False}


def _names() -> Iterator[str]:
    """Bodies known by name, departments by head and field."""
    for row in table("agencies"):
        yield from (row["name"], *row.get("variants", ()))
    for row in table("agency_fields"):
        for head in row["heads"]:
            yield from (f"{head} {name}" for name in (row["name"], *row["variants"]))


def _norms(phrase: str) -> _Pattern:
    return [{"NORM": word} for word in _TOKEN.findall(fold(phrase))]


def _agency_patterns() -> list[_Pattern]:
    """Head nouns with the capitals behind them, a territory, and groups ("các sở, ban, ngành")."""
    rows = table("agency_words")
    units = [row["word"] for row in rows if row["kind"] == "unit" and " " not in row["word"]]
    groups = [row["word"] for row in rows if row["kind"] == "group" and " " not in row["word"]]
    syllables = [*units, "thị", "thành", "phố", "trấn", "đặc", "khu"]
    territory: _Pattern = [{"NORM": {"IN": syllables}, "OP": "*"}, {**_CAPITAL, "OP": "*"}]
    patterns: list[_Pattern] = []
    for row in table("agency_heads"):
        for phrase in (row["word"], *row.get("variants", ())):
            head = _norms(phrase)
            first = {**head[0], "IS_LOWER": False}
            patterns.append([first, *head[1:], _CAPITAL, {"IS_ALPHA": True, "IS_LOWER": True, "OP": "?"}, *territory])
            unit: dict[str, Any] = {"NORM": {"IN": units}}
            patterns.append([first, *head[1:], unit, {**_CAPITAL, "OP": "*"}])
    nouns = [word for word in groups if word != "báo"] + ["đơn", "vị", "cơ", "quan", "địa", "phương", "đoàn", "thể"]
    patterns.append([{"NORM": "các"}, {"NORM": {"IN": [*nouns, ","]}, "OP": "*"}, {"NORM": {"IN": nouns}}])
    places: _Pattern = [{"NORM": {"IN": [*syllables, ","]}, "OP": "*"}, {"NORM": {"IN": syllables}}]
    patterns.append([{"NORM": "ubnd"}, {"NORM": "các"}, *places])
    return patterns


def _citation_patterns() -> list[_Pattern]:
    """ "Quyết định số 606/QĐ-UBND ngày 07/3/2023": number and symbol, the type word before, the date behind."""
    number: dict[str, Any] = {"TEXT": {"REGEX": r"^\d[\d.]*[a-zđ]?(?:/\d{4})?[/-][A-ZĐ]"}}
    date: _Pattern = [{"NORM": "ngày"}, {"TEXT": {"REGEX": r"^\d{1,2}(?:/|-)\d"}}]
    acts = [row["word"] for row in table("deadline_words") if row["kind"] == "act"]
    out: list[_Pattern] = [[number], [number, *date], [{"NORM": "số"}, number], [{"NORM": "số"}, number, *date]]
    for act in acts:
        out += [[*_norms(act), {"NORM": "số"}, number], [*_norms(act), {"NORM": "số"}, number, *date]]
    return out


def _deadline_patterns() -> list[_Pattern]:
    """Dates behind "trước", "chậm nhất"; months, quarters, years behind "trong"; rhythms."""
    words = ["trước", "chậm", "muộn", "nhất", "là", "vào", "trong", "đến", "hết", "ngày", "hoàn", "thành"]
    markers: dict[str, Any] = {"NORM": {"IN": words}, "OP": "*"}
    date: dict[str, Any] = {"TEXT": {"REGEX": r"^\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?$"}}
    year: dict[str, Any] = {"TEXT": {"REGEX": r"^(?:19|20)\d\d$"}}
    number: dict[str, Any] = {"IS_DIGIT": True}
    every: dict[str, Any] = {"NORM": {"IN": ["hằng", "hàng", "mỗi"]}}
    unit: dict[str, Any] = {"NORM": {"IN": ["ngày", "tuần", "tháng", "quý", "năm"]}}
    return [
        [{"NORM": {"IN": ["trước", "chậm", "muộn", "đến", "hết"]}}, markers, date],
        [{"NORM": "ngày"}, number, {"NORM": "tháng"}, number, {"NORM": "năm"}, year],
        [{"NORM": {"IN": ["trong", "trước", "hết", "đến"]}}, {"NORM": {"IN": ["tháng", "quý"]}}, {"IS_SPACE": False}],
        [{"NORM": {"IN": ["trong", "hết"]}}, {"NORM": "năm"}, year],
        [{"NORM": "định", "OP": "?"}, {"NORM": "kỳ", "OP": "?"}, every, unit],
        [{"NORM": "thường"}, {"NORM": "xuyên"}],
        [{"NORM": "định"}, {"NORM": "kỳ"}],
        [{"NORM": "ngay"}, {"NORM": "sau"}, {"NORM": "khi"}],
    ]


@Language.factory("vnplans_agencies", default_config={"spans_key": SPANS})
def agencies(nlp: Language, name: str, spans_key: str) -> Spotter:
    """Marks bodies as AGENCY."""
    return Spotter(nlp, "AGENCY", _names(), _agency_patterns(), spans_key)


@Language.factory("vnplans_citations", default_config={"spans_key": SPANS})
def citations(nlp: Language, name: str, spans_key: str) -> Spotter:
    """Marks cited documents as CITATION."""
    return Spotter(nlp, "CITATION", (), _citation_patterns(), spans_key)


@Language.factory("vnplans_deadlines", default_config={"spans_key": SPANS})
def deadlines(nlp: Language, name: str, spans_key: str) -> Spotter:
    """Marks words of time limits as DEADLINE."""
    return Spotter(nlp, "DEADLINE", (), _deadline_patterns(), spans_key)


def load(path: Path | str | None = None) -> Language:
    """The pipeline built from the package's tables, or the one saved at `path`."""
    if path is not None:
        return spacy.load(path)
    tokenizer = {"nlp": {"tokenizer": {"@tokenizers": "vnplans.syllables.v1"}}}
    nlp = spacy.blank("xx", config=tokenizer, meta={"name": "vnplans"})
    for component in ("vnplans_agencies", "vnplans_citations", "vnplans_deadlines"):
        nlp.add_pipe(component)
    return nlp
