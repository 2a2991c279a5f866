"""Compares a record with a true record of samples/ (label format): what is wrong, missing or invented by field."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from vnplans.text import clean, fold

SAMPLES = Path(__file__).parents[1] / "samples"
TASK_MATCH = 0.8
FIELDS = (
    *("number", "doc_type", "issuer", "parent_issuer", "issued_on", "place", "title", "signer", "recipients"),
    *("legal_bases", "tasks", "lead", "coordinating", "deadline", "product"),
)

Record = dict[str, Any]


def truths(document: Path) -> list[Record]:
    """The true records of a sample."""
    found = json.loads(document.with_name(f"{document.stem}.truth.json").read_text(encoding="utf-8"))
    return found if isinstance(found, list) else [found]


def documents() -> list[Path]:
    """The samples, in order of name."""
    forms = {".docx", ".doc", ".pdf", ".odt", ".rtf", ".txt", ".html"}
    return sorted(path for path in SAMPLES.iterdir() if path.suffix in forms)


def key(text: str | None) -> str:
    """Words for comparing: case, tone placement and end marks do not matter."""
    return re.sub(r"[\s.;:,]+$", "", fold(clean(text or "")))


def words(text: str | None) -> Counter[str]:
    return Counter(re.findall(r"\w+", fold(clean(text or ""))))


def alike(a: str, b: str) -> float:
    x, y = words(a), words(b)
    return 2 * sum((x & y).values()) / (sum(x.values()) + sum(y.values()) or 1)


def differences(got: Record, true: Record) -> dict[str, list[str]]:
    """Field -> what is not as it should be; a field without differences is left out. Both in the label format."""
    out: dict[str, list[str]] = {}

    def say(field: str, true_value: object, value: object, where: str = "") -> None:
        verdict = "missing" if not value else "invented" if not true_value else "wrong"
        out.setdefault(field, []).append(f"{where}{verdict}: {value!r}, true {true_value!r}")

    for field in ("number", "doc_type", "issuer", "parent_issuer", "issued_on", "place", "title"):
        if key(got[field]) != key(true[field]):
            say(field, true[field], got[field])
    for part in ("name", "position", "authority"):
        a, b = (got["signer"] or {}).get(part), (true["signer"] or {}).get(part)
        if key(a) != key(b):
            say("signer", b, a, f"{part} ")
    for field in ("recipients", "legal_bases"):
        if [key(x) for x in got[field]] != [key(x) for x in true[field]]:
            say(field, true[field], got[field])
    _compare_tasks(got["tasks"], true["tasks"], say)
    return out


def _compare_tasks(got: list[Record], true: list[Record], say: Any) -> None:
    left = list(got)
    for task in true:
        best = max(left, key=lambda t: alike(t["content"], task["content"]), default=None)
        if best is None or alike(best["content"], task["content"]) < TASK_MATCH:
            say("tasks", task["content"], None, f"{task['where']} ")
            continue
        left.remove(best)
        where = f"{task['where']} "
        for field in ("lead", "coordinating"):
            if {key(x) for x in best[field]} != {key(x) for x in task[field]}:
                say(field, task[field], best[field], where)
        if key(best["product"]) != key(task["product"]):
            say("product", task["product"], best["product"], where)
        if _deadline(best["deadline"]) != _deadline(task["deadline"]):
            say("deadline", task["deadline"], best["deadline"], where)
    for extra in left:
        say("tasks", None, extra["content"], f"{extra['where']} ")


def _deadline(deadline: Record | None) -> tuple[Any, ...] | None:
    if not deadline:
        return None
    rule = frozenset((deadline.get("rrule") or "").split(";")) - {"INTERVAL=1"}
    return (deadline["kind"], deadline.get("start"), deadline.get("end"), rule)
