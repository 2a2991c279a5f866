"""LibreOffice as a converter, where it is installed: its own profile for each call, killed as a whole at a limit."""

from __future__ import annotations

import logging
import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

__all__ = ["LIMIT_SECONDS", "convert"]

LIMIT_SECONDS = 90
"""A cold start takes 1 to 3 seconds and the longest document seen 6."""

_log = logging.getLogger("vnplans.readers.word.office")


def convert(data: bytes, suffix: str, to: str) -> bytes | None:
    """A file in another form ("doc" -> "docx"); None where LibreOffice is not installed, refuses or takes too long."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="vnplans-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"in.{suffix}"
        source.write_bytes(data)
        profile = (folder / "profile").as_uri()
        options = ["--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation={profile}"]
        _run([program, *options, "--convert-to", to, "--outdir", name, str(source)], folder)
        target = folder / f"in.{to}"
        return target.read_bytes() if target.is_file() else None


def _run(command: list[str], folder: Path) -> None:
    """Run a command in a process group of its own; the whole group ends with it."""
    quiet = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
    environment = {**os.environ, "HOME": str(folder)}
    process = subprocess.Popen(command, cwd=folder, env=environment, start_new_session=True, **quiet)  # type: ignore[call-overload]
    try:
        process.wait(LIMIT_SECONDS)
    except subprocess.TimeoutExpired:
        _log.warning("LibreOffice took longer than %d s and was ended", LIMIT_SECONDS)
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and what it started (soffice is a script that starts soffice.bin)."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        process.kill()
    process.wait()
