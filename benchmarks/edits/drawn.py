"""Edits drawn by lot over the same papers, for what a table written by hand does not think of."""

from __future__ import annotations

import random
import re
from typing import Any

from edits.paper import Item, Paper, load, names
from edits.steps import Edit, Version, applied

__all__ = ["drawn"]

Step = dict[str, Any]
_DAY = re.compile(r"\b(?P<day>\d{1,2})/(?P<month>\d{1,2}/20\d\d)")
_WORDINGS = (
    ("Tổ chức", "Triển khai tổ chức"),
    ("Rà soát", "Tiếp tục rà soát"),
    ("Xây dựng", "Hoàn thiện, xây dựng"),
    ("Kiểm tra", "Tăng cường kiểm tra"),
    ("Trình", "Hoàn chỉnh, trình"),
    ("chủ trì", "chịu trách nhiệm chủ trì"),
    ("báo cáo", "tổng hợp, báo cáo"),
    ("Lắp đặt", "Khảo sát, lắp đặt"),
    ("trên địa bàn", "tại các địa bàn trọng điểm"),
    ("người dân", "người dân, tổ chức"),
    ("năm 2023", "năm 2024"),
    ("Tháng", "Đầu tháng"),
    ("Quý", "Trước quý"),
)
"""As a second draft puts it."""
_ISSUED = {"date": "2026-01-20", "signer": "Người Ký"}


def drawn(number: int, seed: int) -> Edit:
    """The edit of this number and seed: one or two further versions, each by one to four steps."""
    chance = random.Random(f"{seed} {number}")
    source = load(chance.choice(names()))
    version = Version(source)
    draft = source.head["number"].startswith("/")
    versions, said = [version], [next(name for name in names() if load(name) is source)]
    for _ in range(chance.randint(1, 2)):
        steps: list[Step] = []
        for _ in range(chance.randint(1, 4)):
            step = _step(chance, version.paper)
            steps += [step] if step else []
            version = applied(version, [step] if step else [], source)
        if draft and chance.random() < 0.5:
            draft = False
            steps.append({"head": _ISSUED | {"number": f"77{source.head['number']}"}})
            version = applied(version, steps[-1:], source)
        versions.append(version)
        said.append(", ".join(f"{name} {value}" for step in steps for name, value in list(step.items())[:2]))
    return Edit(number, "drawn", " | ".join(said), tuple(versions))


def _step(chance: random.Random, paper: Paper) -> Step | None:
    kind = chance.choice(("insert", "insert", "remove", "move", "reword", "reword", "reword"))
    item = chance.choice([item for item in paper.items if item.key])
    if kind == "insert":
        more = _stranger(chance, paper, item)
        return {"insert": more.key, chance.choice(("before", "after")): item.key, "text": more.text} if more else None
    if kind == "remove":
        return {"remove": item.key} if len(paper.keys) > 5 else None
    if kind == "move":
        others = [other for other in paper.items if other.key and other is not item and _alike(other, item)]
        return {"move": item.key, chance.choice(("before", "after")): chance.choice(others).key} if others else None
    return _reworded(chance, item)


def _stranger(chance: random.Random, paper: Paper, beside: Item) -> Item | None:
    """Work of another paper, in the form of this place."""
    others = [load(name) for name in names()]
    items = [item for other in others if other.head["issuer"] != paper.head["issuer"] for item in other.items]
    fitting = [item for item in items if item.key and _alike(item, beside) and f"n:{item.key}" not in paper.keys]
    if not fitting:
        return None
    chosen = chance.choice(fitting)
    return Item(chosen.text, f"n:{chosen.key}")


def _alike(one: Item, other: Item) -> bool:
    """Both rows of a table, or both lines with one kind of mark."""
    return one.text[:2] == other.text[:2]


def _reworded(chance: random.Random, item: Item) -> Step | None:
    day = _DAY.search(item.text)
    wordings = [pair for pair in _WORDINGS if pair[0] in item.text]
    if day and (not wordings or chance.random() < 0.5):
        new = f"{(int(day['day']) + 9) % 28 + 1}/{day['month']}"
        return {"reword": item.key, "old": day[0], "new": new}
    if wordings:
        old, new = chance.choice(wordings)
        return {"reword": item.key, "old": old, "new": new}
    return None
