"""Tasks of a page that announces plans: each plan's own run, the doers from the page's closing paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from vnplans.extract.duties.context import Context
from vnplans.extract.duties.doers import Body, bodies
from vnplans.extract.duties.subject import subject
from vnplans.extract.findings import Finding
from vnplans.extract.head import Head
from vnplans.extract.line import Passage
from vnplans.extract.outline.labels import Marker
from vnplans.extract.outline.tree import Item, tree
from vnplans.extract.tasks.prose import Reader
from vnplans.models import Task
from vnplans.pages import Pages
from vnplans.phrases import phrase
from vnplans.text import normal

__all__ = ["Run", "announced_tasks"]

_TOPIC = re.compile(r"(?:đối với|về|với)\s[^:;.]{3,140}:\s*(?=\S)")


@dataclass(frozen=True)
class Run:
    """A plan whose tasks are looked for: its head, and the words that it is known by."""

    head: Head
    words: str


def announced_tasks(pages: Pages, opening: int, plans: Sequence[Run]) -> list[list[Finding[Task]]]:
    """The tasks of each plan, in the plans' order. `opening`: the block of the announcing sentence."""
    root = tree(pages, opening + 1, _page_end(pages, opening + 1))
    leads = _leads(pages, root, plans[0].head)
    out: list[list[Finding[Task]]] = [[] for _ in plans]
    current = 0
    for item in root.children:
        if _closes(item.passage):
            break
        current = _plan_of(item, plans, current)
        context = Context(holds="tasks", leads=leads)
        out[current].extend(_Page(pages, plans[current].head).read(item, context))
    return out


def _page_end(pages: Pages, start: int) -> int:
    """Where the page's own furniture begins: sources, links, counters."""
    for index in range(start, len(pages.blocks)):
        block = pages.blocks[index]
        if block.role == "text" and phrase("announced.furniture").match(Passage.of(pages, [(index, 0)]).key):
            return index
    return len(pages.blocks)


def _closes(words: Passage) -> bool:
    """The paragraph that hands all plans to those who carry them out."""
    return words.key.startswith(
        ("trên cơ sở", "căn cứ", "yêu cầu", "đề nghị", "các sở", "ubnd", "ủy ban", "giao")
    ) and bool(phrase("announced.carry_out").search(words.key))


def _leads(pages: Pages, root: Item, head: Head) -> tuple[Body, ...]:
    for item in reversed(root.children):
        if _closes(item.passage):
            found = subject(item.passage, head.voice)
            if found:
                return bodies(pages, item.passage, found.mentions, "lead_agencies.closing_paragraph")
    return ()


def _plan_of(item: Item, plans: Sequence[Run], current: int) -> int:
    """The plan whose number or title the paragraph's topic shares most words with; else that of the run before it."""
    if len(plans) == 1:
        return 0
    text = item.passage.text
    named = [k for k, plan in enumerate(plans) if plan.head.number and plan.head.number.text in text]
    if named:
        return named[0]
    topic = set(normal(text.split(":", 1)[0]).split()) if ":" in text[:160] else set()
    common = set.intersection(*(set(normal(plan.words).split()) for plan in plans))
    scores = [len((topic - common) & set(normal(plan.words).split())) for plan in plans]
    best = max(scores)
    return scores.index(best) if best and scores.count(best) == 1 else current


class _Page(Reader):
    """Reads a run: its topic is the way to it, not part of the words."""

    def _leaf(self, item: Item, context: Context, words: Passage | None = None) -> Iterator[Finding[Task]]:
        own = words or item.passage
        topic = _TOPIC.match(own.key)
        if topic is None:
            return super()._leaf(item, context, own)
        name = own.text[: topic.end()].strip(" :")
        reader = replace(self, prefix=name)
        return Reader._leaf(reader, _unnamed(item), context, own.part(topic.end()))


def _unnamed(item: Item) -> Item:
    """The item alone under its run, whose topic says where it is and stands for a label."""
    return item.alone(Marker("bullet", "run", "-", None, 0))
