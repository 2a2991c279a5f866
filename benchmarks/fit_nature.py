"""Fit the weights of data/nature_witnesses.toml to tests/cases/natures.toml, and say how far they can be trusted.

    python benchmarks/fit_nature.py [--write]

Logistic regression with a penalty on large weights; a witness for an act can only speak for it, one against only
against. A directive taken for none weighs three times as much as the other fault, unless it is one cut down to its
body. Each case is read in several forms: as typed, as text without any look (if it has no table), and (directives)
without letterhead and closing. Leave-one-out leaves out all forms of a case. Standard library only; about a minute.
"""

from __future__ import annotations

import argparse
import math
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src")]

import text_act  # noqa: E402

from vnplans.extract import HEAD, acts, findings, head_of  # noqa: E402
from vnplans.extract.findings import Found  # noqa: E402
from vnplans.extract.nature import witnesses  # noqa: E402
from vnplans.extract.nature.kinds import Looks, named_types  # noqa: E402
from vnplans.pages import Pages  # noqa: E402
from vnplans.pipeline import read_bytes  # noqa: E402

CASES = ROOT / "tests" / "cases" / "natures.toml"
ROWS = ROOT / "src" / "vnplans" / "data" / "nature_witnesses.toml"
AGAINST = frozenset(
    {
        *("named", "about", "said", "tabled", "agree", "gaps", "hollow", "sheet", "asked", "bare"),
        *("spoken", "addressed", "idle_table"),
    }
)
"""Witnesses that speak against a directive; all others speak for one."""
PENALTY = 0.003
DIRECTIVE_WEIGHS = 3.0
CUT_WEIGHS = 1.0
STEPS, RATE = 1500, 0.5


class Sample(NamedTuple):
    case: str
    form: str
    none: bool
    says: dict[str, float]


def forms(case: dict[str, Any]) -> Iterator[tuple[str, Pages]]:
    yield "typed", text_act.paper(case["text"])
    if "|\n" not in case["text"]:
        yield "plain", read_bytes(text_act.plain(case["text"]).encode(), "a.txt")
    if not case["nature"]:
        cut = "\n".join(line for line in case["text"].splitlines() if not line.startswith(("@", "#", "<", ">")))
        yield "cut", text_act.paper(cut)


def samples() -> list[Sample]:
    out = []
    for case in tomllib.loads(CASES.read_text("utf-8"))["case"]:
        for form, pages in forms(case):
            act = acts(pages)[0]
            values = {}
            for name, rules in HEAD.items():
                first = next((f for f in findings(rules, act) if isinstance(f, Found)), None)
                values |= {name: first.value} if first else {}
            head = head_of(act, values)
            sure = Looks(act, head).sure is not None
            if not sure and (head.doc_type is None or head.doc_type.name not in named_types()):  # else no sum decides
                out.append(Sample(case["name"], form, bool(case["nature"]), witnesses(act, head)))
    return out


def fit(seen: Sequence[Sample], names: Sequence[str], start: dict[str, float] | None = None) -> dict[str, float]:
    """The weights, by gradient descent; each kept on its side of nought."""
    weights = dict(start or dict.fromkeys(names, 0.0))
    share = sum(map(weighs, seen))
    for _ in range(STEPS if start is None else STEPS // 5):
        slope = dict.fromkeys(names, 0.0)
        for sample in seen:
            off = weighs(sample) * (chance(sample, weights) - sample.none)
            slope["start"] += off
            for name, value in sample.says.items():
                slope[name] += off * value
        for name in names:
            pull = 0.0 if name == "start" else PENALTY * weights[name]
            moved = weights[name] - RATE * (slope[name] / share + pull)
            weights[name] = moved if name == "start" else max(0.0, moved) if name in AGAINST else min(0.0, moved)
    return weights


def weighs(sample: Sample) -> float:
    return 1.0 if sample.none else CUT_WEIGHS if sample.form == "cut" else DIRECTIVE_WEIGHS


def chance(sample: Sample, weights: dict[str, float]) -> float:
    total = weights["start"] + sum(weights[name] * value for name, value in sample.says.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--write", action="store_true", help="write the weights into the rows")
    args = ap.parse_args()
    seen = samples()
    names = ["start", *seen[0].says]
    weights = fit(seen, names)
    for name in names:
        print(f"{name:>12} {weights[name]:6.2f}")
    wrong = []
    for case in dict.fromkeys(s.case for s in seen):
        without = fit([s for s in seen if s.case != case], names, weights)
        wrong += [s for s in seen if s.case == case and (chance(s, without) > 0.5) != s.none]
    for none, what in ((True, "non-directives recognised"), (False, "directives kept")):
        every = [s for s in seen if s.none == none]
        print(f"left out: {what} {len(every) - sum(s.none == none for s in wrong)} of {len(every)}")
    for sample in wrong:
        print(
            "  ",
            "none" if sample.none else "directive",
            sample.form,
            sample.case,
            {k: round(v, 2) for k, v in sample.says.items() if v},
        )
    if args.write:
        text = ROWS.read_text("utf-8")
        raw = tomllib.loads(text)["row"]
        lines = text.split("[[row]]")[0]
        body = (
            f'[[row]]\nname = "{r["name"]}"\nweight = {round(weights[r["name"]], 2)}\nreads = "{r["reads"]}"\n'
            f'says = "{r["says"]}"\n'
            for r in raw
        )
        ROWS.write_text(lines + "\n".join(body), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
