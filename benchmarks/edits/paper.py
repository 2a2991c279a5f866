"""A document of the table as its source file says it, every piece of work under a key, and the files made of it.

A source (papers/*.txt) is a head of `name: value` lines, a line `--`, and a body. In the body `**...**` is a heading,
`^...` a centred line, `---` a new page, `@sign` the closing (else it stands at the end), `!|...|` the head of a ruled
table, `|...|` a row of it, `[key] ...` one piece of work, a paragraph or a row. `#.`, `?)` and a cell `#` count by
themselves, so that a paragraph put in moves the places of those below it, as in Word.
"""

from __future__ import annotations

import datetime as dt
import io
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from generator.act import Block, Cell, Columns, Grid, Page, Text
from generator.forms.docx import docx
from generator.forms.pdf import pdf
from generator.words import Chance

__all__ = ["Item", "Paper", "load", "names"]

_FOLDER = Path(__file__).parent / "papers"
_KEYED = re.compile(r"\[(?P<key>[^\]]+)\] (?P<text>.+)")
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_BARE_TABLE = (0.5, 4.0, 2.2, 2.2, 1.6)


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the body; `key` names the work that it orders."""

    text: str
    key: str | None = None

    @property
    def row(self) -> bool:
        return self.text.startswith("|")


@dataclass(frozen=True, slots=True)
class Paper:
    head: dict[str, str]
    items: tuple[Item, ...]
    noise: Callable[[str], str] | None = None

    @property
    def keys(self) -> list[str]:
        return [item.key for item in self.items if item.key]

    def renamed(self, prefix: str) -> Paper:
        """Another act with the same words: all its work is other work."""
        return replace(self, items=tuple(replace(i, key=i.key and prefix + i.key) for i in self.items))

    def printed(self) -> list[tuple[str | None, str]]:
        """Key and words of the lines of the body as they are printed: counted, cells joined by blanks."""
        return [(key, " ".join(cells)) for key, cells in self._lines()]

    def file(self) -> tuple[str, bytes]:
        """The ending of the name, and the bytes."""
        form = self.head["form"]
        if form == "text":
            return "txt", "\n\n".join(self._plain()).encode()
        out = io.BytesIO()
        out.write({"docx": docx, "pdf": pdf}[form](list(self._blocks()), Chance(3, 3)))
        return form, out.getvalue()

    def _say(self, text: str) -> str:
        return self.noise(text) if self.noise else text

    def _lines(self) -> Iterator[tuple[str | None, tuple[str, ...]]]:
        number = letter = row = 0
        for item in self.items:
            text = item.text
            if text.startswith("**"):
                number = letter = 0
            if text.startswith("#."):
                number, letter = number + 1, 0
                text = f"{number}.{text[2:]}"
            elif text.startswith("?)"):
                letter += 1
                text = f"{_LETTERS[letter - 1]}){text[2:]}"
            cells = tuple(cell.strip() for cell in text.strip("!|").split("|")) if "|" in text[:2] else (text,)
            if text.startswith("!|"):
                row = 0
            if cells[0] == "#":
                row += 1
                cells = (str(row), *cells[1:])
            yield item.key, tuple(self._say(cell) for cell in cells)

    def _blocks(self) -> Iterator[Block]:
        yield from self._letterhead()
        rows: list[tuple[Cell, ...]] = []
        header: tuple[Cell, ...] = ()
        signed = False
        for item, (_, cells) in zip(self.items, self._lines(), strict=True):
            if header and not item.row:
                yield Grid(header, tuple(rows), _BARE_TABLE)
                header, rows = (), []
            if item.text.startswith("!|"):
                header = tuple(Cell(cell, bold=True) for cell in cells)
            elif item.row:
                rows.append(tuple(Cell(cell, bold=not item.key) for cell in cells))
            elif item.text == "@sign":
                signed = True
                yield from self._closing()
            elif item.text == "---":
                yield Page()
            else:
                yield _text(cells[0])
        if header:
            yield Grid(header, tuple(rows), _BARE_TABLE)
        if not signed:
            yield from self._closing()

    def _letterhead(self) -> Iterator[Block]:
        left, right = self._bodies()
        number = tuple(Text(line, align="centre", size=12) for line in left[-1:])
        above = tuple(Text(line, bold=n == len(left) - 2, align="centre", size=12) for n, line in enumerate(left[:-1]))
        motto = tuple(Text(line, bold=True, align="centre", size=12) for line in right[:-1])
        place = tuple(Text(line, italic=True, align="centre") for line in right[-1:])
        yield Columns(((above, motto), (number, place)))
        for line in self._title():
            yield Text(line, bold=not line.startswith("Kính gửi"), align="centre")

    def _bodies(self) -> tuple[list[str], list[str]]:
        head = self.head
        left = [head[name] for name in ("parent", "issuer") if head.get(name)]
        party = "motto" in head
        number = head["number"]
        left += ["*"] if party else []
        left.append(("Số " if party else "Số: ") + (number if number[0] not in "/-" else f"      {number}"))
        day = dt.date.fromisoformat(head["date"]) if head.get("date") else None
        when = f"ngày {day.day:02} tháng {day.month:02} năm {day.year}" if day else "ngày      tháng      năm"
        motto = [head["motto"]] if party else ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
        right = [*motto, f"{head['place']}, {when} {head.get('year', '')}".strip()]
        return [self._say(line) for line in left], [self._say(line) for line in right]

    def _title(self) -> list[str]:
        head = self.head
        lines = [head["subject"]] if head.get("subject") else [head["type"], head["title"]]
        lines += ["Kính gửi: " + head["to"].replace(" / ", " ")] if head.get("to") else []
        return [self._say(line) for line in lines]

    def _closing(self) -> Iterator[Block]:
        left, right = self._signed()
        receivers = (Text(left[0], bold=True, italic=True, align="left"), *(Text(t, align="left") for t in left[1:]))
        yield Columns(((receivers, tuple(Text(line, bold=True, align="centre") for line in right)),))

    def _signed(self) -> tuple[list[str], list[str]]:
        receivers = [f"- {name}" for name in self.head["recipients"].split(" / ")]
        right = [*self.head["sign"].split(" / "), *([self.head["signer"]] if self.head.get("signer") else [])]
        return [self._say(line) for line in ["Nơi nhận:", *receivers]], [self._say(line) for line in right]

    def _plain(self) -> Iterator[str]:
        left, right = self._bodies()
        yield from (*left, *right, *self._title())
        for _, cells in self._lines():
            yield from (cell.strip("*^") for cell in cells if cell not in {"---", "@sign"})
        receivers, signed = self._signed()
        yield from (*receivers, *signed)


def _text(line: str) -> Text:
    if line.startswith("**"):
        return Text(line.strip("*"), bold=True, level=1)
    if line.startswith("^"):
        return Text(line[1:], bold=True, align="centre")
    return Text(line, level=2)


def names() -> list[str]:
    return sorted(path.stem for path in _FOLDER.glob("*.txt"))


@cache
def load(name: str) -> Paper:
    head, body = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("\n--\n")
    fields = (line.partition(":") for line in head.splitlines())
    return Paper({k: v.strip() for k, _, v in fields}, tuple(_item(line) for line in body.splitlines() if line))


def _item(line: str) -> Item:
    keyed = _KEYED.fullmatch(line)
    return Item(keyed["text"], keyed["key"]) if keyed else Item(line)


_MISREAD = {"ư": "u", "ơ": "o", "ộ": "ô", "ầ": "â", "ế": "ê", "ạ": "a", "l": "1", "n": "h", "o": "0", "ấ": "â"}
_MISREAD |= {"rn": "m", "ó": "o", "ị": "i", "ỏ": "ó", "ẩ": "ấ", "h": "b", "c": "e", "ờ": "ò", "ự": "ư", ",": "."}


def misread(share: float, seed: int) -> Callable[[str], str]:
    """OCR-like noise: of the letters that a reader mistakes, this share, the same for the same line."""

    def noisy(text: str) -> str:
        chance = random.Random(f"{seed} {text}")
        return "".join(_MISREAD[c] if c in _MISREAD and chance.random() < share else c for c in text)

    return noisy
