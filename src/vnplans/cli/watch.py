"""vnplans watch: new and changed files of folders and mailboxes flow into a tracker, each once."""

from __future__ import annotations

import datetime as dt
import shutil
import signal
import sqlite3
import threading
from collections.abc import Iterable
from contextlib import closing
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vnplans.cli.exits import ExitCode
from vnplans.cli.export import set_options, without_secret
from vnplans.cli.reading import LimitOption, read_options
from vnplans.cli.speech import LangOfBook, both, complain, english, say, words
from vnplans.cli.stopping import stopping

if TYPE_CHECKING:
    from vnplans.models import Directive
    from vnplans.watch import Flow, Memory
    from vnplans.watch.memory import Settled

__all__ = ["watch_command"]

_RESCAN, _POLL = 30.0, 5.0
"""Seconds between two looks: where changes are heard of as well, and where they are not."""


def watch_command(  # noqa: PLR0913, PLR0917 - each option of the command is a parameter
    folders: Annotated[
        list[Path],
        typer.Argument(help=both("Thư mục, hộp thư maildir hoặc tệp mbox", "Folders, maildirs or mbox files")),
    ],
    to: Annotated[
        str,
        typer.Option("--to", help=both("Đích cập nhật được: sql | xlsx | ics", "A target to update: sql | xlsx | ics")),
    ],
    out: Annotated[str, typer.Option("--out", "-o", help=both("Tệp, hoặc URL cơ sở dữ liệu", "File, or database URL"))],
    once: Annotated[
        bool,
        typer.Option(
            "--once", help=both("Làm hết những gì đang có rồi thôi (cho cron)", "All that is there, then end (cron)")
        ),
    ] = False,
    poll: Annotated[
        float | None,
        typer.Option(
            min=0.2,
            help=both("Chỉ nhìn lại sau mỗi chừng ấy giây (ổ mạng)", "Only look again every so many seconds (shares)"),
        ),
    ] = None,
    settle: Annotated[
        float,
        typer.Option(min=0.1, help=both("Tệp phải đứng yên bao nhiêu giây", "Seconds that a file must stand still")),
    ] = 2.0,
    workers: Annotated[int, typer.Option(min=0, help=both("Số tiến trình; 0: tự chọn", "Worker processes"))] = 1,
    timeout: Annotated[float, typer.Option(min=0.1, help=both("Giây cho mỗi tệp", "Seconds for each file"))] = 300.0,
    memory: Annotated[int, typer.Option(min=64, help=both("MiB cho mỗi tệp", "MiB for each file"))] = 3072,
    ocr: Annotated[str, typer.Option(help="auto | always | never")] = "auto",
    ocr_engine: Annotated[str, typer.Option(help="auto | tesserocr | tesseract")] = "auto",
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help=both("Đọc lại tệp lỗi", "Failed files again"))
    ] = False,
    limit: LimitOption = None,
    options: Annotated[
        list[str] | None,
        typer.Option("--set", help=both("Tùy chọn của đích: tên=giá trị", "Of the target: name=value")),
    ] = None,
    lang: LangOfBook = None,
) -> None:
    """Watch until Ctrl-C or TERM."""
    from vnplans.archive import FileLimits, Settings  # noqa: PLC0415 - keeps `vnplans --help` quick
    from vnplans.export import FORMATS, formats, write  # noqa: PLC0415
    from vnplans.watch import Flow, Looks, Memory, WatchBusy, memory_of  # noqa: PLC0415

    _require(folders)
    chosen = set_options(options or [])
    updated = [name for name in formats() if name not in FORMATS or FORMATS[name].tracker]
    if to not in updated:
        names = ", ".join(updated)
        raise typer.BadParameter(
            words(f"{to} không phải đích cập nhật được; có: {names}", f"{to} is no target that is updated: {names}"),
            param_hint="--to",
        )

    if to == "xlsx" and english():
        chosen["lang"] = "en"

    def bring(acts: Iterable[Directive]) -> None:
        if to == "ics":
            chosen["stamp"] = dt.datetime.now(dt.UTC)  # a calendar takes the entry of the later DTSTAMP
        write(acts, to, out, **chosen)

    settings = Settings(
        workers=workers or None,
        limits=FileLimits(seconds=timeout, memory_mib=memory),
        options=read_options(ocr, ocr_engine, limit),
    )
    place, stop = memory_of(out), threading.Event()
    list_ = place.with_name(f"{place.stem.removeprefix('.')}.failed.jsonl")
    spool = place.with_name(f"{place.name}.mails")
    try:
        with closing(Memory(place, version("vnplans"))) as remembered:
            shutil.rmtree(spool, ignore_errors=True)  # of a run that was killed
            _prepare(remembered, out, retry_failed=retry_failed)
            own = frozenset(path.resolve() for path in (Path(out), list_))
            flow = Flow(Looks(tuple(folders), settle, own), remembered, bring, settings, _Said(), stop, list_, spool)
            raise typer.Exit(_run(flow, folders, out, poll, once=once))
    except WatchBusy as error:
        say(f"một tiến trình khác đang theo dõi cho {out} ({error})", f"another process watches for {out} ({error})")
        raise typer.Exit(ExitCode.STOPPED) from error
    except sqlite3.Error as error:
        say(f"{place}: không ghi được ({error})", f"{place}: cannot be written ({error})")
        raise typer.Exit(ExitCode.STOPPED) from error
    except OSError as error:
        where, why = error.filename or place, error.strerror or str(error)
        if Path(where).name.startswith(place.name):
            where = without_secret(out)  # what we keep beside the target cannot be kept there
        say(f"{where}: không đọc hoặc ghi được ({why})", f"{where}: cannot be read or written ({why})")
        raise typer.Exit(ExitCode.STOPPED) from error


