"""An announced act that the page names again: "Theo Kế hoạch số 145/KH-UBND ngày 10/6/2024, ..." below its lead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from vnplans.extract.announced.article import Article
from vnplans.extract.announced.named import Named, Told, named, number_at, same_number
from vnplans.extract.orders.sentences import sentences
from vnplans.phrases import phrase
from vnplans.text import fold

__all__ = ["day_again", "number_again"]

_OLDER = dt.timedelta(days=183)
_BELOW = 4
"""Lines below the article that may name its act again."""


def day_again(page: Article, act: Named) -> tuple[Told, int] | None:
    """The day beside the act's number where the page names it again, and the block."""
    dated = page.once(_dated).get(act.number.serial if act.number else None, ())
    return next(((told, block) for again, told, block in dated if same_number(act, again)), None)


def _dated(page: Article) -> dict[int | None, list[tuple[Named, Told, int]]]:
    """The numbered acts that the page names with a day beside them, by their serials."""
    out: dict[int | None, list[tuple[Named, Told, int]]] = {}
    below = range(page.end, min(page.end + _BELOW, len(page.pages.blocks)))
    for block in (*page.lines, *below):
        for again in named(page.text(block)):
            if again.number is not None and again.day is not None and _may_be(page, again.day):
                out.setdefault(again.number.serial, []).append((again, again.day, block))
    return out


def _may_be(page: Article, told: Told) -> bool:
    """The day is none after the page's, and not long before."""
    if page.day is None:
        return told.year is not None
    day = told.date(page.day.date)
    return day is not None and dt.timedelta(0) <= page.day.date - day <= _OLDER


def number_again(page: Article, act: Named, block: int) -> tuple[Named, int] | None:
    """The number of an act told by its type alone, where sentences behind it begin "Theo Kế hoạch số ..."; None where
    they name several of its type."""
    found = [one for one in _behind(page, act, block) if one[0].of is None]
    found = found or list(_beside(page, act, block)) or list(_stated(page, act, block))
    texts = {one.number.text for one, _ in found if one.number}
    return found[0] if len(texts) == 1 else None


def _behind(page: Article, act: Named, block: int) -> Iterator[tuple[Named, int]]:
    """Where a sentence behind the announcing one begins with the act."""
    for index in (i for i in page.prose if i >= block):
        text = page.text(index)
        for start, end in sentences(text):
            if (index, start) <= (block, act.start):
                continue
            for one in named(text, start, end):
                opens = phrase("announced.by_act").fullmatch(fold(text[start : one.start])) is not None
                if opens and _is_it(page, act, one):
                    yield one, index


def _beside(page: Article, act: Named, block: int) -> Iterator[tuple[Named, int]]:
    """Where a headline begins with the act, or a line below gives it for its source or its file."""
    below = range(page.end, min(page.end + _BELOW, len(page.pages.blocks)))
    for index in (*page.headlines, *(i for i in page.lines if i > block and i not in page.prose), *below):
        text = page.text(index)
        for one in named(text):
            before = fold(text[: one.start])
            opens = not before.strip(" ([*•+-") or phrase("announced.source").fullmatch(before) is not None
            if opens and _is_it(page, act, one):
                yield one, index


def _stated(page: Article, act: Named, block: int) -> Iterator[tuple[Named, int]]:
    """Where a line below states it as a fact: "Số ký hiệu: 145/KH-UBND"."""
    blocks = page.pages.blocks
    for index in range(block + 1, len(blocks)):
        text = blocks[index].text
        label = phrase("announced.number_line").match(fold(text))
        if label is None:
            continue
        at = index + 1 if label.end() == len(text) and index + 1 < len(blocks) else index  # the cell beside
        one = number_at(page.text(at), label.end() if at == index else 0, act)
        if one is not None and _is_it(page, act, one):
            yield one, at


def _is_it(page: Article, act: Named, one: Named) -> bool:
    """It may be the act told without its number: of its type (any letter is a "văn bản"), and no older."""
    if one.number is None or not (one.number.type_code or one.number.issuer_code):
        return False
    year = one.number.year
    if year is not None and page.day is not None and year < page.day.date.year - 1:
        return False
    if one.doc_type != act.doc_type and not (act.doc_type is None and one.number.type_code is None):
        return False
    return one.day is None or _may_be(page, one.day)
