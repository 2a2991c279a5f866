"""What must hold for whatever is read: the laws of records and files, and the time and memory of one input."""

from __future__ import annotations

import io
import resource
import signal
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from vnplans import review
from vnplans.errors import VnplansError
from vnplans.export import FORMATS, write
from vnplans.models import Directive
from vnplans.pipeline import Document, read_each
from vnplans.readers import ReadOptions

__all__ = [
    "MEMORY",
    "SECONDS",
    "Cost",
    "TooSlow",
    "broken_law",
    "broken_twice",
    "ended_after",
    "measured",
    "read_by_law",
    "unwritable",
]

SECONDS = 20.0
"""Of the processor, beyond what the sound file takes."""
MEMORY = 1024
"""Megabytes, beyond what the sound file takes."""
OPTIONS = ReadOptions(ocr="never")


def broken_law(data: bytes) -> str | None:
    """Which law a file's records break; None for none. All that can be done with records is done."""
    why, documents = read_by_law(data)
    return why or unwritable([r for d in documents for r in d.records]) or broken_twice(documents, data)


def read_by_law(data: bytes) -> tuple[str | None, list[Document]]:
    """Which law the reading of a file breaks, and its documents; none where it was refused as it should be."""
    try:
        documents = list(read_each(data, "a", OPTIONS, lambda *_: None))
        for document in documents:
            for record in document.records:
                if why := _broken_record(record, document):
                    return why, documents
    except VnplansError:
        return None, []
    except Exception:
        return traceback.format_exc(), []
    return _same_ids([r for d in documents for r in d.records]), documents


def unwritable(records: list[Directive]) -> str | None:
    """Why the records cannot be written in every format; None if they can."""
    if not records:
        return None
    try:
        with tempfile.TemporaryDirectory() as folder:
            for form in FORMATS:
                write(records, form, Path(folder) / f"out.{form}")
    except Exception:
        return f"cannot be written\n{traceback.format_exc()}"
    return None


def broken_twice(documents: list[Document], data: bytes) -> str | None:
    """Why the records cannot be shown beside their pages, or are others when the file is read a second time."""
    if not documents:
        return None
    try:
        shown = (review.Reviewed(document.records, document.pages) for document in documents)
        review.write(shown, io.StringIO())
        again = [r for d in read_each(data, "a", OPTIONS, lambda *_: None) for r in d.records]
    except Exception:
        return f"cannot be shown or read again\n{traceback.format_exc()}"
    return None if again == [r for d in documents for r in d.records] else "a second reading gives another record"


def _broken_record(record: Directive, document: Document) -> str | None:
    faults = [note.message_en for note in record.notes if note.code == "fault"]
    if faults:
        return f"a rule failed: {faults}"
    texts = [block.text for block in document.pages.blocks]
    for pointer, quotes in record.evidence.items():
        for quote in quotes:
            if texts[quote.block][quote.start : quote.end] != quote.text:
                return f"a broken quote at {pointer}: {quote.text!r}"
    if Directive.model_validate_json(record.model_dump_json()) != record:
        return "a record that is another when read back"
    return None


def _same_ids(records: list[Directive]) -> str | None:
    for record in records:
        ids = [task.id for task in record.tasks]
        if len(set(ids)) < len(ids):
            return "two tasks of a record with one id"
    return None


# Time and memory ----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Cost:
    seconds: float = 0.0
    megabytes: float = 0.0


def _status(key: str) -> float:
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith(key):
            return int(line.split()[1]) / 1024
    raise OSError(key)


def _forget_the_peak() -> float | None:
    """Megabytes in use now, the system's record of the peak begun anew; None where it keeps none."""
    try:
        Path("/proc/self/clear_refs").write_text("5", "ascii")
        return _status("VmRSS")
    except OSError:
        return None


class TooSlow(BaseException):
    """No Exception: whoever takes a failed rule for a fault must not take this one."""


@contextmanager
def ended_after(seconds: float) -> Iterator[None]:
    """Raises TooSlow where the work inside takes more seconds of the processor: also within a regular expression."""

    def ring(*_: object) -> None:
        raise TooSlow

    old = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, old)


@contextmanager
def measured() -> Iterator[Cost]:
    """What the work inside takes: seconds of the processor, megabytes at its peak beyond those before."""
    cost, before = Cost(), _forget_the_peak()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.process_time()
    try:
        yield cost
    finally:
        cost.seconds = time.process_time() - start
        now = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        cost.megabytes = now - most if before is None else _status("VmHWM") - before
