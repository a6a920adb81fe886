"""Restores an archive into an empty database, in one transaction that is committed only if everything fits."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, LargeBinary, Table, delete, insert, inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from engine import audit, migrations
from engine.archive.format import BadArchive, OnTable, TableDigest, entry, manifest_of, row_of, tables
from engine.audit import EventKind
from engine.case import Case
from engine.database.base import Database
from engine.errors import Conflict, Refusal
from engine.person import LoginSession
from engine.unzip import Archive, BadZip
from engine.verify import verify

FILES = 200
LONGEST, LONGEST_PAPER = 32 << 20, 256 << 20
"""Bytes of one row; the largest are papers."""
BATCH = 8 << 20
"""Bytes of rows that are put in at once."""


def restore(database: Database, file: Path, on_table: OnTable = lambda _table, _rows: None) -> dict[str, Any]:
    """Create the schema of the archive, insert its rows, bring it to this version's schema, verify every chain.

    Returns the manifest, with the number of `cases` whose chains were verified. Raises BadArchive, Refusal
    (`archive_broken`, `archive_chain_broken`), Conflict (`database_not_empty`, `archive_newer`); then nothing stays.
    """
    try:
        with file.open("rb") as source, database.engine.begin() as connection:
            archive = Archive(source, files=FILES)
            manifest = manifest_of(archive)
            _make_room(connection, manifest["revision"])
            for table in _tables(connection, manifest):
                _fill(connection, archive, table, manifest["tables"][table.name])
                on_table(table.name, manifest["tables"][table.name]["rows"])
            migrations.upgrade_on(connection)
            connection.execute(delete(LoginSession))  # who logged out since must not be logged in again
            with database.session_on(connection) as session:
                cases = _verify(session)
                audit.record(session, EventKind.BACKUP_RESTORED, parts={"backup": {"revision": manifest["revision"]}})
                session.flush()
    except BadZip as error:
        raise BadArchive(detail=error.values.get("file", file.name)) from None
    except OSError as error:
        raise BadArchive(detail=str(error)) from None
    return {**manifest, "cases": cases}


def _make_room(connection: Connection, revision: str) -> None:
    """Create the empty schema that the archive was written from."""
    if inspect(connection).get_table_names():
        raise Conflict("database_not_empty")
    if not migrations.knows(revision):
        raise Conflict("archive_newer", revision=revision)
    migrations.upgrade_on(connection, revision)


def _tables(connection: Connection, manifest: dict[str, Any]) -> list[Table]:
    expected = tables(connection)
    if {table.name for table in expected} != set(manifest["tables"]):
        raise BadArchive(detail="tables")
    for table in reversed(expected):
        connection.execute(table.delete())  # what a migration itself put in stands in the archive too
    return expected


def _fill(connection: Connection, archive: Archive, table: Table, expected: dict[str, Any]) -> None:
    digest = TableDigest()
    try:
        for batch in _batches(archive, table, digest, expected["rows"]):
            connection.execute(insert(table), batch)
    except IntegrityError:
        raise Refusal("archive_broken", table=table.name) from None
    if digest.to_dict() != expected:
        raise Refusal("archive_broken", table=table.name)


def _batches(archive: Archive, table: Table, digest: TableDigest, most: int) -> Iterator[list[dict[str, Any]]]:
    """The rows of a table in parts; a table that refers to itself is one part, with the rows referred to first."""
    rows, size = [], 0
    inner = [key for key in table.foreign_keys if key.column.table is table]
    for line in _lines(archive, table):
        digest.add(line)
        rows.append(row_of(line, table))
        size += len(line)
        if digest.rows > most or (inner and size > LONGEST):  # more than the manifest counts, or than stands in memory
            raise Refusal("archive_broken", table=table.name)
        if size > BATCH and not inner:
            yield rows
            rows, size = [], 0
    for key in inner:
        rows = _parents_first(rows, key.parent.name, key.column.name)
    if rows:
        yield rows


def _lines(archive: Archive, table: Table) -> Iterator[bytes]:
    if entry(table.name) not in archive.names:
        raise Refusal("archive_broken", table=table.name)
    papers = any(isinstance(column.type, LargeBinary) for column in table.columns)
    try:
        yield from archive.lines(entry(table.name), LONGEST_PAPER if papers else LONGEST)
    except BadZip:
        raise BadArchive(detail=table.name) from None


def _parents_first(rows: list[dict[str, Any]], child: str, parent: str) -> list[dict[str, Any]]:
    """The rows in an order in which whatever `child` refers to stands before it."""
    by_key = {row[parent]: row for row in rows}
    ordered: dict[Any, dict[str, Any]] = {}
    for row in rows:
        line = [row]
        while (above := by_key.get(line[-1][child])) and above not in line:
            line.append(above)
        ordered |= {each[parent]: each for each in reversed(line) if each[parent] not in ordered}
    return list(ordered.values())


def _verify(session: Session) -> int:
    """Verify the chain of every case and return their number. Raises Refusal("archive_chain_broken")."""
    keys = session.scalars(select(Case.id)).all()
    for key in keys:
        case = session.get_one(Case, key)
        if verify(audit.export(session, case)):
            raise Refusal("archive_chain_broken", number=case.number)
        session.expunge_all()  # one history at a time in memory
    return len(keys)
