"""Writes an archive from one consistent snapshot, while everybody goes on working."""

import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, LargeBinary, Table, select

from engine import audit, migrations
from engine.archive.format import FORMAT, MANIFEST, OnTable, TableDigest, entry, line_of, tables
from engine.audit import EventKind
from engine.database.base import Database, canonical
from engine.errors import Conflict

MANY = 500


def back_up(database: Database, file: Path, on_table: OnTable = lambda _table, _rows: None) -> dict[str, Any]:
    """Write every table into `file`, readable by its owner alone, and record `backup_made`. Returns the manifest.

    Raises Conflict("archive_there") where the file is there already: no backup is written over another.
    """
    if file.exists():
        raise Conflict("archive_there", file=str(file))
    descriptor, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)  # new, and for its owner alone
    part = Path(name)
    try:
        with _snapshot(database) as connection:
            manifest = _write(connection, descriptor, on_table)
        os.replace(part, file)
    finally:
        part.unlink(missing_ok=True)
    with database.write() as session:
        rows = sum(each["rows"] for each in manifest["tables"].values())
        parts = {"revision": manifest["revision"], "rows": rows, "sha256": manifest["tables"]["audit_event"]["sha256"]}
        audit.record(session, EventKind.BACKUP_MADE, parts={"backup": parts})
        session.commit()
    return manifest


@contextmanager
def _snapshot(database: Database) -> Iterator[Connection]:
    """A connection that sees the database as it is now, whatever others commit meanwhile."""
    with database.reader.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        yield connection  # on SQLite a transaction that only reads keeps its snapshot
        connection.rollback()


def _write(connection: Connection, descriptor: int, on_table: OnTable) -> dict[str, Any]:
    counted: dict[str, Any] = {}
    with os.fdopen(descriptor, "wb") as raw:
        with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
            for table in tables(connection):
                counted[str(table.name)] = _write_table(connection, archive, table)
                on_table(table.name, counted[str(table.name)]["rows"])
            manifest = {"format": FORMAT, "revision": migrations.revision(connection), "tables": counted}
            archive.writestr(MANIFEST, canonical(manifest))
        raw.flush()
        os.fsync(raw.fileno())
    return manifest


def _write_table(connection: Connection, archive: zipfile.ZipFile, table: Table) -> dict[str, Any]:
    digest = TableDigest()
    heavy = any(isinstance(column.type, LargeBinary) for column in table.columns)
    query = select(table).order_by(*table.primary_key.columns)
    rows = connection.execution_options(yield_per=1 if heavy else MANY).execute(query).mappings()
    with archive.open(entry(table.name), "w", force_zip64=True) as target:
        for row in rows:
            line = line_of(dict(row))
            digest.add(line)
            target.write(line)
    return digest.to_dict()
