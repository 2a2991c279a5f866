"""A province, district or commune that acts itself, named by its unit alone: "Tỉnh chỉ đạo ...", "TP Nam Định phối hợp
...", "huyện A và huyện B rà soát ..."."""

from __future__ import annotations

from vnplans.extract.agencies.names import Mention, open_name
from vnplans.extract.line import Line
from vnplans.extract.orders.verbs import action, verb_at
from vnplans.phrases import phrase
from vnplans.regex import regex

__all__ = ["places"]

_NEXT = regex(r"(?:,|\s+và)\s+")
_ENDS = (".", ";", ":")
"""Marks that a sentence ends with; the title of a news page, "Xã A phát động phong trào ...", ends with none."""


def places(passage: Line, at: int) -> tuple[Mention, ...]:
    """The units that stand there, if a verb of action follows them right away."""
    found: list[Mention] = []
    while (unit := phrase("places.unit").match(passage.text, at)) is not None:
        found.append(_mention(passage, at, unit.end()))
        if (further := _NEXT.match(passage.text, unit.end())) is None:
            break
        at = further.end()
    if not found or phrase("places.no_duty").match(passage.key, found[-1].end):
        return ()
    if passage.text[found[0].start].isupper() and passage.text[-1:] not in _ENDS:
        return ()
    verb = verb_at(passage.key, found[-1].end)
    acts = verb is not None and action(passage.key, verb) and passage.text[verb].islower()
    return tuple(found) if acts and passage.text[found[-1].end : found[-1].end + 1] == " " else ()


def _mention(passage: Line, start: int, end: int) -> Mention:
    name = passage.names[start:end]
    return Mention(name, start, end, open_name(name))
