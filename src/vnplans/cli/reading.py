"""What several commands read: documents with their options, and records that were read before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vnplans.cli.speech import both, complain, say, words

if TYPE_CHECKING:
    from vnplans.limits import Limits
    from vnplans.models import Directive
    from vnplans.readers import ReadOptions

__all__ = ["LimitOption", "file_bytes", "holds_records", "is_there", "read_options", "records_of"]

LimitOption = Annotated[
    list[str] | None,
    typer.Option(
        "--limit", help=both("tên=số: giới hạn của một tệp (docs/limits.md)", "name=number: a budget of one file")
    ),
]

_MARK = b"\xef\xbb\xbf"


def read_options(
    ocr: str, engine: str, limits: Sequence[str] | None = None, max_pages: int | None = None
) -> ReadOptions:
    """The choices of --ocr, --ocr-engine, --limit and --max-pages; a wrong one is wrong usage."""
    from vnplans.errors import WrongRequest  # noqa: PLC0415 - keeps `vnplans --help` quick
    from vnplans.limits import limits_from  # noqa: PLC0415
    from vnplans.readers import ReadOptions  # noqa: PLC0415

    try:
        chosen = limits_from(limits or ())
        return ReadOptions(ocr=ocr, ocr_engine=engine, limits=chosen, max_pages=max_pages)  # type: ignore[arg-type]
    except WrongRequest as error:
        raise typer.BadParameter(words(error.message_vi, error.message_en)) from error


def holds_records(path: Path) -> bool:
    """Is it JSON Lines, by its content? An empty file is, and holds none; RTF begins with a brace too."""
    with path.open("rb") as stream:
        start = stream.read(1024).removeprefix(_MARK).lstrip()
    return not start or (start.startswith(b"{") and not start.startswith(b"{\\rtf"))


def records_of(paths: Iterable[Path], options: ReadOptions, failed: list[Path], *, every: bool) -> Iterator[Directive]:
    """The records of JSON Lines, and those of documents, which are read here; one that cannot be read is told.

    Of several readings of an act in one JSON Lines file the last, unless `every` is asked for. Raises DamagedFile for
    JSON Lines with a line that is no record.
    """
    from vnplans.export import jsonl  # noqa: PLC0415

    read = jsonl.read if every else jsonl.read_latest
    for path in paths:
        yield from read(path, options.limits) if holds_records(path) else _read(path, options, failed)


def _read(path: Path, options: ReadOptions, failed: list[Path]) -> Iterator[Directive]:
    from vnplans.errors import VnplansError  # noqa: PLC0415
    from vnplans.pipeline import parse_bytes  # noqa: PLC0415

    try:
        yield from parse_bytes(file_bytes(path, options.limits), path.name, options)
    except VnplansError as error:
        complain(error, str(path))
        failed.append(path)
    except OSError as error:
        why = error.strerror or error
        say(f"{path}: không mở được tệp ({why})", f"{path}: cannot open the file ({why})")
        failed.append(path)


def is_there(path: Path) -> bool:
    """Is it a file? What does not exist, or is a folder, is told: both are wrong usage."""
    if path.is_dir():
        say(
            f"{path}: là thư mục: dùng vnplans convert hoặc vnplans watch",
            f"{path}: a folder: use vnplans convert or vnplans watch",
        )
        return False
    if not path.exists():
        say(f"{path}: không có tệp này", f"{path}: no such file")
        return False
    return True


def file_bytes(path: Path, limits: Limits) -> bytes:
    """What a file holds. Raises TooLarge before it is read, naming the file."""
    from vnplans.errors import TooLarge  # noqa: PLC0415

    try:
        limits.check("file_size", path.stat().st_size)
    except TooLarge as error:
        error.file = path.name
        raise
    return path.read_bytes()
