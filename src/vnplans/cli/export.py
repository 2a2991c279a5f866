"""vnplans export: records, or documents that are read first, to trackers."""

from __future__ import annotations

import datetime as dt
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vnplans.cli.exits import ExitCode
from vnplans.cli.reading import LimitOption, holds_records, is_there, read_options, records_of
from vnplans.cli.speech import LangOfBook, both, complain, english, say, words
from vnplans.regex import regex

if TYPE_CHECKING:
    from vnplans.models import Directive

__all__ = ["export_command", "set_options", "without_secret"]

_SECRET = regex(r"://[^/]*@")
"""The user and password of a database URL: not for the screen, nor for a log."""
_XLSX, _CSV, _ICS, _PARQUET, _EDXML = (
    both(f"Riêng {name}", f"For {name}") for name in ("xlsx", "csv", "ics", "parquet", "edxml")
)
_OTHER = both("Riêng định dạng của gói khác", "For formats of other packages")


def export_command(  # noqa: PLR0913, PLR0917 - a command line has as many options as it has
    inputs: Annotated[
        list[Path],
        typer.Argument(
            help=both(
                "Tệp JSON Lines của vnplans, hoặc văn bản để đọc rồi xuất; '-' là đầu vào chuẩn",
                "JSON Lines of vnplans, or documents to be read first; '-' for standard input",
            )
        ),
    ],
    to: Annotated[str, typer.Option("--to", help="xlsx | csv | ics | sql | parquet | jsonl | markdown | edxml")],
    out: Annotated[
        str,
        typer.Option(
            "--out",
            "-o",
            help=both(
                "Tệp ra, hoặc URL cơ sở dữ liệu; '-' là đầu ra chuẩn (csv, ics, jsonl, markdown, edxml)",
                "File, or database URL; '-' for standard output (csv, ics, jsonl, markdown, edxml)",
            ),
        ),
    ],
    every: Annotated[
        bool,
        typer.Option("--every", help=both("Giữ mọi lần đọc của một văn bản", "Every reading of an act, not the last")),
    ] = False,
    ocr: Annotated[str, typer.Option(help="auto | always | never")] = "auto",
    limit: LimitOption = None,
    lang: LangOfBook = None,
    preset: Annotated[
        str | None,
        typer.Option(
            rich_help_panel=_CSV,
            help=both(
                "Cột của công cụ: generic | jira | redmine | openproject | planner | gitlab",
                "Columns of the tool: generic | jira | redmine | openproject | planner | gitlab",
            ),
        ),
    ] = None,
    delimiter: Annotated[
        str | None,
        typer.Option(
            rich_help_panel=_CSV,
            help=both(
                "Dấu phân cách: , ; | tab (Excel tiếng Việt: ;)", "Between cells: , ; | tab (Excel in Viet Nam: ;)"
            ),
        ),
    ] = None,
    rows: Annotated[
        int | None,
        typer.Option(
            min=1,
            rich_help_panel=_CSV,
            help=both(
                "Mỗi tệp nhiều nhất bao nhiêu dòng: x-1.csv, x-2.csv ...", "Most rows of a file: x-1.csv, x-2.csv ..."
            ),
        ),
    ] = None,
    table: Annotated[
        str | None,
        typer.Option(
            rich_help_panel=_PARQUET,
            help=both(
                "Mỗi dòng một nhiệm vụ (tasks) hay một văn bản (directives)",
                "A row a task or an act: tasks | directives",
            ),
        ),
    ] = None,
    events: Annotated[
        bool,
        typer.Option(
            "--events",
            rich_help_panel=_ICS,
            help=both(
                "Sự kiện cả ngày thay cho việc cần làm (Google, Outlook)",
                "All-day events in place of to-dos (Google, Outlook)",
            ),
        ),
    ] = False,
    alarm: Annotated[
        str | None,
        typer.Option(
            rich_help_panel=_ICS,
            help=both(
                "Nhắc trước hạn mấy ngày, lúc 8 giờ: 3, hoặc 7,1; 0 là đúng ngày",
                "Remind days before, at eight: 3, or 7,1; 0 is the day itself",
            ),
        ),
    ] = None,
    lead: Annotated[
        str | None,
        typer.Option(
            rich_help_panel=_XLSX,
            help=both("Chỉ nhiệm vụ do cơ quan có tên này chủ trì", "Only tasks led by an agency of this name"),
        ),
    ] = None,
    due_before: Annotated[
        str | None,
        typer.Option(
            rich_help_panel=_XLSX,
            help=both("Chỉ nhiệm vụ đến hạn trước ngày này: 2026-07-01", "Only tasks due before this day: 2026-07-01"),
        ),
    ] = None,
    issuer: Annotated[
        str | None,
        typer.Option(
            rich_help_panel=_XLSX,
            help=both("Chỉ văn bản của cơ quan ban hành có tên này", "Only acts of an issuer of this name"),
        ),
    ] = None,
    open: Annotated[
        bool,
        typer.Option(
            "--open",
            rich_help_panel=_XLSX,
            help=both("Ẩn hàng đã xong hoặc không còn, không xóa", "Hide what is done or gone, deleting nothing"),
        ),
    ] = False,
    per_lead: Annotated[
        str | None,
        typer.Option(
            rich_help_panel=_XLSX,
            help=both(
                "Mỗi cơ quan chủ trì một trang hay một tệp: 'sheet' | 'file'",
                "A sheet or a file a lead: 'sheet' | 'file'",
            ),
        ),
    ] = None,
    organ_id: Annotated[
        str | None,
        typer.Option(
            rich_help_panel=_EDXML,
            help=both("Mã định danh cơ quan trên trục liên thông", "The issuer's identifier in the exchange"),
        ),
    ] = None,
    files: Annotated[
        list[Path] | None,
        typer.Option(
            rich_help_panel=_EDXML,
            help=both("Nơi có văn bản gốc, để kèm vào gói", "Where the documents lie, to be attached"),
        ),
    ] = None,
    options: Annotated[
        list[str] | None,
        typer.Option("--set", rich_help_panel=_OTHER, help=both("tên=giá trị", "name=value")),
    ] = None,
) -> None:
    """The records of all inputs to one target."""
    from vnplans.errors import TargetRefused, VnplansError  # noqa: PLC0415 - keeps `vnplans --help` quick

    own = {
        "preset": preset,
        "delimiter": delimiter,
        "rows": rows,
        "table": table,
        "events": events or None,
        "alarm": alarm,
        "lead": lead,
        "due_before": due_before,
        "issuer": issuer,
        "open": open or None,
        "per_lead": per_lead,
        "organ_id": organ_id,
        "files": files,
    }
    chosen = set_options(options or []) | {name: value for name, value in own.items() if value is not None}
    if to == "xlsx" and english():
        chosen["lang"] = "en"
    if to == "ics":
        chosen["stamp"] = dt.datetime.now(dt.UTC)  # a calendar takes the entry of the later DTSTAMP
    reading, failed, count = read_options(ocr, "auto", limit), list[Path](), Counter[str]()
    taken: tuple[int, int] | None = None

    def took(acts: int, tasks: int) -> None:
        nonlocal taken
        taken = acts, tasks

    if not all(str(path) == "-" or is_there(path) for path in inputs):
        raise typer.Exit(ExitCode.USAGE)
    try:
        with tempfile.TemporaryDirectory() as folder:
            paths = [_file(path, Path(folder)) for path in inputs]
            if to == "edxml":  # documents that are read here lie at hand
                chosen["files"] = [*(path for path in paths if not holds_records(path)), *(files or ())]
            records = _counted(records_of(paths, reading, failed, every=every or _settles(to)), count, failed)
            where = _write(records, to, out, Path(folder), chosen | {"took": took})
    except VnplansError as error:
        complain(error)
        raise typer.Exit(ExitCode.STOPPED if isinstance(error, TargetRefused) else ExitCode.USAGE) from error
    except OSError as error:
        why, place = " ".join((error.strerror or str(error)).split()), error.filename or without_secret(out)
        say(f"{place}: không đọc hoặc ghi được ({why})", f"{place}: cannot be read or written ({why})")
        raise typer.Exit(ExitCode.STOPPED) from error
    acts, tasks = taken or (count["acts"], count["tasks"])
    say(f"đã ghi {acts} văn bản, {tasks} nhiệm vụ vào {where}", f"{acts} acts, {tasks} tasks written to {where}")
    raise typer.Exit(ExitCode.FAILED if failed else ExitCode.OK)


