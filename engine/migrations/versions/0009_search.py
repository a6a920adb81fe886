"""Indexes that a search goes along: names of people, numbers and procedures of cases, names of open tasks."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.drop_index(op.f("ix_person_name"), "person")
    op.create_index(op.f("ix_person_name_person_id"), "person", ["name", "id"])
    op.drop_index(op.f("ix_process_instance_definition_id"), "process_instance")
    for column in ("number", "definition_id"):
        op.create_index(op.f(f"ix_process_instance_{column}_process_instance_id"), "process_instance", [column, "id"])
    opened = sa.text("status = 'open'")
    op.create_index("ix_task_open_name", "task", ["name"], sqlite_where=opened, postgresql_where=opened)
