"""Some of the edits of benchmarks/trackers.py, in SQLite and a workbook; and that the judge sees what is wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from edits.drawn import drawn
from edits.judge import judge
from edits.paper import names
from edits.read import Read, read_edit
from edits.run import run
from edits.steps import Edit, edits, goes_on
from edits.targets import MARKS, Held, Row, marks

TABLE = edits()


def one_of_each_kind() -> list[Edit]:
    """The last of each kind, of the smaller papers."""
    small = [edit for edit in TABLE if len(edit.versions[0].paper.keys) <= 11 and edit.kind != "form"]
    return list({edit.kind: edit for edit in small}.values())


def test_table_is_what_it_says() -> None:
    assert len(TABLE) == 60
    assert len(names()) == 10
    for edit in TABLE:
        for version in edit.versions:
            assert len(set(version.paper.keys)) == len(version.paper.keys), edit.name
            assert set(edit.deleted) <= set(edit.versions[0].paper.keys), edit.name


def test_work_goes_on_as_itself_its_parts_and_what_it_was_merged_into() -> None:
    assert goes_on("a", ["a", "b", "ab"]) == {"a"}
    assert goes_on("a", ["a/1", "a/2", "b"]) == {"a/1", "a/2"}
    assert goes_on("a", ["b+a", "c"]) == {"b+a"}
    assert goes_on("a", ["b"]) == set()


def test_numbers_of_a_list_move_on() -> None:
    edit = next(edit for edit in TABLE if "lettered list" in edit.says)
    before, after = (dict(version.paper.printed()) for version in edit.versions)
    assert before["ra_soat"][:2] == "a)"
    assert after["ra_soat"][:2] == "b)"


@pytest.mark.parametrize("edit", one_of_each_kind(), ids=lambda edit: edit.name)
def test_what_people_wrote_stays_with_its_work(edit: Edit, tmp_path: Path) -> None:
    for trial in run([edit], ["sqlite", "xlsx"], tmp_path, office=False):
        assert trial.judged.verdict in {"right", "unsure"}, trial.judged.said
        assert trial.judged.rows["right"] >= len(edit.versions[0].paper.keys) // 2, trial.judged.said


def test_edits_drawn_by_lot_are_the_same_for_a_seed() -> None:
    assert [drawn(n, 5).says for n in range(9)] == [drawn(n, 5).says for n in range(9)]
    assert [drawn(n, 5).says for n in range(9)] != [drawn(n, 6).says for n in range(9)]


def test_marks_follow_their_work_through_edits_drawn_by_lot(tmp_path: Path) -> None:
    trials = run([drawn(number, 5) for number in range(1, 13)], ["sqlite"], tmp_path, office=False)
    assert len(trials) >= 9
    for trial in trials:
        assert trial.judged.verdict in {"right", "unsure"}, (trial.edit.name, trial.judged.said)


# --- the judge: what it says of targets that are not as they should be ------------------------------------------------

EDIT = next(edit for edit in TABLE if edit.says == "two items of the draft in one sentence")
FIRST, SECOND = "cho_hoa", "rac_tet"


@pytest.fixture(scope="module")
def reads() -> list[Read]:
    return read_edit(EDIT)


def rows(read: Read) -> dict[str, Row]:
    """A tracker in which each work of a version has its row and its marks."""
    told = {key: (task_id, content) for (task_id, content), key in read.work.items()}
    return {key: Row(*told[key], "live", dict(marks(key))) for key in told}


def after(reads: list[Read]) -> dict[str, Row]:
    """As it should be: the row of the first of the merged goes on with both remarks, the other's is closed."""
    before, now = rows(reads[0]), rows(reads[1])
    (merged,) = (key for key in now if "+" in key)
    first, second = merged.split("+")
    rest = {key: row for key, row in now.items() if key != merged}
    remarks = f"{marks(first)['remarks']}\n{marks(second)['remarks']}"
    going = replace(now[merged], marks={**marks(first), "remarks": remarks})
    return {**rest, first: going, second: replace(before[second], state="merged")}


def verdict(reads: list[Read], changed: dict[str, Row | None], acts: int = 1, faults: tuple[str, ...] = ()) -> str:
    before = Held(list(rows(reads[0]).values()), 1)
    there = [row for row in (after(reads) | changed).values() if row]
    judged = judge(Held(there, acts, list(faults)), before, set(reads[0].keys), reads[::-1], {"": reads[1]})
    return judged.verdict


def test_judge_finds_right_what_is_right(reads: list[Read]) -> None:
    assert verdict(reads, {}) == "right"


def test_judge_sees_marks_on_another_task(reads: list[Read]) -> None:
    one, other = after(reads)[FIRST], after(reads)[SECOND]
    assert verdict(reads, {FIRST: replace(one, marks=other.marks), SECOND: replace(other, marks=one.marks)}) == "wrong"


def test_judge_sees_what_was_dropped_or_doubled(reads: list[Read]) -> None:
    row = after(reads)[FIRST]
    assert verdict(reads, {FIRST: replace(row, state="dropped")}) == "wrong"
    assert verdict(reads, {"more": replace(row, marks=dict.fromkeys(MARKS))}) == "wrong"
    assert verdict(reads, {}, acts=2) == "wrong"


def test_judge_takes_doubt_only_where_it_is_listed(reads: list[Read]) -> None:
    row = after(reads)[FIRST]
    assert verdict(reads, {FIRST: replace(row, state="unsure", listed=True)}) == "unsure"
    assert verdict(reads, {FIRST: replace(row, state="unsure")}) == "wrong"


@pytest.mark.parametrize("mark", MARKS)
def test_judge_misses_each_mark(reads: list[Read], mark: str) -> None:
    row = after(reads)[FIRST]
    assert verdict(reads, {FIRST: replace(row, marks=row.marks | {mark: None})}) == "lost"


def test_judge_misses_rows_colours_sheets_and_the_remarks_of_a_merged_row(reads: list[Read]) -> None:
    there = after(reads)
    going = next(key for key, row in there.items() if "\n" in (row.marks["remarks"] or ""))
    assert verdict(reads, {FIRST: None}) == "lost"
    assert verdict(reads, {FIRST: replace(there[FIRST], extra=("FF00FF00",))}) == "lost"
    assert verdict(reads, {}, faults=("own sheet",)) == "lost"
    first_alone = there[going].marks | {"remarks": marks(going)["remarks"]}
    closed = {
        key: replace(row, marks=row.marks | {"remarks": None}) for key, row in there.items() if row.state == "merged"
    }
    assert verdict(reads, {going: replace(there[going], marks=first_alone), **closed}) == "lost"
