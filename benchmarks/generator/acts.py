"""A whole document: who, when, which type, the parts of its body in the order of that type, noise, and the truth."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from generator import habits, header, parts
from generator.act import Act, Block, Page, Task, Text
from generator.deadlines import When
from generator.offices import Office, office
from generator.parts import Ladder, Part
from generator.strangers import stranger
from generator.words import Chance, Table, capital, table
from generator.work import Worker

STRANGERS = 0.1
"""The share of documents that are no directives."""


@dataclass(frozen=True)
class Frame:
    """What is settled before the body is written."""

    office: Office
    doc_type: str
    field: Table
    topic: str
    title: str
    head: str
    issued: dt.date
    number: header.Number
    day_known: bool
    when: When

    def fill(self, text: str) -> str:
        host = self.office.host
        words = {"topic": self.topic, "Topic": capital(self.topic), "host": host, "Host": capital(host)}
        act = {"CÔNG VĂN": "Công văn"}.get(self.doc_type, self.doc_type.capitalize())
        return text.format(
            **words, year=self.when.year, head=self.head, act=act, office=self.office.bureau, later=self.when.year + 5
        )


TYPES = {
    "party": (
        ("KẾ HOẠCH", 4.0),
        ("CHƯƠNG TRÌNH", 2.0),
        ("CHỈ THỊ", 2.0),
        ("NGHỊ QUYẾT", 1.0),
        ("KẾT LUẬN", 1.0),
        ("CÔNG VĂN", 2.0),
    ),
    "state": (("CHỈ THỊ", 3.0), ("QUYẾT ĐỊNH", 3.0), ("CÔNG ĐIỆN", 2.0)),
    "school": (("KẾ HOẠCH", 6.0), ("THÔNG BÁO", 1.0), ("QUYẾT ĐỊNH", 1.0)),
    "": (
        *(("KẾ HOẠCH", 8.0), ("QUYẾT ĐỊNH", 4.0), ("CÔNG VĂN", 4.0), ("CHỈ THỊ", 2.0), ("THÔNG BÁO", 2.0)),
        *(("CÔNG ĐIỆN", 0.7), ("HƯỚNG DẪN", 1.2), ("CHƯƠNG TRÌNH", 0.8)),
    ),
}
TITLES = {
    "KẾ HOẠCH": "plan",
    "QUYẾT ĐỊNH": "decision",
    "CHỈ THỊ": "directive",
    "CÔNG VĂN": "letter",
    "THÔNG BÁO": "notice",
    "HƯỚNG DẪN": "guide",
    "CHƯƠNG TRÌNH": "programme",
    "CÔNG ĐIỆN": "telegram",
    "NGHỊ QUYẾT": "directive",
    "KẾT LUẬN": "directive",
}


def frame(chance: Chance) -> Frame:
    year = chance.weighted(
        ((chance.number(2009, 2016), 1), (chance.number(2017, 2022), 3), (chance.number(2023, 2026), 8))
    )
    issued = dt.date(year, chance.number(1, 12), chance.number(1, 28))
    who = office(chance, year + (issued.month - 1) / 12)
    doc_type = chance.weighted(TYPES.get(who.level, TYPES[""]))
    field = chance.one(table("works")["field"])
    topic = chance.one(field["topic"])
    head = who.head if chance.often(0.5) or "Phó" in who.head else f"Phó {who.head}"
    titles = table("wording")["titles"]
    pattern = chance.one(titles[TITLES[doc_type]])
    span = doc_type == "KẾ HOẠCH" and chance.often(0.15)
    if span:
        pattern = chance.one(titles["span"])
    planned = year + 1 if issued.month >= 11 and "{year}" in pattern else year
    number = header.number(chance, who, doc_type, known=not chance.often(0.15))
    day_known = not chance.often(0.12)
    when = When(planned, issued, explicit=span, day_known=day_known)
    found = Frame(who, doc_type, field, topic, "", head, issued, number, day_known, when)
    return replace(found, title=found.fill(pattern))


def plan_body(chance: Chance, f: Frame, worker: Worker) -> list[Part]:
    """The sections of a plan, a programme or a guide."""
    ladder = chance.weighted(parts.LADDERS)
    out: list[Part] = []
    makers: list[Callable[[int], Part]] = []
    if chance.often(0.85):
        makers.append(lambda n: parts.aims(worker, ladder, n, f.topic))
    if chance.often(0.4):
        makers.append(lambda n: parts.targets(worker, ladder, n, f.topic))
    subject = chance.often(0.85)
    if subject:
        makers.append(lambda n: parts.by_subject(worker, ladder, n))
    if chance.often(0.5):
        makers.append(lambda n: parts.money(worker, ladder, n))
    if chance.often(0.85) or not subject:
        makers.append(lambda n: parts.by_agency(worker, ladder, n))
    elif chance.often(0.6):
        makers.append(lambda n: table_section(chance, worker, ladder, n))
    out += [make(n) for n, make in enumerate(makers, 1)]
    return out


def table_section(chance: Chance, worker: Worker, ladder: Ladder, number: int) -> Part:
    """A section that holds a table of tasks and nothing else."""
    head = ladder.head(number, chance.one(table("wording")["headings"]["table"]))
    part = parts.task_table(worker, ladder.name(number))
    return Part((head, *part.blocks), part.tasks)


def listed_body(chance: Chance, f: Frame, worker: Worker) -> list[Part]:
    """Numbered orders one after the other: directives, letters, notices, telegrams."""
    least, most = (3, 7) if f.doc_type in ("CHỈ THỊ", "THÔNG BÁO") else (2, 5)
    mark = chance.weighted((("{}.", 8), ("{})", 1), ("-", 2)))
    marks = [mark.format(n) for n in range(1, most + 1)]
    bullet = "-" if mark != "-" else "+"
    rows = table("wording")
    blocks: list[Block] = []
    if f.doc_type not in ("THÔNG BÁO",) and chance.often(0.6):
        blocks.append(Text(chance.one(rows["aims"]["situation"]).format(topic=f.topic), level=1))
    key = {"CÔNG VĂN": "letter", "THÔNG BÁO": "notice", "CÔNG ĐIỆN": "telegram"}.get(f.doc_type, "directive")
    blocks.append(Text(f.fill(chance.one(rows["opening"][key])), level=1))
    lists, tasks = parts.agency_list(worker, marks, bullet, least, "")
    return [Part((*blocks, *lists), tuple(tasks))]


def decision_body(chance: Chance, f: Frame, worker: Worker) -> list[Part]:
    """Articles: what is issued or approved, who is charged, effect, who carries it out."""
    kind = "Đề án" if "Đề án" in f.title else "Kế hoạch"
    verb = "Phê duyệt" if kind == "Đề án" else "Ban hành kèm theo Quyết định này"
    mark = chance.weighted((("Điều {}.", 9), ("Điều {}:", 1)))
    lines = [f"{verb} {kind} {f.topic} năm {f.when.year}."]
    tasks: list[Task] = []
    for _ in range(chance.number(1, 3)):
        said = worker.ordered()
        lines.append(said.text)
        tasks += parts.placed(said, f"Điều {len(lines)}")
    lines.append("Quyết định này có hiệu lực kể từ ngày ký.")
    charged = ", ".join([f.office.bureau, *chance.some(f.office.bodies, 1, 3)])
    lines.append(
        f"Thủ trưởng các đơn vị: {charged} và các cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./."
    )
    blocks = [Text(f"{mark.format(n)} {line}", level=1, strong=len(mark.format(n))) for n, line in enumerate(lines, 1)]
    return [Part(tuple(blocks), tuple(tasks))]


BODIES = {
    "KẾ HOẠCH": plan_body,
    "CHƯƠNG TRÌNH": plan_body,
    "HƯỚNG DẪN": plan_body,
    "QUYẾT ĐỊNH": decision_body,
}


def heading(chance: Chance, f: Frame) -> list[Block]:
    """Type and title, centred; the title in one line or in two."""
    if f.doc_type == "CÔNG VĂN":
        return header.addressees(chance, f.office)
    words = f.title.split()
    lines = [f.title]
    if len(words) > 9 and chance.often(0.5):
        half = len(words) // 2 + chance.number(-1, 1)
        lines = [" ".join(words[:half]), " ".join(words[half:])]
    out: list[Block] = [Text(f.doc_type, bold=True, align="centre", size=14)]
    out += [Text(line, bold=True, align="centre", size=14) for line in lines]
    if chance.often(0.2):
        out.append(Text("-----", align="centre"))
    if f.doc_type == "QUYẾT ĐỊNH":
        if chance.often(0.8):
            out.append(Text("", align="centre"))
        upper = " ".join(f.office.lines)
        out.append(
            Text(
                f"CHỦ TỊCH {upper}" if f.office.code == "UBND" and chance.often(0.4) else upper,
                bold=True,
                align="centre",
            )
        )
    return out


def attached(chance: Chance, f: Frame, worker: Worker) -> Part:
    """A plan issued by a decision, or an appendix with a table, on pages of its own."""
    date = (
        f"ngày {f.issued.day:02} tháng {f.issued.month} năm {f.issued.year}"
        if f.day_known
        else f"ngày    tháng    năm {f.issued.year}"
    )
    act = f"{f.doc_type.capitalize()} {f.number.printed.replace('Số', 'số')}"
    under = f"Kèm theo {act} {date} của {f.office.name}"
    if f.doc_type == "QUYẾT ĐỊNH":
        under = f"Ban hành kèm theo {act} {date} của {f.office.name}"
        blocks: list[Block] = [
            Page(),
            Text("KẾ HOẠCH", bold=True, align="centre", size=14),
            Text(f"{capital(f.topic)} năm {f.when.year}", bold=True, align="centre", size=14),
            Text(f"({under})", italic=True, align="centre"),
        ]
        body = plan_body(chance, f, worker)
        tasks = [replace(t, where=f"Kế hoạch, {t.where}") for p in body for t in p.tasks]
        return Part((*blocks, *(b for p in body for b in p.blocks)), tuple(tasks))
    name = chance.one(("PHỤ LỤC", "Phụ lục", "PHỤ LỤC I", "PHỤ LỤC 1"))
    title = chance.one(table("wording")["headings"]["table"])
    part = parts.task_table(worker, name.capitalize() if name.isupper() and len(name) < 8 else f"Phụ lục{name[7:]}")
    blocks = [
        Page(wide=chance.often(0.6)),
        Text(name, bold=True, align="centre", size=14),
        Text(title, bold=True, align="centre"),
        Text(f"({under})", italic=True, align="centre"),
    ]
    return Part((*blocks, *part.blocks), part.tasks)


def document(seed: int, number: int) -> Act:
    """The document of that number: the same for the same seed, however many are made."""
    chance = Chance(seed, number)
    if chance.often(STRANGERS):
        return stranger(chance)
    f = frame(chance)
    worker = Worker(chance, f.office, f.when, f.field)
    letter, decision = f.doc_type == "CÔNG VĂN", f.doc_type == "QUYẾT ĐỊNH"
    subject = None
    if letter:
        subject = f"{'Về việc' if f.office.party else chance.weighted((('V/v', 9), ('V/v:', 1)))} {f.title}"
        if f.office.party:
            f = replace(f, title=f"Về việc {f.title}")
    place = {"Hồ Chí Minh": "Thành phố Hồ Chí Minh"}.get(f.office.place, f.office.place)
    date = header.date_line(chance, place, f.issued, known=f.day_known)
    blocks = header.letterhead(chance, f.office, f.number, date, subject)
    blocks += heading(chance, f)
    bases = header.bases(chance, f.office, f.issued.year, decision=decision) if decision or chance.often(0.5) else None
    if bases:
        blocks += bases.lines
    if decision:
        blocks.append(Text("QUYẾT ĐỊNH:", bold=True, align="centre"))
    elif f.doc_type in BODIES:
        blocks.append(Text(f.fill(chance.one(table("wording")["opening"]["plan"])), level=1))
    body = BODIES.get(f.doc_type, listed_body)(chance, f, worker)
    if not decision and chance.often(0.85):
        end = table("wording")["closing"]["notice" if f.doc_type == "THÔNG BÁO" else "any"]
        body.append(Part((Text(f.fill(chance.one(end)), level=1),)))
    closing = header.closing(chance, f.office, letter=letter, decision=decision)
    after: list[Part] = []
    if (decision and "ban hành Kế hoạch" in f.title.lower().replace("kế hoạch", "Kế hoạch")) or chance.often(0.22):
        after.append(attached(chance, f, worker))
    blocks += [b for part in body for b in part.blocks] + [closing.block] + [b for part in after for b in part.blocks]
    tasks = [task.label() for part in (*body, *after) for task in part.tasks]
    act = Act(blocks, _truth(f, place, bases, closing, tasks), _traits(f, bool(after)))
    return habits.typed(chance, act)


def _truth(
    f: Frame, place: str, bases: header.Bases | None, closing: header.Closing, tasks: list[dict[str, object]]
) -> dict[str, object]:
    return {
        "directive": True,
        "number": f.number.truth,
        "doc_type": f.doc_type,
        "issuer": f.office.name,
        "parent_issuer": f.office.parent,
        "issued_on": f.issued.isoformat() if f.day_known else None,
        "place": place,
        "title": f.title,
        "signer": closing.signer,
        "recipients": list(closing.recipients),
        "legal_bases": list(bases.truth) if bases else [],
        "tasks": tasks,
    }


def _traits(f: Frame, appendix: bool) -> dict[str, str]:
    return {
        "level": f.office.level,
        "type": f.doc_type,
        "year": str(f.issued.year),
        "appendix": "yes" if appendix else "no",
        "pen": "yes" if f.number.pen else "no",
    }