def _write(records: Iterable[Directive], to: str, out: str, folder: Path, chosen: dict[str, Any]) -> str:
    """Write to a file or database, or to standard output; the target as people may see it."""
    from vnplans.errors import WrongRequest  # noqa: PLC0415
    from vnplans.export import FORMATS, write  # noqa: PLC0415

    if out != "-":
        return without_secret(write(records, to, out, progress=_progress, tell=say, **chosen))
    known = FORMATS.get(to)
    if known is not None and not known.text:
        raise WrongRequest(f"{to} không ra đầu ra chuẩn được: cần -o TỆP", f"{to} needs a file: -o FILE")
    asked = folder / f"out{known.suffix if known else ''}"
    made = write(records, to, asked, tell=say, **chosen)
    if made != asked:
        raise WrongRequest("kết quả gồm nhiều tệp: cần -o TỆP", "it is more than one file: -o FILE")
    with asked.open("rb") as stream:
        shutil.copyfileobj(stream, sys.stdout.buffer)
    sys.stdout.flush()
    return words("đầu ra chuẩn", "standard output")


def _settles(to: str) -> bool:
    """The format finds out itself which of several readings counts."""
    from vnplans.export import FORMATS  # noqa: PLC0415

    return to in FORMATS and FORMATS[to].settles


def _counted(records: Iterable[Directive], count: Counter[str], failed: list[Path]) -> Iterator[Directive]:
    """The records, counted; where every input failed nothing is to be written at all."""
    for record in records:
        count.update(acts=1, tasks=len(record.tasks))
        yield record
    if failed and not count:
        raise typer.Exit(ExitCode.FAILED)


def _file(path: Path, folder: Path) -> Path:
    """The path; for '-' a file of what standard input gives, since it is read twice."""
    if str(path) != "-":
        return path
    spool = folder / "standard input"
    with spool.open("wb") as stream:
        shutil.copyfileobj(sys.stdin.buffer, stream)
    return spool


def set_options(pairs: list[str]) -> dict[str, Any]:
    """'events=true' -> {"events": True}; '-' in names is '_'."""
    chosen: dict[str, Any] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise typer.BadParameter(words("tên=giá trị", "name=value"), param_hint="--set")
        chosen[name.strip().replace("-", "_")] = {"true": True, "false": False}.get(value.lower(), value)
    return chosen


def without_secret(target: Path | str) -> str:
    """The target for the screen: a database URL without user and password."""
    return _SECRET.sub("://***@", str(target))


def _progress(done: int) -> None:
    """A counter for people; nothing where standard error is a file."""
    if sys.stderr.isatty():
        typer.echo(f"\r{done} {words('nhiệm vụ', 'tasks')}\r", err=True, nl=False)
