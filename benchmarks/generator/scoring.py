"""Labels against what a system read: field by field, task by task. The rules stand in docs/generator.md."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

Record = dict[str, Any]
"""In the label format."""
TITLE, TASK, PRODUCT = 0.9, 0.6, 0.8
"""The share of common words (F1) from which two texts count as the same."""
SCALARS = ("number", "doc_type", "issuer", "parent_issuer", "issued_on", "place", "title", "signer")
HEADER = ("number", "doc_type", "issuer", "issued_on", "place", "title", "signer")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SHORT = {"ubnd": "ủy ban nhân dân", "hđnd": "hội đồng nhân dân", "mttq": "mặt trận tổ quốc"}


def folded(text: str | None) -> str:
    """Words for comparing: case, marks and the place of a tone do not matter, the tone itself does."""
    words = []
    for word in re.findall(r"\w[\w\u0300-\u036f]*", unicodedata.normalize("NFD", (text or "").casefold())):
        letters = "".join(c for c in word if c not in _TONES)
        words.append(letters + "".join(c for c in word if c in _TONES))
    return " ".join(words)


def alike(a: str | None, b: str | None) -> float:
    """F1 of the words of two texts."""
    x, y = Counter(folded(a).split()), Counter(folded(b).split())
    total = sum(x.values()) + sum(y.values())
    return 2 * sum((x & y).values()) / total if total else 0.0


def body(name: str | None) -> str:
    """A body's name with the commonest abbreviations opened."""
    text = unicodedata.normalize("NFC", name or "").casefold()
    return folded(re.sub("|".join(_SHORT), lambda m: _SHORT[m.group()], text))


def compact(text: str | None) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text or "")).upper().replace("\u00d0", "\u0110")


def bodies(names: list[str] | None) -> set[str]:
    return {body(n) for n in names or []} - {""}


def same_scalar(key: str, true: Any, got: Any) -> bool:
    if key == "number":
        return compact(true) == compact(got)
    if key in ("issuer", "parent_issuer"):
        return body(true) == body(got)
    if key == "issued_on":
        return (true or None) == (got or None)
    if key == "title":
        return (not true and not got) or alike(true, got) >= TITLE
    if key == "signer":
        return folded((true or {}).get("name")) == folded((got or {}).get("name"))
    return folded(true) == folded(got)


def same_deadline(true: Record, got: Record | None) -> bool:
    """The kind, and the days or, of a rhythm, the rule."""
    if not got or true["kind"] != got.get("kind"):
        return False
    if true["kind"] == "recurring":
        return _rule(true) == _rule(got)
    return all((true.get(k) or None) == (got.get(k) or None) for k in ("start", "end"))


def _rule(deadline: Record) -> frozenset[str]:
    return frozenset((deadline.get("rrule") or "").upper().split(";")) - {"", "INTERVAL=1"}


def matched(true: list[Record], got: list[Record]) -> list[tuple[int, int]]:
    """Tasks one to one, the most alike first; of equal ones those that stand at the same place of the order."""
    found = []
    for i, t in enumerate(true):
        for j, g in enumerate(got):
            share = alike(t["content"], g.get("content"))
            if share >= TASK:
                found.append((-share, abs(i - j), i, j))
    left, right, out = set(range(len(true))), set(range(len(got))), []
    for _, _, i, j in sorted(found):
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            out.append((i, j))
    return out


@dataclass
class Count:
    """Hits among what is wanted and what was given."""

    hit: int = 0
    want: int = 0
    have: int = 0

    def add(self, hit: int, want: int, have: int) -> None:
        self.hit, self.want, self.have = self.hit + hit, self.want + want, self.have + have

    @property
    def f1(self) -> float | None:
        return 2 * self.hit / (self.want + self.have) if self.want + self.have else None


