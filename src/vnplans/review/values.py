"""What of a record is shown, in which order, in Vietnamese. No HTML here."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from vnplans.models import Citation, Deadline, DigitalSignature, Directive, Note, Target

__all__ = [
    "EXPECTED",
    "HEAD",
    "LISTS",
    "SEVERITIES",
    "TASK_COLUMNS",
    "Shown",
    "deadline_reading",
    "label_of",
    "notes",
    "vn_date",
]


@dataclass(frozen=True, slots=True)
class Shown:
    """One value: where it stands in the record, its words, and what they were taken to mean."""

    pointer: str
    text: str
    reading: str | None = None


Getter = Callable[[Directive], Iterable[Shown]]


def vn_date(day: dt.date) -> str:
    """06/03/2026."""
    return day.strftime("%d/%m/%Y")


def _one(pointer: str, text: str | None, reading: str | None = None) -> list[Shown]:
    return [Shown(pointer, text, reading)] if text else []


def _agency(pointer: str, text: str, name: str) -> Shown:
    return Shown(pointer, text, name if name != text else None)


def _issuers(record: Directive) -> Iterator[Shown]:
    if record.issuer:
        yield Shown("/issuer", record.issuer.name)
    yield from (Shown(f"/co_issuers/{n}", agency.name) for n, agency in enumerate(record.co_issuers))


def _list(name: str) -> Getter:
    return lambda r: (Shown(f"/{name}/{n}", text) for n, text in enumerate(getattr(r, name)))


def _signer(part: str) -> Getter:
    return lambda r: _one(f"/signer/{part}", getattr(r.signer, part) if r.signer else None)


HEAD: tuple[tuple[str, str, Getter], ...] = (
    # label, the pointer of the whole field, its values
    ("Số, ký hiệu", "/number", lambda r: _one("/number", r.number.text if r.number else None)),
    ("Loại văn bản", "/doc_type", lambda r: _one("/doc_type", r.doc_type.name if r.doc_type else None)),
    ("Cơ quan ban hành", "/issuer", _issuers),
    ("Cơ quan chủ quản", "/issuer/parent", lambda r: _one("/issuer/parent", r.issuer.parent if r.issuer else None)),
    ("Ngày ban hành", "/issued_on", lambda r: _one("/issued_on", vn_date(r.issued_on) if r.issued_on else None)),
    ("Địa danh", "/place", lambda r: _one("/place", r.place)),
    ("Trích yếu", "/title", lambda r: _one("/title", r.title)),
    ("Độ khẩn", "/urgency", lambda r: _one("/urgency", r.urgency)),
    ("Độ mật", "/secrecy", lambda r: _one("/secrecy", r.secrecy)),
    ("Kính gửi", "/addressees", _list("addressees")),
    ("Người ký", "/signer", _signer("name")),
    ("Chức vụ", "/signer/position", _signer("position")),
    ("Quyền hạn ký", "/signer/authority", _signer("authority")),
    ("Nơi nhận", "/recipients", _list("recipients")),
)

EXPECTED = frozenset({"/number", "/doc_type", "/issuer", "/issued_on", "/title", "/signer"})
"""Fields of every act: where one is absent, the page says so."""


def _citation(pointer: str, cited: Citation) -> Shown:
    told = (
        cited.number.text if cited.number else None,
        vn_date(cited.issued_on) if cited.issued_on else None,
        cited.issuer,
    )
    return Shown(pointer, cited.text, "; ".join(part for part in told if part) or None)


def _target(pointer: str, target: Target) -> Shown:
    value = None if target.value is None else f"{target.value:.15g}".replace(".", ",")
    amount = " ".join(part for part in (target.comparator, value, target.unit) if part)
    by = f"đến {vn_date(target.by)}" if target.by else None
    return Shown(pointer, target.text, "; ".join(part for part in (target.metric, amount, by) if part) or None)


def _signature(pointer: str, signature: DigitalSignature) -> Shown:
    told = (
        signature.body if signature.who else None,
        f"{vn_date(signature.time)} {signature.time:%H:%M:%S%z}" if signature.time else None,
        {True: "nguyên vẹn", False: "không còn nguyên vẹn", None: "chưa kiểm tra"}[signature.intact],
    )
    return Shown(pointer, signature.who or signature.body or "-", "; ".join(part for part in told if part))


def _many(name: str, show: Callable[[str, object], Shown]) -> Getter:
    return lambda r: (show(f"/{name}/{n}", item) for n, item in enumerate(getattr(r, name)))


def _joined(*parts: str | None) -> str:
    return ": ".join(part for part in parts if part) or "-"


LISTS: tuple[tuple[str, Getter], ...] = (
    ("Căn cứ", _many("legal_bases", _citation)),  # type: ignore[arg-type]
    ("Chỉ tiêu", _many("targets", _target)),  # type: ignore[arg-type]
    ("Văn bản kèm theo", lambda r: (
        Shown(f"/attachments/{n}", _joined(a.label, a.title), a.act) for n, a in enumerate(r.attachments)
    )),
    ("Chữ ký số", _many("signatures", _signature)),  # type: ignore[arg-type]
    ("Văn bản viện dẫn", _many("citations", _citation)),  # type: ignore[arg-type]
    ("Bố cục", lambda r: (Shown(f"/outline/{n}", _joined(s.label, s.title)) for n, s in enumerate(r.outline))),
)  # fmt: skip


def _agencies(field: str) -> Callable[[Directive, int], Iterable[Shown]]:
    return lambda r, n: (
        _agency(f"/tasks/{n}/{field}/{i}", agency.text, agency.name)
        for i, agency in enumerate(getattr(r.tasks[n], field))
    )


def _due(record: Directive, n: int) -> list[Shown]:
    deadline = record.tasks[n].deadline
    return [Shown(f"/tasks/{n}/deadline", deadline.text, deadline_reading(deadline))] if deadline else []


def _content(record: Directive, n: int) -> Iterator[Shown]:
    task = record.tasks[n]
    yield Shown(f"/tasks/{n}/content", task.content)
    if task.funding:
        yield Shown(f"/tasks/{n}/funding", f"Kinh phí: {task.funding}")


TASK_COLUMNS: tuple[tuple[str, Callable[[Directive, int], Iterable[Shown]]], ...] = (
    ("Vị trí", lambda r, n: [Shown(f"/tasks/{n}", r.tasks[n].where)]),
    ("Nội dung", _content),
    ("Chủ trì", _agencies("lead_agencies")),
    ("Phối hợp", _agencies("coordinating_agencies")),
    ("Thời hạn", _due),
    ("Sản phẩm", lambda r, n: _one(f"/tasks/{n}/deliverable", r.tasks[n].deliverable)),
)


def deadline_reading(deadline: Deadline) -> str:
    """What the words of a deadline were taken to mean."""
    start = f"từ {vn_date(deadline.start)}" if deadline.start else None
    end = f"đến {vn_date(deadline.end)}" if deadline.end else None
    days = {True: "ngày làm việc", False: "ngày lịch", None: None}[deadline.business_days]
    kinds = {"recurring": "định kỳ", "ongoing": "thường xuyên", "relative": "tính từ mốc"}
    span = _span(deadline.duration) if deadline.duration else None
    rhythm = _rhythm(deadline.rrule) if deadline.rrule else None
    told = (kinds.get(deadline.kind), start, end, rhythm, span, days, deadline.anchor)
    inner = [f"[{deadline_reading(milestone)}]" for milestone in deadline.milestones]
    return ", ".join([part for part in told if part] + inner)


_UNITS = {"Y": "năm", "M": "tháng", "W": "tuần", "D": "ngày", "YEARLY": "năm", "MONTHLY": "tháng", "WEEKLY": "tuần"}
_UNITS["DAILY"] = "ngày"


def _span(duration: str) -> str:
    """'P1M15D' -> '1 tháng 15 ngày'; a span of hours stays as it is."""
    if "T" in duration:
        return duration
    return " ".join(f"{count} {_UNITS[unit]}" for count, unit in re.findall(r"(\d+)([YMWD])", duration))


def _rhythm(rrule: str) -> str:
    """'FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15' -> '3 tháng một lần (BYMONTHDAY=15)'."""
    rule = dict(part.split("=", 1) for part in rrule.split(";") if "=" in part)
    unit, every = _UNITS.get(rule.pop("FREQ", ""), ""), rule.pop("INTERVAL", "1")
    rest = ";".join(f"{key}={value}" for key, value in rule.items())
    said = f"hằng {unit}" if every == "1" else f"{every} {unit} một lần"
    return said + (f" ({rest})" if rest else "")


SEVERITIES = {"error": "Lỗi", "review": "Cần xem lại", "warning": "Lưu ý", "info": "Thông tin"}
"""Severity -> its Vietnamese name, gravest first."""


def notes(record: Directive) -> list[Note]:
    """The notes, those that need a person first."""
    return sorted(record.notes, key=lambda note: list(SEVERITIES).index(note.severity))


_PARTS = {
    "tasks": "Nhiệm vụ", "content": "Nội dung", "lead_agencies": "Chủ trì", "coordinating_agencies": "Phối hợp",
    "deadline": "Thời hạn", "deliverable": "Sản phẩm", "funding": "Kinh phí", "group": "Nhóm nhiệm vụ",
    "legal_bases": "Căn cứ", "citations": "Văn bản viện dẫn", "targets": "Chỉ tiêu", "outline": "Bố cục",
    "attachments": "Văn bản kèm theo", "co_issuers": "Cơ quan cùng ban hành", "signatures": "Chữ ký số",
}  # fmt: skip
_PARTS |= {pointer.strip("/"): label for label, pointer, _ in HEAD}


def label_of(record: Directive, pointer: str) -> str:
    """A pointer for people: '/tasks/3/deadline' -> 'Nhiệm vụ II.1.a: Thời hạn'."""
    whole = pointer.strip("/")
    if whole in _PARTS:
        return _PARTS[whole]
    first, *rest = whole.split("/")
    label = _PARTS.get(first, first)
    if rest and rest[0].isdecimal():
        index = int(rest.pop(0))
        known = first == "tasks" and index < len(record.tasks)
        label += f" {record.tasks[index].where if known else index + 1}"
    named = [_PARTS.get(part, part) for part in rest if not part.isdecimal()]
    return ": ".join([label, *named])
