"""Limits the time of each statement of a session, on either database; a longer one is an outage (`database_slow`)."""

from collections.abc import Callable
from time import monotonic
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.orm import Session

EVERY = 10_000
"""Steps of SQLite's machine between two looks at the clock: less than a millisecond."""


def limit(session: Session, seconds: int) -> None:
    """End each statement of this session, in all of its transactions, once it took so many seconds."""

    def begun(_session: Session, transaction: Any, connection: Connection) -> None:
        if transaction.parent is None:
            _limit(connection, seconds)

    event.listen(session, "after_begin", begun)


def _limit(connection: Connection, seconds: int) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = '{seconds}s'")
        return
    until = [monotonic() + seconds]

    def stated(*_statement: Any) -> None:
        until[0] = monotonic() + seconds

    event.listen(connection, "before_cursor_execute", stated)
    _watch(connection, lambda: monotonic() > until[0])


def _watch(connection: Connection, over: Callable[[], bool]) -> None:
    """End statements once `over` is true. `engine.database.base` takes this off when the connection is returned."""
    driver: Any = connection.connection.driver_connection
    driver.set_progress_handler(over, EVERY)
