"""Labels against a record: which of its values are right, by JSON Pointer.

The rules are those of the reading guide: numbers, types, dates and names of bodies equal but for case and blanks, a
title with nine tenths of its words, a task with six tenths of its words, its leads as a set, its deadline by kind and
days.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

__all__ = ["HEADER", "Verdict", "judge", "paired"]

Record = dict[str, Any]
HEADER = ("number", "doc_type", "issuer", "issued_on", "title", "signer")
_PATH = {"number": "text", "doc_type": "name", "issuer": "name", "signer": "name"}
_TITLE, _TASK = 0.9, 0.6
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SHORT = {"ubnd": "ủy ban nhân dân", "hđnd": "hội đồng nhân dân", "mttq": "mặt trận tổ quốc", "kcn": "khu công nghiệp"}


@dataclass
class Verdict:
    """What is right in a record."""

    right: dict[str, bool] = field(default_factory=dict)
    """By pointer: "/issuer", "/tasks/3" (with lead and deadline), "/tasks/3/content" (one task of the label),
    "/tasks/3/lead_agencies" and "/tasks/3/deadline" (of such a task), "/tasks" (none was lost)."""
    lacking: int = 0
    """Header values that the label has and the record does not."""
    lost: int = 0
    """Tasks of the label that the record does not have."""

    @property
    def wrong_header(self) -> bool:
        return any(not right for pointer, right in self.right.items() if not pointer.startswith("/tasks"))

    @property
    def faults(self) -> int:
        """Wrong header values, wrong or invented tasks, lost tasks."""
        whole = [right for pointer, right in self.right.items() if pointer.count("/") != 3 and pointer != "/tasks"]
        return whole.count(False) + self.lost + self.lacking


def judge(label: Record, record: Record) -> Verdict:
    """The verdict on a record of the document that the label tells of."""
    out = Verdict()
    for name in HEADER:
        if name in label:
            _header(label, record, name, out)
    if "tasks" in label or label.get("directive") is False:
        _tasks(label.get("tasks") or [], record.get("tasks") or [], out)
    return out


def _header(label: Record, record: Record, name: str, out: Verdict) -> None:
    true, value = label[name], record.get(name)
    if isinstance(true, dict):
        true = true.get("name")
    got = value.get(_PATH[name]) if isinstance(value, dict) and name in _PATH else value
    if not got:
        out.lacking += bool(true)
        return
    if name == "number" and isinstance(value, dict) and value.get("serial") is None and _symbol(got) == _symbol(true):
        out.lacking += _compact(got) != _compact(true)
        return  # left blank, not misread
    out.right[f"/{name}"] = _same(name, true, got)


def _same(name: str, true: Any, got: Any) -> bool:
    if name == "number":
        return _compact(true) == _compact(got)
    if name == "issuer":
        return _body(true) == _body(got)
    if name == "issued_on":
        return bool(true == got)
    return _alike(true, got) >= _TITLE if name == "title" else _fold(true) == _fold(got)


def _tasks(true: list[Record], got: list[Record], out: Verdict) -> None:
    pairs = {j: i for i, j in _matched(true, got)}
    out.lost = len(true) - len(pairs)
    out.right["/tasks"] = not out.lost
    for j, task in enumerate(got):
        at = f"/tasks/{j}"
        out.right[f"{at}/content"] = out.right[at] = j in pairs
        if j not in pairs:
            continue
        label = true[pairs[j]]
        lead = _bodies(label.get("lead")) == _bodies(task.get("lead_agencies"))
        due = label.get("deadline")
        deadline = _same_deadline(due, task.get("deadline")) if due else not task.get("deadline")
        out.right[f"{at}/lead_agencies"], out.right[f"{at}/deadline"] = lead, deadline
        out.right[at] = lead and deadline


def _matched(true: list[Record], got: list[Record]) -> list[tuple[int, int]]:
    """Tasks one to one, the most alike first; of equal texts the first with the first."""
    words = [[_words(t.get("content")) for t in tasks] for tasks in (true, got)]
    nth = [_occurrences(tasks) for tasks in words]
    found = []
    for i, t in enumerate(words[0]):
        for j, g in enumerate(words[1]):
            share = _f1(t, g)
            if share >= _TASK:
                found.append((-share, abs(nth[0][i] - nth[1][j]), abs(i - j), i, j))
    left, right, out = set(range(len(true))), set(range(len(got))), []
    for *_, i, j in sorted(found):
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            out.append((i, j))
    return out


def _occurrences(texts: list[Counter[str]]) -> list[int]:
    seen: Counter[frozenset[tuple[str, int]]] = Counter()
    out = []
    for words in texts:
        key = frozenset(words.items())
        out.append(seen[key])
        seen[key] += 1
    return out


def _same_deadline(true: Record, got: Record | None) -> bool:
    if not got or true.get("kind") != got.get("kind"):
        return False
    if true["kind"] == "recurring":
        return _rhythm(true) == _rhythm(got)
    return all((true.get(k) or None) == (got.get(k) or None) for k in ("start", "end"))


def _rhythm(deadline: Record) -> frozenset[str]:
    rule = (deadline.get("rrule") or "").upper().replace("RRULE:", "")
    return frozenset(rule.split(";")) - {"", "INTERVAL=1"}


def _fold(text: str | None) -> str:
    words = []
    for word in re.findall(
        r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*", unicodedata.normalize("NFD", (text or "").casefold())
    ):
        words.append("".join(c for c in word if c not in _TONES) + "".join(c for c in word if c in _TONES))
    return " ".join(words)


def _words(text: str | None) -> Counter[str]:
    return Counter(_fold(text).split())


def _f1(x: Counter[str], y: Counter[str]) -> float:
    common = sum((x & y).values())
    return 2 * common / (sum(x.values()) + sum(y.values())) if common else 0.0


def _alike(a: str | None, b: str | None) -> float:
    return _f1(_words(a), _words(b))


def _compact(text: str | None) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text or "")).upper().replace("\u00d0", "\u0110")


def _symbol(text: str | None) -> str:
    return re.sub(r"^[\d.]+[A-ZĐ]?(?=[/-])", "", _compact(text))


def _body(name: str | None) -> str:
    text = unicodedata.normalize("NFC", name or "").casefold()
    return _fold(re.sub("|".join(_SHORT), lambda m: _SHORT[m.group()], text))


def _bodies(values: list[Any] | None) -> set[str]:
    named = ((v.get("text") or v.get("name")) if isinstance(v, dict) else v for v in values or [])
    return {_body(name) for name in named} - {""}


def paired(labels: list[Record], records: list[Record]) -> list[tuple[Record, Record]]:
    """The labels of a file with its records: by number, else in order."""
    left, out = list(records), []
    for label in labels:
        same = [r for r in left if _compact((r.get("number") or {}).get("text")) == _compact(label.get("number"))]
        pick = same[0] if same else left[0] if left else None
        if pick is not None:
            left.remove(pick)
            out.append((label, pick))
    return out
