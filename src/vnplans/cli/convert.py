"""vnplans convert: an archive of any size into OUT, interrupted and resumed as often as need be."""

from __future__ import annotations

import shlex
import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vnplans.cli.exits import ExitCode
from vnplans.cli.reading import LimitOption, read_options
from vnplans.cli.speech import Lang, both, english, words
from vnplans.cli.stopping import stopping

if TYPE_CHECKING:
    from vnplans.archive import Settings, Shortfall, Summary
    from vnplans.cli.progress import Display

__all__ = ["convert_command"]

_SCHEDULERS = ("tcp://", "tls://", "ucx://", "ws://", "wss://", "inproc://")


def convert_command(  # noqa: PLR0913, PLR0917 - each option of the command is a parameter
    paths: Annotated[
        list[str] | None,
        typer.Argument(help=both("Thư mục, tệp, ZIP, thư .eml, URL của fsspec", "folders, files, containers, URLs")),
    ] = None,
    out: Annotated[str, typer.Option("-o", "--out", help=both("Thư mục kết quả", "output folder or URL"))] = "",
    listed: Annotated[
        str, typer.Option("--from", help=both("Tệp liệt kê, mỗi dòng một đường dẫn", "a list; '-'"))
    ] = "",
    workers: Annotated[int, typer.Option(min=0, help=both("Số tiến trình; 0: tự chọn", "worker processes"))] = 0,
    timeout: Annotated[float, typer.Option(min=0.1, help=both("Giây cho mỗi tệp", "seconds for each file"))] = 300.0,
    memory: Annotated[int, typer.Option(min=64, help=both("MiB cho mỗi tệp", "MiB for each file"))] = 3072,
    max_pages: Annotated[
        int,
        typer.Option(
            min=0,
            help=both("Bản chụp dài: chỉ đọc từng ấy trang đầu và cuối; 0: đọc hết", "pages of long scans; 0: all"),
        ),
    ] = 0,
    ocr: Annotated[str, typer.Option(help="auto | always | never")] = "auto",
    ocr_engine: Annotated[str, typer.Option(help="auto | tesserocr | tesseract")] = "auto",
    limit: LimitOption = None,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help=both("Đọc lại tệp lỗi", "failed files again"))
    ] = False,
    allow_fewer: Annotated[
        bool,
        typer.Option("--allow-fewer", help=both("Vẫn chạy dù đầu vào ít tệp hơn hẳn", "far fewer files are right")),
    ] = False,
    prune: Annotated[
        bool, typer.Option("--prune", help=both("Bỏ kết quả của tệp không còn nữa", "take out what is gone"))
    ] = False,
    cluster: Annotated[
        bool,
        typer.Option(
            "--cluster", help=both("Chạy trên Dask: --cluster [tcp://máy:8786]", "on Dask; no address: local")
        ),
    ] = False,
    parquet: Annotated[
        bool, typer.Option("--parquet", help=both("Ghi thêm OUT/parquet/", "Parquet parts too"))
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help=both("Chỉ báo lỗi", "only errors"))] = False,
    json_log: Annotated[bool, typer.Option("--json-log", help=both("Nhật ký dạng JSON", "log as JSON lines"))] = False,
    lang: Lang = None,
) -> None:
    """An archive into OUT."""
    from vnplans.archive import FileLimits, Settings  # noqa: PLC0415 - keeps `vnplans --help` quick
    from vnplans.cli.progress import display  # noqa: PLC0415

    files, address = _split(paths or [], cluster)
    lines = _listed(listed)
    _require(bool(files or lines), words("cần ít nhất một đường dẫn", "at least one path"), "PATHS")
    _require(bool(out), words("cần thư mục kết quả", "an output folder"), "--out")
    settings = Settings(
        workers=workers or None,
        limits=FileLimits(seconds=timeout, memory_mib=memory),
        options=read_options(ocr, ocr_engine, limit, max_pages or None),
        retry_failed=retry_failed,
        allow_fewer=allow_fewer,
        prune=prune,
        cluster=address,
        parquet=parquet,
        english=english(),
    )
    raise typer.Exit(_run(files, lines, out, settings, display(quiet=quiet, as_json=json_log)))


