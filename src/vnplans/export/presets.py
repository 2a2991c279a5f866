"""The columns that the importers of known trackers take, as their own documents and sources name them.

jira: a header row with Summary, no punctuation in headers, a column repeated for each of several labels; the date form
is told to the importer, yyyy-MM-dd; who is no administrator imports 250 issues a file (support.atlassian.com,
jira-software-cloud/docs/create-issues-using-the-csv-importer; confluence.atlassian.com, "Importing data from CSV").
redmine: headers equal to the field identifiers are mapped by themselves, comma or semicolon is found out, %Y-%m-%d is
the first of its date forms, every row makes a new issue; unique_id serves relations within one file (Redmine 5.0.4,
app/models/import.rb, issue_import.rb, app/controllers/imports_controller.rb).
openproject: the sheet of its Excel synchronization, which asks for Updatestatus, Lock Version, ID and Subject at least
and updates the rows that have an ID (opf/openproject, docs/system-admin-guide/integrations/excel-synchronization).
planner: the columns of Planner's own export to Excel, for a flow that reads such a sheet; Planner documents no import.
gitlab: title, description (Markdown, where "/close" or "@name" at work would act), due_date as YYYY-MM-DD; comma,
semicolon or tab; a milestone must exist before, so none is given; every row makes a new issue (gitlabhq/gitlabhq,
doc/user/project/issues/csv_import.md).

How to import each, step by step: docs/trackers.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vnplans.export.columns import COLUMNS, Value
from vnplans.export.markdown import escape
from vnplans.export.rows import TaskRow, act_line, describe, shorten

__all__ = ["PRESETS", "Preset"]

Field = tuple[str, Callable[[TaskRow], Value]]


@dataclass(frozen=True, slots=True)
class Preset:
    """`for_excel`: the file passes through Excel, which needs a byte order mark to see UTF-8."""

    fields: tuple[Field, ...]
    for_excel: bool = False
    again: tuple[str, str] | None = None
    """What happens where the file is imported again, in Vietnamese and English, where the tool does not update."""
    most: int | None = None
    """Rows that the tool takes of one file."""


_LABEL_COLUMNS = 3
_URGENT = ("thượng khẩn", "hỏa tốc", "hỏa tốc hẹn giờ")


def _label(index: int) -> Callable[[TaskRow], Value]:
    """The lead agencies as labels, which hold no blank."""

    def get(row: TaskRow) -> Value:
        leads = row.task.lead_agencies
        return leads[index].name.replace(" ", "_") if index < len(leads) else None

    return get


def _priority(urgent: str, pressing: str) -> Callable[[TaskRow], Value]:
    """Mức độ khẩn of the act; None where it has none, so that the tracker keeps its default."""

    def get(row: TaskRow) -> Value:
        urgency = row.directive.urgency
        return None if urgency is None else urgent if urgency in _URGENT else pressing

    return get


def _bucket(row: TaskRow) -> Value:
    return shorten(row.task.group or act_line(row.directive))


_JIRA: tuple[Field, ...] = (
    ("Summary", lambda r: r.title),
    ("Issue Type", lambda _: "Task"),
    ("Description", describe),
    ("Start date", lambda r: r.start),
    ("Due Date", lambda r: r.due),
    ("Priority", _priority("Highest", "High")),
    *((("Labels", _label(i))) for i in range(_LABEL_COLUMNS)),
    ("Directive", lambda r: r.number),
    ("External ID", lambda r: r.task.id),
)

_REDMINE: tuple[Field, ...] = (
    ("unique_id", lambda r: r.task.id),
    ("subject", lambda r: r.title),
    ("description", describe),
    ("priority", _priority("Urgent", "High")),
    ("category", lambda r: shorten(r.lead, 60) or None),
    ("fixed_version", lambda r: shorten(r.number, 60) if r.number else None),
    ("start_date", lambda r: r.start),
    ("due_date", lambda r: r.due),
    ("done_ratio", lambda _: 0),
)

_OPENPROJECT: tuple[Field, ...] = (
    ("Updatestatus", lambda _: None),
    ("Lock Version", lambda _: None),
    ("ID", lambda _: None),
    ("Subject", lambda r: r.title),
    ("Type", lambda _: "Task"),
    ("Description", describe),
    ("Start date", lambda r: r.start),
    ("Finish date", lambda r: r.due),
    ("Priority", _priority("Immediate", "High")),
)

_PLANNER: tuple[Field, ...] = (
    ("Task Name", lambda r: r.title),
    ("Bucket Name", _bucket),
    ("Progress", lambda _: "Not started"),
    ("Priority", _priority("Urgent", "Important")),
    ("Assigned To", lambda _: None),
    ("Start date", lambda r: r.start),
    ("Due date", lambda r: r.due),
    ("Labels", lambda r: r.lead),
    ("Description", describe),
)

_GITLAB: tuple[Field, ...] = (
    ("title", lambda r: r.title),
    ("description", lambda r: "\n\n".join(escape(line) for line in describe(r).splitlines())),
    ("due_date", lambda r: r.due),
)

PRESETS: dict[str, Preset] = {
    "generic": Preset(tuple((c.header, c.get) for c in COLUMNS), for_excel=True),
    "jira": Preset(
        _JIRA,
        again=(
            "Jira không cập nhật từ tệp này: nhập lần nữa sẽ tạo lại mọi việc",
            "Jira does not update from this file: importing it again makes every issue once more",
        ),
        most=250,
    ),
    "redmine": Preset(
        _REDMINE,
        again=(
            "Redmine không cập nhật khi nhập CSV: nhập lần nữa sẽ tạo lại mọi việc",
            "Redmine does not update from CSV: importing it again makes every issue once more",
        ),
    ),
    "openproject": Preset(
        _OPENPROJECT,
        for_excel=True,
        again=(
            "OpenProject chỉ cập nhật dòng có ID: tải bảng về trước rồi dán thêm dòng mới",
            "OpenProject updates rows that have an ID only: download its sheet first, then add the new rows",
        ),
    ),
    "planner": Preset(
        _PLANNER,
        for_excel=True,
        again=(
            "Planner không cập nhật từ tệp này: chạy luồng lần nữa sẽ tạo lại mọi việc",
            "Planner does not update from this file: a second run of the flow makes every task once more",
        ),
    ),
    "gitlab": Preset(
        _GITLAB,
        again=(
            "GitLab không cập nhật khi nhập CSV: nhập lần nữa sẽ tạo lại mọi việc",
            "GitLab does not update from CSV: importing it again makes every issue once more",
        ),
    ),
}
