"""Ruled lines in a picture: those of tables, and the streaks that a fax or a dirty scanner draws down a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from vnplans.pages import Box
from vnplans.readers.ocr.picture import Grey, Mask, ink_of
from vnplans.readers.ocr.streaks import bridge
from vnplans.readers.sheet.ruled import Rule, Rules

__all__ = ["find_rules", "without_rules"]

LEAST = 60
"""Pixels (at 200 dpi): a run of ink this long is no stroke of a letter."""
NEAR = 10
_EIGHT = np.frombuffer(b"\x01" * 8, np.uint64)
"""Eight set pixels of a mask as one number."""
_Run = tuple[int, int, int]
"""Row, start and end (exclusive) of neighbouring pixels of ink."""


def find_rules(grey: Grey) -> tuple[Rules, tuple[Rule, ...]]:
    """The ruled lines of a page that lies level, and its streaks (as lines down), in pixels."""
    ink = ink_of(grey)
    across = _straight(ink)
    down = _straight(np.ascontiguousarray(ink.T))
    streaks = tuple(rule for rule in down if _is_streak(rule, across, grey.shape[0]))
    return Rules(tuple(across), tuple(rule for rule in down if rule not in streaks)), streaks


def _straight(ink: Mask) -> list[Rule]:
    """Lines along the rows of `ink`, broken ones joined."""
    return _joined(_pieces(_long_runs(ink)))


def _long_runs(ink: Mask) -> Iterator[_Run]:
    """The runs of at least LEAST pixels of ink; gaps of two pixels do not break a run."""
    closed = ink.copy()
    closed[:, 1:-1] |= ink[:, :-2] & ink[:, 2:]
    closed[:, 1:-2] |= ink[:, :-3] & ink[:, 3:]
    inked = _with_long_runs(closed)
    edges = np.diff(np.pad(closed[inked].view(np.int8), ((0, 0), (1, 1))), axis=1)
    rows, starts = np.nonzero(edges == 1)
    _, ends = np.nonzero(edges == -1)
    long = ends - starts >= LEAST
    return zip(inked[rows[long]].tolist(), starts[long].tolist(), ends[long].tolist(), strict=True)


def _with_long_runs(ink: Mask) -> NDArray[np.intp]:
    """The rows that may have a run of LEAST pixels: it fills whole groups of eight, each looked at as one number."""
    groups = np.ascontiguousarray(ink[:, : ink.shape[1] // 8 * 8]).view(np.uint64) == _EIGHT
    count = (LEAST - 7) // 8
    filled = groups[:, : max(groups.shape[1] - count + 1, 0)]
    for step in range(1, count):
        filled = filled & groups[:, step : step + filled.shape[1]]
    return np.flatnonzero(filled.any(1))


def _pieces(runs: Iterable[_Run]) -> list[Rule]:
    """Runs that touch from row to row, as lines; thick blocks of black are no lines."""
    open_pieces: list[list[int]] = []  # start, end, first row, last row
    done: list[list[int]] = []
    for row, start, end in runs:
        touching = [p for p in open_pieces if p[3] >= row - 2 and p[0] < end and start < p[1]]
        still = [p for p in open_pieces if p[3] >= row - 2]
        if len(still) < len(open_pieces):
            done += [p for p in open_pieces if p[3] < row - 2]
            open_pieces = still
        if touching:
            piece = touching[0]
            piece[0], piece[1], piece[3] = min(piece[0], start), max(piece[1], end), row
            for other in touching[1:]:
                piece[0], piece[1] = min(piece[0], other[0]), max(piece[1], other[1])
                piece[2] = min(piece[2], other[2])
                open_pieces.remove(other)
        else:
            open_pieces.append([start, end, row, row])
    found = [Rule(a, b, (top + bottom) / 2, bottom - top + 1) for a, b, top, bottom in done + open_pieces]
    return [rule for rule in found if rule.thick <= 18 or rule.length > 12 * rule.thick]


def _joined(pieces: Sequence[Rule]) -> list[Rule]:
    """Pieces of one line, parted by a gap where the ink failed, as one."""
    joined: list[Rule] = []
    for piece in sorted(pieces, key=lambda p: p.start):
        for index, rule in enumerate(joined):
            gap = piece.start - rule.end
            if abs(piece.at - rule.at) <= 5 and gap <= 25:
                end = max(rule.end, piece.end)
                at = (rule.at * rule.length + piece.at * piece.length) / (rule.length + piece.length)
                joined[index] = Rule(rule.start, end, at, max(rule.thick, piece.thick))
                break
        else:
            joined.append(piece)
    return joined


def _is_streak(rule: Rule, across: Sequence[Rule], height: int) -> bool:
    """Longer than what it could rule off: it runs past the outermost lines across that it meets."""
    if rule.length < 0.12 * height:
        return False
    met = [line.at for line in across if line.start - NEAR <= rule.at <= line.end + NEAR]
    met = [y for y in met if rule.start - NEAR <= y <= rule.end + NEAR]
    if len(met) < 2:
        return rule.length > 0.3 * height
    past = max(min(met) - rule.start, rule.end - max(met))
    return past > 0.02 * height and rule.length > 0.25 * height


def without_rules(grey: Grey, rules: Rules, streaks: Iterable[Rule], areas: Iterable[Box]) -> Grey:
    """The picture with its streaks and the lines of tables (`areas`) taken out; ink that crosses them stays.

    Underlines stay: they help an engine to find the lines of print.
    """
    areas = list(areas)
    across = np.ascontiguousarray(grey.T)
    for rule in rules.across:
        if any(_inside(rule.across(), area) for area in areas):
            _erase(across, rule)
    clear = np.ascontiguousarray(across.T)
    for rule in rules.down:
        if any(_inside(rule.down(), area) for area in areas):
            _erase(clear, rule)
    for rule in streaks:
        if not bridge(clear, rule):
            _erase(clear, rule)
    return clear


def _inside(line: Box, area: Box) -> bool:
    return (
        line[0] >= area[0] - NEAR * 2
        and line[2] <= area[2] + NEAR * 2
        and line[1] >= area[1] - NEAR * 2
        and line[3] <= area[3] + NEAR * 2
    )


def _erase(grey: NDArray[np.uint8], rule: Rule) -> None:
    """Whiten a line that runs down the array, row by row, except where ink enters on both sides."""
    start, end, reach = int(rule.start), int(rule.end), int(rule.thick) // 2 + 2
    left, right = max(0, round(rule.at) - reach), min(grey.shape[1], round(rule.at) + reach + 1)
    part = grey[start:end, left:right]
    if left < 4 or right > grey.shape[1] - 4:
        part[:] = 255
        return
    ink = ink_of(grey[start:end, left - 3 : right + 3])
    crossed = ink[:, :3].all(1) & ink[:, -3:].all(1)
    part[~crossed] = 255
