"""Excel: a tracker to work in, made new or brought up to date in place."""

from __future__ import annotations

import datetime as dt
import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from filelock import FileLock

from vnplans.errors import WrongRequest
from vnplans.export import jsonl
from vnplans.export.atomic import replacing
from vnplans.export.book.choice import NO_LEAD, Choice, sheet_name
from vnplans.export.book.fresh import make
from vnplans.export.book.guard import refuse, refuse_if_it_would_lose, refuse_if_open
from vnplans.export.book.keeping import Settings
from vnplans.export.book.update import Opened
from vnplans.export.moments import day, moment
from vnplans.export.rows import rows
from vnplans.models import Directive

__all__ = ["write"]

_FILE_NAME = 80
"""Letters of a lead agency's name in a file's."""


_OTHERS = frozenset({".xls", ".xlsm", ".xlsb", ".xltx", ".ods"})
"""Endings of workbooks of another form: a program would not open an .xlsx of that name."""


def write(  # noqa: PLR0913 - the options of the format
    directives: Iterable[Directive],
    out: Path,
    *,
    lead: str | None = None,
    due_before: dt.date | str | None = None,
    issuer: str | None = None,
    open: bool = False,
    per_lead: str | None = None,
    lang: str | None = None,
    now: dt.datetime | str | None = None,
    took: Callable[[int, int], None] | None = None,
) -> Path | None:
    """The tracker at `out`: a new workbook, or one that is there, brought up to date.

    A row follows its work (vnplans.tracker) by a key in a hidden column, so rows may be sorted, filtered, deleted and
    put in. The columns Trạng thái, Người thực hiện, Ghi chú, and every column, row and sheet that is not ours, belong
    to people; what they correct in our columns stays too. Tasks that the act no longer has are struck through, not
    deleted; what may be one task and was not joined is listed on the sheet Cần đối chiếu, what changed on Lịch sử. No
    text is ever a formula or a link.

    lead: only tasks led by an agency whose name has these words. Filters choose which tasks come in; a row that is
    there is brought up to date all the same.
    due_before: only tasks due before this day (YYYY-MM-DD); of a rhythm its next day counts.
    issuer: only tasks of acts of an issuer whose name has these words.
    open: hide what is finished or gone, by the sheet's own filter; nothing is taken out.
    per_lead: "sheet": one sheet per lead agency, named after it (the first, where there are several); "file": one
    workbook per lead agency beside `out`, "<name> - <agency>.xlsx". A workbook that is there keeps its own way.
    lang: "vi" or "en": what heads, states and reasons of a new workbook are said in; what the acts say is never
    translated. A workbook that is there keeps its language.
    now: for the history and for the next day of recurring tasks, else the clock's.

    Raises TargetRefused, with the file left as it is, where the workbook is open in a program, is none of ours, comes
    from a newer version or has parts that would be lost; WrongRequest where `out` ends as another form does; TooLarge
    past Excel's 1,048,576 rows; OSError.
    """
    choice = Choice(lead=lead, issuer=issuer, due_before=day(due_before))
    if out.suffix.lower() in _OTHERS:
        raise WrongRequest(
            f"chỉ ghi được sổ tính .xlsx, không phải {out.suffix}",
            f"only .xlsx workbooks are written, not {out.suffix}",
        )
    if lang not in (None, "vi", "en"):
        raise WrongRequest(f"lang: vi hoặc en, không phải {lang!r}", f"lang: vi or en, not {lang!r}")
    if per_lead not in (None, "sheet", "file"):
        raise WrongRequest(
            f"per_lead: sheet hoặc file, không phải {per_lead!r}", f"per_lead: sheet or file, not {per_lead!r}"
        )
    stamp = moment(now)
    if took is not None and not choice.all:
        directives = _told(directives, choice, stamp.date(), took)
    if per_lead == "file":
        _each_lead(directives, out, choice, lang or "vi", stamp, hide=open)
        return out.with_name(f"{out.stem} - *{out.suffix}")
    _one(directives, out, choice, Settings(per_lead=per_lead, lang=lang or "vi"), stamp, hide=open)
    return None


def _told(
    directives: Iterable[Directive], choice: Choice, today: dt.date, took: Callable[[int, int], None]
) -> Iterator[Directive]:
    """The acts, while it is counted what the filters take of them."""
    acts = tasks = 0
    took(0, 0)
    for directive in directives:
        chosen = sum(choice.takes(row, today) for row in rows(directive))
        acts, tasks = acts + bool(chosen), tasks + chosen
        took(acts, tasks)
        yield directive


def _one(  # noqa: PLR0913
    directives: Iterable[Directive], out: Path, choice: Choice, settings: Settings, now: dt.datetime, *, hide: bool
) -> None:
    """One workbook. Two exports at once wait for each other."""
    out = out.resolve()
    with FileLock(_lock(out)):
        if not out.exists():
            with replacing(out) as temporary:
                make(directives, temporary, choice, settings, now, hide=hide)
            return
        refuse_if_open(out)
        before = out.stat()
        refuse_if_it_would_lose(out)
        opened = Opened(out)
        changed = opened.bring_up_to_date(directives, choice, now)
        if not (opened.show_open() if hide else changed):
            return
        with replacing(out) as temporary:
            opened.save(temporary)
            refuse_if_open(out)
            after = out.stat()
            if (after.st_mtime_ns, after.st_size) != (before.st_mtime_ns, before.st_size):
                refuse(
                    "sổ vừa được lưu trong lúc xuất; hãy xuất lại",
                    "the workbook was saved meanwhile; export again",
                    out,
                )


def _lock(out: Path) -> str:
    name = hashlib.blake2b(str(out).encode(), digest_size=8).hexdigest()
    return str(Path(tempfile.gettempdir()) / f"vnplans-{name}.lock")


def _each_lead(  # noqa: PLR0913
    directives: Iterable[Directive], out: Path, choice: Choice, lang: str, now: dt.datetime, *, hide: bool
) -> None:
    """A workbook per lead agency: of those that come, and of those whose workbook is there already."""
    with tempfile.TemporaryDirectory() as folder:
        spool = Path(folder) / "records.jsonl"
        leads: dict[str, Path] = {}
        for path in sorted(out.parent.glob(f"{out.stem} - *{out.suffix}")):
            refuse_if_open(path)
            refuse_if_it_would_lose(path)
            if kept := Opened(path).settings.lead:
                leads[kept] = path
        with spool.open("wb") as stream:
            for directive in directives:
                stream.write(directive.model_dump_json().encode() + b"\n")
                for task in directive.tasks:
                    for name in [agency.name for agency in task.lead_agencies] or [NO_LEAD]:
                        leads.setdefault(name, _path_of(name, out, set(leads.values())))
        for name, path in leads.items():
            chosen = Choice(choice.lead, choice.issuer, choice.due_before, name)
            _one(jsonl.read(spool), path, chosen, Settings(per_lead="file", lead=name, lang=lang), now, hide=hide)


def _path_of(lead: str, out: Path, taken: set[Path]) -> Path:
    """'theo-doi - Sở Nội vụ.xlsx'."""
    names = {path.stem.removeprefix(f"{out.stem} - ").lower() for path in taken}
    return out.with_name(f"{out.stem} - {sheet_name(lead, names, _FILE_NAME)}{out.suffix}")
