"""One placing of cells: a table told by heights (HTML, ODT) and by merges (Word, RTF) stands the same way."""

from __future__ import annotations

import pytest

from vnplans.pages import Cell
from vnplans.readers.styled.grid import Entry, place

BY_HEIGHT = [
    [Entry("TT", height=2), Entry("Thời gian", width=2)],
    [Entry("đầu"), Entry("cuối")],
    [Entry("1"), Entry("2024"), Entry("2025")],
]
BY_MERGE = [
    [Entry("TT", merge="first"), Entry("Thời gian", width=2)],
    [Entry("", merge="next"), Entry("đầu"), Entry("cuối")],
    [Entry("1"), Entry("2024"), Entry("2025")],
]


@pytest.mark.parametrize("rows", [BY_HEIGHT, BY_MERGE], ids=["heights", "merges"])
def test_spans(rows: list[list[Entry[str]]]) -> None:
    assert [(cell.shown, cell.address(3)) for cell in place(rows)] == [
        ("TT", Cell(3, 0, 0, row_span=2)),
        ("Thời gian", Cell(3, 0, 1, column_span=2)),
        ("TT", Cell(3, 1, 0, repeated=True)),
        ("đầu", Cell(3, 1, 1)),
        ("cuối", Cell(3, 1, 2)),
        ("1", Cell(3, 2, 0)),
        ("2024", Cell(3, 2, 1)),
        ("2025", Cell(3, 2, 2)),
    ]


def test_a_merge_that_nothing_began_begins_where_it_stands() -> None:
    cells = place([[Entry("a")], [Entry("b", merge="next")], [Entry("c", merge="next")]])
    assert [(cell.shown, cell.row_span) for cell in cells] == [("a", 1), ("b", 2), ("b", 1)]


def test_columns_left_free_and_spans_past_all_sense() -> None:
    (late,) = place([[Entry("x", skip=2, width=0)]])
    assert (late.column, late.column_span) == (2, 1)
    (wide,) = place([[Entry("x", width=10**9)]])
    assert wide.column_span == 1000


def test_rows_below_the_last_one_are_not_made_up() -> None:
    assert [cell.row for cell in place([[Entry("x", height=5)], []])] == [0, 1]
