"""A real PostgreSQL for the tests of the SQL export."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .postgres_server import MISSING, binaries, server


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a server made for this run, with '{}' for the name of a database."""
    programs = binaries()
    if programs is None:
        pytest.skip(MISSING)
    with server(programs) as url:
        yield url


@pytest.fixture
def postgres(postgres_server: str) -> str:
    """The URL of an empty database on that server."""
    sqlalchemy = pytest.importorskip("sqlalchemy")
    pytest.importorskip("psycopg")
    admin = sqlalchemy.create_engine(postgres_server.format("postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(sqlalchemy.text("DROP DATABASE IF EXISTS trial"))
        connection.execute(sqlalchemy.text("CREATE DATABASE trial"))
    admin.dispose()
    return postgres_server.format("trial")
