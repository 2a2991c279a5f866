"""CSV (RFC 4180), one row a task, in the columns of the tracker that a preset names."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterable
from pathlib import Path

from vnplans.errors import WrongRequest
from vnplans.export.atomic import replacing_text
from vnplans.export.columns import Value
from vnplans.export.presets import PRESETS
from vnplans.export.rows import task_rows
from vnplans.models import Directive

__all__ = ["safe", "write"]

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_BEHIND_DELIMITER = re.compile(r"([^;|\t][;|\t]\s*)(?=[=@＝＠])")


def write(directives: Iterable[Directive], out: Path, *, preset: str = "generic") -> None:
    """One row a task. Dates are ISO 8601 (which Excel and all these importers read in any locale); absent is empty.

    Raises WrongRequest for an unknown preset.
    """
    if preset not in PRESETS:
        names = ", ".join(PRESETS)
        raise WrongRequest(f"không có mẫu CSV {preset!r}; có: {names}", f"no CSV preset {preset!r}; there are: {names}")
    form = PRESETS[preset]
    with replacing_text(out, "utf-8-sig" if form.for_excel else "utf-8") as stream:
        writer = csv.writer(stream, delimiter=form.delimiter, lineterminator="\r\n")
        writer.writerow([header for header, _ in form.fields])
        for row in task_rows(directives):
            writer.writerow([_cell(get(row)) for _, get in form.fields])


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
