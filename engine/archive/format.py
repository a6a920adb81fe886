"""The format of an archive: for each table a file of JSON lines, one a row; a manifest with counts and hashes."""

import base64
import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

import orjson
from sqlalchemy import Connection, MetaData, Table

from engine.database.base import canonical
from engine.errors import Refusal
from engine.unzip import Archive, BadZip

FORMAT = "jenjang-archive/1"
MANIFEST = "manifest.json"
REVISION = "alembic_version"
LIMIT_MANIFEST = 1 << 20

Row = Mapping[str, Any]
OnTable = Callable[[str, int], None]
"""Called after each table with its name and the number of its rows."""


class BadArchive(Refusal):
    """A file that is no archive, or was changed since it was written."""

    code = "archive_unreadable"


class TableDigest:
    """Counts and hashes the rows of one table."""

    def __init__(self) -> None:
        self.rows, self._hash = 0, hashlib.sha256()

    def add(self, line: bytes) -> None:
        self.rows += 1
        self._hash.update(line)

    def to_dict(self) -> dict[str, Any]:
        return {"rows": self.rows, "sha256": self._hash.hexdigest()}


def tables(connection: Connection) -> list[Table]:
    """Our tables as they are in the database, whatever its revision; those that others refer to come first."""
    metadata = MetaData()
    metadata.reflect(connection)
    return [table for table in metadata.sorted_tables if table.name != REVISION]


def entry(table: str) -> str:
    """The name of a table's file in the archive."""
    return f"tables/{table}.jsonl"


def line_of(row: Row) -> bytes:
    """A row as one line: times in UTC, bytes in Base64."""
    return canonical({str(name): _plain(value) for name, value in row.items()}) + b"\n"


def row_of(line: bytes, table: Table) -> dict[str, Any]:
    """The row that a line holds. Raises BadArchive."""
    try:
        row = orjson.loads(line)
        return {name: _value(value, table.columns[name].type.python_type) for name, value in row.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadArchive(detail=f"{table.name}: {type(error).__name__}") from None


def manifest_of(archive: Archive) -> dict[str, Any]:
    """The manifest of an archive, checked. Raises BadArchive."""
    try:
        manifest: dict[str, Any] = orjson.loads(archive.read(MANIFEST, LIMIT_MANIFEST))
        tables, revision = manifest["tables"], manifest["revision"]
        if manifest["format"] != FORMAT or not isinstance(tables, dict) or not isinstance(revision, str):
            raise ValueError("format")
        if not all(isinstance(each["rows"], int) for each in tables.values()):
            raise ValueError("rows")
    except BadZip:
        raise BadArchive(detail=MANIFEST) from None
    except (KeyError, ValueError, TypeError) as error:
        raise BadArchive(detail=str(error)) from None
    return manifest


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        # SQLite keeps UTC without saying so.
        return (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return base64.b64encode(value).decode() if isinstance(value, bytes | memoryview) else value


def _value(stored: Any, kind: type) -> Any:
    if stored is None:
        return None
    if kind in (datetime, date):
        return kind.fromisoformat(stored)
    return base64.b64decode(stored) if kind is bytes else stored
