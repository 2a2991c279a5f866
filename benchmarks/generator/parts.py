"""Parts of a body with their tasks: sections by subject, duties by agency, tables of tasks."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator import deadlines
from generator.act import Block, Cell, Grid, Task, Text
from generator.words import Chance, capital, small, table
from generator.work import Said, Worker

LETTERS = "abcdđeghiklmnopqrstuvxy"
ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII")


@dataclass(frozen=True)
class Part:
    blocks: tuple[Block, ...]
    tasks: tuple[Task, ...] = ()


@dataclass(frozen=True)
class Ladder:
    """How an author numbers: the mark of a section, of an item in it, of a leaf."""

    section: str
    item: str
    bullet: str
    capitals: bool

    def head(self, number: int, title: str) -> Text:
        mark = self.section.format(roman=ROMAN[number], arabic=number, letter="ABCDEFGH"[number - 1])
        return Text(f"{mark} {title if self.capitals else capital(title.lower())}", bold=True, align="left")

    def name(self, number: int) -> str:
        """The mark without its end: "II", "Phần II"."""
        return self.section.format(roman=ROMAN[number], arabic=number, letter="ABCDEFGH"[number - 1]).rstrip(".-")

    def mark(self, section: int, number: int) -> str:
        return self.item.format(n=number, section=section, letter=LETTERS[number - 1])


LADDERS = (
    *((Ladder("{roman}.", "{n}.", "-", True), 10.0), (Ladder("{roman}-", "{n}-", "-", True), 1.0)),
    *((Ladder("{roman}.", "{n}.", "+", True), 1.0), (Ladder("{arabic}.", "{section}.{n}.", "-", True), 2.0)),
    *((Ladder("{letter}.", "{n}.", "-", True), 1.0), (Ladder("{arabic}.", "{letter})", "-", False), 2.0)),
    *((Ladder("Phần {roman}.", "{n}.", "-", True), 0.5), (Ladder("{roman}.", "{n}.", "•", True), 1.0)),
    *((Ladder("{roman}.", "{n})", "–", True), 0.7), (Ladder("{roman}.", "{n}.", "*", True), 0.4)),
)


def placed(said: Said, where: str) -> tuple[Task, ...]:
    """The tasks with the way to them."""
    if len(said.tasks) == 1:
        return (replace(said.tasks[0], where=where),)
    return tuple(replace(task, where=f"{where}, ý {n}") for n, task in enumerate(said.tasks, 1))


def aims(worker: Worker, ladder: Ladder, number: int, topic: str) -> Part:
    """Purposes and demands: no tasks."""
    chance, rows = worker.chance, table("wording")
    blocks: list[Block] = [ladder.head(number, chance.one(rows["headings"]["aims"]))]
    for n, (title, key) in enumerate((("Mục đích", "purpose"), ("Yêu cầu", "demand")), 1):
        blocks.append(Text(f"{ladder.mark(number, n)} {title}", bold=True, level=1, align="left"))
        for line in chance.some(rows["aims"][key], 1, 3):
            bullet = f"{ladder.bullet} " if chance.often(0.8) else ""
            blocks.append(Text(f"{bullet}{line.format(topic=topic)}", level=2))
    return Part(tuple(blocks))


def targets(worker: Worker, ladder: Ladder, number: int, topic: str) -> Part:
    """Figures to be reached: no tasks."""
    chance, rows = worker.chance, table("wording")
    lines = chance.some(rows["aims"]["target"], 2, 4)
    blocks = [Text(f"{ladder.bullet} {t.format(topic=topic, n=chance.number(50, 98))}", level=1) for t in lines]
    return Part((ladder.head(number, chance.one(rows["headings"]["targets"])), *blocks))


def money(worker: Worker, ladder: Ladder, number: int) -> Part:
    chance, rows = worker.chance, table("wording")
    return Part(
        (ladder.head(number, chance.one(rows["headings"]["money"])), Text(chance.one(rows["money"]["any"]), level=1))
    )


def by_subject(worker: Worker, ladder: Ladder, number: int) -> Part:
    """Work ordered by subject; the doer in the sentence, in label lines, in brackets or nowhere."""
    chance, rows = worker.chance, table("wording")
    section = ladder.head(number, chance.one(rows["headings"]["tasks"]))
    label = ladder.name(number)
    blocks: list[Block] = [section]
    tasks: list[Task] = []
    style = chance.weighted((("bullets", 5), ("labels", 2.5), ("brackets", 1.5), ("items", 2)))
    leaves = chance.weighted((("bullet", 7), ("letter", 2), ("decimal", 1.5), ("none", 0.7)))
    for n, title in enumerate(chance.some(rows["headings"]["topics"], 2, 4), 1):
        mark, where = ladder.mark(number, n), f"{label}.{n}"
        if style == "bullets":
            blocks.append(Text(f"{mark} {title}", bold=True, level=1, align="left"))
            for k in range(1, chance.number(2, 4) + 1):
                said = chance.weighted(((worker.plain, 6.0), (worker.ordered, 3.0), (worker.clauses, 1.0)))()
                leaf, way = _leaf(leaves, ladder, mark, k)
                blocks.append(Text(f"{leaf}{said.text}", level=2))
                tasks += placed(said, f"{where}{way}")
            continue
        phrase, kind = worker.phrase()
        lead, partners = worker.leads(), worker.partners([])
        partners = [p for p in partners if p not in lead]
        deadline = deadlines.in_cell(chance, worker.when) if chance.often(0.75) else None
        if style == "items":
            said = worker.ordered() if chance.often(0.5) else worker.plain()
            blocks.append(Text(f"{mark} {said.text}", level=1))
            tasks += placed(said, where)
        elif style == "labels":
            product = worker.product(kind) if chance.often(0.35) else None
            blocks.append(Text(f"{mark} {phrase}.", level=1))
            tasks.append(Task(f"{phrase}.", tuple(lead), tuple(partners), deadline, product, where))
            blocks += _labels(chance, ladder, tasks[-1])
        else:
            inside = [f"Cơ quan chủ trì: {', '.join(lead)}"]
            if partners and chance.often(0.6):
                inside.append(f"phối hợp: {', '.join(partners)}")
            else:
                partners = []
            if deadline:
                inside.append(f"thời gian: {small(deadline.text)}")
                deadline = replace(deadline, text=small(deadline.text))
            content = f"{phrase} ({'; '.join(inside)})."
            blocks.append(Text(f"{mark} {content}", level=1))
            tasks.append(Task(content, tuple(lead), tuple(partners), deadline, None, where))
    return Part(tuple(blocks), tuple(tasks))


def _leaf(style: str, ladder: Ladder, mark: str, number: int) -> tuple[str, str]:
    """The mark of a leaf below an item, and what it adds to the way."""
    if style == "letter" and not mark.endswith(")"):
        return f"{LETTERS[number - 1]}) ", f".{LETTERS[number - 1]}"
    if style == "decimal" and mark.endswith(".") and mark[0].isdigit():
        return f"{mark}{number}. ", f".{number}"
    if style == "none":
        return "", f", đoạn {number}"
    return f"{ladder.bullet} ", f", gạch đầu dòng {number}"


def _labels(chance: Chance, ladder: Ladder, task: Task) -> list[Block]:
    """The lines below a task that say who, with whom, until when, and what comes of it."""
    body = chance.one(("Đơn vị", "Cơ quan"))
    lines = [f"{body} chủ trì: {', '.join(task.lead)}."]
    if task.coordinating:
        lines.append(f"{body} phối hợp: {', '.join(task.coordinating)}.")
    if task.deadline:
        name = chance.one(("Thời gian", "Thời gian thực hiện", "Thời gian hoàn thành", "Thời hạn hoàn thành"))
        lines.append(f"{name}: {task.deadline.text}.")
    if task.product:
        lines.append(f"{chance.one(('Sản phẩm', 'Kết quả', 'Sản phẩm đầu ra'))}: {task.product}.")
    mark = chance.one((f"{ladder.bullet} ", "", "+ "))
    return [Text(mark + line, level=2) for line in lines]


def by_agency(worker: Worker, ladder: Ladder, number: int, *, least: int = 3, most: int = 6) -> Part:
    """Duties below the name of each agency, or run in after it."""
    chance, rows = worker.chance, table("wording")
    section = ladder.head(number, chance.one(rows["headings"]["duties"]))
    blocks: list[Block] = [section]
    label = ladder.name(number)
    lists, tasks = agency_list(
        worker, [ladder.mark(number, n) for n in range(1, most + 1)], ladder.bullet, least, label
    )
    return Part((*blocks, *lists), tuple(tasks))


def agency_list(
    worker: Worker, marks: list[str], bullet: str, least: int, label: str
) -> tuple[list[Block], list[Task]]:
    """A numbered list of agencies with their duties; every author keeps to one way of writing it."""
    chance = worker.chance
    most = len(marks)
    heads = [[b] for b in chance.some(worker.office.bodies, least - 1, most - 1)]
    heads.append([chance.one(worker.office.groups)])
    if chance.often(0.25) and len(worker.office.groups) > 1:
        heads[-1] = chance.some(worker.office.groups, 2, 2)
    style = chance.weighted((("heading", 5), ("run-in", 3), ("sentence", 3)))
    order = chance.weighted((("", 7), ("Giao ", 2), ("Đối với ", 1))) if style == "heading" else ""
    colon = ":" if style == "run-in" or chance.often(0.4) else ""
    blocks: list[Block] = []
    tasks: list[Task] = []
    for n, (mark, head) in enumerate(zip(marks, heads, strict=False), 1):
        names = capital("; ".join(head) if len(head) > 1 and chance.often(0.5) else ", ".join(head))
        printed = tuple(head)
        where = f"{label}.{n}" if label else str(n)
        if style == "heading":
            shown = names if not order else small_group(names)
            blocks.append(Text(f"{mark} {order}{shown}{colon}", bold=True, level=1, align="left"))
            for k in range(1, chance.number(1, 4) + 1):
                said = chance.weighted(((_duty, 6.0), (_clauses, 1.0)))(worker, printed)
                blocks.append(Text(f"{bullet} {said.text}", level=2))
                tasks += placed(said, f"{where}, gạch đầu dòng {k}")
        elif style == "run-in":
            said = chance.weighted(((_duty, 4.0), (_clauses, 1.5)))(worker, printed)
            strong = len(f"{mark} {names}:") if chance.often(0.5) else 0
            blocks.append(Text(f"{mark} {names}: {said.text}", level=1, strong=strong))
            tasks += placed(said, where)
        else:
            said = worker.ordered()
            strong = 0
            blocks.append(Text(f"{mark} {said.text}", level=1, strong=strong))
            tasks += placed(said, where)
    return blocks, tasks


def small_group(names: str) -> str:
    return small(names) if names.startswith("Các ") else names


def _duty(worker: Worker, lead: tuple[str, ...]) -> Said:
    return worker.plain(lead=lead)


def _clauses(worker: Worker, lead: tuple[str, ...]) -> Said:
    return worker.clauses(lead=lead)


def task_table(worker: Worker, where: str) -> Part:
    """A table of tasks: columns in several orders, groups over the whole width, cells that span rows."""
    chance, rows = worker.chance, table("wording")["columns"]
    both = chance.often(0.12)
    keys = ["number", "content", "both" if both else "lead"]
    if not both and chance.often(0.75):
        keys.append("coordinating")
    keys.append("deadline")
    if chance.often(0.5):
        keys.insert(chance.one((2, len(keys))), "product")
    if chance.often(0.2):
        keys.append("note")
    widths = {
        "number": 0.75,
        "content": 3.6,
        "lead": 1.7,
        "both": 2.3,
        "coordinating": 2.0,
        "deadline": 1.85,
        "product": 1.7,
        "note": 0.8,
    }
    capitals = chance.often(0.15)
    names = [chance.one(rows[key]) for key in keys]
    header = tuple(Cell(name.upper() if capitals else name, bold=True) for name in names)
    grouped, roman = chance.often(0.4), chance.often(0.8)
    lines: list[tuple[Cell, ...]] = []
    if chance.often(0.12):
        lines.append(tuple(Cell(f"({n})") for n in range(1, len(keys) + 1)))
    tasks: list[Task] = []
    number = 0
    for g, title in enumerate(chance.some(table("wording")["headings"]["group"], 2, 3) if grouped else [""], 1):
        if grouped:
            mark = ROMAN[g] if roman else "ABC"[g - 1]
            lines.append((Cell(mark, bold=True), Cell(title, columns=len(keys) - 1, bold=True)))
        for run in _runs(chance):
            lead = tuple(worker.leads())
            for k in range(run):
                number += 1
                row, task = _row(worker, keys, number, lead, run if k == 0 else 0)
                lines.append(row)
                tasks.append(replace(task, where=f"{where}, dòng {number}"))
    return Part((Grid(header, tuple(lines), tuple(widths[k] for k in keys)),), tuple(tasks))


def _runs(chance: Chance) -> list[int]:
    """Rows under one lead cell: mostly one each."""
    return [chance.weighted(((1, 8), (2, 1), (3, 0.5))) for _ in range(chance.number(2, 5))]


def _row(
    worker: Worker, keys: list[str], number: int, lead: tuple[str, ...], span: int
) -> tuple[tuple[Cell, ...], Task]:
    """A row of the table; `span` 0: the lead cell above reaches over this row."""
    chance = worker.chance
    phrase, kind = worker.phrase()
    partners = tuple(p for p in worker.partners(list(lead)) if p not in lead) if chance.often(0.7) else ()
    deadline = deadlines.in_cell(chance, worker.when) if chance.often(0.9) else None
    product = worker.product(kind) if "product" in keys and chance.often(0.9) else None
    if "both" in keys:
        span = 1
    elif "coordinating" not in keys:
        partners = ()
    join = chance.one((", ", "; "))
    texts = {
        "number": str(number) + ("." if chance.often(0.1) else ""),
        "content": phrase,
        "lead": capital(join.join(lead)),
        "coordinating": capital(join.join(partners)),
        "both": f"Chủ trì: {', '.join(lead)}" + (f"\nPhối hợp: {', '.join(partners)}" if partners else ""),
        "deadline": deadline.text if deadline else "",
        "product": product or "",
        "note": "",
    }
    cells = tuple(
        Cell(texts[key], rows=span if key == "lead" else 1) for key in keys if not (key == "lead" and span == 0)
    )
    return cells, Task(phrase, lead, partners, deadline, product)
