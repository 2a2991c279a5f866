"""`vnplans watch` killed at random moments: nothing that people wrote is lost, and the next watch brings all in."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from edits.book import BookTarget
from edits.judge import judge
from edits.read import Read, read_edit, save
from edits.run import Trial
from edits.steps import Edit, edits
from edits.targets import SqlTarget

__all__ = ["watch_killed"]

_SAYS = (
    "at the top of a lettered list: all letters move on",
    "a row to another group of the table",
    "a deadline where there was none, and one taken away",
    "number and day appear, nothing else",
)
"""Edits of four documents; their first versions are in the target when the second ones come into the folder."""


def watch_killed(form: str, times: int, seed: int) -> Counter[str]:
    """What `times` kills left: sound, and by fault; "not made up for" where the next watch did not bring all of it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        chosen = [edit for edit in edits() if edit.says in _SAYS]
        reads = [read_edit(edit) for edit in chosen]
        home = folder / "home"
        _files(chosen, home / "in", 0)
        _watch(home, form).wait()
        trial = _trial(home, form, chosen[0], [read for pair in reads for read in pair])
        written = trial.target.write(trial.key)
        _files(chosen, home / "in", 1)
        whole = folder / "whole"
        shutil.copytree(home, whole)
        begun = time.perf_counter()
        _watch(whole, form).wait()
        lasts = time.perf_counter() - begun
        wanted = _rows(_trial(whole, form, chosen[0], trial.reads))
        found: Counter[str] = Counter()
        chance = random.Random(seed)
        for number in range(times):
            place = folder / str(number)
            shutil.copytree(home, place)
            watch = _watch(place, form)
            time.sleep(chance.uniform(0.1, 1.05) * lasts)
            if watch.poll() is None:
                os.killpg(watch.pid, signal.SIGKILL)
            watch.wait()
            there = _trial(place, form, chosen[0], trial.reads)
            found[_state(there, written, _rows(there) == wanted)] += 1
            found["not made up for"] += bool(_watch(place, form).wait()) or _rows(there) != wanted
            shutil.rmtree(place)
        return found


def _files(chosen: list[Edit], folder: Path, stage: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for edit in chosen:
        save(edit.versions[stage], folder, f"v{edit.number}{stage}")


def _watch(home: Path, form: str) -> subprocess.Popen[bytes]:
    """All that is in the folder, then the end; in a group of its own, that its readers are killed with it."""
    to = "sql" if form == "sqlite" else form
    command = [sys.executable, "-c", "from vnplans.cli import main; main()", "watch", str(home / "in"), "--to", to]
    command += ["-o", str(home / f"out.{form}"), "--once", "--settle", "0.1"]
    return subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL)


def _trial(home: Path, form: str, edit: Edit, reads: list[Read]) -> Trial:
    out = home / f"out.{form}"
    target = SqlTarget(str(out)) if form == "sqlite" else BookTarget(out)
    return Trial(edit, form, target, reads, done=len(reads))


def _rows(trial: Trial) -> Counter[tuple[str, ...]]:
    return Counter((row.content, row.state, *map(str, row.marks.values())) for row in trial.target.read().rows)


def _state(trial: Trial, written: set[str], whole: bool) -> str:
    """Sound where each act is one and what people wrote stands on its work, of the first or of the second version."""
    held = trial.target.read()
    works = dict.fromkeys(key for read in trial.reads for key in read.keys)
    shown = {trial.key(row.task_id, row.content) for row in held.rows}
    either = Read("", (), {(key, ""): key for key in works if key in shown})  # which version is in is left to chance
    valid = {edit: Read(edit, (), {}) for edit in _SAYS[1:]} | {_SAYS[0]: either}
    judged = judge(held, held, written, trial.newest_first(), valid)
    if judged.verdict in {"right", "unsure"}:
        return "whole" if whole else "sound"
    return "; ".join(judged.said)
