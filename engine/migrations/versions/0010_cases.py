"""One noun for a running case: the table is `cases`, what belongs to one refers to it by `case_id`.

`audit_event` keeps its column: what backs up a database that is not migrated yet writes an event there. On SQLite the names of constraints stay as they were: nothing refers to them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

OWNED = ("document", "incident", "job", "letter", "notice", "subscription", "task")


def upgrade() -> None:
    op.rename_table("process_instance", "cases")
    for table in OWNED:
        op.execute(f"ALTER TABLE {table} RENAME COLUMN instance_id TO case_id")
    if op.get_bind().dialect.name == "postgresql":
        _rename_on_postgresql()
    else:
        _rename_on_sqlite()


def _new(name: str) -> str:
    return name.replace("process_instance", "cases").replace("instance_id", "case_id")


def _rename_on_postgresql() -> None:
    connection = op.get_bind()
    constraints = sa.text(
        "SELECT conrelid::regclass::text, conname FROM pg_constraint"
        " WHERE connamespace = current_schema()::regnamespace AND conname LIKE '%instance%' AND conrelid <> 'audit_event'::regclass"
    )
    for table, name in connection.execute(constraints).all():
        op.execute(f'ALTER TABLE {table} RENAME CONSTRAINT "{name}" TO "{_new(name)}"')
    indexes = sa.text(
        "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema() AND indexname LIKE '%instance%'"
        " AND tablename <> 'audit_event'"
    )
    for name in connection.scalars(indexes).all():
        op.execute(f'ALTER INDEX "{name}" RENAME TO "{_new(name)}"')


def _rename_on_sqlite() -> None:
    indexes = sa.text(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND name LIKE '%instance%' AND tbl_name <> 'audit_event' AND sql <> ''"
    )
    for name, sql in op.get_bind().execute(indexes).all():
        op.drop_index(name)
        op.execute(sql.replace(name, _new(name)))
