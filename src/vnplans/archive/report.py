"""report.html: one page that needs nothing else, Vietnamese first; plots as inline SVG."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from vnplans.archive.summary import FIELDS, Group, Summary
from vnplans.archive.svg import bars, stacked

__all__ = ["page"]

FAILURES: dict[str, tuple[str, str]] = {
    "timeout": ("Đọc quá lâu", "took too long"),
    "memory": ("Cần quá nhiều bộ nhớ", "needed too much memory"),
    "crash": ("Bộ đọc bị sập", "the reader crashed"),
    "encrypted": ("Có mật khẩu hoặc đã mã hóa", "password or encryption"),
    "damaged": ("Tệp hỏng hoặc không mở được", "damaged or cannot be opened"),
    "unsupported": ("Loại tệp không đọc", "not a form that is read"),
    "no_text": ("Không có chữ", "holds no text"),
    "too_large": ("Quá lớn", "too large"),
}
_TOP = 15

_STYLE = """
:root{color-scheme:light;--ink:#1f2933;--soft:#616e7c;--line:#d9e2ec;--good:#2f6f4f;--warn:#b7791f;--bad:#b23a3a}
body{font:15px/1.5 system-ui,'Segoe UI',Roboto,'Noto Sans',sans-serif;color:var(--ink);max-width:1000px;
margin:2rem auto;padding:0 1rem;background:#fff}
h1{font-size:1.6rem;margin:0}h2{font-size:1.15rem;margin:2.2rem 0 .6rem;border-bottom:1px solid var(--line)}
small,.en{color:var(--soft);font-weight:400}
.cards{display:flex;flex-wrap:wrap;gap:.8rem;margin:1.2rem 0}
.card{border:1px solid var(--line);border-radius:8px;padding:.6rem 1rem;min-width:8.2rem}
.card b{display:block;font-size:1.5rem;font-variant-numeric:tabular-nums}
.bad b{color:var(--bad)}.warn b{color:var(--warn)}.good b{color:var(--good)}
table{border-collapse:collapse;width:100%;font-size:.92rem}th,td{text-align:left;padding:.3rem .5rem;vertical-align:top;
border-bottom:1px solid var(--line)}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
td.n{white-space:nowrap}th.n{line-height:1.2}
td.f{overflow-wrap:anywhere}svg{max-width:100%;height:auto}.scroll{overflow-x:auto}
.stop{background:#fdf3e1;border-left:4px solid var(--warn);padding:.6rem 1rem}
"""


def page(summary: Summary) -> str:
    """The report as HTML. Self-contained: no script, no link, no picture from elsewhere."""
    sections = [_head(summary), _fields(summary), _years(summary), _types(summary), _issuers(summary)]
    sections += [_failures(summary), _reviews(summary)]
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Báo cáo đọc văn bản</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body>'
        + "\n".join(s for s in sections if s)
        + "</body></html>\n"
    )


def _n(value: float) -> str:
    """A whole number as Vietnamese readers write it: 12.345."""
    return f"{value:,.0f}".replace(",", ".")


def _share(part: float, whole: float) -> str:
    return f"{100 * part / whole:.0f}%" if whole else "-"


def _short(text: str, most: int = 100) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _title(vi: str, en: str) -> str:
    return f'<h2>{escape(vi)} <span class="en">{escape(en)}</span></h2>'


def _card(value: float, vi: str, en: str, kind: str = "") -> str:
    return f'<div class="card {kind}"><b>{_n(value)}</b>{escape(vi)}<br><small>{escape(en)}</small></div>'


def _head(s: Summary) -> str:
    stop = (
        '<p class="stop">Chưa đọc hết: chạy lại lệnh này để đọc tiếp. '
        '<span class="en">Not finished: run the same command again to go on.</span></p>'
    )
    cards = [
        _card(s.files, "tệp", "files"),
        _card(s.read, "đọc được", "read", "good"),
        _card(s.failed, "không đọc được", "failed", "bad" if s.failed else ""),
        _card(s.duplicates, "trùng từng byte", "same bytes"),
        _card(s.records, "văn bản", "records"),
        _card(s.linked, "có bản khác", "also in another form"),
        _card(s.tasks, "nhiệm vụ", "tasks"),
        _card(s.review, "cần người xem", "need review", "warn" if s.review else ""),
    ]
    return (
        '<h1>Báo cáo đọc văn bản <span class="en">Archive report</span></h1>'
        + ("" if s.finished else stop)
        + f'<div class="cards">{"".join(cards)}</div>'
    )


def _fields(s: Summary) -> str:
    if not s.records:
        return ""
    rows = [(vi, s.found[name] / s.records, _share(s.found[name], s.records)) for name, vi in FIELDS.items()]
    if s.tasks:
        for vi, count in (("Nhiệm vụ có chủ trì", s.tasks_with_lead), ("Nhiệm vụ có thời hạn", s.tasks_with_deadline)):
            rows.append((vi, count / s.tasks, _share(count, s.tasks)))
    return _title("Tìm thấy gì", "share of records in which each field was found") + bars(rows, full=1.0)


def _years(s: Summary) -> str:
    """Years in order; the unknown last."""
    if not s.years:
        return ""
    names = sorted(s.years, key=lambda y: (not y.isdigit(), y))
    columns = [(y, s.years[y].records - s.years[y].review, s.years[y].review) for y in names]
    table = _table("Năm", ((y, s.years[y]) for y in names))
    legend = ("không cần xem / clear", "cần người xem / to review")
    return _title("Theo năm ban hành", "records by year of issue") + stacked(columns, legend) + table


def _types(s: Summary) -> str:
    return _ranked("Theo loại văn bản", "by type", "Loại", s.types)


def _issuers(s: Summary) -> str:
    return _ranked("Theo cơ quan ban hành", "by issuer", "Cơ quan", s.issuers)


def _ranked(vi: str, en: str, head: str, groups: Mapping[str, Group]) -> str:
    if not groups:
        return ""
    names = sorted(groups, key=lambda name: (-groups[name].records, name))
    rest = len(names) - _TOP
    more = f"<p><small>và {_n(rest)} dòng nữa / and {_n(rest)} more</small></p>" if rest > 0 else ""
    return _title(vi, en) + _table(head, ((name, groups[name]) for name in names[:_TOP])) + more


def _table(head: str, groups: Iterable[tuple[str, Group]]) -> str:
    fields = ("number", "issued_on", "issuer", "title", "signer", "tasks")
    titles = "".join(f'<th class="n">{escape(FIELDS[f])}</th>' for f in fields)
    body = "".join(
        f'<tr><td class="f">{escape(_short(name))}</td><td class="n">{_n(g.records)}</td>'
        + "".join(f'<td class="n">{_share(g.found[f], g.records)}</td>' for f in fields)
        + f'<td class="n">{_n(g.tasks)}</td><td class="n">{_share(g.review, g.records)}</td></tr>'
        for name, g in groups
    )
    return (
        f'<div class="scroll"><table><tr><th>{escape(head)}</th><th class="n">Văn bản</th>{titles}'
        f'<th class="n">Số nhiệm vụ</th><th class="n">Cần xem</th></tr>{body}</table></div>'
    )


def _failures(s: Summary) -> str:
    if not s.failures:
        return ""
    rows = [(FAILURES[code][0], float(count), _n(count)) for code, count in s.failures.most_common()]
    examples = "".join(
        f"<tr><td>{escape(FAILURES[code][0])}<br><small>{escape(FAILURES[code][1])}</small></td>"
        f'<td class="f">{escape(file)}</td><td>{escape(why)}</td></tr>'
        for code, _ in s.failures.most_common()
        for file, why in s.failure_examples[code]
    )
    return (
        _title("Không đọc được", "failures by reason; all of them in failures.jsonl")
        + bars(rows, colour="#b23a3a")
        + f"<table><tr><th>Lý do</th><th>Tệp (ví dụ)</th><th>Chi tiết</th></tr>{examples}</table>"
    )


def _reviews(s: Summary) -> str:
    if not s.review:
        return ""
    reasons = [(code, float(count), _n(count)) for code, count in s.notes.most_common(_TOP)]
    lines = "".join(
        f'<tr><td class="f">{escape(file)}</td><td>{escape(number)}</td><td>{escape(_short(why, 300))}</td></tr>'
        for file, number, why in s.to_review
    )
    return (
        _title("Cần người xem", f"what needs review: the first {len(s.to_review)} of {_n(s.review)}")
        + bars(reasons, colour="#b7791f")
        + f"<table><tr><th>Tệp</th><th>Số</th><th>Vì sao</th></tr>{lines}</table>"
    )
