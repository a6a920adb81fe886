"""Who is whose superior: people by name between two dates, and the office above an office."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "superior",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("superior_id", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_superior_person_id")),
        sa.ForeignKeyConstraint(["superior_id"], ["person.id"], name=op.f("fk_superior_superior_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_superior")),
    )
    op.create_index(op.f("ix_superior_person_id"), "superior", ["person_id"], unique=False)
    op.create_index(op.f("ix_superior_superior_id"), "superior", ["superior_id"], unique=False)
    # Both databases take it so; a table that others refer to cannot be made anew in SQLite.
    above = "VARCHAR CONSTRAINT fk_role_superior_key REFERENCES role (key)"
    op.execute(f"ALTER TABLE role ADD COLUMN superior_key {above}")
