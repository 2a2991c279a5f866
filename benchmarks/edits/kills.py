"""Exports that are killed at random moments: the target must be wholly the old or wholly the new one."""

from __future__ import annotations

import random
import re
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from pathlib import Path

import openpyxl
from typer.testing import CliRunner

from edits.book import BookTarget
from edits.read import Read, read_edit
from edits.steps import edits
from edits.targets import SqlTarget, sound
from vnplans.cli import app
from vnplans.models import Directive

__all__ = ["BESIDE", "killed"]

BESIDE = "files left beside"
_COPIES = 12
_FORK = get_context("fork")
_TIMES = {"at", "created_at", "updated_at", "seen_at"}
_TIME = re.compile(r"\d{2}/\d{2}/\d{4} \d{2}:\d{2}.*")


def killed(form: str, times: int, seed: int) -> Counter[str]:
    """States that `times` kills of an export left: old, new, and by fault.

    "not made up for": the next export did not bring all of it; "files left beside": even then.

    Twelve acts of 37 tasks with what people wrote on them are brought up to 42 tasks each.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        edit = next(edit for edit in edits() if "scattered" in edit.says)
        old, new = (_many(read) for read in read_edit(edit))
        out = folder / f"old.{form}"
        target = SqlTarget(str(out)) if form == "sqlite" else BookTarget(out)
        assert _ended(_started(old.write(folder / "old.jsonl"), form, out)) == 0
        target.write(lambda task_id, content: f"{old.work[task_id, content]} {task_id}")
        records = new.write(folder / "new.jsonl")
        whole = folder / f"whole.{form}"
        shutil.copy(out, whole)
        begun = time.perf_counter()
        assert _ended(_started(records, form, whole)) == 0
        lasts = time.perf_counter() - begun
        states = {_said(out): "old", _said(whole): "new"}
        found: Counter[str] = Counter()
        chance = random.Random(seed)
        for number in range(times):
            place = folder / str(number)
            place.mkdir()
            trial = Path(shutil.copy(out, place / f"trial.{form}"))
            export = _started(records, form, trial)
            time.sleep(chance.uniform(0.0, 1.05) * lasts)
            export.kill()
            _ended(export)
            found[_state(trial, states)] += 1
            if _ended(_started(records, form, trial)) or states.get(_said(trial)) != "new":
                found["not made up for"] += 1
            found[BESIDE] += sum(1 for path in place.iterdir() if path != trial)
            shutil.rmtree(place)
        return found


def _many(read: Read) -> Read:
    """The act and others of its size, each of its own number."""
    (source,) = read.directives
    directives = [_numbered(source, serial) for serial in range(101, 101 + _COPIES)]
    work = {
        (task.id, task.content): read.work[first.id, first.content]
        for directive in directives
        for task, first in zip(directive.tasks, source.tasks, strict=True)
    }
    return Read(read.act, tuple(directives), work)


def _numbered(source: Directive, serial: int) -> Directive:
    assert source.number
    old, new = f"/{source.number.text}@", f"/{serial}/CTr-UBND@"
    number = source.number.model_copy(update={"serial": serial, "text": f"{serial}/CTr-UBND"})
    sha256 = f"{serial:04x}{source.source.sha256[4:]}"
    tasks = [task.model_copy(update={"id": task.id.replace(old, new)}) for task in source.tasks]
    named = source.source.model_copy(update={"sha256": sha256, "name": f"{serial}.docx"})
    return source.model_copy(update={"number": number, "tasks": tasks, "source": named})


def _started(records: Path, form: str, out: Path) -> ForkProcess:
    """The export in a process that has nothing left to import: what is killed is the work."""
    process = _FORK.Process(target=_export, args=("sql" if form == "sqlite" else form, records, out))
    process.start()
    return process


def _export(to: str, records: Path, out: Path) -> None:
    sys.exit(CliRunner().invoke(app, ["export", str(records), "--to", to, "-o", str(out)]).exit_code)


def _ended(process: ForkProcess) -> int:
    process.join()
    return process.exitcode or 0


def _state(target: Path, states: dict[str, str]) -> str:
    try:
        if target.suffix == ".sqlite" and not sound(target):
            return "damaged"
        return states.get(_said(target), "neither old nor new")
    except (OSError, ValueError, KeyError, sqlite3.Error) as error:
        return f"damaged: {error!r}"


def _said(target: Path) -> str:
    """All that stands in a target but its times."""
    return _database(target) if target.suffix == ".sqlite" else _workbook(target)


def _database(path: Path) -> str:
    said: list[str] = []
    with closing(sqlite3.connect(path)) as database:
        tables = sorted(name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'"))
        for table in tables:
            columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})") if row[1] not in _TIMES]
            listed = ", ".join(columns)
            said += [table, *sorted(map(repr, database.execute(f"SELECT {listed} FROM {table}")))]
    return "\n".join(said)


def _workbook(path: Path) -> str:
    book = openpyxl.load_workbook(path, read_only=True)
    said: list[str] = []
    for sheet in book.worksheets:
        said.append(sheet.title)
        for row in sheet.iter_rows(values_only=True):
            said.append(repr([_TIME.sub("", value) if isinstance(value, str) else value for value in row]))
    book.close()
    return "\n".join(said)
