"""CSV (RFC 4180), one row a task, in the columns of the tracker that a preset names."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from vnplans.errors import WrongRequest
from vnplans.export.atomic import replacing_text
from vnplans.export.columns import Value
from vnplans.export.presets import PRESETS, Preset
from vnplans.export.rows import TaskRow, task_rows
from vnplans.models import Directive
from vnplans.regex import regex

__all__ = ["safe", "write"]

_DELIMITERS = {",": ",", ";": ";", "|": "|", "tab": "\t", "\t": "\t"}
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_BEHIND_DELIMITER = regex(r"([^;|\t][;|\t]\s*)(?=[=@＝＠])")


def write(  # noqa: PLR0913 - each keyword is an option
    directives: Iterable[Directive],
    out: Path,
    *,
    preset: str = "generic",
    delimiter: str = ",",
    rows: int | None = None,
    tell: Callable[[str, str], None] | None = None,
) -> Path | None:
    """One row a task. Dates are ISO 8601 (which Excel and all these importers read in any locale); absent is empty.

    delimiter: "," or ";", which Excel takes in Viet Nam's settings, "|" or "tab".
    rows: most rows of a file; "x.csv" becomes "x-1.csv", "x-2.csv" ..., each with the header, and the first is given.

    Raises WrongRequest for an unknown preset or delimiter, or for a number of rows below one.
    """
    form, between, most = _preset(preset), _delimiter(delimiter), _most(rows)
    count, paths = 0, list[Path]()
    for number, part in enumerate(_parts(task_rows(directives), most), 1):
        paths.append(out if most is None else out.with_stem(f"{out.stem}-{number}"))
        count += _write(part, paths[-1], form, between)
    if tell is not None:
        _remarks(form, count, most, tell)
        if len(paths) > 1:
            tell(f"{len(paths)} tệp, đến {paths[-1].name}", f"{len(paths)} files, up to {paths[-1].name}")
    return paths[0]


def _write(part: Iterable[TaskRow], out: Path, form: Preset, delimiter: str) -> int:
    """The rows as one file; their number."""
    count = 0
    with replacing_text(out, "utf-8-sig" if form.for_excel else "utf-8") as stream:
        writer = csv.writer(stream, delimiter=delimiter, lineterminator="\r\n")
        writer.writerow([header for header, _ in form.fields])
        for count, row in enumerate(part, 1):  # noqa: B007 - counts
            writer.writerow([_cell(get(row)) for _, get in form.fields])
    return count


def _parts(rows: Iterator[TaskRow], most: int | None) -> Iterator[Iterable[TaskRow]]:
    """The rows in parts of at most so many; one part at least."""
    if most is None:
        yield rows
        return
    part = list(islice(rows, most))
    yield part
    while part := list(islice(rows, most)):
        yield part


def _remarks(form: Preset, count: int, most: int | None, tell: Callable[[str, str], None]) -> None:
    """What the reader must know of the tool: how many rows it takes, and that it does not update."""
    if form.most and min(count, most or count) > form.most:
        tell(
            f"{count} dòng, mà người không phải quản trị chỉ nhập được {form.most} dòng mỗi tệp: --rows {form.most}",
            f"{count} rows; who is no administrator imports {form.most} rows a file: --rows {form.most}",
        )
    if form.again is not None:
        tell(*form.again)


def _most(rows: int | str | None) -> int | None:
    if rows is None:
        return None
    if not str(rows).isdecimal() or int(rows) < 1:
        raise WrongRequest(f"mỗi tệp {rows} dòng: cần từ 1 trở lên", f"{rows} rows a file: at least 1")
    return int(rows)


def _preset(name: str) -> Preset:
    if name not in PRESETS:
        names = ", ".join(PRESETS)
        raise WrongRequest(f"không có mẫu CSV {name!r}; có: {names}", f"no CSV preset {name!r}; there are: {names}")
    return PRESETS[name]


def _delimiter(name: str) -> str:
    if name not in _DELIMITERS:
        names = " ".join(name for name in _DELIMITERS if name.isprintable())
        raise WrongRequest(f"dấu phân cách {name!r}; chọn: {names}", f"delimiter {name!r}; choose: {names}")
    return _DELIMITERS[name]


def safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe before a leading = + - @, tab or return, full-width
    ones too, and before = and @ behind a sign at which a program may split the cell (";=...").

    'Sở Y tế' stays; '- Sở Y tế' becomes "'- Sở Y tế".
    """
    text = _BEHIND_DELIMITER.sub(r"\1'", text)
    return f"'{text}" if text.lstrip(" \n").startswith(_FORMULA_STARTS) else text


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return value.isoformat()
    return safe(value) if isinstance(value, str) else str(value)
