"""Rules across fields -> Notes. Changes no value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from vnplans.assemble import fault_note
from vnplans.containers import Header
from vnplans.kinds import types_of_code
from vnplans.models import Directive, Note
from vnplans.text import fold

__all__ = ["check", "compare_envelope"]


Rule = Callable[[Directive], Iterator[Note]]


def check(directive: Directive) -> Directive:
    """The same record with a Note for each rule that it breaks."""
    notes = [note for rule in RULES for note in _run(rule, directive)]
    return directive.model_copy(update={"notes": [*directive.notes, *notes]}) if notes else directive


def _run(rule: Rule, directive: Directive) -> list[Note]:
    try:
        return list(rule(directive))
    except MemoryError:
        raise
    except Exception as error:  # a check that fails costs itself
        name = getattr(rule, "__name__", rule)
        return [fault_note(f"phép kiểm tra {name} bị lỗi", "a check failed", error)]


def _blank_serial(directive: Directive) -> Iterator[Note]:
    if directive.number and directive.number.serial is None and directive.number.text[:1] in "/-":
        yield Note(
            code="blank_serial",
            severity="warning" if directive.source.text_origin == "text" else "review",
            message="số để trống: dự thảo, hoặc số viết tay chưa đọc chắc",
            message_en="the serial is blank (a draft) or was not read",
            field="/number",
        )


_FIRST_STEPS = dt.timedelta(days=31)
"""How long before its date of issue a plan's first steps may have been done."""


def _deadline_before_issue(directive: Directive) -> Iterator[Note]:
    """A last day before the date of issue; of a plan that is signed when its first steps are done no great doubt."""
    issued = directive.issued_on
    ends = [task.deadline.end if task.deadline else None for task in directive.tasks]
    for index, end in enumerate(ends):
        if issued and end and end < issued:
            first = issued - end <= _FIRST_STEPS and any(other and other >= issued for other in ends)
            yield Note(
                code="deadline_before_issue",
                severity="warning" if first else "review",
                message=f"thời hạn {end:%d/%m/%Y} trước ngày ban hành {issued:%d/%m/%Y}",
                message_en=f"deadline {end.isoformat()} before the day of issue, {issued.isoformat()}",
                field=f"/tasks/{index}/deadline",
            )


def _year_of_number(directive: Directive) -> Iterator[Note]:
    number, issued = directive.number, directive.issued_on
    if number and number.year and issued and number.year != issued.year:
        yield Note(
            code="year_mismatch",
            severity="review",
            message=f"năm trong số ({number.year}) khác năm ban hành ({issued.year})",
            message_en=f"the number's year ({number.year}) is not that of the date ({issued.year})",
            field="/number",
        )


def _type_of_number(directive: Directive) -> Iterator[Note]:
    number, kind = directive.number, directive.doc_type
    if number and number.type_code and kind and kind.code and kind.name not in types_of_code(number.type_code):
        yield Note(
            code="type_mismatch",
            severity="warning",
            message=f"ký hiệu {number.type_code} không phải của loại {kind.name}",
            message_en=f"the code {number.type_code} is not that of the type word",
            field="/doc_type",
        )


RULES: tuple[Rule, ...] = (
    _blank_serial,
    _deadline_before_issue,
    _year_of_number,
    _type_of_number,
)


def compare_envelope(directive: Directive, header: Header) -> Directive:
    """Notes where an edXML envelope says otherwise than the document inside. The document is the truth."""
    inside = {
        "number": directive.number.text if directive.number else None,
        "issued_on": directive.issued_on.isoformat() if directive.issued_on else None,
        "issuer": directive.issuer.name if directive.issuer else None,
        "title": directive.title,
    }
    outside = {
        "number": header.number,
        "issued_on": header.issued_on.isoformat() if header.issued_on else None,
        "issuer": header.issuer,
        "title": header.title,
    }
    notes = [
        Note(
            code="envelope_differs" if inside[field] else "envelope_only",
            severity="warning",
            message=f"bì edXML ghi: {said}",
            message_en=f"the edXML envelope says: {said}",
            field=f"/{field}",
        )
        for field, said in outside.items()
        if said and fold(said) != fold(inside[field] or "")
    ]
    return directive.model_copy(update={"notes": [*directive.notes, *notes]}) if notes else directive
