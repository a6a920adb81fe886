"""Rows written past the unit of work: one statement now, and the object in memory follows."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, cast

from sqlalchemy import Connection, Insert, Result, Table, Update, bindparam, insert, inspect, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.sql import Executable

from engine.database.base import Base, session_of
from engine.database.transaction import transaction

# What a step writes is known to the step; the unit of work would find it out again, at twice the cost.


def put(noun: Base, **columns: Any) -> None:
    """Write these columns of the row of `noun` and set them in memory. A versioned row gets its next version.

    A JSON value may be given as its text.
    Raises StaleDataError where the row is gone or has another version.
    """
    session, kind = session_of(noun), type(noun)
    if session.in_nested_transaction():  # what a savepoint undoes, only the unit of work undoes in memory
        for name, value in columns.items():
            setattr(noun, name, value)
        session.flush()
        return _forget(session, noun, columns)
    identity = {f"of_{name}": getattr(noun, name) for name in _identity(kind)}
    if (version := _version(kind)) is not None:
        columns[version] = getattr(noun, version) + 1
    written = _connection(session).execute(_update(kind), {**columns, **identity})
    if written.rowcount != 1:
        raise StaleDataError(f"{kind.__tablename__} {identity}: {written.rowcount} rows written")
    for name, value in columns.items():
        set_committed_value(noun, name, value)
    return _forget(session, noun, columns)


def _forget(session: Session, noun: Base, columns: Mapping[str, Any]) -> None:
    """Have columns that were written as text read anew at their next use."""
    if texts := [name for name, value in columns.items() if isinstance(value, bytes)]:
        session.expire(noun, texts)


def add(session: Session, kind: type[Base], rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows of which no object is needed; columns that a row leaves out are null."""
    if params := list(rows):
        _connection(session).execute(_insert(kind), params)


def read(session: Session, query: Executable, params: Mapping[str, Any]) -> Result[Any]:
    """The rows of a query, as columns and not as objects."""
    session.flush()
    return _connection(session).execute(query, dict(params))


def _connection(session: Session) -> Connection:
    """The connection of this transaction, kept: the session would look for it anew each time."""
    current = transaction(session)
    if current.connection is None:
        current.connection = session.connection()
    return current.connection


# Made once for each table: to put a statement together takes longer than to run it.
@cache
def _update(kind: type[Base]) -> Update:
    table = cast(Table, kind.__table__)
    return update(table).where(*(table.c[name] == bindparam(f"of_{name}") for name in _identity(kind)))


@cache
def _insert(kind: type[Base]) -> Insert:
    return insert(cast(Table, kind.__table__))


@cache
def _identity(kind: type[Base]) -> tuple[str, ...]:
    """The columns that a row is found by: its key, and its version where it has one."""
    version = _version(kind)
    return (*(column.name for column in inspect(kind).primary_key), *([version] if version else []))


@cache
def _version(kind: type[Base]) -> str | None:
    column = inspect(kind).version_id_col
    return None if column is None else str(column.name)
