"""Commands that keep the data safe: the whole database into one file, and back."""

from pathlib import Path
from typing import Any

import click

from engine import archive
from engine.database.base import Database
from webapp.cli.output import as_json, configured_database, create_file, echo_json
from webapp.cli.servers import alone
from webapp.jobs import procrastinate_worker


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@as_json
def backup(file: Path, json_: bool) -> None:
    """Write the whole database into FILE, while everybody goes on working.

    FILE holds personal data and is readable by its owner alone. It can be restored into SQLite and PostgreSQL.
    """
    manifest = archive.back_up(configured_database(), file, _print_progress)
    if json_:
        echo_json({"file": str(file), **manifest})
    else:
        click.echo(
            f"cadangan: {_row_sum(manifest)} baris, skema {manifest['revision']}, {file.stat().st_size} byte → {file}"
        )


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@as_json
def restore(file: Path, json_: bool) -> None:
    """Restore FILE into the empty database of the settings, and verify the history of every case.

    An archive of an older version is brought to this version's schema. What does not fit leaves the database empty.
    """
    database = configured_database()
    create_file(database)
    with alone(database):
        manifest = archive.restore(database, file, _print_progress)
        _prepare_jobs(database)
    if json_:
        echo_json({"file": str(file), **manifest})
    else:
        click.echo(f"dipulihkan: {_row_sum(manifest)} baris; riwayat {manifest['cases']} usulan diperiksa dan utuh")


def _prepare_jobs(database: Database) -> None:
    """Make the tables of Procrastinate; its sweep finds what became due meanwhile."""
    if database.url.get_backend_name() == "postgresql":
        procrastinate_worker.prepare(database)


def _print_progress(table: str, rows: int) -> None:
    click.echo(f"  {table}: {rows}", err=True)


def _row_sum(manifest: dict[str, Any]) -> int:
    return sum(each["rows"] for each in manifest["tables"].values())
