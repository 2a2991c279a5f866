"""Acts of our own writing as Pages: a line is a paragraph, `**` is bold, `|` a table row, `¶` a new line in a cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from vnplans.extract.act import Act
from vnplans.extract.agencies.names import open_name
from vnplans.extract.findings import Head
from vnplans.models import TOLD, DocumentType, Task
from vnplans.pages import Block, Cell, Pages
from vnplans.text import clean


def pages(text: str) -> Pages:
    return Pages(_laid_out(text, lambda line: [_paragraph(line)]), "text", "text/plain")


def _laid_out(text: str, paragraphs: Callable[[str], list[Block]]) -> tuple[Block, ...]:
    """Rows of tables as cells, every other line as `paragraphs` makes it."""
    blocks: list[Block] = []
    table, row = -1, 0
    for line in filter(None, (raw.strip() for raw in text.splitlines())):
        if line.startswith("|"):
            if not blocks or blocks[-1].cell is None:
                table, row = table + 1, 0
            blocks += [block for c, cell in enumerate(line[1:-1].split("|")) for block in _cell(cell, table, row, c)]
            row += 1
        else:
            blocks += paragraphs(line)
    return tuple(blocks)


def _cell(words: str, table: int, row: int, column: int) -> list[Block]:
    bold = words.strip().startswith("**")
    lines = [clean(line) for line in words.replace("**", "").split("¶")]
    return [Block(line, bold=bold, cell=Cell(table, row, column)) for line in lines]


def _paragraph(line: str) -> Block:
    words = clean(line.replace("**", ""))
    bold = line.startswith("**") and line.endswith("**")
    lead = len(clean(line.split("**")[1])) if line.startswith("**") else 0
    return Block(words, bold=bold, bold_lead=lead, capitals=words == words.upper() and words != words.lower())


_PLACES: dict[str, Literal["left", "right"]] = {"<": "left", ">": "right"}


def styled(text: str) -> Pages:
    """An act with its look: a line after `<` or `>` stands in the left or right column of letterhead or closing, one
    after `^` is centred; `**` is bold, `_` around it italic."""
    blocks: list[Block] = []
    for line in filter(None, (raw.strip() for raw in text.splitlines())):
        mark = line[0] if line[0] in "<>^" else ""
        made = _paragraph(line.removeprefix(mark).strip())
        italic = made.text.startswith("_") and made.text.endswith("_") and len(made.text) > 1
        made = replace(made, text=made.text[1:-1], italic=True) if italic and made.text.strip("_") else made
        blocks.append(replace(made, column=_PLACES.get(mark), centred=mark == "^"))
    return Pages(tuple(blocks), "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")


def paper(text: str) -> Pages:
    """An act with its letterhead, tables and closing: as `styled`, and

    `@ parent / issuer | number | place and date` a letterhead, `# authority / office | name | recipients` a closing.
    """
    blocks = _laid_out(text, lambda line: [block for made in _expanded(line) for block in styled(made).blocks])
    return Pages(blocks, "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")


def plain(text: str) -> str:
    """The same as the text of a file without any look: a line a paragraph, a cell a line."""
    return "\n\n".join(block.text for block in paper(text).blocks if block.text)


def _expanded(line: str) -> list[str]:
    if line.startswith("@"):
        bodies, number, place = line[1:].split("|")
        *above, issuer = (body.strip() for body in bodies.split(" / "))
        left = [*(f"<{body}" for body in above), f"<**{issuer}**", f"<Số: {number.strip()}"]
        right = [">CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", ">Độc lập - Tự do - Hạnh phúc", f">{place.strip()}"]
        return [*left, *(line for line in right if line != ">")]
    if line.startswith("#"):
        offices, name, recipients = line[1:].split("|")
        listed = [f"<{entry.strip()}" for entry in recipients.split("/") if entry.strip()]
        signed = [f">**{office.strip()}**" for office in offices.split(" / ")]
        return [*(["<**Nơi nhận:**"] if listed else []), *listed, *signed, f">**{name.strip()}**"]
    return [line]


def scanned(text: str) -> Pages:
    """The same, as if read from a picture: no bold, a confidence."""
    made = pages(text)
    blocks = tuple(replace(b, bold=False, bold_lead=0, confidence=0.9) for b in made.blocks)
    return replace(made, blocks=blocks)


def act(text: str) -> Act:
    made = pages(text)
    end = len(made.blocks)
    return Act(made, (0, end), (), (), (0, 0), (0, end), (), ())


def head(kind: str = "Kế hoạch", issuer: str = "Ủy ban nhân dân tỉnh Nghệ An") -> Head:
    return Head(
        doc_type=DocumentType(name=kind),
        issuer=open_name(issuer),
        issued_on=dt.date(2024, 3, 5),
        title="Thực hiện công tác năm 2024",
    )


def told(task: Task) -> dict[str, str]:
    """The plain texts that a task says of itself, by field."""
    return {name: text for name in TOLD if (text := getattr(task, name)) is not None}
