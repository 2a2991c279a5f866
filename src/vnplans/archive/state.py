"""Where a run keeps what is its own: the journal, pages of long documents, bundles of a cluster."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from vnplans.archive.places import is_remote, join
from vnplans.archive.walk import STATE

__all__ = ["bundles_of", "pages_of", "state_folder"]


def state_folder(out: str | os.PathLike[str] | None) -> tuple[Path, bool]:
    """Where the journal lies, and whether it is to be removed: OUT/.vnplans; for an OUT that is not local, a folder of
    this machine named after it."""
    if out is None:
        return Path(tempfile.mkdtemp(prefix="vnplans-journal-")), True
    if is_remote(str(out)):
        home = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
        return home / "vnplans" / hashlib.sha256(str(out).rstrip("/").encode()).hexdigest()[:16], False
    return Path(out) / STATE, False


def pages_of(folder: Path) -> Path:
    """Where recognised pages of documents that are not read to their end are kept."""
    return folder / "pages"


def bundles_of(out: str | os.PathLike[str] | None, folder: Path) -> str:
    """Where workers of a cluster write: beside the outputs, as these lie where all machines see them."""
    return join(str(out), f"{STATE}/bundles") if out is not None and is_remote(out) else str(folder / "bundles")
