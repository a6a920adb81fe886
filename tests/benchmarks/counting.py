"""What a completion asks of the database: statements and commits, and the bytes that a finished case leaves there."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import event
from town import Town

from engine.database.base import Database


class Counting:
    """Counts statements (BEGIN and COMMIT apart) and commits of what it measures, one pair a time."""

    def __init__(self, database: Database) -> None:
        self.pairs: list[tuple[int, int]] = []
        self._statements = self._commits = 0
        for engine in {database.engine, database.reader}:
            event.listen(engine, "before_cursor_execute", self._stated)
            event.listen(engine, "commit", self._committed)

    def __call__(self, act: Callable[[], object]) -> None:
        self._statements = self._commits = 0
        act()
        self.pairs.append((self._statements, self._commits))

    def _stated(self, _connection: object, _cursor: object, statement: str, *_more: Any) -> None:
        self._statements += not statement.startswith("BEGIN")

    def _committed(self, _connection: object) -> None:
        self._commits += 1


def finished(town: Town, complete: Any, cases: int = 4) -> dict[str, float]:
    """Bytes that each table with its indexes grows by for one case played from start to end."""
    town.case(complete)  # the first case also brings what all share: the papers, the people of its lanes
    before = _sizes(town.database)
    for _case in range(cases):
        town.case(complete)
    after = _sizes(town.database)
    grown = {table: (after[table] - before.get(table, 0)) / cases for table in after}
    return dict(sorted(((table, size) for table, size in grown.items() if size > 0), key=lambda one: -one[1]))


def _sizes(database: Database) -> dict[str, int]:
    """Bytes in use by each table with its indexes, without what is free in its pages."""
    asked = """SELECT schema.tbl_name, SUM(dbstat.pgsize - dbstat.unused) FROM dbstat
               JOIN sqlite_schema schema ON schema.name = dbstat.name GROUP BY schema.tbl_name"""
    with database.reader.connect() as connection:
        return {table: int(size) for table, size in connection.exec_driver_sql(asked)}