def _require(folders: Iterable[Path]) -> None:
    for folder in folders:
        if not folder.exists():
            say(f"{folder}: không có thư mục này", f"{folder}: no such folder")
            raise typer.Exit(ExitCode.USAGE)


def _prepare(memory: Memory, out: str, *, retry_failed: bool) -> None:
    """What is remembered holds for the target that is there: where it is gone, all is written again."""
    if "://" not in out and not Path(out).exists():
        memory.forget()
    elif retry_failed:
        memory.retry_failed()


def _run(flow: Flow, folders: list[Path], out: str, poll: float | None, *, once: bool) -> int:
    from vnplans.archive import OutOfSpace  # noqa: PLC0415
    from vnplans.errors import VnplansError  # noqa: PLC0415
    from vnplans.watch import Waking  # noqa: PLC0415

    waking = Waking(folders, listen=poll is None and not once)
    seconds = poll or (_RESCAN if waking.hears else _POLL)
    code = ExitCode.OK
    with stopping(flow.stop, waking.wake) as caught:
        if not once:
            _greet(out, seconds, hears=waking.hears)
        try:
            flow.run(waking, seconds, once=once)
        except VnplansError as error:
            complain(error)
            code = ExitCode.USAGE
        except OutOfSpace as error:
            say(f"hết chỗ trên đĩa ({error})", f"no space left ({error})")
            code = ExitCode.STOPPED
        except KeyboardInterrupt:  # the second signal
            pass
        finally:
            flow.stop.set()
    _close(flow, out)
    if code is not ExitCode.OK:
        return code
    if caught:
        return ExitCode.TERMINATED if signal.SIGTERM in caught else ExitCode.INTERRUPTED
    return ExitCode.STOPPED if flow.blocked else ExitCode.FAILED if flow.tally.lost else ExitCode.OK


def _greet(out: str, seconds: float, *, hears: bool) -> None:
    heard_vi, heard_en = ("nghe thay đổi, ", "changes are heard, ") if hears else ("", "")
    shown = without_secret(out)
    say(
        f"theo dõi, ghi vào {shown}; {heard_vi}nhìn lại mỗi {seconds:g} giây",
        f"watching, into {shown}; {heard_en}a look every {seconds:g} s",
    )


def _close(flow: Flow, out: str) -> None:
    done, shown = flow.tally, without_secret(out)
    more_vi = f"; {done.lost} tệp lỗi, xem {flow.list_}" if done.lost else ""
    more_en = f"; {done.lost} files failed, see {flow.list_}" if done.lost else ""
    waits_vi = "; còn tệp đang được chép" if flow.looks.unsettled else ""
    waits_en = "; some files are still being copied" if flow.looks.unsettled else ""
    say(
        f"đã ghi {done.acts} văn bản, {done.tasks} nhiệm vụ từ {done.contents} tệp vào {shown}{more_vi}{waits_vi}",
        f"{done.acts} acts, {done.tasks} tasks from {done.contents} files written to {shown}{more_en}{waits_en}",
    )


class _Said:
    """Lines on standard error."""

    def settled(self, one: Settled) -> None:
        for lost in one.lost:
            say(f"lỗi {lost.file}: {lost.why.message_vi}", f"failed {lost.file}: {lost.why.message_en}")
        counts_vi = f"{one.acts} văn bản, {one.tasks} nhiệm vụ"
        if one.state == "written":
            say(f"{one.name}: {counts_vi}", f"{one.name}: {one.acts} acts, {one.tasks} tasks")
        elif one.state == "nothing":
            say(f"{one.name}: không có văn bản mới", f"{one.name}: no new act in it")

    def told(self, vi: str, en: str) -> None:
        say(vi, en)
