"""Two pages side by side on one sheet, as a book lies on the glass or a copier saves paper: each is read by itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from vnplans.readers.ocr.picture import Grey, Prepared, ink_of, lies_sideways

__all__ = ["pages_beside"]

LEAST_WIDE, MOST_WIDE = 1.2, 1.7
"""How much wider than high a sheet of two upright pages is."""
GUTTER = 0.025
"""The white between them, as a share of the sheet's width."""
MIDDLE = 0.06
"""How far from the middle of the sheet the gutter may be."""
FILLED = 0.5
"""The share of the height over which there is print on each page; two columns of signatures have less."""


def pages_beside(prepared: Prepared) -> tuple[Prepared, ...]:
    """The left and the right page of a sheet that holds two; else the picture as it is."""
    height, width = prepared.grey.shape
    if not LEAST_WIDE < width / height < MOST_WIDE or lies_sideways(prepared.grey):
        return (prepared,)
    at = _gutter(prepared.grey)
    if at is None:
        return (prepared,)
    return _part(prepared, 0, at), _part(prepared, at, width)


def _gutter(grey: Grey) -> int | None:
    """The column in the middle of the white between two pages."""
    height, width = grey.shape
    ink = ink_of(grey)
    from_, to = round((0.5 - MIDDLE) * width), round((0.5 + MIDDLE) * width)
    white = ink[:, from_:to].sum(0) <= height // 500
    start, length = _longest(white)
    if length < GUTTER * width:
        return None
    at = from_ + start + length // 2
    sides = ink[:, :at], ink[:, at:]
    return at if all(_spread(side) > FILLED for side in sides) else None


def _longest(flags: np.ndarray) -> tuple[int, int]:
    """Where the longest run of set flags begins, and its length."""
    edges = np.diff(np.concatenate(([0], flags.astype(np.int8), [0])))
    starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    if not len(starts):
        return 0, 0
    best = int(np.argmax(ends - starts))
    return int(starts[best]), int(ends[best] - starts[best])


def _spread(ink: np.ndarray) -> float:
    """Over which share of the height there is print, by bands of a fiftieth."""
    bands = np.array_split(ink.any(1), 50)
    return float(np.mean([band.mean() > 0.1 for band in bands]))


def _part(prepared: Prepared, start: int, end: int) -> Prepared:
    width, height = prepared.placement.page_size
    scale = width / prepared.grey.shape[1]
    placement = replace(
        prepared.placement, page_size=((end - start) * scale, height), pixels=(end - start, prepared.grey.shape[0]),
        left=start * scale,
    )  # fmt: skip
    inked = None if prepared.inked is None else np.ascontiguousarray(prepared.inked[:, start:end])
    return Prepared(np.ascontiguousarray(prepared.grey[:, start:end]), placement, inked)
