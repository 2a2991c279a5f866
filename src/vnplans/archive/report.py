"""report.html: one page that needs nothing else, in one language; its markup lies in templates/report.html."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

from vnplans.archive.charts import Bars, Columns, bars, columns
from vnplans.archive.manual import FAILURES
from vnplans.archive.places import is_remote
from vnplans.archive.summary import UNKNOWN, Group, Summary
from vnplans.archive.tally import COUNTED
from vnplans.templates import asset, template
from vnplans.wording import LABELS

__all__ = ["page"]

_HERE = "vnplans.archive"
_TOP = 15
_GREEN, _RED, _AMBER = "#2f6f4f", "#b23a3a", "#b7791f"
_COLUMNS = ("number", "issued_on", "issuer", "title", "signer", "tasks")
_ENGLISH = {
    "number": "Number",
    "issued_on": "Date",
    "doc_type": "Type",
    "issuer": "Issuer",
    "title": "Title",
    "signer": "Signer",
    "recipients": "Recipients",
    "legal_bases": "Legal bases",
    "tasks": "Tasks",
}


@dataclass(frozen=True, slots=True)
class _Card:
    """A figure at the top; `kind` gives its colour."""

    figure: str
    words: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class _Table:
    """Rows of groups, each as its cells; `more` rows are left out."""

    head: str
    rows: list[tuple[str, list[str]]]
    more: str | None = None


def page(summary: Summary, out: str, *, english: bool = False) -> str:
    """The report of the archive in `out` as HTML. Self-contained: no script, no picture from elsewhere. It links to the
    files it names, where they lie on this machine, and to the lists and the review page beside it."""
    told = _Told(summary, english=english)
    return template(_HERE, "report.html").render(
        style=asset(_HERE, "report.css"),
        words=told.words,
        language="en" if english else "vi",
        finished=summary.finished,
        cards=told.cards(),
        found=told.found() if summary.records else None,
        columns=told.columns(),
        years=told.years() if summary.years else None,
        types=told.ranked(told.words("Loại", "Type"), summary.types) if summary.types else None,
        issuers=told.ranked(told.words("Cơ quan", "Issuer"), summary.issuers) if summary.issuers else None,
        failures=told.failures() if summary.failures else None,
        reviews=told.reviews() if summary.review else None,
        link=partial(_link, out=out),
    )


def _link(file: str, out: str) -> str | None:
    """Where a file is opened from the report; of one inside a container the container. None where that is unknown."""
    if is_remote(file) or is_remote(out):
        return file if is_remote(file) else None
    path = os.path.abspath(file)  # noqa: PTH100 - links stay links
    while not os.path.exists(path) and path != os.path.dirname(path):  # noqa: PTH110, PTH120 - False for one too long
        path = os.path.dirname(path)  # noqa: PTH120
    if not os.path.isfile(path):  # noqa: PTH113
        return None
    try:
        return quote(os.path.relpath(path, os.path.abspath(out)).replace(os.sep, "/"))  # noqa: PTH100
    except ValueError:  # another drive
        return None


def _share(part: float, whole: float) -> str:
    return f"{100 * part / whole:.0f}%" if whole else "-"


def _short(text: str, most: int = 100) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


class _Told:
    """The figures as a page tells them, in Vietnamese or in English."""

    def __init__(self, summary: Summary, *, english: bool) -> None:
        self._summary = summary
        self._english = english

    def words(self, vi: str, en: str) -> str:
        return en if self._english else vi

    def _n(self, value: float) -> str:
        """A whole number: 12.345, in English 12,345."""
        return self.words(f"{value:,.0f}".replace(",", "."), f"{value:,.0f}")

    def _label(self, name: str) -> str:
        return self.words(LABELS[name], _ENGLISH[name])

    def cards(self) -> list[_Card]:
        s = self._summary
        rows = (
            (s.files, "tệp", "files", ""),
            (s.read, "đọc được", "read", "good"),
            (s.failed, "không đọc được", "failed", "bad" if s.failed else ""),
            (s.duplicates, "trùng từng byte", "same bytes", ""),
            (s.skipped, "không phải văn bản", "no documents", ""),
            (s.missing, "nay không còn ở đó", "not there today", "warn" if s.missing else ""),
            (s.records, "văn bản", "records", ""),
            (s.no_directives, "biểu mẫu, danh sách, tin", "forms, lists, news", ""),
            (s.linked, "có bản khác", "also in another form", ""),
            (s.tasks, "nhiệm vụ", "tasks", ""),
            (s.review, "cần người xem", "to review", "warn" if s.review else ""),
        )
        return [_Card(self._n(count), self.words(vi, en), kind) for count, vi, en, kind in rows]

    def columns(self) -> list[str]:
        """The heads of a table of groups, behind the first."""
        labels = [self._label(name) for name in _COLUMNS]
        ends = (("Số nhiệm vụ", "Number of tasks"), ("Cần xem", "To review"))
        return [self.words("Văn bản", "Records"), *labels, *(self.words(*end) for end in ends)]

    def found(self) -> Bars:
        """Shares of the records in which each field was found."""
        s = self._summary
        rows = [(self._label(n), s.found[n] / s.records, _share(s.found[n], s.records)) for n in COUNTED]
        of_tasks = (
            (self.words("Nhiệm vụ có chủ trì", "Tasks with a lead"), s.tasks_with_lead),
            (self.words("Nhiệm vụ có thời hạn", "Tasks with a deadline"), s.tasks_with_deadline),
        )
        if s.tasks:
            rows += [(label, count / s.tasks, _share(count, s.tasks)) for label, count in of_tasks]
        return bars(rows, _GREEN, full=1.0)

    def years(self) -> tuple[Columns, _Table]:
        """Years in order; the unknown last."""
        groups = self._summary.years
        names = sorted(groups, key=lambda y: (y == UNKNOWN, y))
        parts = [(self._name(y), groups[y].records - groups[y].review, groups[y].review) for y in names]
        legend = (self.words("không cần xem", "clear"), self.words("cần người xem", "to review"))
        rows = list(self._rows((y, groups[y]) for y in names))
        return columns(parts, legend), _Table(self.words("Năm", "Year"), rows)

    def ranked(self, head: str, groups: Mapping[str, Group]) -> _Table:
        """The groups with the most records."""
        names = sorted(groups, key=lambda name: (-groups[name].records, name))
        rest = len(names) - _TOP
        rows = list(self._rows((name, groups[name]) for name in names[:_TOP]))
        more = self.words(f"và {self._n(rest)} dòng nữa", f"and {self._n(rest)} more")
        return _Table(head, rows, more if rest > 0 else None)

    def _name(self, name: str) -> str:
        return self.words("không rõ", "unknown") if name == UNKNOWN else name

    def _rows(self, groups: Iterable[tuple[str, Group]]) -> Iterable[tuple[str, list[str]]]:
        for name, g in groups:
            found = [_share(g.found[field], g.records) for field in _COLUMNS]
            yield _short(self._name(name)), [self._n(g.records), *found, self._n(g.tasks), _share(g.review, g.records)]

    def failures(self) -> tuple[Bars, list[tuple[str, str, str]]]:
        """Bars, and of each reason some files: reason, file, what is wrong with it."""
        s, rows, examples = self._summary, [], []
        for code, count in s.failures.most_common():
            reason = self.words(*FAILURES[code].reason)
            rows.append((reason, float(count), self._n(count)))
            for file, why in s.failure_examples[code]:
                examples.append((reason, file, self.words(why.message_vi, why.message_en)))
        return bars(rows, _RED), examples

    def reviews(self) -> tuple[Bars, list[tuple[str, str, str, str]], str]:
        """Bars of the reasons, the records to look at first (file, number, why, expected faults), and how many in
        all."""
        s = self._summary
        reasons = [(code, float(count), self._n(count)) for code, count in s.notes.most_common(_TOP)]
        first = [(r.file, r.number, _short(self.words(*r.why), 300), self._tenths(r.faults)) for r in s.to_review]
        return bars(reasons, _AMBER), first, self._n(s.review)

    def _tenths(self, value: float) -> str:
        """One decimal: 2,5, in English 2.5."""
        return self.words(f"{value:.1f}".replace(".", ","), f"{value:.1f}")
