"""The margins of a scanned page, whose lines waver."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from vnplans.readers.sheet.lines import Line
from vnplans.readers.sheet.margins import margins
from vnplans.readers.sheet.words import Style, Word

WIDTH = 595.0
STYLE = Style("", 13.0, bold=False, italic=False, turn=0, visible=True)


def lines(starts: Sequence[tuple[str, float]], *, sure: float | None = 0.95) -> Iterator[Line]:
    """Long lines that end at the right margin; each with its first word."""
    for number, (text, x0) in enumerate(starts):
        base = 300.0 + 20 * number
        first = Word(text, x0, base - 9, x0 + 40, base, base, STYLE, confidence=sure)
        rest = Word("các cơ quan, đơn vị", x0 + 45, base - 9, 552.0, base, base, STYLE, confidence=sure)
        yield Line([first, rest], 1)


@pytest.mark.parametrize(
    "starts",
    [
        [("Căn", 122.0), ("Căn", 122.4), ("vụ,", 84.0), ("Căn", 121.6), ("Xét", 122.1)],  # one line runs on
        [("Căn", 122.0), ("Căn", 123.0), ("Quy", 84.0), ("Bộ", 85.8), ("Xét", 122.1)],  # two at the margin, unlike
        [("trong", 83.0), ("nghị", 85.0), ("Căn", 121.0), ("Căn", 121.0)],
        [("Thủ", 84.0), ("Bộ", 85.0), ("Văn", 86.0), ("Sở", 83.5)],
    ],
)
def test_the_left_margin_of_a_scan(starts: list[tuple[str, float]]) -> None:
    assert margins(list(lines(starts)), WIDTH).left == pytest.approx(84.5, abs=1.6)


def test_a_line_alone_at_the_left_is_no_margin() -> None:
    starts = [("KÝ", 30.0), *(("Căn", 84.0 + n / 3) for n in range(6))]
    assert margins(list(lines(starts)), WIDTH).left == pytest.approx(84.5, abs=1.6)


def test_typed_lines_keep_their_exact_margin() -> None:
    starts = [("Căn", 122.0), ("Căn", 122.0), ("Căn", 122.0), ("vụ,", 84.0)]
    assert margins(list(lines(starts, sure=None)), WIDTH).left == 122.0
