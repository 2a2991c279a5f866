"""The public record: what vnplans gives its users. No parsing happens here.

Names change only with `schema_version`. Absent stays None; every value that was read has its words in
`Directive.evidence`, keyed by JSON Pointer (RFC 6901).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, computed_field, model_validator

from vnplans.errors import FailureCode
from vnplans.pages import Quote, Severity

__all__ = [
    "REVIEW_BELOW",
    "SURE",
    "TOLD",
    "Agency",
    "Attachment",
    "Citation",
    "Deadline",
    "DigitalSignature",
    "Directive",
    "DocumentNumber",
    "DocumentType",
    "Failure",
    "FailureCode",
    "Level",
    "Note",
    "Outcome",
    "Quote",
    "Relation",
    "Secrecy",
    "Section",
    "SignatureKind",
    "Signer",
    "Source",
    "Target",
    "Task",
    "Told",
    "Urgency",
    "act_name",
    "expected_faults",
]

Urgency = Literal["khẩn", "thượng khẩn", "hỏa tốc", "hỏa tốc hẹn giờ"]
Secrecy = Literal["mật", "tối mật", "tuyệt mật"]
Level = Literal["state", "ministry", "province", "district", "commune", "party", "mass", "school", "other"]
SignatureKind = Literal["issuer", "clerk", "gazette", "other"]
Relation = Literal["basis", "implements", "amends", "replaces", "cites"]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", ser_json_inf_nan="null")


class DocumentNumber(_Record):
    """Số, ký hiệu: number and symbol (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.3)."""

    text: Annotated[str, Field(description="As printed without 'Số:' and inner blanks: '606/KH-UBND', '/KH-UBND'")]
    serial: Annotated[int | None, Field(description="Số thứ tự; None where blank, unread or not a whole number")] = None
    year: Annotated[int | None, Field(description="Năm trong số của văn bản quy phạm: 23/2023/QĐ-UBND -> 2023")] = None
    type_code: Annotated[str | None, Field(description="Chữ viết tắt tên loại: KH, QĐ, CT")] = None
    issuer_code: Annotated[str | None, Field(description="Chữ viết tắt cơ quan ban hành: UBND, SNV, TU")] = None


class DocumentType(_Record):
    """Tên loại văn bản (Nghị định 30/2020/NĐ-CP, Điều 7)."""

    code: str | None = None
    name: Annotated[str, Field(description="Sentence case: 'Kế hoạch'")]


class Agency(_Record):
    """A body as printed, and who it is."""

    text: Annotated[str, Field(description="As printed here: 'SNV', 'Sở Nội vụ'")]
    name: Annotated[str, Field(description="Tên đầy đủ, sentence case, abbreviations opened")]
    parent: Annotated[str | None, Field(description="Cơ quan chủ quản, in the style of name")] = None
    group: Annotated[bool, Field(description="A group that cannot be one body: 'các sở, ban, ngành'")] = False
    level: Level | None = None
    province: str | None = None
    successor: Annotated[str | None, Field(description="Who holds its duties after the mergers of 2025")] = None


class Citation(_Record):
    """A document named in the text."""

    text: str
    number: DocumentNumber | None = None
    title: Annotated[str | None, Field(description="A law keeps its type word: 'Luật Đầu tư'")] = None
    issued_on: dt.date | None = None
    issuer: str | None = None
    relation: Relation = "cites"


class Target(_Record):
    """Chỉ tiêu: a measured aim."""

    text: str
    metric: Annotated[str | None, Field(description="What is measured")] = None
    comparator: Annotated[Literal["=", ">", ">=", "<", "<="] | None, Field(description="'Trên 90%' -> '>'")] = None
    value: Annotated[float | None, Field(description="Decimal comma and thousands dot read: '5.000' -> 5000")] = None
    unit: Annotated[str | None, Field(description="'%', 'triệu đồng', 'hồ sơ'")] = None
    by: dt.date | None = None


_RHYTHMS = frozenset(f"FREQ={unit}" for unit in ("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY"))


class Deadline(_Record):
    """Thời hạn. Flat: `kind` says which of the other fields may stand.

    by: a last day (`end`); during: a span (`start`, `end`); recurring: `rrule` (RFC 5545), None for "định kỳ" without
    an interval; ongoing: "thường xuyên", or an open end ("từ năm 2026"); relative: from an event (`duration` ISO 8601,
    `anchor`).
    """

    text: Annotated[str, Field(description="As printed")]
    kind: Literal["by", "during", "recurring", "ongoing", "relative"]
    start: dt.date | None = None
    end: dt.date | None = None
    rrule: str | None = None
    duration: str | None = None
    business_days: bool | None = None
    anchor: str | None = None
    milestones: list[Deadline] = []

    @model_validator(mode="after")
    def _possible(self) -> Self:
        """Refuse mixes that no words can mean."""
        fields = {f for f in ("start", "rrule", "duration", "business_days", "anchor") if getattr(self, f) is not None}
        allowed = {
            "by": set(),
            "during": {"start"},
            "recurring": {"start", "rrule", "anchor"},
            "ongoing": {"start"},
            "relative": {"duration", "business_days", "anchor"},
        }[self.kind]
        if fields - allowed:
            raise ValueError(f"a deadline of kind {self.kind!r} has no {', '.join(sorted(fields - allowed))}")
        if self.start and self.end and self.start > self.end:
            raise ValueError("a deadline starts after its end")
        if self.duration is not None and not re.fullmatch(
            r"P(?=[\dT])(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(\d+H)?(\d+M)?)?", self.duration
        ):
            raise ValueError(f"not an ISO 8601 duration: {self.duration!r}")
        if self.rrule is not None and self.rrule.split(";")[0] not in _RHYTHMS:
            raise ValueError(f"not an RFC 5545 rule: {self.rrule!r}")
        return self


@dataclass(frozen=True, slots=True)
class Told:
    """How people see a plain text that a task says of itself: every tracker, page and comparison follows this.

    Such a field is read from the label lines and the table columns that data/table_headers.toml gives its name.
    """

    label: str
    width: int = 14
    """Of its column in a sheet, in characters."""
    column: bool = False
    """It has a column of its own on the review page; else it stands below the content."""


class Task(_Record):
    """Nhiệm vụ: the smallest piece of ordered work that somebody could be asked about."""

    id: Annotated[str, Field(description="<issuer>/<number>@<date>#<where>, else sha256:<12 hex>#<where>")]
    content: str
    where: Annotated[
        str, Field(description="Vị trí, as a clerk says it: 'II.1.a', 'Phụ lục I, dòng 7', 'IV.2, gạch đầu dòng 3'")
    ]
    lead_agencies: Annotated[list[Agency], Field(description="Cơ quan chủ trì")] = []
    coordinating_agencies: Annotated[list[Agency], Field(description="Cơ quan phối hợp")] = []
    deadline: Annotated[Deadline | None, Field(description="Thời hạn")] = None
    deliverable: Annotated[
        str | None, Field(description="Sản phẩm, kết quả"), Told("Sản phẩm", width=18, column=True)
    ] = None
    funding: Annotated[str | None, Field(description="Kinh phí"), Told("Kinh phí", width=13)] = None
    group: Annotated[str | None, Field(description="The heading or group row it stands under")] = None


TOLD: Mapping[str, Told] = {
    name: told for name, info in Task.model_fields.items() for told in info.metadata if isinstance(told, Told)
}
"""The fields of a task that are plain text, as people see them, in the order of the model."""


class Section(_Record):
    """A heading of the outline."""

    label: Annotated[str, Field(description="The way to it: 'II.1'")]
    title: str
    level: Annotated[int, Field(description="1 for the topmost", ge=1)]
    block: Annotated[int, Field(description="Index of the block of Pages where its text begins")]


class Signer(_Record):
    """Người ký."""

    name: str | None = None
    position: Annotated[str | None, Field(description="'PHÓ CHỦ TỊCH'")] = None
    authority: Annotated[str | None, Field(description="'TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH'")] = None


class Attachment(_Record):
    """Phụ lục, or a document issued with the act."""

    label: Annotated[str | None, Field(description="'Phụ lục I'; None for a plan issued with a decision")] = None
    title: str | None = None
    act: Annotated[str | None, Field(description="The number it came with, from its 'Kèm theo' line")] = None
    address: Annotated[str | None, Field(description="Of a web page: where its link leads; never followed")] = None


class DigitalSignature(_Record):
    """Chữ ký số."""

    who: str | None = None
    body: str | None = None
    time: Annotated[dt.datetime | None, Field(description="With its offset")] = None
    kind: SignatureKind = "other"
    intact: Annotated[bool | None, Field(description="The signed digest holds; None: not checked. Never 'trusted'")] = (
        None
    )


class Source(_Record):
    """The file that was read."""

    name: str | None = None
    container: Annotated[str | None, Field(description="ZIP or mail it lay in")] = None
    sha256: str
    media_type: str
    reader: str
    pages: int | None = None
    encoding: str | None = None
    text_origin: Literal["text", "ocr", "mixed"] = "text"
    page_confidence: Annotated[
        list[float | None],
        Field(description="OCR, 0 to 1, page by page; null where no word was read from a picture"),
    ] = []
    address: Annotated[str | None, Field(description="Of a saved web page, where the page tells it")] = None
    same_as: Annotated[list[str], Field(description="sha256 of files that hold the same act in another form")] = []


class Note(_Record):
    """What was seen and refused, missing or doubtful."""

    code: str
    severity: Severity
    message: Annotated[str, Field(description="In Vietnamese")]
    message_en: Annotated[str | None, Field(description="In English")] = None
    field: Annotated[str | None, Field(description="JSON Pointer of the value it speaks of")] = None
    quote: Quote | None = None
    candidates: Annotated[list[str], Field(description="What the value may be instead, likeliest first")] = []


SURE = 0.9
"""Confidence from which a value counts as sure."""
REVIEW_BELOW = 0.3
"""`needs_review`: the confidence that no header value is wrong and no task lost or invented, below which one looks."""


class Directive(_Record):
    """Văn bản chỉ đạo, điều hành: one administrative act."""

    schema_version: Annotated[
        str, Field(pattern=r"^1\.\d+$", description="Readers take every line of the same major version")
    ] = "1.0"
    number: Annotated[DocumentNumber | None, Field(description="Số, ký hiệu")] = None
    doc_type: Annotated[DocumentType | None, Field(description="Tên loại văn bản")] = None
    issuer: Annotated[Agency | None, Field(description="Cơ quan ban hành")] = None
    co_issuers: Annotated[list[Agency], Field(description="Further issuers of a joint document")] = []
    issued_on: Annotated[dt.date | None, Field(description="Ngày ban hành")] = None
    place: Annotated[str | None, Field(description="Địa danh")] = None
    title: Annotated[str | None, Field(description="Trích yếu, one line, without the type word and without 'V/v'")] = (
        None
    )
    addressees: Annotated[list[str], Field(description="Kính gửi")] = []
    urgency: Annotated[Urgency | None, Field(description="Mức độ khẩn")] = None
    secrecy: Annotated[Secrecy | None, Field(description="Độ mật")] = None
    legal_bases: Annotated[list[Citation], Field(description="Căn cứ, in order")] = []
    citations: Annotated[list[Citation], Field(description="Every other document named in the text")] = []
    targets: Annotated[list[Target], Field(description="Chỉ tiêu")] = []
    tasks: Annotated[list[Task], Field(description="Nhiệm vụ, in reading order, those of attachments included")] = []
    outline: Annotated[list[Section], Field(description="Bố cục")] = []
    signer: Annotated[Signer | None, Field(description="Người ký")] = None
    recipients: Annotated[list[str], Field(description="Nơi nhận")] = []
    attachments: Annotated[list[Attachment], Field(description="Phụ lục, văn bản kèm theo")] = []
    signatures: Annotated[list[DigitalSignature], Field(description="Chữ ký số")] = []
    source: Source
    evidence: Annotated[
        dict[str, list[Quote]],
        Field(description="JSON Pointer -> where the value was read: '/number', '/tasks/3/deadline'"),
    ] = {}
    notes: list[Note] = []
    confidence: Annotated[
        dict[str, float],
        Field(
            description="JSON Pointer -> how likely the value is right, 0 to 1: '/number', '/doc_type', '/issuer', "
            "'/issued_on', '/title', '/signer' where they stand; '/tasks/3' the task with its lead and deadline, "
            "'/tasks/3/lead_agencies' and '/tasks/3/deadline' these alone, absent ones too; '/tasks' that no task was "
            "lost; '' that no header value is wrong and no task lost or invented"
        ),
    ] = {}

    @computed_field(  # type: ignore[prop-decorator]
        description=f"A note of severity review or error stands, or confidence[''] is below {REVIEW_BELOW}"
    )
    @property
    def needs_review(self) -> bool:
        noted = any(note.severity in ("review", "error") for note in self.notes)
        return noted or self.confidence.get("", 1.0) < REVIEW_BELOW


def expected_faults(confidence: Mapping[str, float]) -> float:
    """How many wrong header values, wrong tasks and lost tasks a record's confidence lets expect."""
    return sum(
        (1 - value) * (_LOST if pointer == "/tasks" else 1)
        for pointer, value in confidence.items()
        if pointer and pointer.count("/") <= _VALUE
    )


_VALUE = 2
"""Steps of a pointer to a value that is counted: "/issuer", "/tasks", "/tasks/3"."""
_LOST = 3
"""Tasks that a list has lost, on average, where it has lost one (benchmarks/doubt.py)."""


def act_name(issuer: Agency | None, number: DocumentNumber | None, issued_on: dt.date | None) -> str | None:
    """What names an act wherever it was read: '<issuer>/<number>@<date>'; None where one of the three was not read."""
    if issuer is None or issued_on is None or number is None or not number.text[:1].isdigit():
        return None
    return f"{issuer.name}/{number.text}@{issued_on.isoformat()}"


class Failure(_Record):
    """Why a file gave no record."""

    code: FailureCode
    file: str
    sha256: str | None = None
    message_vi: str
    message_en: str


class Outcome(_Record):
    """What became of one file of an archive: its records, or the failure."""

    source: Source | None = None
    directives: list[Directive] = []
    failure: Failure | None = None
