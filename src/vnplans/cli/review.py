"""vnplans review: a page that shows every value beside the words it was read from."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vnplans.cli.exits import ExitCode
from vnplans.cli.reading import LimitOption, file_bytes, holds_records, is_there, read_options
from vnplans.cli.speech import Lang, both, complain, say

if TYPE_CHECKING:
    from vnplans.errors import VnplansError
    from vnplans.limits import Limits
    from vnplans.models import Source
    from vnplans.readers import ReadOptions
    from vnplans.review import Reviewed

__all__ = ["review_command"]


def review_command(  # noqa: PLR0913, PLR0917 - each option of the command is a parameter
    files: Annotated[
        list[Path],
        typer.Argument(help=both("Văn bản, hoặc tệp JSON Lines của vnplans", "documents, or JSON Lines of vnplans")),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help=both("Trang HTML sẽ ghi", "the HTML page to write"))],
    folder: Annotated[
        Path | None,
        typer.Option("--files", help=both("Với .jsonl: thư mục văn bản gốc", "for .jsonl: where the files lie")),
    ] = None,
    most_pages: Annotated[
        int, typer.Option("--pages", min=0, help=both("Nhiều nhất bao nhiêu trang có hình", "pages shown as pictures"))
    ] = 150,
    ocr: Annotated[str, typer.Option(help="auto | always | never")] = "auto",
    ocr_engine: Annotated[str, typer.Option(help="auto | tesserocr | tesseract")] = "auto",
    limit: LimitOption = None,
    lang: Lang = None,
) -> None:
    """The page of all files, which are read one by one."""
    from vnplans.export.atomic import replacing_text  # noqa: PLC0415 - keeps `vnplans --help` quick
    from vnplans.review import write  # noqa: PLC0415

    options, failed, count = read_options(ocr, ocr_engine, limit), list[Path](), Counter[str]()
    there = [path for path in files if is_there(path)]
    amiss = ExitCode.FAILED if len(there) == len(files) else ExitCode.USAGE
    try:
        with replacing_text(out) as stream:
            documents = chain.from_iterable(_told(path, _reviewed(path, folder, options), failed) for path in there)
            write(_counted(documents, count), stream, most_pages)
            if len(failed) == len(there):
                raise typer.Exit(amiss)  # nothing to show: no page
    except OSError as error:
        where, reason = error.filename or out, error.strerror or str(error)
        say(f"{where}: không đọc hoặc ghi được ({reason})", f"{where}: cannot be read or written ({reason})")
        raise typer.Exit(ExitCode.STOPPED) from error
    acts, tasks = count["acts"], count["tasks"]
    say(f"đã ghi {acts} văn bản, {tasks} nhiệm vụ vào {out}", f"{acts} acts, {tasks} tasks written to {out}")
    raise typer.Exit(amiss if failed or len(there) < len(files) else ExitCode.OK)


def _counted(documents: Iterable[Reviewed], count: Counter[str]) -> Iterator[Reviewed]:
    for document in documents:
        count.update(acts=len(document.records), tasks=sum(len(record.tasks) for record in document.records))
        yield document


def _told(path: Path, documents: Iterator[Reviewed], failed: list[Path]) -> Iterator[Reviewed]:
    """The documents of a file up to what cannot be read, which is told: one bad file never stops the others."""
    from vnplans.errors import VnplansError  # noqa: PLC0415

    try:
        yield from documents
    except VnplansError as error:
        complain(error)
        failed.append(path)
    except OSError as error:
        why = error.strerror or error
        say(f"{path}: không mở được tệp ({why})", f"{path}: cannot open the file ({why})")
        failed.append(path)


def _reviewed(path: Path, folder: Path | None, options: ReadOptions) -> Iterator[Reviewed]:
    if holds_records(path):
        yield from _of_records(path, _Originals(folder, options.limits), options)
    else:
        yield from _of_document(path, options)


def _of_document(path: Path, options: ReadOptions) -> Iterator[Reviewed]:
    """What the file holds, or each document of a container; one that cannot be read is told and left out."""
    from vnplans.parts import parts  # noqa: PLC0415
    from vnplans.pipeline import read_each  # noqa: PLC0415
    from vnplans.review import Reviewed  # noqa: PLC0415

    for document in read_each(file_bytes(path, options.limits), path.name, options, _lost):
        names = tuple(part.name for part in parts(document.records, document.pages))
        yield Reviewed(document.records, document.pages, document.data, names)


def _lost(place: str, error: VnplansError) -> None:
    complain(error, place)


def _of_records(path: Path, originals: _Originals, options: ReadOptions) -> Iterator[Reviewed]:
    """Records that were read before, those of one file together, with the file where it is at hand.

    The files with the most expected faults come first.
    """
    from vnplans.errors import VnplansError  # noqa: PLC0415
    from vnplans.export import jsonl  # noqa: PLC0415
    from vnplans.models import expected_faults  # noqa: PLC0415
    from vnplans.parts import parts  # noqa: PLC0415
    from vnplans.pipeline import read_bytes  # noqa: PLC0415
    from vnplans.review import Reviewed  # noqa: PLC0415

    read = jsonl.read(path, options.limits)
    files = [tuple(run) for _, run in groupby(read, key=lambda record: record.source.sha256)]
    for records in sorted(files, key=lambda records: -sum(expected_faults(r.confidence) for r in records)):
        data = originals.find(records[0].source)
        try:
            # the places of recognised words stand in the record: nothing is recognised again
            pages = read_bytes(data, options=replace(options, ocr="never")) if data is not None else None
        except VnplansError:
            pages = None  # its records tell what was read; the page says what it cannot show
        names = tuple(part.name for part in parts(records, pages)) if pages is not None else ()
        yield Reviewed(records, pages, data, names)


class _Originals:
    """The files of a folder, found by name first, and by content where the name is another."""

    def __init__(self, folder: Path | None, limits: Limits) -> None:
        self._limits = limits
        self._paths = sorted(path for path in folder.rglob("*") if path.is_file()) if folder else []
        self._hashes: dict[str, Path] = {}

    def find(self, source: Source) -> bytes | None:
        """The bytes with this sha256, or None."""
        if source.container:
            return self._member(source.container.split("/")[0], source.sha256)
        name = Path(source.name or "").name
        for path in self._paths:
            if path.name == name and _sha256(path) == source.sha256:
                return path.read_bytes()
        if not self._hashes:
            self._hashes = {_sha256(path): path for path in self._paths}
        found = self._hashes.get(source.sha256)
        return found.read_bytes() if found else None

    def _member(self, container: str, sha256: str) -> bytes | None:
        """The same of what lies in a ZIP, mail or envelope of that name."""
        from vnplans import containers  # noqa: PLC0415
        from vnplans.errors import VnplansError  # noqa: PLC0415

        for path in (path for path in self._paths if path.name == container):
            try:
                for member in containers.unpack(path.read_bytes(), path.name, self._limits):
                    if hashlib.sha256(member.data).hexdigest() == sha256:
                        return member.data
            except VnplansError:
                continue  # another file of that name
        return None


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
