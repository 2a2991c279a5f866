"""Is this the act that is there already: its draft, its correction, its scan? And which version of it counts?"""

from __future__ import annotations

import datetime as dt
import json
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Literal

from vnplans.models import Directive
from vnplans.regex import regex
from vnplans.text import bare
from vnplans.tracker.facts import Facts, bands, facts, figures, likeness, sketch
from vnplans.tracker.words import Bag, bag, contained, dice, noisy_likeness, spoken
from vnplans.tracker.work import misread_name
from vnplans.wording import Said

__all__ = ["Act", "Content", "Verdict", "act_of", "content_of", "judge", "told_act"]

YEARS = regex(r"(?<!\d)(?:19|20)\d\d(?!\d)")
SAME_TITLE, NEAR_TITLE = 0.85, 0.6
DATED = 3
"""Years named in the tasks from which the years tell the period of a plan."""

Kind = Literal["same", "unsure", "other"]


@dataclass(frozen=True)
class Act:
    """What tells one version of an act from other acts. All names are bare, None or "" where unread."""

    facts: Facts
    title: str = ""
    type_code: str = ""
    province: str = ""
    parent: str = ""
    scanned: bool = False
    retold: bool = False
    """Only what a page of news tells of it."""
    file: str = ""

    def dump(self) -> str:
        """As JSON, to be kept in a tracker."""
        told = asdict(self)
        told["facts"]["sketch"] = b64encode(self.facts.sketch).decode()
        return json.dumps(told, ensure_ascii=False)

    @classmethod
    def load(cls, text: str) -> Act:
        """What `dump` gave."""
        told = json.loads(text)
        told["facts"]["sketch"] = b64decode(told["facts"]["sketch"])
        return cls(**(told | {"facts": Facts(**told["facts"])}))

    @property
    def named(self) -> bool:
        """Issuer, number and day were read."""
        return None not in (self.facts.serial, self.facts.issued_on, self.facts.issuer)

    @property
    def rank(self) -> tuple[int, int, int]:
        """How valid a version is: the act itself goes before what is told of it, and what has number and day before
        a draft; of two forms of an issued act typed words are better.
        """
        known = (self.facts.serial is not None) + (self.facts.issued_on is not None)
        return int(not self.retold), known, int(known == 2 and not self.scanned)

    @cached_property
    def signs(self) -> list[tuple[object, ...]]:
        """Keys, one of which two versions of an act share."""
        f, words = self.facts, self.title.split()
        half = (len(words) + 1) // 2
        titles = [" ".join(words[:half]), " ".join(words[-half:])] if len(words) > 3 else []
        numbers = [("number", f.serial, f.issued_on)] if f.serial is not None and f.issued_on else []
        return [
            ("sha256", f.sha256),
            *numbers,
            *(("title", t) for t in titles),
            *(("band", band) for band in bands(f.sketch, 2)),
        ]


