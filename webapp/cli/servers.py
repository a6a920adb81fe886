"""Commands that run until they are stopped: the server and the worker."""

import fcntl
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from engine import migrations
from engine.database.base import Database
from webapp import create_app
from webapp.api.jobs import WAITERS
from webapp.cli import http_server
from webapp.cli.output import configured_database
from webapp.demo import origin
from webapp.jobs import procrastinate_worker
from webapp.jobs.worker import Worker
from webapp.platform import logs
from webapp.platform.config import Config

FEWEST = WAITERS + 2  # programs that wait for jobs leave threads for people


@contextmanager
def alone(database: Database) -> Iterator[None]:
    """On SQLite, be the only server or worker of this file: a lock file beside it says so."""
    path = database.url.database
    if database.url.get_backend_name() != "sqlite" or not path:
        yield
        return
    with Path(f"{path}.lock").open("w", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise click.ClickException(
                f"Basis data {path} sedang dipakai server atau worker lain. SQLite hanya boleh dilayani satu proses: "
                "hentikan yang lain, atau gunakan PostgreSQL (JENJANG_DATABASE)."
            ) from None
        yield


def ready() -> Database:
    """The database of the settings, with the schema that this version expects."""
    database = configured_database()
    if not migrations.is_current(database):
        raise click.ClickException("Skema basis data belum terbaru: jalankan `jenjang migrate` lebih dahulu.")
    return database


def _stop(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, help="The port to listen on; 0 takes a free one.")
@click.option("--threads", default=8, show_default=True, type=click.IntRange(FEWEST), help="How many requests at once.")
def serve(host: str, port: int, threads: int) -> None:
    """Serve Jenjang and, on SQLite, run its jobs. Stops on Ctrl-C."""
    config = Config.read()
    config.check()
    database = ready()
    with alone(database):
        app = create_app(config, database)
        server = http_server.server(app, config, host, port, threads)
        worker = Worker(database).start() if database.url.get_backend_name() == "sqlite" else None
        app.extensions["runner"] = worker
        for name, value in config.masked().items():
            click.echo(f"  {name} = {value}")
        if worker is None:
            click.echo("  pekerjaan terjadwal dan surat dijalankan oleh `jenjang worker`: jalankan di samping ini")
        click.echo(f"Jenjang siap di http://{host}:{server.effective_port}", nl=True)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, _stop)
        try:
            server.run()
        except KeyboardInterrupt:
            click.echo("Jenjang berhenti")
        finally:
            server.close()
            if worker:
                worker.stop()


@click.command()
def worker() -> None:
    """Run due jobs until stopped; on PostgreSQL, on as many machines as there are. Stops on Ctrl-C."""
    config = Config.read()
    logs.configure(machine=not config.demo)
    database = ready()
    origin.check(database, demo=config.demo)
    click.echo("worker berjalan")
    if database.url.get_backend_name() == "postgresql":
        procrastinate_worker.run(database)
        return
    with alone(database):
        runner = Worker(database).start()
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        stop.wait()
        runner.stop()
