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

__all__ = ["Read", "read_edit", "save"]


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


def save(version: Version, folder: Path, name: str) -> Path:
    """The file of a version; under another name it has other bytes, as two savings of a document have."""
    ending, data = version.paper.file()
    path = folder / f"{name}.{ending}"
    path.write_bytes(data)
    if ending == "docx":
        with zipfile.ZipFile(path, "a") as members:
            members.comment = name.encode()
    else:
        path.write_bytes(data + b"\n" * (1 + int(name[1:])))
    return path


def _read(version: Version, name: str) -> Read:
    with tempfile.TemporaryDirectory() as folder:
        directives = vnplans.parse_all(save(version, Path(folder), name))
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


def _as_scan(directive: Directive) -> Directive:
    """The noise is written into a text file; the record says what the OCR reader would say of it."""
    source = directive.source.model_copy(
        update={"text_origin": "ocr", "reader": "ocr", "media_type": "application/pdf"}
    )
    return directive.model_copy(update={"source": source})


def _plain(text: str) -> str:
    return " ".join(text.split())
