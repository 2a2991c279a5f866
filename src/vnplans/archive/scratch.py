"""The folder of temporary files of a run, inside the folder of its journal, known by its own record.

Nothing is ever removed that this record does not name and that does not carry its mark.
"""

from __future__ import annotations

import json
import secrets
import shutil
import tempfile
from pathlib import Path

from vnplans.regex import regex

__all__ = ["RECORD", "clear", "make", "path_of"]

RECORD = "scratch.json"
_MARK = "mark"
_NAME = regex(r"scratch-[A-Za-z0-9_]{8}")


def make(state: Path) -> Path:
    """A fresh folder under `state`, recorded there."""
    folder = Path(tempfile.mkdtemp(prefix="scratch-", dir=state))
    mark = secrets.token_hex(16)
    (folder / _MARK).write_text(mark, encoding="utf-8")
    aside = state / f"{RECORD}.part"
    aside.write_text(json.dumps({"folder": folder.name, "mark": mark}), encoding="utf-8")
    aside.replace(state / RECORD)
    return folder


def path_of(state: Path) -> Path | None:
    """The folder that the record names, if it is there and carries its mark."""
    try:
        told = json.loads((state / RECORD).read_text(encoding="utf-8"))
        name, mark = told["folder"], told["mark"]
        folder = state / name
        if not _NAME.fullmatch(name) or folder.is_symlink():
            return None
        return folder if (folder / _MARK).read_text(encoding="utf-8") == mark else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def clear(state: Path) -> None:
    """Remove the folder that the record names, and the record."""
    folder = path_of(state)
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)
    (state / RECORD).unlink(missing_ok=True)
