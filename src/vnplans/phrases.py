"""Set phrases of administrative Vietnamese as rows (data/phrases.toml): a form, its word lists, examples and negatives.

A form is a regular expression over folded text in which `{name}` stands for one of the words of that list, the longest
first; `{CAPITALS}` for the capital letters. "@kinds" in a list stands for the kinds of act, "@directs" for those of
that use (data/kinds.toml), "@latest" for words of data/deadline_words.toml. A new wording is a word in a list, no code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise

from vnplans.kinds import kinds_spoken
from vnplans.knowledge import alternatives, at_word_start, rows
from vnplans.knowledge.bodies import Words
from vnplans.knowledge.tables import DeadlineWord, Phrase
from vnplans.regex import regex
from vnplans.text import CAPITALS

__all__ = ["expand", "needed", "phrase", "words_of"]


def expand(form: str, lists: Mapping[str, Words]) -> str:
    """The regular expression of a form."""
    for name, words in lists.items():
        form = form.replace(f"{{{name}}}", f"(?:{alternatives(_spelt(words))})")
    return form.replace("{CAPITALS}", CAPITALS)


def _spelt(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        if word == "@latest":
            yield from _latest()
        else:
            yield from kinds_spoken(word[1:]) if word.startswith("@") else (word,)


@cache
def _latest() -> tuple[str, ...]:
    """Words that make a day the last one and mean nothing else: "chậm nhất"; no "hạn", which is a drought too."""
    return tuple(row.word for row in rows(DeadlineWord) if row.kind == "latest" and row.sure)


_PART = regex(r"\\.|\[(?:\\.|[^\]\\])+\]|\{\w+\}|\{\d*,?\d*\}|.")


_OPENS_WITH_WORD = regex(r"(?:\\b|\(\?<!\\w\))(?P<in>\(\?:)?\{(?P<list>\w+)\}(?(in)\))(?![?*+{])")


def needed(form: str) -> tuple[str, bool]:
    """The longest words that stand in every text which the form fits ("" if there are none), and whether a figure does:
    a quick look for those without which a form that any words may begin is not tried."""
    runs, depth, figure = [""], 0, False
    parts = [*_PART.findall(form), ""]
    for part, behind in pairwise(parts):
        depth += (part == "(") - (part == ")")
        sure = depth == 0 and not behind.startswith(("?", "*", "{0", "{,"))
        if part == "|" and depth == 0:
            return "", False
        if sure and (part.isalnum() or part in ' ",:;%'):
            runs[-1] += part
        elif sure and part in (r"\(", r"\)"):
            runs[-1] += part[1]
        elif part != r"\b":
            figure = figure or (sure and part == r"\d")
            runs.append("")
    return max(runs, key=len), figure


@cache
def phrase(name: str) -> re.Pattern[str]:
    """The pattern of the row of that name. Raises KeyError if there is none."""
    row = _rows()[name]
    form = row.form
    if "|" not in form and (opens := _OPENS_WITH_WORD.match(form)):
        words = set(_spelt(row.lists[opens["list"]]))
        if all(word[0].isalnum() for word in words):
            form = at_word_start(words) + form[opens.end() :]
    return re.compile(expand(form, row.lists))


@cache
def words_of(name: str, listed: str) -> re.Pattern[str]:
    """The words of a list of that row, anywhere: a quick look for those without which the phrase is not there."""
    return re.compile(alternatives(_spelt(_rows()[name].lists[listed])))


@cache
def _rows() -> Mapping[str, Phrase]:
    return {row.name: row for row in rows(Phrase)}
