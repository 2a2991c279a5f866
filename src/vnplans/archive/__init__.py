"""Archives: many files, each in isolation, resumable, on one machine or many.

`convert` is `vnplans.convert`. The package has another name, so that importing it never hides the function.
"""

from vnplans.archive.guard import Unguarded
from vnplans.archive.inputs import FarFewer, Shortfall
from vnplans.archive.limits import FileLimits
from vnplans.archive.lock import ArchiveBusy
from vnplans.archive.progress import Progress
from vnplans.archive.session import Moment, Outcomes, convert, convert_to
from vnplans.archive.settings import Settings
from vnplans.archive.summary import Summary
from vnplans.archive.workers import OutOfSpace, SchedulerLost

__all__ = [
    "ArchiveBusy",
    "FarFewer",
    "FileLimits",
    "Moment",
    "OutOfSpace",
    "Outcomes",
    "Progress",
    "SchedulerLost",
    "Settings",
    "Shortfall",
    "Summary",
    "Unguarded",
    "convert",
    "convert_to",
]
