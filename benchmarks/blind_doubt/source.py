"""A text of texts/: its head, its blocks and, of the marks in it, the label."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from truth import Truth, clean

ENDINGS = {"docx": "docx", "pdf": "pdf", "scan": "pdf", "html": "html", "rtf": "rtf", "odt": "odt"}
PREFIX = re.compile(r"^\.([a-z0-9]+) ?(.*)$", re.S)
CELL = re.compile(r"(?:^|\s)\|(?=\s|$)")
SCALARS = ("number", "doc_type", "issuer", "parent_issuer", "issued_on", "place", "title")

Label = dict[str, Any]


@dataclass
class Block:
    """A paragraph (text), or a block of rows: letterhead, signature, table."""

    kind: str
    text: str = ""
    rows: list[list[str]] = field(default_factory=list)
    options: dict[str, str] = field(default_factory=dict)
    heads: set[int] = field(default_factory=set)


@dataclass
class Source:
    """A document as it was written: head, blocks and what is true of it."""

    name: str
    meta: dict[str, str]
    blocks: list[Block]
    labels: list[Label]

    @property
    def form(self) -> str:
        return self.meta["form"].split("-")[0]

    @property
    def file(self) -> str:
        return f"{self.name}.{ENDINGS[self.form]}"


def cells(line: str) -> list[str]:
    return [x.strip() for x in CELL.split(line)]


class Text:
    """Reads the body of a text."""

    def __init__(self, meta: dict[str, str]) -> None:
        self.meta = meta
        self.truth = Truth()
        self.blocks: list[Block] = []
        self.recipients: list[str] = []
        self.records: list[tuple[dict[str, str], Truth]] = []
        self.tables = 0

    def read(self, lines: Iterator[str]) -> list[Label]:
        for line in lines:
            if line.startswith("%record "):
                self.truth = Truth()
                self.records.append((dict(x.split(": ", 1) for x in line[8:].split(" @@ ")), self.truth))
            elif line.startswith("%"):
                self.block(line[1:], lines)
            elif line.strip():
                self.paragraph(line)
        if self.records:
            return [label(meta | {"recipients": "skip"}, [], truth.tasks) for meta, truth in self.records]
        return [label(self.meta, self.recipients, self.truth.tasks)]

    def paragraph(self, line: str) -> None:
        said = PREFIX.match(line)
        kind, text = (said[1], said[2]) if said else ("p", line)
        if kind in ("b", "cb", "bi") or "|H" in text:
            self.truth.head(text)
        self.blocks.append(Block(kind, self.truth.paragraph(text)))

    def block(self, line: str, lines: Iterator[str]) -> None:
        kind, _, rest = line.partition(" ")
        block = Block(kind, rest, options=dict(x.split("=", 1) for x in rest.split() if "=" in x))
        self.blocks.append(block)
        if kind not in ("head", "sign", "table"):
            return
        inner = list(iter(lines.__next__, "%end"))
        if kind == "table":
            self.table(inner, block)
            return
        rows = [cells(x) for x in inner]
        if kind == "sign":
            self.recipients += [row[0] for row in rows if row[0] and not row[0].startswith("!")]
        block.rows = [[c.removeprefix("!") for c in row] for row in rows]

    def table(self, lines: list[str], block: Block) -> None:
        """Rows: `=H` a head, `=G` a group, `=X` of no work; `^` and `<` are merged with the cell above, before."""
        self.tables += 1
        roles = block.options["roles"].split(",") if "roles" in block.options else []
        above: list[tuple[str, str | None]] = []
        number = 0
        for line in lines:
            tag = line[:2] if line[:2] in ("=H", "=G", "=X") else ""
            row = [self.cell(x) for x in cells(line[2:] if tag else line)]
            if tag in ("=H", "=G"):
                block.heads.add(len(block.rows))
            if tag == "=G" or not (tag or roles):
                row = [(self.truth.paragraph(text), said) for text, said in row]
            if not tag and roles:
                number += 1
                above = [above[i] if cell[0] == "^" else cell for i, cell in enumerate(row)]
                self.truth.row(above, roles, f"bảng {self.tables}, dòng {number}")
            block.rows.append([text for text, _ in row])

    @staticmethod
    def cell(text: str) -> tuple[str, str | None]:
        said = re.search(r"\s*\{\{(.*?)\}\}$", text)
        return (text[: said.start()], said[1]) if said else (text, None)


def read(path: Path) -> Source:
    """A text with its blocks and labels."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    meta = dict(line.split(": ", 1) for line in head.splitlines())
    text = Text(meta)
    labels = text.read(iter(body.splitlines()))
    return Source(path.stem, meta, text.blocks, labels)


def label(meta: dict[str, str], recipients: list[str], tasks: list[dict[str, Any]]) -> Label:
    """The label of a document, or of an act that a page tells of, as the reading guide has it."""
    if meta.get("directive") == "no":
        assert not tasks
        return {"directive": False}
    out: Label = {k: None if meta[k] == "-" else meta[k] for k in SCALARS if k in meta}
    if "signer" in meta:
        out["signer"] = signer(meta["signer"])
    said = meta.get("recipients") or " || ".join(recipient(x) for x in recipients if "nơi nhận" not in x.casefold())
    if said != "skip":
        out["recipients"] = listed(said)
    if "legal_bases" in meta:
        out["legal_bases"] = listed(meta["legal_bases"])
    out["tasks"] = tasks
    folded: Label = json.loads(unicodedata.normalize("NFC", json.dumps(out, ensure_ascii=False)))
    return folded


def listed(text: str) -> list[str]:
    return [] if text in ("-", "") else [x.strip() for x in text.split("||")]


def recipient(line: str) -> str:
    """A line of the list without its dash and end mark."""
    return clean(re.sub(r"[\s;,./]+$", "", re.sub(r"^\s*[-+–•]\s*", "", line)))


def signer(text: str) -> dict[str, str | None] | None:
    """Name | position | authority; `-` where there is none."""
    if text == "-":
        return None
    parts = [None if x.strip() == "-" else x.strip() for x in text.split("|")]
    return dict(zip(("name", "position", "authority"), parts, strict=True))
