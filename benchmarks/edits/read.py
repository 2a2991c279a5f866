"""The records of a version, and which task of them is which work: by the words of the quote, never by the matching."""

from __future__ import annotations

import tempfile
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import vnplans
from edits.steps import Edit, Version
from vnplans.models import Directive

__all__ = ["Read", "read_edit"]


@dataclass(frozen=True, slots=True)
class Read:
    """`work`: (Task.id, content) -> key of the paper. `act`: see Version."""

    act: str
    directives: tuple[Directive, ...]
    work: dict[tuple[str, str], str]

    @property
    def keys(self) -> list[str]:
        """What the paper has; a task that it has not ('?words') is left out."""
        return [key for key in self.work.values() if not key.startswith("?")]

    @property
    def besides(self) -> list[str]:
        return [key for key in self.work.values() if key.startswith("?")]

    def write(self, path: Path) -> Path:
        path.write_text("".join(d.model_dump_json() + "\n" for d in self.directives), encoding="utf-8")
        return path


def read_edit(edit: Edit) -> list[Read]:
    """The versions as vnplans reads them. Raises AssertionError where a clean one gives other tasks than it has.

    Of a PDF more tasks are let pass: it is not the reading that is measured here.
    """
    done: list[Read] = []
    for stage, version in enumerate(edit.versions):
        if version.again is not None:
            done.append(done[version.again])
            continue
        done.append(_read(version, f"v{stage}"))
        if not version.scanned:
            lacking = Counter(version.paper.keys) - Counter(done[-1].keys)
            besides = [] if version.paper.head["form"] == "pdf" else done[-1].besides
            assert not lacking and not besides, f"{edit.name}, {stage}: not read {lacking}, read besides {besides}"
    return done


def _read(version: Version, name: str) -> Read:
    ending, data = version.paper.file()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"{name}.{ending}")
        path.write_bytes(data)
        _saved_anew(path, name)
        directives = vnplans.parse_all(path)
    if version.scanned:
        directives = [_as_scan(directive) for directive in directives]
    printed = [(key, _plain(words)) for key, words in version.paper.printed() if key]
    work: dict[tuple[str, str], str] = {}
    for directive in directives:
        free = list(printed)
        for n, task in enumerate(directive.tasks):
            quote = _plain(directive.evidence[f"/tasks/{n}"][0].text)
            found = next(((key, words) for key, words in free if quote in words), None)
            if found:
                free.remove(found)
                work[task.id, task.content] = found[0]
            else:
                work[task.id, task.content] = f"?{quote}"
    return Read(version.act, tuple(directives), work)


def _saved_anew(path: Path, name: str) -> None:
    """Two savings of a document never have the same bytes."""
    if path.suffix == ".docx":
        with zipfile.ZipFile(path, "a") as members:
            members.comment = name.encode()
    else:
        path.write_bytes(path.read_bytes() + b"\n" * (1 + int(name[1:])))


def _as_scan(directive: Directive) -> Directive:
    """The noise is written into a text file; the record says what the OCR reader would say of it."""
    source = directive.source.model_copy(
        update={"text_origin": "ocr", "reader": "ocr", "media_type": "application/pdf"}
    )
    return directive.model_copy(update={"source": source})


def _plain(text: str) -> str:
    return " ".join(text.split())
