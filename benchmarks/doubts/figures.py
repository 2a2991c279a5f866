"""What doubt is worth, in figures: marks against truth, reliability, which records a person must open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from vnplans.models import REVIEW_BELOW, SURE, expected_faults

__all__ = ["Bin", "Figures", "Judged", "bins", "figures", "table"]

_WORST = 0.3
_MOST_FAULTS = 0.95
_BINS = 10


@dataclass(frozen=True)
class Judged:
    """A record's confidence, its truth by pointer, its faults; which pointers notes mark, and whether a note asks for
    a person."""

    confidence: Mapping[str, float]
    right: Mapping[str, bool]
    faults: int
    noted: frozenset[str] = frozenset()
    asked: bool = False
    no_directive: bool = False
    """The record says that it orders nothing: a note that asks for a person anyhow."""

    @property
    def quiet(self) -> bool:
        return not self.asked and self.confidence.get("", 1.0) >= REVIEW_BELOW

    def marked(self, pointer: str) -> bool:
        below = any(p == pointer or p.startswith(f"{pointer}/") for p in self.noted)
        return below or self.confidence.get(pointer, 1.0) < SURE

    def values(self, kind: str) -> list[str]:
        """Pointers of header values ("header") or of whole tasks ("tasks")."""
        tasks = kind == "tasks"
        return [p for p in self.right if (p.count("/") == (2 if tasks else 1)) and p.startswith("/tasks") == tasks]


@dataclass(frozen=True)
class Bin:
    """Values of a tenth of the scale: how many, their mean confidence, the share that is right."""

    count: int
    said: float
    right: float


@dataclass
class Figures:
    """The figures of one kind of values."""

    values: int = 0
    wrong: int = 0
    wrong_marked: int = 0
    unmarked: int = 0
    unmarked_right: int = 0
    right_marked: int = 0
    bins: list[Bin] = field(default_factory=list)

    @property
    def ece(self) -> float:
        """Expected calibration error: how far confidence and truth lie apart, on average."""
        return sum(b.count * abs(b.said - b.right) for b in self.bins) / self.values if self.values else 0.0


def bins(pairs: Iterable[tuple[float, bool]]) -> list[Bin]:
    """The reliability of confidences in ten bins."""
    parts: list[list[tuple[float, bool]]] = [[] for _ in range(_BINS)]
    for said, right in pairs:
        parts[min(int(said * _BINS), _BINS - 1)].append((said, right))
    return [
        Bin(len(p), sum(s for s, _ in p) / len(p), sum(r for _, r in p) / len(p)) if p else Bin(0, 0.0, 0.0)
        for p in parts
    ]


def figures(records: Sequence[Judged], kind: str) -> Figures:
    """The figures of "header" or "tasks"."""
    out = Figures()
    pairs = []
    for record in records:
        for pointer in record.values(kind):
            right, marked = record.right[pointer], record.marked(pointer)
            out.values += 1
            out.wrong += not right
            out.wrong_marked += marked and not right
            out.unmarked += not marked
            out.unmarked_right += right and not marked
            out.right_marked += marked and right
            if pointer in record.confidence:
                pairs.append((record.confidence[pointer], right))
    out.bins = bins(pairs)
    return out


def worst_first(records: Sequence[Judged]) -> tuple[float, float]:
    """The share of records to open, worst first, for 95 % of all faults; the share of faults in the worst 30 %."""
    order = sorted(records, key=lambda r: -expected_faults(r.confidence))
    found = list(accumulate((r.faults for r in order), initial=0))
    total = found[-1]
    if not total:
        return 0.0, 1.0
    needed = next(at for at, count in enumerate(found) if count >= _MOST_FAULTS * total)
    return needed / len(order), found[round(_WORST * len(order))] / total


def table(records: Sequence[Judged]) -> str:
    """All figures of a group, as lines."""
    out = [line for kind in ("header", "tasks") for line in _values(figures(records, kind), kind)]
    quiet = [r for r in records if r.quiet]
    count, loud = len(quiet), len(records) - len(quiet)
    acts = [r for r in records if not r.no_directive]
    header = sum(any(not r.right[p] for p in r.values("header")) for r in quiet)
    tasks = sum(not all(v for p, v in r.right.items() if p == "/tasks" or p.endswith("/content")) for r in quiet)
    needed, early = worst_first(records)
    return "\n".join(
        [
            *out,
            f"records: {len(records)}, needs_review {_of(loud, len(records))}; of those that are not told to order "
            f"nothing {_of(sum(not r.quiet for r in acts), len(acts))}",
            f"   quiet ones with a fault {_of(sum(bool(r.faults) for r in quiet), count)}, with a wrong header value "
            f"{_of(header, count)}, with a lost or invented task {_of(tasks, count)}",
            f"   worst first: {needed:.0%} of the records hold 95 % of all faults; the worst 30 % hold {early:.0%}",
        ]
    )


def _values(f: Figures, kind: str) -> list[str]:
    if not f.values:
        return []
    shown = [f"{b.said:.2f} said, {b.right:.2f} right ({b.count})" for b in f.bins if b.count]
    return [
        f"{kind}: {f.values} values, {f.wrong} wrong; wrong ones marked {_of(f.wrong_marked, f.wrong)}",
        f"   unmarked right {_of(f.unmarked_right, f.unmarked)}, right ones marked "
        f"{_of(f.right_marked, f.values - f.wrong)}, ECE {f.ece:.3f}",
        f"   reliability: {'; '.join(shown)}",
    ]


def _of(part: int, whole: int) -> str:
    return f"{part}/{whole} ({part / whole:.1%})" if whole else "0/0"
