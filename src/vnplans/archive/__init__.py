"""Archives: many files, each in isolation, resumable, on one machine or many.

`convert` is `vnplans.convert`. The package has another name, so that importing it never hides the function.
"""

from vnplans.archive.limits import FileLimits
from vnplans.archive.lock import ArchiveBusy
from vnplans.archive.progress import Progress
from vnplans.archive.session import Settings, convert, convert_to
from vnplans.archive.summary import Summary
from vnplans.archive.workers import OutOfSpace

__all__ = ["ArchiveBusy", "FileLimits", "OutOfSpace", "Progress", "Settings", "Summary", "convert", "convert_to"]
