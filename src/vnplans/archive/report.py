"""report.html: one page that needs nothing else, Vietnamese first; its markup lies in templates/report.html."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

from vnplans.archive.charts import Bars, Columns, bars, columns
from vnplans.archive.manual import FAILURES
from vnplans.archive.places import is_remote
from vnplans.archive.summary import FIELDS, Group, Summary
from vnplans.templates import asset, template

__all__ = ["page"]

_HERE = "vnplans.archive"
_TOP = 15
_GREEN, _RED, _AMBER = "#2f6f4f", "#b23a3a", "#b7791f"
_COUNTED = ("number", "issued_on", "issuer", "title", "signer", "tasks")


@dataclass(frozen=True, slots=True)
class _Card:
    """A figure at the top; `kind` gives its colour."""

    figure: str
    vi: str
    en: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class _Table:
    """Rows of groups, each as its cells; `more` rows are left out."""

    head: str
    rows: list[tuple[str, list[str]]]
    more: str | None = None


def page(summary: Summary, out: str) -> str:
    """The report of the archive in `out` as HTML. Self-contained: no script, no picture from elsewhere. It links to the
    files it names, where they lie on this machine, and to the lists and the review page beside it."""
    return template(_HERE, "report.html").render(
        style=asset(_HERE, "report.css"),
        finished=summary.finished,
        cards=_cards(summary),
        found=_found(summary) if summary.records else None,
        columns=["Văn bản", *(FIELDS[name] for name in _COUNTED), "Số nhiệm vụ", "Cần xem"],
        years=_years(summary) if summary.years else None,
        types=_ranked("Loại", summary.types) if summary.types else None,
        issuers=_ranked("Cơ quan", summary.issuers) if summary.issuers else None,
        failures=_failures(summary) if summary.failures else None,
        reviews=_reviews(summary) if summary.review else None,
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


def _n(value: float) -> str:
    """A whole number as Vietnamese readers write it: 12.345."""
    return f"{value:,.0f}".replace(",", ".")


def _share(part: float, whole: float) -> str:
    return f"{100 * part / whole:.0f}%" if whole else "-"


def _short(text: str, most: int = 100) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _cards(s: Summary) -> list[_Card]:
    return [
        _Card(_n(s.files), "tệp", "files"),
        _Card(_n(s.read), "đọc được", "read", "good"),
        _Card(_n(s.failed), "không đọc được", "failed", "bad" if s.failed else ""),
        _Card(_n(s.duplicates), "trùng từng byte", "same bytes"),
        _Card(_n(s.skipped), "không phải văn bản", "no documents"),
        _Card(_n(s.missing), "nay không còn ở đó", "not there today", "warn" if s.missing else ""),
        _Card(_n(s.records), "văn bản", "records"),
        _Card(_n(s.no_directives), "biểu mẫu, danh sách, tin", "forms, lists, news"),
        _Card(_n(s.linked), "có bản khác", "also in another form"),
        _Card(_n(s.tasks), "nhiệm vụ", "tasks"),
        _Card(_n(s.review), "cần người xem", "need review", "warn" if s.review else ""),
    ]


def _found(s: Summary) -> Bars:
    rows = [(vi, s.found[name] / s.records, _share(s.found[name], s.records)) for name, vi in FIELDS.items()]
    if s.tasks:
        for vi, count in (("Nhiệm vụ có chủ trì", s.tasks_with_lead), ("Nhiệm vụ có thời hạn", s.tasks_with_deadline)):
            rows.append((vi, count / s.tasks, _share(count, s.tasks)))
    return bars(rows, _GREEN, full=1.0)


def _years(s: Summary) -> tuple[Columns, _Table]:
    """Years in order; the unknown last."""
    names = sorted(s.years, key=lambda y: (not y.isdigit(), y))
    parts = [(y, s.years[y].records - s.years[y].review, s.years[y].review) for y in names]
    legend = ("không cần xem / clear", "cần người xem / to review")
    return columns(parts, legend), _Table("Năm", list(_rows((y, s.years[y]) for y in names)))


def _ranked(head: str, groups: Mapping[str, Group]) -> _Table:
    """The groups with the most records."""
    names = sorted(groups, key=lambda name: (-groups[name].records, name))
    rest = len(names) - _TOP
    rows = _rows((name, groups[name]) for name in names[:_TOP])
    return _Table(head, list(rows), _n(rest) if rest > 0 else None)


def _rows(groups: Iterable[tuple[str, Group]]) -> Iterable[tuple[str, list[str]]]:
    for name, g in groups:
        found = [_share(g.found[field], g.records) for field in _COUNTED]
        yield _short(name), [_n(g.records), *found, _n(g.tasks), _share(g.review, g.records)]


def _failures(s: Summary) -> tuple[Bars, list[tuple[str, str, str, str]]]:
    """Bars, and of each reason some files: reason in Vietnamese and English, file, what is wrong with it."""
    told = [(*FAILURES[code][:2], count, s.failure_examples[code]) for code, count in s.failures.most_common()]
    examples = [(vi, en, file, why) for vi, en, _, files in told for file, why in files]
    return bars([(vi, float(count), _n(count)) for vi, _, count, _ in told], _RED), examples


def _reviews(s: Summary) -> tuple[Bars, list[tuple[str, str, str, str]], str]:
    """Bars of the reasons, the records to look at first (file, number, why, expected faults), and how many in all."""
    reasons = [(code, float(count), _n(count)) for code, count in s.notes.most_common(_TOP)]
    first = [(file, number, _short(why, 300), _tenths(faults)) for faults, file, number, why in s.to_review]
    return bars(reasons, _AMBER), first, _n(s.review)


def _tenths(value: float) -> str:
    """One decimal as Vietnamese readers write it: 2,5."""
    return f"{value:.1f}".replace(".", ",")
