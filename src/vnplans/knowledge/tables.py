"""The rows of data/*.toml: one type a table, its keys with their defaults. What the keys mean is said in the table.

The types are NamedTuples: a frozen dataclass takes five times as long to make, at every start.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from vnplans.knowledge.bodies import (
    AgencyAbbreviation,
    AgencyField,
    AgencyHead,
    AgencyName,
    AgencyNameWords,
    AgencyWord,
    Province,
    Words,
)

__all__ = [
    "TABLES",
    "CitationWords",
    "ConfidenceModel",
    "DeadlineWord",
    "DeadlineWordKind",
    "DocumentNature",
    "EdxmlField",
    "EdxmlType",
    "HeaderWords",
    "Kind",
    "Landmark",
    "LegacyFont",
    "OrderMode",
    "Phrase",
    "Refusal",
    "SectionTitles",
    "Syllables",
    "TableHeader",
    "TargetUnit",
    "TargetWords",
    "Verb",
    "WhereKind",
    "WhereWord",
]

WhereKind = Literal["row", "line", "bullet", "sign", "paragraph", "sentence", "clause"]
DeadlineWordKind = Literal[
    "month", "weekday", "number", "nth", "unit", "day_part", "counted", "share",
    "latest", "filler", "within", "done", "held", "moment", "handed", "starts",
    "act", "of_week", "of_span", "honour", "told", "as_of", "valid", "state", "manner",
    "named_day", "cited_at", "reach", "term", "outlook",
    "every", "onward", "least", "next", "reported", "yearly", "regular", "in_regular",
    "makes", "judged", "judging", "always", "refuse", "served",
    "lasting", "found", "mishap",
    "limit", "stretch", "event", "feast", "season", "begin", "round", "sitting", "coming", "paper", "issue",
    "refer", "refer_lead",
]  # fmt: skip


class CitationWords(NamedTuple):
    """Words around a cited document."""

    kind: Literal[
        "clause",
        "subject",
        "not_in_law",
        "not_after_comma",
        "in_law",
        "no_law",
        "asked",
        "body",
        "sender",
        "amends",
        "replaces",
        "implements",
    ]
    words: Words
    examples: Words
    negatives: Words = ()


class ConfidenceModel(NamedTuple):
    """A logistic model: log-odds of being right = bias + the sum of weight times feature; `values`, `wrong`: of its
    training."""

    field: str
    bias: float
    weights: Mapping[str, float]
    values: int
    wrong: int


class DeadlineWord(NamedTuple):
    """A word of deadlines; `value`: a number, the RFC 5545 name of a weekday, or a unit as ISO 8601 has it; `sure`: it
    means nothing else anywhere."""

    kind: DeadlineWordKind
    word: str
    examples: Words
    negatives: Words = ()
    value: int | str | None = None
    sure: bool = False


class DocumentNature(NamedTuple):
    """A kind of document that orders nothing: the signs by which it is told."""

    code: str
    reason: str
    reason_en: str
    examples: Words
    negatives: Words = ()
    types: Words = ()
    titles: Words = ()
    alone: Words = ()
    unless: Words = ()
    said: Words = ()
    columns: Words = ()
    back: Words = ()
    results: Words = ()
    one: Words = ()
    cells: Words = ()
    done: Words = ()
    least: int = 1
    least_columns: int = 1
    sure: Words = ()
    of: Words = ()


class NatureWitness(NamedTuple):
    """How much a witness weighs in the sum that tells a directive from what is none."""

    name: str
    weight: float
    reads: str
    says: str


class EdxmlField(NamedTuple):
    """Elements of edXML's message header that are a field of the record."""

    field: str
    path: Words
    label: str
    examples: Words


class EdxmlType(NamedTuple):
    """The number of a document type in edXML."""

    name: str
    number: int


class HeaderWords(NamedTuple):
    """Words that tell what a column of a task table holds."""

    part: Literal["opener", "head", "role", "any"]
    field: str
    words: Words
    examples: Words


class Kind(NamedTuple):
    """A type of documents (tên loại văn bản): its code in the symbol, and further codes in use."""

    name: str
    code: str | None = None
    codes: Words = ()
    inner: bool = False
    joint: bool = False
    addressed: bool = False
    directs: bool = False
    law: bool = False
    adopted: bool = False
    drafted: bool = False
    paired: bool = False
    submits: bool = False

    @property
    def all_codes(self) -> Words:
        """The code first, where there is one."""
        return (self.code, *self.codes) if self.code else self.codes


