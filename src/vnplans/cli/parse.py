"""vnplans parse: files to JSON Lines on standard output."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vnplans.cli.exits import ExitCode
from vnplans.cli.loading import loading
from vnplans.cli.reading import LimitOption, file_bytes, is_there, read_options
from vnplans.cli.speech import Lang, both, english, say, words

if TYPE_CHECKING:
    from vnplans.limits import Limits
    from vnplans.models import Directive
    from vnplans.readers import ReadOptions

__all__ = ["parse_command"]


def parse_command(  # noqa: PLR0913, PLR0917 - each option of the command is a parameter
    files: Annotated[
        list[str], typer.Argument(help=both("Tệp cần đọc; '-' là đầu vào chuẩn", "files; '-' for standard input"))
    ],
    pretty: Annotated[bool, typer.Option("--pretty", help=both("In cho người đọc", "a view for people"))] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help=both("In mỗi đoạn là phần nào của văn bản", "what each paragraph is"))
    ] = False,
    ocr: Annotated[str, typer.Option(help="auto | always | never")] = "auto",
    ocr_engine: Annotated[str, typer.Option(help="auto | tesserocr | tesseract")] = "auto",
    limit: LimitOption = None,
    lang: Lang = None,
) -> None:
    """Each file to JSON Lines, or to a view for people, on standard output."""
    options = read_options(ocr, ocr_engine, limit)
    with loading():
        import_module("vnplans.pipeline")
    # every file is tried: one bad file never stops the others
    count = Counter[str]()
    tell = partial(_explained, count) if explain else partial(_records, count, pretty=pretty)
    codes = [_one(name, options, tell) for name in files]
    failed = len(codes) - codes.count(ExitCode.OK)
    say(
        f"{len(files) - failed} tệp: {count['acts']} văn bản, {count['tasks']} nhiệm vụ"
        + f"; {failed} tệp lỗi" * bool(failed),
        f"{len(files) - failed} files: {count['acts']} acts, {count['tasks']} tasks"
        + f"; {failed} files failed" * bool(failed),
    )
    raise typer.Exit(max(codes, default=ExitCode.OK))


def _one(name: str, options: ReadOptions, tell: Callable[[bytes, str | None, ReadOptions], Iterator[str]]) -> ExitCode:
    """Tell one file, or what is wrong with it: FAILED gave no record, USAGE does not exist or is a folder."""
    from vnplans.errors import VnplansError  # noqa: PLC0415 - keeps `vnplans --help` quick

    if name != "-" and not is_there(Path(name)):
        return ExitCode.USAGE
    try:
        data = _standard_input(options.limits) if name == "-" else file_bytes(Path(name), options.limits)
        lines = list(tell(data, None if name == "-" else Path(name).name, options))
    except VnplansError as error:
        say(f"{name}: {error.message_vi}", f"{name}: {error.message_en}")
        return ExitCode.FAILED
    except OSError as error:
        say(f"{name}: không mở được tệp ({error.strerror})", f"{name}: cannot open the file ({error.strerror})")
        return ExitCode.FAILED
    for line in lines:
        typer.echo(line)
    return ExitCode.OK


def _records(
    count: Counter[str], data: bytes, name: str | None, options: ReadOptions, *, pretty: bool
) -> Iterator[str]:
    """The records, a line each."""
    from vnplans.pipeline import parse_bytes  # noqa: PLC0415

    for record in _counted(parse_bytes(data, name=name, options=options), count):
        yield _view(record) if pretty else record.model_dump_json()


def _counted(records: Iterable[Directive], count: Counter[str]) -> Iterator[Directive]:
    for record in records:
        count.update(acts=1, tasks=len(record.tasks))
        yield record


def _explained(count: Counter[str], data: bytes, name: str | None, options: ReadOptions) -> Iterator[str]:
    """One line a block: its part, why where that is not plain, its words. Of a container each document in turn."""
    from vnplans.parts import parts  # noqa: PLC0415
    from vnplans.pipeline import read_each  # noqa: PLC0415
    from vnplans.wording import PARTS  # noqa: PLC0415

    for document in read_each(data, name, options):
        yield document.name or "-"
        records = tuple(_counted(document.records, count))
        for part in parts(records, document.pages):
            said = words(PARTS[part.name], part.name)
            reason = part.reason_en if english() else part.reason
            told = f"{said} ({reason})" if reason else said
            if text := document.pages.blocks[part.block].text:
                yield f"{part.block + 1:>5}  {told}: {text}"


def _standard_input(limits: Limits) -> bytes:
    """What stands there, and one byte more than is allowed at most."""
    return sys.stdin.buffer.read(limits.file_size + 1) if sys.stdin else b""  # None where it is closed


def _view(record: Directive) -> str:
    """A record for people: the head, then the tasks."""
    from vnplans.wording import LABELS, vn_date  # noqa: PLC0415

    head = {
        "number": record.number.text if record.number else None,
        "doc_type": record.doc_type.name if record.doc_type else None,
        "issuer": record.issuer.name if record.issuer else None,
        "issued_on": vn_date(record.issued_on),
        "title": record.title,
        "signer": record.signer.name if record.signer else None,
        "tasks": str(len(record.tasks)),
    }
    told = ((words(LABELS[name], name), value or "-") for name, value in head.items())
    lines = [record.source.name or "-", *(f"  {label:<16}  {value}" for label, value in told)]
    for task in record.tasks:
        lead = ", ".join(a.text for a in task.lead_agencies) or "-"
        due = f" [{task.deadline.text}]" if task.deadline else ""
        lines.append(f"    {task.where}: {lead}: {task.content}{due}")
    graver = (note for note in record.notes if note.severity in ("review", "error"))
    lines += [f"  ! {words(note.message, note.message_en or note.message)}" for note in graver]
    return "\n".join(lines)
