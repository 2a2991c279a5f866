"""What can go wrong with a file, by whose fault it is.

Every error carries a `code` (the codes of `Failure`) and says its reason in Vietnamese and in English.
"""

from __future__ import annotations

from typing import ClassVar

__all__ = [
    "DamagedFile",
    "EncryptedFile",
    "MissingExtra",
    "NoText",
    "TooLarge",
    "UnsupportedFile",
    "VnplansError",
    "WrongRequest",
]


class VnplansError(Exception):
    """Base of all errors that vnplans raises; never raised itself.

    `message_vi` and `message_en` say what is wrong and what to do; `file` is the name of the file, where it is known.
    """

    code: ClassVar[str] = "damaged"

    def __init__(self, message_vi: str, message_en: str, *, file: str | None = None) -> None:
        if type(self) is VnplansError:
            raise TypeError("VnplansError is abstract: raise one of its leaves")
        super().__init__(message_vi, message_en)
        self.message_vi = message_vi
        self.message_en = message_en
        self.file = file

    def __str__(self) -> str:
        where = f"{self.file}: " if self.file else ""
        return f"{where}{self.message_vi} / {self.message_en}"

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.message_vi, self.message_en, self.file)


def _rebuild(leaf: type[VnplansError], vi: str, en: str, file: str | None) -> VnplansError:
    """Errors cross process borders: keyword arguments must survive pickling."""
    return leaf(vi, en, file=file)


class UnsupportedFile(VnplansError):
    """The file is of a form that vnplans does not read."""

    code = "unsupported"


class DamagedFile(VnplansError):
    """The file says it is of a known form, and its bytes are not."""

    code = "damaged"


class EncryptedFile(VnplansError):
    """The file can only be opened with a password or a key."""

    code = "encrypted"


class NoText(VnplansError):
    """The file opened, and holds nothing that could be read."""

    code = "no_text"


class TooLarge(VnplansError):
    """The file, or what it unpacks to, is over a stated limit."""

    code = "too_large"


class MissingExtra(VnplansError):
    """The installation lacks an optional package or program; the message says what to install."""

    code = "unsupported"


class WrongRequest(VnplansError):
    """What was asked for does not exist: an unknown format, option or value. No file is at fault."""

    code = "unsupported"
