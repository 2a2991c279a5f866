"""Streaks down a page, straight and aslant: what they run through stays."""

from __future__ import annotations

import numpy as np
import pytest

from vnplans.readers.ocr.picture import Grey
from vnplans.readers.ocr.rules import find_rules, without_rules

HIGH, WIDE = 2000, 1400


def printed() -> Grey:
    """Rows of bars, as letters are: ink on either side of where a streak runs."""
    grey = np.full((HIGH, WIDE), 255, np.uint8)
    for top in range(200, 1800, 60):
        for left in range(200, 1200, 30):
            grey[top : top + 24, left : left + 12] = 0
    return grey


def streaked(grey: Grey, aslant: int, thick: int = 3) -> Grey:
    out = grey.copy()
    for row in range(HIGH):
        x = 700 + round(aslant * (row / HIGH - 0.5))
        out[row, x : x + thick] = 0
    return out


def lost(before: Grey, after: Grey) -> int:
    return int(np.count_nonzero((before < 128) != (after < 128)))


@pytest.mark.parametrize("aslant", [0, 24, 80, -80])
def test_a_streak_is_gone_and_the_print_beside_it_stays(aslant: int) -> None:
    clean = printed()
    dirty = streaked(clean, aslant)
    rules, streaks = find_rules(dirty)
    assert len(streaks) == 1
    cleared = without_rules(dirty, rules, streaks, [])
    assert lost(clean, cleared) < 0.2 * lost(clean, dirty)


def test_a_bar_is_whitened() -> None:
    clean = np.full((HIGH, WIDE), 255, np.uint8)
    dirty = streaked(clean, 0, thick=15)
    rules, streaks = find_rules(dirty)
    assert len(streaks) == 1
    assert lost(clean, without_rules(dirty, rules, streaks, [])) == 0


def test_nothing_is_done_at_the_edge_of_a_picture() -> None:
    dirty = np.full((HIGH, WIDE), 255, np.uint8)
    dirty[:, 2:5] = 0
    rules, streaks = find_rules(dirty)
    assert without_rules(dirty, rules, streaks, []).min() == 255
