"""The edits of table.toml: the versions of a paper that each makes, and which work of a version goes on in the next."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from edits.paper import Item, Paper, load, misread

__all__ = ["Edit", "Version", "applied", "edits", "goes_on"]

Step = dict[str, Any]
_TABLE = Path(__file__).with_name("table.toml")


@dataclass(frozen=True, slots=True)
class Version:
    """What is exported at a stage. `act`: the prefix of its keys; `again`: the file of that earlier stage once more."""

    paper: Paper
    act: str = ""
    again: int | None = None
    scanned: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    number: int
    kind: str
    says: str
    versions: tuple[Version, ...]
    deleted: tuple[str, ...] = field(default=())

    @property
    def name(self) -> str:
        return f"{self.number:02} {self.kind}: {self.says}"


def goes_on(key: str, keys: list[str]) -> set[str]:
    """The work of a later version that the work of this key became: itself, its parts, what it was merged into."""
    return {k for k in keys if key == k or key in k.split("+") or k.startswith(f"{key}/")}


def edits() -> list[Edit]:
    rows = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["edit"]
    return [_edit(number, row) for number, row in enumerate(rows, 1)]


def _edit(number: int, row: dict[str, Any]) -> Edit:
    source = load(row["paper"])
    version = Version(source)
    version = applied(version, row.get("first", []), source)
    versions = [version]
    for steps in row["then"]:
        version = applied(version, steps, source)
        versions.append(version)
    return Edit(number, row["kind"], row["says"], tuple(versions), tuple(row.get("deleted", ())))


def applied(version: Version, steps: list[Step], source: Paper) -> Version:
    """The version after these steps. `source`: the paper as it first was."""
    version = replace(version, again=None)
    for step in steps:
        for name in [name for name in step if name in _STEPS]:
            version = _STEPS[name](version, step, source)
    return version


def _items(version: Version, items: list[Item]) -> Version:
    return replace(version, paper=replace(version.paper, items=tuple(items)))


def _at(items: list[Item], step: Step) -> int:
    """Where `before` or `after` (a key, or the words of a line) says."""
    beside = step.get("before", step.get("after"))
    found = next(n for n, item in enumerate(items) if beside in {item.key, item.text})
    return found + ("after" in step)


def _find(items: list[Item], key: str) -> int:
    return next(n for n, item in enumerate(items) if key in {item.key, item.text})


def _insert(version: Version, step: Step, _: Paper) -> Version:
    items = list(version.paper.items)
    heading = step["text"].startswith("**")
    items.insert(_at(items, step), Item(step["text"], None if heading else step["insert"]))
    return _items(version, items)


def _line(version: Version, step: Step, _: Paper) -> Version:
    """Another heading in place of one; none where `text` is empty."""
    items = list(version.paper.items)
    at = _find(items, step["line"])
    items[at : at + 1] = [Item(step["text"])] if step["text"] else []
    return _items(version, items)


def _remove(version: Version, step: Step, _: Paper) -> Version:
    items = list(version.paper.items)
    del items[_find(items, step["remove"])]
    return _items(version, items)


def _move(version: Version, step: Step, _: Paper) -> Version:
    items = list(version.paper.items)
    item = items.pop(_find(items, step["move"]))
    items.insert(_at(items, step), item)
    return _items(version, items)


def _swap(version: Version, step: Step, _: Paper) -> Version:
    """Two neighbouring sections, each from its heading to the next, change places."""
    items = list(version.paper.items)
    first, second = (_find(items, heading) for heading in step["swap"])
    end = next((n for n in range(second + 1, len(items)) if items[n].text.startswith("**")), len(items))
    return _items(version, items[:first] + items[second:end] + items[first:second] + items[end:])


def _reword(version: Version, step: Step, _: Paper) -> Version:
    items = list(version.paper.items)
    at = _find(items, step["reword"])
    assert items[at].text.count(step["old"]) >= 1, step
    items[at] = replace(items[at], text=items[at].text.replace(step["old"], step["new"], 1))
    return _items(version, items)


def _all(version: Version, step: Step, _: Paper) -> Version:
    return _items(version, [replace(i, text=i.text.replace(step["all"], step["by"])) for i in version.paper.items])


def _split(version: Version, step: Step, _: Paper) -> Version:
    items = list(version.paper.items)
    at = _find(items, step["split"])
    items[at : at + 1] = [Item(text, f"{step['split']}/{n}") for n, text in enumerate(step["into"], 1)]
    return _items(version, items)


def _merge(version: Version, step: Step, _: Paper) -> Version:
    items = list(version.paper.items)
    first, *others = step["merge"]
    items[_find(items, first)] = Item(step["text"], "+".join(step["merge"]))
    return _items(version, [item for item in items if item.key not in others])


def _back(version: Version, step: Step, source: Paper) -> Version:
    """The work stands again where the source has it: after the nearest above that is still there."""
    items = list(version.paper.items)
    at = _find(list(source.items), step["back"])
    above = next(item for item in reversed(source.items[:at]) if item in items)
    items.insert(items.index(above) + 1, source.items[at])
    return _items(version, items)


def _head(version: Version, step: Step, _: Paper) -> Version:
    return replace(version, paper=replace(version.paper, head=version.paper.head | step["head"]))


def _form(version: Version, step: Step, _: Paper) -> Version:
    return replace(version, paper=replace(version.paper, head=version.paper.head | {"form": step["form"]}))


def _noise(version: Version, step: Step, _: Paper) -> Version:
    share = step["noise"]
    noise = misread(share, int(share * 1000)) if share else None
    return replace(version, paper=replace(version.paper, noise=noise), scanned=bool(share))


def _other(version: Version, step: Step, _: Paper) -> Version:
    return replace(version, paper=version.paper.renamed(step["other"]), act=step["other"])


def _again(version: Version, step: Step, _: Paper) -> Version:
    return replace(version, again=step["again"])


_STEPS: dict[str, Callable[[Version, Step, Paper], Version]] = {
    "insert": _insert,
    "line": _line,
    "remove": _remove,
    "move": _move,
    "swap": _swap,
    "reword": _reword,
    "split": _split,
    "merge": _merge,
    "back": _back,
    "noise": _noise,
    "form": _form,
    "other": _other,
    "head": _head,
    "again": _again,
    "all": _all,
}
