"""Trackers that lose nothing: a row follows its work, an act follows its versions, whatever form they are kept in."""

from __future__ import annotations

from vnplans.tracker.held import ActChange, Check, HeldAct, HeldRow, RowChange, Version
from vnplans.tracker.ledger import Ledger
from vnplans.tracker.match import Matching, match_works
from vnplans.tracker.work import Match, Work, work_of

__all__ = [
    "ActChange",
    "Check",
    "HeldAct",
    "HeldRow",
    "Ledger",
    "Match",
    "Matching",
    "RowChange",
    "Version",
    "Work",
    "match_works",
    "work_of",
]
