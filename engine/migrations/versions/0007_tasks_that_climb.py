"""A task knows whom its diagram named and that nobody may do it; what climbs is found by an index."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("task", sa.Column("named_id", sa.BigInteger(), nullable=True))
    op.add_column("task", sa.Column("stranded", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("task", sa.Column("by_superior", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE task SET named_id = assignee_id WHERE personal")
    for name, column, where in (
        (
            "ix_task_adrift",
            "personal",
            "personal = true AND status = 'open' AND (assignee_id IS NULL OR claimed_at IS NOT NULL)",
        ),
        ("ix_task_open_about", "subject_id", "status = 'open' AND subject_id IS NOT NULL"),
        ("ix_task_stranded", "stranded", "stranded = true AND status = 'open'"),
        ("ix_task_by_superior", "by_superior", "by_superior = true AND status = 'open'"),
    ):
        op.create_index(name, "task", [column], sqlite_where=sa.text(where), postgresql_where=sa.text(where))
    op.create_index(op.f("ix_incident_code_status"), "incident", ["code", "status"])
