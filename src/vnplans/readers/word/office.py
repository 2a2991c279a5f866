"""LibreOffice as a converter, where it is installed: its own profile for each call, killed as a whole at a limit.

A document may name addresses (linked pictures, templates, fields that fetch). The profile refuses them, and where the
system grants a network namespace to a user (Linux, unshare of util-linux) there is no network to ask.
"""

from __future__ import annotations

import logging
import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

from vnplans.limits import Limits

__all__ = ["convert"]

_log = logging.getLogger("vnplans.readers.word.office")


def convert(data: bytes, suffix: str, to: str, seconds: float = Limits().office_seconds) -> bytes | None:
    """A file in another form ("doc" -> "docx"); None where LibreOffice is not installed, refuses or takes too long."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="vnplans-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"in.{suffix}"
        source.write_bytes(data)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, "utf-8")
        profile = (folder / "profile").as_uri()
        options = ["--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation={profile}"]
        command = [program, *options, "--convert-to", to, "--outdir", name, str(source)]
        _run([*_without_network(), *command], folder, seconds)
        target = folder / f"in.{to}"
        return target.read_bytes() if target.is_file() else None


_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""Of the profile: no linked content, links never updated (0), no macros."""


@cache
def _without_network() -> tuple[str, ...]:
    """What runs a command in a network namespace of its own, with no device but a loopback that is down; () if none."""
    program = shutil.which("unshare")
    if program is None:
        return ()
    command = (program, "--map-root-user", "--net", "--")
    try:
        granted = subprocess.run([*command, "true"], capture_output=True, timeout=10, check=False).returncode == 0
    except (OSError, subprocess.SubprocessError):
        return ()
    return command if granted else ()


def _run(command: list[str], folder: Path, seconds: float) -> None:
    """Run a command in a process group of its own; the whole group ends with it."""
    quiet = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
    environment = {**os.environ, "HOME": str(folder)}
    process = subprocess.Popen(command, cwd=folder, env=environment, start_new_session=True, **quiet)  # type: ignore[call-overload]
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        _log.warning("LibreOffice took longer than %d s and was ended", seconds)
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
