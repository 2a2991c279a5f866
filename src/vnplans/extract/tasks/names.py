"""Names and nothing else: addressees, guests, companies, persons put forward for an office. What its neighbours are
tells what an item of such a list is."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from vnplans.extract.duties.context import Context
from vnplans.extract.duties.doers import bodies
from vnplans.extract.duties.leading import mentions_at
from vnplans.extract.duties.strangers import Subject, verb_in_small
from vnplans.extract.findings import Voice
from vnplans.extract.line import Line
from vnplans.extract.orders.verbs import verb_at
from vnplans.extract.outline.items import Item
from vnplans.landmarks import begins
from vnplans.pages import Pages
from vnplans.phrases import phrase
from vnplans.regex import regex

__all__ = ["below_name", "in_name_list", "is_person", "lists_names"]

_FEWEST = 4
"""Items that a list of names has at least."""
_LONGEST = 90
_ASIDE = regex(r"\s*\([^()]*\)")
_MARK = regex(r"[:,;]\s")


def in_name_list(item: Item, words: Line, found: Subject | None, voice: Voice) -> bool:
    """One of a list that is mostly names: without words of action, or a short name that holds a verb ("Viện Nghiên cứu
    thực hiện và Chuyển giao công nghệ")."""
    if not item.parent or not item.marker or any(child.marker or child.table is not None for child in item.children):
        return False
    if (found is not None and found.ordered) or not _mostly_names(item.parent, item.style, voice):
        return False
    if found is not None and found.start and len(item.passage.text) <= _LONGEST and item.passage.text[-1:] not in ".:":
        return True
    return not _acts(words, found)


def lists_names(item: Item, voice: Voice) -> bool:
    """What stands below the item are names: it has no parts of its own."""
    marked = [child for child in item.children if child.marker is not None]
    if len(marked) < _FEWEST or any(child.children and child is not marked[-1] for child in marked):
        return False
    style = marked[0].style
    if any(child.style != style for child in marked) or not _mostly_names(item, style, voice):
        return False
    return all(len(child.passage.text) <= _LONGEST for child in marked)


def below_name(pages: Pages, item: Item, context: Context, voice: Voice) -> Context:
    """The context of a paragraph below a line that only names bodies, a heading that nothing sets: theirs is the work,
    where all that stand between are paragraphs without a label that begin with words of action, as the item does."""
    plain = item.parent is not None and _is_plain(item) and context.mode.name == "order"
    name = _names_of(item.parent, voice).get(item.number) if plain and item.parent else None
    if name is None:
        return context
    leads = bodies(pages, name.passage, mentions_at(name.passage.names, 0, voice), "lead_agencies.heading")
    return replace(context, leads=leads, partners=())


@lru_cache(maxsize=16)
def _names_of(parent: Item, voice: Voice) -> dict[int, Item]:
    """By the number of a plain paragraph: the line of names that it stands under."""
    out: dict[int, Item] = {}
    above: Item | None = None
    for child in parent.children:
        if not _is_plain(child):
            above = None
        elif child.passage.text[-1:] not in (".", ";", ",", ":") and _only_bodies(child.passage, voice):
            above = child
        elif above is not None and verb_at(child.passage.key) is not None:
            out[child.number] = above
        else:
            above = None
    return out


def _is_plain(item: Item) -> bool:
    return item.kind == "text" and item.marker is None and item.table is None and not item.heading


@lru_cache(maxsize=16)
def _mostly_names(parent: Item, style: str, voice: Voice) -> bool:
    """At least half of the items of this style under the parent are names and nothing else; or some are, and nearly
    all begin with a name and say no work."""
    peers = [item for item in parent.children if item.style == style]
    if len(peers) < _FEWEST:
        return False
    short = [item.passage for item in peers if not item.children and len(item.passage.text) <= _LONGEST]
    sure = sum(_only_bodies(words, voice) for words in short)
    if sure * 2 >= len(peers):
        return True
    if sure < _FEWEST - 1:
        return False
    named = sum(_names_and_no_work(item.passage, voice) for item in peers)
    return named * 5 >= len(peers) * 4


def _names_and_no_work(words: Line, voice: Voice) -> bool:
    mentions = mentions_at(words.names, 0, voice)
    return bool(mentions) and not _acts(words, Subject(mentions, mentions[-1].end + 1, ordered=False))


def _only_bodies(words: Line, voice: Voice) -> bool:
    found = mentions_at(words.names, 0, voice)
    return bool(found) and found[-1].end >= len(words.text.rstrip(" .;,"))


def is_person(words: Line) -> bool:
    """A person with an office and no work: "Giám đốc: Đồng chí Lê A, Phó Chủ tịch Hội Nông dân tỉnh"."""
    named = phrase("names.person").match(words.names)
    if named is None:
        return False
    rest = _ASIDE.sub("", words.names[named.end() :]).strip(" .;,")
    if not rest:
        return True
    if ":" in rest or words.names[named.end() :].lstrip()[:1] not in (",", "-", "\u2013"):
        return False
    office = rest.lstrip(",-\u2013 ")
    posted = begins(office, "office", "head") or phrase("names.post").match(office.lower()) is not None
    return posted and not verb_in_small(office, office.lower())


def _acts(words: Line, found: Subject | None) -> bool:
    """Words of action stand at the start, behind the doer or behind a mark."""
    key, behind = words.key, found.mentions[-1].end if found else 0
    if found and phrase("names.attends").fullmatch(key, found.start):
        return False
    starts = {0, found.start if found else 0, behind + 1}
    starts |= {mark.end() for mark in _MARK.finditer(key, behind)}
    return any(verb_at(key, at) is not None for at in starts if at < len(key))
