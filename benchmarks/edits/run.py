"""All edits through all targets: export, people write, export again, judge."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa
from typer.testing import CliRunner

from edits.book import BookTarget, through_office
from edits.judge import Judged, judge, key_of
from edits.read import Read, read_edit
from edits.steps import Edit
from edits.targets import SqlTarget, Target
from vnplans.cli import app

__all__ = ["TARGETS", "Trial", "run"]

TARGETS = ("sqlite", "postgresql", "xlsx", "xlsx by Calc")
_EDITED_BY_CALC = "xlsx by Calc"


@dataclass(slots=True)
class Trial:
    """One edit in one target."""

    edit: Edit
    name: str
    target: Target
    reads: list[Read]
    written: set[str] = field(default_factory=set)
    done: int = 0
    judged: Judged = field(default_factory=Judged)

    @property
    def over(self) -> bool:
        return self.done == len(self.reads)

    def newest_first(self) -> list[Read]:
        return self.reads[: self.done][::-1]

    def key(self, task_id: str, content: str) -> str | None:
        return key_of(self.newest_first(), task_id, content)

    def unwritten(self, task_id: str, content: str) -> str | None:
        """The same, but None where people have written on a row of this work already."""
        work = self.key(task_id, content)
        return None if work in self.written else work

    def valid(self) -> dict[str, Read]:
        """Act -> the version that counts: a file that was there before counts no more, a scan not against the file."""
        counted: dict[str, Read] = {}
        for read, version in zip(self.reads[: self.done], self.edit.versions, strict=False):
            if version.again is None:
                counted[read.act] = read
        return counted


def run(
    edits: Iterable[Edit | tuple[Edit, list[Read]]],
    names: list[str],
    folder: Path,
    postgres: str | None = None,
    *,
    office: bool = True,
) -> list[Trial]:
    """Judged trials of every edit in every target named, its versions read here where they do not come with it.

    `postgres`: URL of a server, '{}' for the database; `office`: LibreOffice opens every workbook in the end. An
    edit drawn by lot whose words are not read as they are meant is left out.
    """
    trials: list[Trial] = []
    for given in edits:
        edit, reads = given if isinstance(given, tuple) else (given, _reads(given))
        if reads is None:
            continue
        trials += [Trial(edit, name, _target(name, edit, folder, postgres), reads) for name in names]
    while waiting := [trial for trial in trials if not trial.over]:
        for trial in waiting:
            _export(trial, folder)
            if not trial.over:
                trial.written |= trial.target.write(trial.unwritten)
        by_calc = [trial for trial in waiting if trial.name == _EDITED_BY_CALC and not trial.over]
        _saved_by_calc(by_calc, folder)
    if office:
        _opened_by_calc(trials, folder)
    return trials


def _reads(edit: Edit) -> list[Read] | None:
    try:
        return read_edit(edit)
    except AssertionError:
        if edit.kind != "drawn":
            raise
        return None


def _target(name: str, edit: Edit, folder: Path, postgres: str | None) -> Target:
    if name.startswith("xlsx"):
        habits = {"sorts": edit.number % 3 == 0, "filters": edit.number % 3 == 1}
        return BookTarget(folder / f"{edit.number:02} {name}.xlsx", deleted=edit.deleted, **habits)
    if name == "sqlite":
        return SqlTarget(str(folder / f"{edit.number:02}.sqlite"))
    assert postgres
    return SqlTarget(_database(postgres, f"edit{edit.number:02}"))


def _database(server: str, name: str) -> str:
    admin = sa.create_engine(server.format("postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE IF EXISTS {name}"))
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    admin.dispose()
    return server.format(name)


def _export(trial: Trial, folder: Path) -> None:
    """Bring the target up to the next version as a person does, and judge where people have written before."""
    before = trial.target.read() if trial.done else None
    source = trial.reads[trial.done].write(folder / "new.jsonl")
    told = CliRunner().invoke(app, ["export", str(source), "--to", trial.target.form, "-o", trial.target.out])
    trial.done += 1
    if told.exit_code:
        trial.judged.tell("wrong", f"exit {told.exit_code}: {told.output.strip()} {told.exception!r}")
    if before:
        judged = judge(trial.target.read(), before, trial.written, trial.newest_first(), trial.valid())
        trial.judged.rows += judged.rows
        trial.judged.said += [f"version {trial.done}: {said}" for said in judged.said]


def _saved_by_calc(trials: list[Trial], folder: Path) -> None:
    """People's last act on the workbook was to save it in LibreOffice."""
    books = {trial.target.path: trial for trial in trials if isinstance(trial.target, BookTarget)}
    saved = through_office(list(books), folder / "calc") if books else {}
    for path, trial in books.items():
        if path in saved:
            saved[path].replace(path)
        else:
            trial.judged.tell("lost", "LibreOffice does not open the workbook that people edited")


def _opened_by_calc(trials: list[Trial], folder: Path) -> None:
    """What LibreOffice reads in the end is what openpyxl reads."""
    books = {trial.target.path: trial for trial in trials if isinstance(trial.target, BookTarget)}
    opened = through_office(list(books), folder / "opened") if books else {}
    for path, trial in books.items():
        if path not in opened:
            trial.judged.tell("lost", "LibreOffice does not open it")
            continue
        there, here = (BookTarget(p).read().rows for p in (opened[path], path))
        if [(row.task_id, row.marks) for row in there] != [(row.task_id, row.marks) for row in here]:
            trial.judged.tell("lost", "LibreOffice reads other rows")
