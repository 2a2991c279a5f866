"""Documents with truth: where the groups lie, and their Pages, which are read once and kept (`cache`)."""

from __future__ import annotations

import hashlib
import json
import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from vnplans.errors import VnplansError
from vnplans.pages import Block, Pages
from vnplans.pipeline import read_bytes

__all__ = ["GROUPS", "TRAINING", "Document", "Group", "documents"]

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"


@dataclass(frozen=True)
class Group:
    """Where the files and the labels (<file name>.json) of a group lie."""

    files: Path
    labels: Path


GROUPS: dict[str, Group] = {
    "fresh": Group(SHARED / "fresh" / "files", SHARED / "fresh" / "labels"),
    "corpus": Group(SHARED / "corpus", SHARED / "gold" / "labels"),
    "pages": Group(SHARED / "announcements" / "pages", SHARED / "announcements" / "labels"),
    "open": Group(ROOT / "benchmarks" / "open" / "docs", ROOT / "benchmarks" / "open" / "labels"),
    "blind": Group(ROOT / "benchmarks" / "blind" / "docs", ROOT / "benchmarks" / "blind" / "labels"),
    "dirty": Group(ROOT / "benchmarks" / "blind_dirty" / "docs", ROOT / "benchmarks" / "blind_dirty" / "labels"),
    "blind_doubt": Group(ROOT / "benchmarks" / "blind_doubt" / "docs", ROOT / "benchmarks" / "blind_doubt" / "labels"),
}
TRAINING = ("fresh", "corpus", "pages", "open")
"""Groups that the models are trained on; the blind ones only measure them."""


@dataclass(frozen=True)
class Document:
    """A file as Pages, with its labels (several where it holds several acts)."""

    name: str
    group: str
    pages: Pages
    labels: tuple[dict[str, Any], ...]


def documents(groups: Iterable[str], cache: Path, more: Iterable[Path] = ()) -> Iterator[Document]:
    """The labelled files of the groups that are there. `more`: folders that benchmarks/generate.py wrote."""
    places = [(name, GROUPS[name]) for name in groups]
    places += [(f"generated:{folder.name}", Group(folder / "files", folder / "labels")) for folder in more]
    for name, group in places:
        for path in sorted(group.labels.glob("*.json")) if group.labels.is_dir() else ():
            file = group.files / path.name.removesuffix(".json")
            pages = _pages(file, cache) if file.exists() else None
            if pages is not None:
                said = json.loads(path.read_text(encoding="utf-8"))
                yield Document(file.name, name, pages, tuple(said if isinstance(said, list) else [said]))


_FORM = hashlib.sha256(repr([f.name for kind in (Pages, Block) for f in fields(kind)]).encode()).hexdigest()[:8]
"""What Pages are made of: those of another make are read again."""


def _pages(file: Path, cache: Path) -> Pages | None:
    data = file.read_bytes()
    kept = cache / f"{hashlib.sha256(data).hexdigest()}-{_FORM}.pages"
    if kept.exists():
        found: Pages | None = pickle.loads(kept.read_bytes())
        return found
    try:
        pages = read_bytes(data, file.name)
    except VnplansError:
        pages = None
    cache.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(pickle.dumps(pages))
    return pages