@dataclass(frozen=True)
class Content:
    """The tasks of an act: their words, and the years that they name."""

    words: Bag
    years: Counter[str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`reason`: in Vietnamese, of what is not sure. `strong`: by the act's own name, not by likeness."""

    kind: Kind
    score: float = 0.0
    strong: bool = False
    reason: str = ""


_OTHER = Verdict("other")
_OTHER_YEARS = Said(
    "nội dung giống nhau, nhưng nói về những năm khác nhau", "alike in content, but they speak of other years"
)
_NEAR_ISSUER = Said(
    "nội dung gần như nhau, nhưng tên cơ quan khác vài chữ",
    "almost the same content, but the issuer's name differs by some letters",
)
_ONLY_NAME = Said(
    "cùng số, ngày, cơ quan, nhưng trích yếu và nội dung khác hẳn",
    "the same number, day and issuer, but quite another title and content",
)
_NO_ISSUER = Said(
    "nội dung giống nhau, nhưng một bản không rõ cơ quan", "alike in content, but one does not say its issuer"
)
_NO_TASKS = Said("cùng trích yếu, không có nhiệm vụ", "the same title, no tasks")
_OTHER_TASKS = Said(
    "cùng cơ quan và trích yếu, nhưng nhiệm vụ khác nhiều", "the same issuer and title, but the tasks differ much"
)
_OTHER_TITLE = Said(
    "cùng cơ quan, nội dung giống nhau, nhưng trích yếu khác", "the same issuer, alike in content, but another title"
)


_HEAD = ("/number", "/issuer", "/title", "/issued_on", "/doc_type")


def act_of(record: Directive) -> Act:
    """The act of a record."""
    issuer = record.issuer
    return Act(
        facts=facts(record),
        title=spoken(record.title or ""),
        type_code=(record.doc_type.code or bare(record.doc_type.name)) if record.doc_type else "",
        province=bare(issuer.province or "") if issuer else "",
        parent=bare(issuer.parent or "") if issuer else "",
        scanned=record.source.text_origin != "text",
        retold=any(quote.rule.endswith(".announced") for name in _HEAD for quote in record.evidence.get(name, ())),
        file=record.source.name or "",
    )


def told_act(  # noqa: PLR0913 - what 0.1 kept of an act
    *,
    sha256: str,
    serial: int | None,
    issued_on: dt.date | str | None,
    issuer: str | None,
    title: str | None,
    contents: Iterable[str],
    type_code: str = "",
    province: str = "",
    file: str = "",
) -> Act:
    """Of an act that 0.1 wrote into a tracker: what its columns, or its words, tell."""
    known = Facts(
        sha256=sha256,
        serial=serial,
        symbol="",
        issued_on=issued_on.isoformat() if isinstance(issued_on, dt.date) else issued_on,
        issuer=bare(issuer) if issuer else None,
        figures=figures(title),
        sketch=sketch([title or "", *contents]),
    )
    return Act(known, title=spoken(title or ""), type_code=type_code, province=bare(province), file=file)


def content_of(texts: Iterable[str], times: Iterable[str] = ()) -> Content:
    """Of the contents of tasks, and of the words or days of their deadlines."""
    told = list(texts)
    return Content(bag(told), Counter(year for text in (*told, *times) for year in YEARS.findall(text)))


def judge(one: Act, other: Act, contents: Callable[[], tuple[Content, Content | None]]) -> Verdict:
    """Are the two versions of one act? What both say must agree.

    `contents` is asked for only where it must be; where that of `other` is not at hand, its sketch stands for it.
    """
    against = _contradictions(one, other)
    if against == ["issuer"] and _misread_issuer(one, other):
        return _of_near_issuers(one, other, contents)
    if len(against) > 1 or set(against) & {"issuer", "province", "parent", "type"}:
        return _OTHER
    if against and not _may_be_misread(one, other, against[0]):
        return _OTHER
    title = _title_likeness(one, other)
    mine, theirs = contents()
    common, inside = _shares(mine.words, theirs.words) if theirs else _sketched(one.facts, other.facts)
    if against:
        return _doubtful(against[0], title, common)
    if one.named and other.named:
        return _of_one_name(title, inside)
    if theirs and not mine.years.keys() & theirs.years.keys() and mine.years and theirs.years:
        if min(mine.years.total(), theirs.years.total()) >= DATED:
            return _OTHER  # this year's plan and last year's
        if 2 in (one.rank[1], other.rank[1]):
            return Verdict("unsure", common or 0.0, reason=_OTHER_YEARS)
    return _by_likeness(one, other, title, common, inside)


Shares = tuple[float | None, float | None]
"""Of the content: what both have in common, and how much of the smaller stands in the greater; None without content."""


def _shares(mine: Bag, theirs: Bag) -> Shares:
    if not mine or not theirs:
        return None, None
    smaller, greater = sorted((mine, theirs), key=Bag.total)
    return dice(mine, theirs), contained(smaller, greater)


def _sketched(one: Facts, other: Facts) -> Shares:
    """The same by the sketches, which hold the title too; a share of Jaccard is one of Dice by 2j / (1 + j)."""
    if not one.sketch or not other.sketch:
        return None, None
    share = likeness(one.sketch, other.sketch)
    common = 2 * share / (1 + share)
    return common, common


def _contradictions(one: Act, other: Act) -> list[str]:
    """What both say and say differently."""
    a, b = one.facts, other.facts
    pairs = (
        ("issuer", a.issuer, b.issuer),
        ("province", one.province, other.province),
        ("parent", one.parent, other.parent),
        ("type", one.type_code, other.type_code),
        ("serial", a.serial, b.serial),
        ("symbol", a.symbol, b.symbol),
        ("issued_on", a.issued_on, b.issued_on),
        ("figures", a.figures, b.figures),
    )
    return [name for name, x, y in pairs if x not in (None, "") and y not in (None, "") and x != y]


def _misread_issuer(one: Act, other: Act) -> bool:
    """Of a scan: the names differ by a letter or two in words that are long enough to be misread ones."""
    a, b = one.facts.issuer or "", other.facts.issuer or ""
    return (one.scanned or other.scanned) and misread_name(a, b)


def _of_near_issuers(one: Act, other: Act, contents: Callable[[], tuple[Content, Content | None]]) -> Verdict:
    """Number, day and content must make up for an issuer that may be misread."""
    mine, theirs = contents()
    common, _ = _shares(mine.words, theirs.words) if theirs else _sketched(one.facts, other.facts)
    numbered = one.facts.serial is not None and one.facts.serial == other.facts.serial
    if numbered and one.facts.issued_on == other.facts.issued_on is not None and (common or 0.0) >= NEAR_TITLE:
        return Verdict("same", 2 + (common or 0.0))
    if (common or 0.0) >= 0.8:
        return Verdict("unsure", common or 0.0, reason=_NEAR_ISSUER)
    return _OTHER


_DIFFERS = {
    field: Said(f"nội dung gần như nhau, nhưng {vi}", f"almost the same content, but {en}")
    for field, vi, en in (
        ("serial", "số khác nhau", "another number"),
        ("symbol", "ký hiệu khác nhau", "another symbol"),
        ("issued_on", "ngày ban hành khác nhau", "another day of issue"),
        ("figures", "con số trong trích yếu khác nhau", "other figures in the title"),
    )
}


def _may_be_misread(one: Act, other: Act, field: str) -> bool:
    """A scan may be misread, and a draft may bear another day; the content is not asked where the sketches differ."""
    a, b = one.facts, other.facts
    draft = field == "issued_on" and None in (a.serial, b.serial)
    doubtful = (one.scanned or other.scanned or draft) and a.issuer is not None and b.issuer is not None
    return doubtful and likeness(a.sketch, b.sketch) >= 0.15


def _doubtful(field: str, title: float | None, common: float | None) -> Verdict:
    """One fact contradicts and the rest is the same."""
    if common is None or common < 0.8 or (title is not None and title < NEAR_TITLE):
        return _OTHER
    return Verdict("unsure", common, reason=_DIFFERS[field])


def _of_one_name(title: float | None, inside: float | None) -> Verdict:
    """Issuer, number and day agree; only a misread number brings another text there."""
    if title is not None and title < 0.4 and inside is not None and inside < 0.15:
        return Verdict("unsure", title, reason=_ONLY_NAME)
    return Verdict("same", 3 + (inside or 0.0), strong=True)


def _by_likeness(one: Act, other: Act, title: float | None, common: float | None, inside: float | None) -> Verdict:
    """Number or day is missing in one of the two: title and content must make up for it."""
    a, b = one.facts, other.facts
    score = (title or 0.0) + (common or 0.0)
    partly = (a.serial is not None and a.serial == b.serial) or (a.issued_on is not None and a.issued_on == b.issued_on)
    if not (a.issuer and b.issuer):
        same = common is not None and common >= 0.7 and (title is None or title >= NEAR_TITLE)
        neither = not a.issuer and not b.issuer and title is not None and title >= SAME_TITLE
        same |= neither and (common or 0.0) >= 0.5 and (inside or 0.0) >= 0.9  # one of them says all that both say
        if same and min(len(one.title), len(other.title)) > 20:
            return Verdict("same", score)
        alike = same or (common is not None and common >= 0.5)
        return Verdict("unsure", score, reason=_NO_ISSUER) if alike else _OTHER
    if title is not None and title >= SAME_TITLE:
        if common is None:
            long = min(len(one.title.split()), len(other.title.split())) >= 6
            return Verdict("same" if long or partly else "unsure", score, reason=_NO_TASKS)
        if (inside or 0.0) >= 0.4:
            return Verdict("same", score)
        if (inside or 0.0) >= 0.12:
            return Verdict("unsure", score, reason=_OTHER_TASKS)
        return _OTHER
    if common is None:
        return _OTHER
    untitled = not one.title and not other.title
    if common >= (0.8 if untitled else NEAR_TITLE) and (title is None or title >= 0.5 or partly):
        return Verdict("same", score)
    if partly and (title or 0.0) >= NEAR_TITLE and (inside or 0.0) >= 0.2:
        return Verdict("same", score)
    if common >= (0.4 if title is None or title >= 0.5 else 0.8):
        return Verdict("unsure", score, reason=_OTHER_TITLE)
    return _OTHER


def _title_likeness(one: Act, other: Act) -> float | None:
    if not one.title or not other.title:
        return None
    return noisy_likeness(one.title, other.title, dice(bag([one.title]), bag([other.title])))
