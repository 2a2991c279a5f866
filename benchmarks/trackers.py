"""What people wrote into a tracker, after 60 edits of ten documents: on the right task, unsure, wrong or lost.

    python benchmarks/trackers.py [--edits 1,5-9] [--targets sqlite,postgresql,xlsx,"xlsx by Calc"] [--kills 20]

The documents and edits are benchmarks/edits/papers/*.txt and table.toml. For each edit and target the first version is
exported, people write on every row (status, assignee, remarks, a column of their own; in a workbook also colours,
comments, a sheet, a filter, another order, a row deleted), then the next version is exported; where the marks must
stand is known from the edit alone. `xlsx by Calc`: people save the workbook in LibreOffice before the next export.
`--kills`: export and watch are killed so often at random moments; the target must be wholly the old or the new one.
PostgreSQL is a server made for the run (see tests/export/postgres_server.py).
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "benchmarks")]

from edits.drawn import drawn  # noqa: E402
from edits.judge import VERDICTS  # noqa: E402
from edits.kills import BESIDE, killed  # noqa: E402
from edits.redrawn import records, redrawn  # noqa: E402
from edits.run import TARGETS, Trial, run  # noqa: E402
from edits.steps import edits  # noqa: E402
from edits.watching import watch_killed  # noqa: E402
from export.postgres_server import MISSING, binaries, server  # noqa: E402


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server made for the run is stopped
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--edits", help="numbers, as 1,5-9")
    parser.add_argument("--targets", default=",".join(TARGETS))
    parser.add_argument("--keep", type=Path, help="a folder for the targets, to look into")
    parser.add_argument("--kills", type=int, help="instead: kill so many exports and watches, to xlsx and to SQLite")
    parser.add_argument("--drawn", type=int, help="instead: so many edits drawn by lot")
    parser.add_argument("--records", type=Path, help="of these acts, JSON Lines of vnplans, not of the papers")
    parser.add_argument("--seed", type=int, default=7)
    chosen = parser.parse_args()
    if chosen.kills:
        return kills(chosen.kills, chosen.seed)
    table = by_lot(chosen.drawn or 0, chosen.seed, chosen.records) or [
        edit for edit in edits() if chosen.edits is None or edit.number in _numbers(chosen.edits)
    ]
    names = chosen.targets.split(",")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if chosen.keep:
            chosen.keep.mkdir(parents=True, exist_ok=True)
            folder = chosen.keep
        programs = binaries()
        if "postgresql" in names and programs is None:
            print(f"postgresql left out: {MISSING}")
            names.remove("postgresql")
        url = stack.enter_context(server(programs)) if programs and "postgresql" in names else None
        trials = run(table, names, folder, url)
    print(f"{len(table)} edits, {len({trial.edit.number for trial in trials})} of them read as they are meant")
    show(trials, names)
    return int(any(trial.judged.verdict in {"wrong", "lost"} for trial in trials))


def by_lot(count: int, seed: int, path: Path | None) -> list[Any]:
    acts = records(path) if path else []
    return [redrawn(number, seed, acts) if path else drawn(number, seed) for number in range(1, count + 1)]


def kills(times: int, seed: int) -> int:
    """Prints the states that killed commands left; 1 where one was not as it should be."""
    bad = 0
    for form in ("sqlite", "xlsx"):
        for command, kill in (("export", killed), ("watch", watch_killed)):
            found = +kill(form, times, seed)
            print(f"{command} to {form}, {times} kills: " + ", ".join(f"{n} {state}" for state, n in found.items()))
            bad += len(found.keys() - {"old", "new", "sound", "whole", BESIDE})
    return int(bad > 0)


def show(trials: list[Trial], names: list[str]) -> None:
    """Edits by their worst row, kind by target; rows in all; and each fault in words."""
    kinds = list(dict.fromkeys(trial.edit.kind for trial in trials))
    print(f"edits, by their worst row: {' / '.join(VERDICTS)}\n{'':12}" + "".join(f"{name:>20}" for name in names))
    for kind in [*kinds, "all"]:
        of_kind = [trial for trial in trials if kind in {trial.edit.kind, "all"}]
        cells = (Counter(t.judged.verdict for t in of_kind if t.name == name) for name in names)
        print(f"{kind:12}" + "".join(f"{_slashed(cell):>20}" for cell in cells))
    rows = (sum((t.judged.rows for t in trials if t.name == name), Counter[str]()) for name in names)
    print(f"{'rows':12}" + "".join(f"{_slashed(cell):>20}" for cell in rows))
    for trial in trials:
        for said in trial.judged.said:
            print(f"{trial.edit.name} | {trial.name} | {said}")


def _slashed(count: Counter[str]) -> str:
    return " / ".join(str(count[verdict]) for verdict in VERDICTS)


def _numbers(told: str) -> set[int]:
    spans = (part.partition("-") for part in told.split(","))
    return {n for first, _, last in spans for n in range(int(first), int(last or first) + 1)}


if __name__ == "__main__":
    sys.exit(main())
