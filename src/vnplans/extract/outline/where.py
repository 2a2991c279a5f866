"""The way to a task, as a person would say it: "II.1.a", "Điều 2 bullet 1", "IV.2 bullet 3, clause 2"."""

from __future__ import annotations

from vnplans.extract.outline.tree import Item

__all__ = ["path"]


def path(item: Item) -> str:
    """Labels from the top down to the item; bullets and further paragraphs by their count under their parent."""
    chain = [*[*item.above][::-1], item]
    labels: list[str] = []
    counted: list[str] = []
    for step in chain:
        if step.kind in ("title", "intro", "table", "root"):
            continue
        if step.kind == "bullet":
            sign = step.marker.label if step.marker else "-"
            counted.append(f"{'bullet' if sign in '-•' else sign} {_count(step)}")
        elif step.kind == "text":
            if sum(1 for other in _siblings(step) if other.kind == "text") > 1 or not labels:
                counted.append(f"paragraph {_count(step)}")
        elif step.marker is not None:
            label = step.marker.label
            if labels and label.startswith(f"{labels[-1]}."):
                labels.pop()
            labels.append(label)
    return " ".join(part for part in (".".join(labels), ", ".join(counted)) if part)


def _siblings(item: Item) -> list[Item]:
    return item.parent.children if item.parent else [item]


def _count(item: Item) -> int:
    """The how-manieth of its kind under its parent, lead-ins not parting a list."""
    return sum(1 for other in _siblings(item)[: _siblings(item).index(item) + 1] if other.style == item.style)