def _require(condition: bool, message: str, option: str) -> None:
    if not condition:
        raise typer.BadParameter(message, param_hint=option)


def _split(paths: list[str], cluster: bool) -> tuple[list[str], str | None]:
    """The paths, and the scheduler's address that may stand after --cluster."""
    addresses = [p for p in paths if p.startswith(_SCHEDULERS)]
    _require(cluster or not addresses, words("địa chỉ cụm cần --cluster", "an address needs --cluster"), "PATHS")
    _require(len(addresses) < 2, words("một địa chỉ thôi", "one address only"), "--cluster")
    files = [p for p in paths if p not in addresses]
    return files, (addresses[0] if addresses else "local") if cluster else None


def _listed(listed: str) -> list[str]:
    if not listed:
        return []
    try:
        text = sys.stdin.read() if listed == "-" else Path(listed).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise typer.BadParameter(f"{listed}: {error.strerror}", param_hint="--from") from error
    return [line for line in text.splitlines() if line.strip()]


def _run(files: list[str], lines: list[str], out: str, settings: Settings, shown: Display) -> int:
    from vnplans.archive import ArchiveBusy, FarFewer, OutOfSpace, SchedulerLost, convert_to  # noqa: PLC0415
    from vnplans.errors import VnplansError  # noqa: PLC0415

    stop = threading.Event()
    with stopping(stop) as caught:
        try:
            with shown:
                summary = convert_to(out, files, settings, listed=lines, on_tick=shown.tick, stop=stop)
        except OutOfSpace as error:
            vi = f"hết chỗ trên đĩa ({error}); phần đã đọc được giữ lại"
            shown.error(vi, f"no space left ({error}); what was read is kept")
            return _resume(shown, ExitCode.STOPPED)
        except SchedulerLost:
            vi = "mất liên lạc với bộ điều phối của cụm; phần đã đọc được giữ lại"
            shown.error(vi, "the scheduler of the cluster is gone; what was read is kept")
            return _resume(shown, ExitCode.STOPPED)
        except KeyboardInterrupt:  # the second signal: even the outputs of what was read are left out
            return _resume(shown, ExitCode.INTERRUPTED)
        except FarFewer as error:
            for short in error.shortfalls:
                shown.error(*_shortfall(short))
            vi = "chưa động vào gì; nếu đúng là vậy, thêm --allow-fewer"
            shown.error(vi, "nothing was touched; if that is right, add --allow-fewer")
            return ExitCode.FEWER
        except ArchiveBusy as error:
            shown.error(f"một tiến trình khác đang ghi vào {error}", f"another process is writing to {error}")
            return ExitCode.STOPPED
        except VnplansError as error:
            shown.error(error.message_vi, error.message_en)
            return ExitCode.USAGE
        except OSError as error:
            where, why = error.filename or out, error.strerror or str(error)
            shown.error(f"không đọc hoặc ghi được {where} ({why})", f"cannot be read or written: {where} ({why})")
            return ExitCode.STOPPED
    shown.summary(summary, out)
    if not summary.finished:
        return _resume(shown, ExitCode.TERMINATED if signal.SIGTERM in caught else ExitCode.INTERRUPTED)
    return ExitCode.FAILED if _any_failed(summary) else ExitCode.OK


def _shortfall(short: Shortfall) -> tuple[str, str]:
    if not short.has:
        return (
            f"{short.path}: không có tệp nào; chưa gắn ổ, hay gõ nhầm?",
            f"{short.path}: no files at all; not mounted, or mistyped?",
        )
    return (
        f"{short.path}: có {short.has} tệp, lần trước {short.had}; chưa gắn ổ, hay gõ nhầm?",
        f"{short.path}: {short.has} files, {short.had} last time; not mounted, or mistyped?",
    )


def _any_failed(summary: Summary) -> bool:
    return summary.failed > 0


def _resume(shown: Display, code: int) -> int:
    command = shlex.join(["vnplans", *sys.argv[1:]])
    shown.error(f"chưa xong; chạy lại để đọc tiếp: {command}", f"not finished; to go on, run again: {command}")
    return code
