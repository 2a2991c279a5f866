"""The language that a workbook speaks: that of whoever had it made, for as long as it lives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from vnplans.english import in_english
from vnplans.export.book.sheets import (
    ACT_HEADERS,
    CHECK_HEADERS,
    HISTORY_HEADERS,
    NOTE,
    NOTED_HEADERS,
    STATE,
    STATUS,
    TASK_COLUMNS,
    Cell,
)
from vnplans.export.columns import Value
from vnplans.wording import Said

__all__ = ["ENGLISH", "VIETNAMESE", "Tongue", "tongue_of"]

T = TypeVar("T")
_OURS = {STATE, NOTE, STATUS, "Lặp lại", "Mức độ", "Trường", "Nội dung cần xem", "Cần xem lại", "Giá trị", "Lý do"}
_OURS |= {"Loại", "Vì sao"}
"""Columns in which vnplans speaks, not a document."""
_HEADS = ["STT", *(column.header for column in TASK_COLUMNS)]
_HEADS += [head for heads in (ACT_HEADERS, NOTED_HEADERS, CHECK_HEADERS, HISTORY_HEADERS) for head, _ in heads]


@dataclass(frozen=True, slots=True)
class Tongue:
    """`lang` is "vi" or "en". Inside vnplans all heads and set words are Vietnamese."""

    lang: str
    heads: Mapping[str, str]
    """Of heads as they are shown, those that vnplans knows them by."""

    def shown(self, value: T) -> T | str:
        """Set words, and what vnplans says in both languages, as this workbook shows them; other values as they are."""
        if self.lang == "vi" or not isinstance(value, str):
            return value
        return value.en if isinstance(value, Said) else in_english(value)

    def cells(self, headers: Iterable[str], cells: Iterable[Cell]) -> list[Cell]:
        """Cells below these heads; in most columns a document speaks, and what it says stays."""
        pairs = zip(headers, cells, strict=True)
        return [(self.shown(value) if head in _OURS else value, look) for head, (value, look) in pairs]

    def values(self, cells: Mapping[str, Value]) -> dict[str, Value]:
        """The same, by head."""
        return {head: self.shown(value) if head in _OURS else value for head, value in cells.items()}

    def head(self, text: str) -> str:
        """The head that a workbook shows as `text`; one of people's own as it is."""
        return self.heads.get(text, text)


VIETNAMESE = Tongue("vi", {})
ENGLISH = Tongue("en", {in_english(head): head for head in _HEADS})


def tongue_of(lang: str | None) -> Tongue:
    return ENGLISH if lang == "en" else VIETNAMESE
