"""Folders and mailboxes that are watched: what comes in flows into a tracker, each content once.

A look over the folders finds what is new and has stopped changing; what it holds is read in isolation, written to the
target, and remembered beside it. A cut at any moment loses nothing: what was not remembered is looked at again, and a
tracker that has it already is not changed by it.
"""

from vnplans.watch.flow import Flow, Heard, Tally
from vnplans.watch.looks import Looks
from vnplans.watch.memory import Memory, WatchBusy, memory_of
from vnplans.watch.waking import Waking

__all__ = ["Flow", "Heard", "Looks", "Memory", "Tally", "Waking", "WatchBusy", "memory_of"]
