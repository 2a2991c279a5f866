"""What can go wrong with a file, by whose fault it is.

Every error carries a `code` and says its reason in Vietnamese and in English.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from traceback import extract_tb
from typing import ClassVar, Literal

__all__ = [
    "DamagedFile",
    "EncryptedFile",
    "FailureCode",
    "MissingExtra",
    "NoOcr",
    "NoText",
    "NotFound",
    "Reason",
    "TargetRefused",
    "TooLarge",
    "UnsupportedFile",
    "VnplansError",
    "WrongRequest",
    "guarded",
]

FailureCode = Literal[
    "timeout",
    "memory",
    "crash",
    "encrypted",
    "damaged",
    "unsupported",
    "no_text",
    "too_large",
    "not_found",
    "no_rights",
    "no_ocr",
]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a file gave no record, wherever that was found out and wherever it is kept or told."""

    code: FailureCode
    message_vi: str
    message_en: str


class VnplansError(Exception):
    """Base of all errors that vnplans raises; never raised itself.

    `message_vi` and `message_en` say what is wrong and what to do; `file` is the name of the file, where it is known.
    """

    code: ClassVar[FailureCode] = "damaged"

    def __init__(self, message_vi: str, message_en: str, *, file: str | None = None) -> None:
        if type(self) is VnplansError:
            raise TypeError("VnplansError is abstract: raise one of its leaves")
        super().__init__(message_vi, message_en)
        self.message_vi = message_vi
        self.message_en = message_en
        self.file = file

    def __str__(self) -> str:
        where = f"{self.file}: " if self.file else ""
        return f"{where}{self.message_vi}"

    @property
    def reason(self) -> Reason:
        """What is wrong, with the name of the file in brackets where that is known."""
        where = f" ({self.file})" if self.file else ""
        return Reason(self.code, self.message_vi + where, self.message_en + where)

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.message_vi, self.message_en, self.file)


def _rebuild(leaf: type[VnplansError], vi: str, en: str, file: str | None) -> VnplansError:
    """Errors cross process borders: keyword arguments must survive pickling."""
    return leaf(vi, en, file=file)


class UnsupportedFile(VnplansError):
    """The file is of a form that vnplans does not read."""

    code: ClassVar[FailureCode] = "unsupported"


class DamagedFile(VnplansError):
    """The file says it is of a known form, and its bytes are not."""

    code: ClassVar[FailureCode] = "damaged"


class EncryptedFile(VnplansError):
    """The file can only be opened with a password or a key."""

    code: ClassVar[FailureCode] = "encrypted"


class NoText(VnplansError):
    """The file opened, and holds nothing that could be read."""

    code: ClassVar[FailureCode] = "no_text"


class TooLarge(VnplansError):
    """The file, or what it unpacks to, is over a stated limit."""

    code: ClassVar[FailureCode] = "too_large"


class MissingExtra(VnplansError):
    """The installation lacks an optional package or program; the message says what to install."""

    code: ClassVar[FailureCode] = "unsupported"


class NoOcr(MissingExtra):
    """A picture of a page, and no OCR engine is installed."""

    code: ClassVar[FailureCode] = "no_ocr"


class NotFound(VnplansError):
    """What should be read is not there."""

    code: ClassVar[FailureCode] = "not_found"


class WrongRequest(VnplansError):
    """What was asked for does not exist: an unknown format, option or value. No file is at fault."""

    code: ClassVar[FailureCode] = "unsupported"


class TargetRefused(VnplansError):
    """The file or database to write to is somebody else's, is open, or would lose something: it was left as it is."""

    code: ClassVar[FailureCode] = "unsupported"


@contextmanager
def guarded(vi: str, en: str) -> Iterator[None]:
    """Work on bytes that may be anything: whatever it lets out leaves as DamagedFile, which names the fault's place, or
    as TooLarge where it nests too deeply.

    VnplansError, MemoryError and errors of the operating system (a full disk) pass as they are. `vi`, `en`: what the
    bytes are, as "tệp .docx".
    """
    try:
        yield
    except (VnplansError, MemoryError):
        raise
    except RecursionError as error:
        raise TooLarge(f"{vi} lồng quá nhiều lớp", f"{en} nested too deeply") from error
    except Exception as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        what = f"{type(error).__name__}, {_place(error)}"
        raise DamagedFile(f"{vi} bị hỏng ({what})", f"a damaged {en} ({what})") from error


def _place(error: Exception) -> str:
    """The last line of this package that an error came through, wherever it lies: "readers/html.py:171"."""
    own = f"{Path(__file__).parent}{os.sep}"
    frames = [f for f in extract_tb(error.__traceback__) if f.filename.startswith(own)]
    if not frames:
        return "?"
    return f"{frames[-1].filename.removeprefix(own).replace(os.sep, '/')}:{frames[-1].lineno}"
