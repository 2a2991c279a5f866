"""What changed between two readings, or between two versions of a plan (the draft and the issued act)."""

from __future__ import annotations

from vnplans.diff.compare import compare, diff
from vnplans.diff.result import ActDiff, Change, DiffResult, TaskDiff, TaskPlace
from vnplans.diff.words import in_words

__all__ = ["ActDiff", "Change", "DiffResult", "TaskDiff", "TaskPlace", "compare", "diff", "in_words"]