@dataclass
class Tally:
    """The figures of a group of documents."""

    documents: int = 0
    right: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    counts: dict[str, Count] = field(default_factory=dict)

    def count(self, key: str) -> Count:
        return self.counts.setdefault(key, Count())

    def add(self, true: Record, got: Record | None) -> list[str]:
        """Counts one document; gives what is not as it should be, a line each. None: nothing was read from it."""
        self.documents += 1
        lines: list[str] = []
        if "directive" in true and (got is None or "directive" in got):
            said = (got or {}).get("directive")
            self._share("directive", said == true["directive"], lines, true["directive"], said)
        got = got or {}
        for key in SCALARS:
            if key in true:
                given = got.get(key)
                self._share(key, same_scalar(key, true[key], given), lines, true[key], given)
        for key in ("recipients", "legal_bases"):
            if key in true:
                self._list(key, true[key], got.get(key) or [], lines)
        if "tasks" in true:
            self._tasks(true["tasks"], got.get("tasks") or [], lines)
        return lines

    def _share(self, key: str, right: bool, lines: list[str], true: Any, got: Any) -> None:
        self.seen[key] += 1
        self.right[key] += right
        if not right:
            self.wrong[key] += got not in (None, "", [])
            lines.append(f"{key}: {_shown(got)}, true {_shown(true)}")

    def _list(self, key: str, true: list[str], got: list[str], lines: list[str], where: str = "") -> None:
        a, b = bodies(true), bodies(got)
        self.count(key).add(len(a & b), len(a), len(b))
        if a != b:
            lines.append(f"{key}: {_shown(got)}, true {_shown(true)}{where}")

    def _tasks(self, true: list[Record], got: list[Record], lines: list[str]) -> None:
        pairs = matched(true, got)
        self.count("tasks").add(len(pairs), len(true), len(got))
        for i in sorted(set(range(len(true))) - {i for i, _ in pairs}):
            lines.append(f"tasks: missing {true[i]['content']!r} ({true[i].get('where')})")
        for j in sorted(set(range(len(got))) - {j for _, j in pairs}):
            lines.append(f"tasks: invented {got[j].get('content')!r} ({got[j].get('where')})")
        for i, j in pairs:
            t, g = true[i], got[j]
            where = f" in {t['content'][:70]!r}"
            for key in ("lead", "coordinating"):
                self._list(key, t.get(key) or [], g.get(key) or [], lines, where)
            product, given = t.get("product"), g.get("product")
            hit = bool(product) and alike(product, given) >= PRODUCT
            self.count("product").add(hit, bool(product), bool(given))
            if hit != bool(product) or (given and not product):
                lines.append(f"product: {given!r}, true {product!r}{where}")
            self._deadline(t.get("deadline"), g.get("deadline"), lines, where)

    def _deadline(self, true: Record | None, got: Record | None, lines: list[str], where: str) -> None:
        key = "deadline" if true else "no deadline"
        right = same_deadline(true, got) if true else not got
        self.seen[key] += 1
        self.right[key] += right
        if not right:
            lines.append(f"{key}: {_when(got)}, true {_when(true)}{where}")

    def header(self) -> float | None:
        """The share of right values over the fields of the header together."""
        seen = sum(self.seen[k] for k in HEADER)
        return sum(self.right[k] for k in HEADER) / seen if seen else None

    def figures(self) -> dict[str, float]:
        """Every figure by its name: shares of right values, F1 of lists."""
        out = {"header": self.header()}
        out |= {
            k: self.right[k] / self.seen[k] for k in ("directive", *SCALARS, "deadline", "no deadline") if self.seen[k]
        }
        out |= {k: c.f1 for k, c in self.counts.items()}
        return {k: v for k, v in out.items() if v is not None}


def _shown(value: Any) -> str:
    return repr(value.get("name") if isinstance(value, dict) else value)


def _when(deadline: Record | None) -> str:
    if not deadline:
        return "None"
    days = "..".join(str(deadline.get(k) or "") for k in ("start", "end"))
    return f"{deadline.get('text')!r} {deadline.get('kind')} {days} {deadline.get('rrule') or ''}".rstrip()