class Landmark(NamedTuple):
    """What opens or closes a page, and the lines between; which keys a kind has is said in the table."""

    kind: str
    words: Words
    examples: Words
    negatives: Words = ()
    begins: str = ""
    at_least: int = 0
    party: bool = False
    letters: str = ""
    next: Words = ()
    tail: bool = False
    capitals: bool = False
    also: Words = ()
    unless: Words = ()


class LegacyFont(NamedTuple):
    """A family of fonts from before Unicode, and what its letters are in."""

    name: str
    encoding: Literal["TCVN3", "VNI", "VISCII", "VPS"]
    examples: Words
    negatives: Words


class OrderMode(NamedTuple):
    """How some types of documents order work."""

    mode: Literal["silent", "invitation", "rules", "report"]
    types: Words
    opens: Words
    examples: Words
    planned: Words = ()
    labels: Words = ()
    loose: Words = ()


class PageFurniture(NamedTuple):
    """Words of classes and ids that say what an element of a web page is."""

    kind: Literal["furniture", "content"]
    words: Words
    examples: Words
    negatives: Words = ()


class Phrase(NamedTuple):
    """A set phrase: a pattern in which `{x}` stands for one of the words of `lists["x"]`."""

    name: str
    form: str
    lists: Mapping[str, Words]
    examples: Words
    negatives: Words
    at: Literal["start"] | None = None


class Refusal(NamedTuple):
    """Text that orders no work, and why; forms and lists as those of a Phrase."""

    code: str
    reason: str
    reason_en: str
    forms: Words
    lists: Mapping[str, Words]
    examples: Words
    negatives: Words
    led: bool = True
    acts: bool = True
    behind: bool = True
    opening: bool = False
    told: bool = False
    still: Words = ()


class SectionTitles(NamedTuple):
    """Titles of sections that hold the same; `whole`: those that say so only where nothing stands behind them;
    `labels`: words before a colon, no titles of what stands below."""

    holds: str
    titles: Words
    examples: Words
    whole: Words = ()
    labels: Words = ()
    strong: bool = False
    reason: str | None = None
    reason_en: str | None = None


class Syllables(NamedTuple):
    """Onsets or rhymes of syllables; `stop`: rhymes that end in a stop."""

    part: Literal["onset", "rhyme"]
    spelled: Words
    examples: Words
    stop: bool = False


class TableHeader(NamedTuple):
    """Header wordings of one field of a task table; `line`: they may stand as a label line too."""

    field: str
    variants: Words
    examples: Words
    line: bool = False


class TargetUnit(NamedTuple):
    """A unit of targets (chỉ tiêu)."""

    word: str
    examples: Words


class TargetWords(NamedTuple):
    """Words around a target; `sign`: how a word of comparison compares."""

    kind: Literal["compares", "verb", "opening", "lead", "beside", "past", "horizon"]
    words: Words
    examples: Words
    negatives: Words = ()
    sign: Literal["=", ">", ">=", "<", "<="] | None = None


class Verb(NamedTuple):
    """A verb or adverb that begins an order; `aim`: it may as well begin an aim; `exact`: no misread marks mean it."""

    kind: Literal["verb", "adverb", "order"]
    word: str
    examples: Words
    aim: bool = False
    exact: bool = False


class WhereWord(NamedTuple):
    """A word for a step of the way to a task; `was`: 0.1's. `old`: what 0.1 wrote for each of the examples."""

    kind: WhereKind
    word: str
    was: str
    examples: Words
    old: Words
    negatives: Words


TABLES: Mapping[str, type[tuple[object, ...]]] = {
    # data/<name>.toml: the type of its rows
    "agencies": AgencyName,
    "agency_abbreviations": AgencyAbbreviation,
    "agency_fields": AgencyField,
    "agency_heads": AgencyHead,
    "agency_name_words": AgencyNameWords,
    "agency_words": AgencyWord,
    "citation_words": CitationWords,
    "confidence": ConfidenceModel,
    "deadline_words": DeadlineWord,
    "edxml_fields": EdxmlField,
    "edxml_types": EdxmlType,
    "header_words": HeaderWords,
    "kinds": Kind,
    "landmarks": Landmark,
    "legacy_fonts": LegacyFont,
    "nature_witnesses": NatureWitness,
    "natures": DocumentNature,
    "order_modes": OrderMode,
    "page_furniture": PageFurniture,
    "phrases": Phrase,
    "provinces": Province,
    "refusals": Refusal,
    "sections": SectionTitles,
    "syllables": Syllables,
    "table_headers": TableHeader,
    "target_units": TargetUnit,
    "target_words": TargetWords,
    "verbs": Verb,
    "where_words": WhereWord,
}
