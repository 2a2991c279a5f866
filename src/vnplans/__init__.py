"""vnplans reads Vietnamese administrative directives into typed records whose every value shows its words.

The public names are those of `__all__`; heavy parts load when first used.
"""

from __future__ import annotations

import datetime as dt
from importlib import import_module
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vnplans.errors import VnplansError
from vnplans.readers.options import ReadOptions

if TYPE_CHECKING:
    from vnplans.archive import convert
    from vnplans.models import Deadline, Directive, Failure, Outcome, Task
    from vnplans.pages import Pages

    __version__: str

__all__ = [
    "Deadline",
    "Directive",
    "Failure",
    "Outcome",
    "Pages",
    "ReadOptions",
    "Task",
    "VnplansError",
    "convert",
    "parse",
    "parse_all",
    "read",
    "read_deadline",
]

_LAZY = {
    "Deadline": "vnplans.models",
    "Directive": "vnplans.models",
    "Failure": "vnplans.models",
    "Outcome": "vnplans.models",
    "Task": "vnplans.models",
    "Pages": "vnplans.pages",
    "convert": "vnplans.archive",
}


def __getattr__(name: str) -> Any:
    if name in _LAZY:
        return getattr(import_module(_LAZY[name]), name)
    if name == "__version__":  # importlib.metadata is most of what importing vnplans would cost
        return import_module("importlib.metadata").version("vnplans")
    raise AttributeError(f"module 'vnplans' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, "__version__"})


def _load(
    source: str | PathLike[str] | bytes, name: str | None, options: ReadOptions | None
) -> tuple[bytes, str | None]:
    if isinstance(source, bytes):
        return source, name
    path = Path(source)
    (options or ReadOptions()).limits.check("file_size", path.stat().st_size)
    return path.read_bytes(), name or path.name


def parse(
    source: str | PathLike[str] | bytes, *, name: str | None = None, options: ReadOptions | None = None
) -> Directive:
    """The first record of a path or of bytes. Raises VnplansError if it cannot be read, OSError if not opened."""
    return parse_all(source, name=name, options=options)[0]


def parse_all(
    source: str | PathLike[str] | bytes, *, name: str | None = None, options: ReadOptions | None = None
) -> list[Directive]:
    """All records of a file: announced plans, a draft behind its tờ trình, the files of a ZIP or an e-mail."""
    from vnplans.pipeline import parse_bytes  # noqa: PLC0415 - `import vnplans` stays light

    data, name = _load(source, name, options)
    return parse_bytes(data, name, options)


def read(source: str | PathLike[str] | bytes, *, name: str | None = None, options: ReadOptions | None = None) -> Pages:
    """The neutral pages that parse works on; quotes of a record point into them."""
    from vnplans.pipeline import read_bytes  # noqa: PLC0415

    data, name = _load(source, name, options)
    return read_bytes(data, name, options)


def read_deadline(text: str, issued_on: dt.date | None = None) -> Deadline | None:
    """A deadline phrase as data; None if the words say no deadline. `issued_on` gives a missing year."""
    from vnplans.extract.time.deadlines import read_deadline as read_phrase  # noqa: PLC0415

    return read_phrase(text, issued_on)
