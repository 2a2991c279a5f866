"""The task list of an act: prose and tables, body and annexes, in reading order (GUIDE of the tracker)."""

from __future__ import annotations

from vnplans.extract.tasks.act import tasks

__all__ = ["tasks"]
