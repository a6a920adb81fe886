"""Wakes workers on PostgreSQL through Procrastinate; each of its jobs names one row of `job`.

The row is the truth: a lost wake-up delays a job until the sweep, one that comes twice is refused by `activate`.
"""

import asyncio
import logging
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import psycopg
from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.schema import SchemaManager
from sqlalchemy import text
from sqlalchemy.orm import Session

from engine import job
from engine.database.base import Database, demo_clock, real_clock
from engine.job import Job
from webapp.jobs import worker
from webapp.platform import integrations
from webapp.platform.config import Config

log = logging.getLogger("jenjang.worker")
SCHEMA = "procrastinate"
OPTIONS = f"-c search_path=public,{SCHEMA}"
SWEEP = "* * * * * */15"  # the seconds stand last: each quarter of a minute
# Two queues: a system that does not answer must not keep timers and letters waiting.
INSIDE, OUTSIDE = "default", "outside"
CONCURRENCY = 4  # of a worker, in each queue
RESTART_PAUSE = 2.0  # seconds
TABLE_EXISTS = text("SELECT to_regclass(:name)")
LIVING_WORKERS = text(
    "SELECT count(*) FROM procrastinate.procrastinate_workers WHERE last_heartbeat > now() - interval '1 minute'"
)


def open_database(config: Config) -> Database:
    """The database of the settings; on PostgreSQL a transaction that adds a job also wakes a worker."""
    clock = demo_clock if config.demo else real_clock
    on_sqlite = config.database.startswith("sqlite")
    database = Database(config.database, clock) if on_sqlite else on_postgresql(config.database, clock)
    database.installation.integrations = integrations.read(config)
    return database


def on_postgresql(url: str, clock: Any = real_clock) -> Database:
    """A PostgreSQL database whose new jobs wake a worker."""
    joint = "&" if "?" in url else "?"
    database = Database(f"{url}{joint}options={OPTIONS.replace(' ', '%20').replace('=', '%3D')}", clock)
    sender = _app(database)
    database.on_job(lambda session, enqueued: _send(sender, session, enqueued))
    return database


def prepare(database: Database) -> None:
    """Create Procrastinate's own tables, in a schema of their own, where they are missing."""
    with database.engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
        there = connection.execute(TABLE_EXISTS, {"name": f"{SCHEMA}.procrastinate_jobs"}).scalar()
        if there is None:
            connection.execute(text(f"SET LOCAL search_path TO {SCHEMA}"))
            # Without parameters the driver takes the script as it is, percent signs and several statements included.
            connection.connection.cursor().execute(SchemaManager.get_schema())


def run(database: Database) -> None:
    """Run jobs until the process gets a signal to stop; where the database goes away, begin again once it is back."""
    asyncio.run(_run_until_signalled(database))


async def _run_until_signalled(database: Database) -> None:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    # A thread for every place, and a few for the sweep and the network: the loop's own are fewer on a small machine.
    loop.set_default_executor(ThreadPoolExecutor(2 * CONCURRENCY + 4, "jenjang-worker"))
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    await asyncio.gather(*(_serve(database, queue, stop) for queue in (INSIDE, OUTSIDE)))


async def _serve(database: Database, queue: str, stop: asyncio.Event) -> None:
    """Run one queue until `stop`; a job that hangs in it never delays the other queue, not even after an outage."""
    stopped = asyncio.create_task(stop.wait())
    while not stop.is_set():
        working = asyncio.create_task(_work(database, queue))
        await asyncio.wait({working, stopped}, return_when=asyncio.FIRST_COMPLETED)
        if stop.is_set():
            working.cancel()  # it lets its running jobs finish
        with suppress(asyncio.CancelledError, ConnectorException, psycopg.Error):
            await working
        if not stop.is_set():
            log.warning("the worker of queue %s lost the database and begins again", queue)
            await asyncio.wait({stopped}, timeout=RESTART_PAUSE)


async def _work(database: Database, queue: str) -> None:
    """Run Procrastinate's worker of a queue once; it ends by itself where it loses the database."""
    app = _app(database)

    @app.task(name="run")
    def run_one(key: int) -> None:
        worker.run_job(database, key)

    if queue == INSIDE:
        _sweep(app, database)
    with app.open():
        async with app.open_async():
            await app.run_worker_async(
                queues=[queue],
                name=queue,
                concurrency=CONCURRENCY,
                delete_jobs="successful",
                install_signal_handlers=False,
            )


def _sweep(app: App, database: Database) -> None:
    """Defer, every quarter of a minute, each due job of both queues that no worker holds."""

    @app.periodic(cron=SWEEP)
    @app.task(name="sweep", queueing_lock="sweep", pass_context=False)
    def sweep(timestamp: int) -> None:
        for queue in (INSIDE, OUTSIDE):
            for key in _due(database, queue):
                with suppress(AlreadyEnqueued):
                    app.configure_task("run", queue=queue, queueing_lock=f"sweep-{key}").defer(key=key)


def awake(database: Database) -> bool:
    """True if a worker somewhere sent its heartbeat within the last minute."""
    with database.reader.connect() as connection:
        there = connection.execute(TABLE_EXISTS, {"name": f"{SCHEMA}.procrastinate_workers"}).scalar()
        return there is not None and bool(connection.execute(LIVING_WORKERS).scalar())


def _send(sender: App, session: Session, enqueued: Job) -> None:
    if enqueued.type not in job.done_here(session):
        return
    at = enqueued.due_at if enqueued.due_at > datetime.now(UTC) else None
    connection = session.connection().connection.driver_connection
    sender.configure_task("run", queue=_queue(enqueued.type), schedule_at=at, connection=connection).defer(
        key=enqueued.id
    )


def _queue(kind: str) -> str:
    return OUTSIDE if job.HANDLERS[kind].asks else INSIDE


def _due(database: Database, queue: str) -> list[int]:
    with database.read() as session:
        types = [kind for kind in job.done_here(session) if _queue(kind) == queue]
        return list(job.due(session, types=types, limit=1000))


def _app(database: Database) -> App:
    conninfo = database.url.set(drivername="postgresql", query=_query(database)).render_as_string(hide_password=False)
    return App(connector=PsycopgConnector(conninfo=conninfo, kwargs={"options": f"-c search_path={SCHEMA}"}))


def _query(database: Database) -> dict[str, Any]:
    return {name: value for name, value in database.url.query.items() if name != "options"}
