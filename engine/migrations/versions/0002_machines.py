"""Machine accounts, who holds a job outside, and who wants notices by mail."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "machine",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("token_digest", sa.String(), nullable=False),
        sa.Column("job_types", sa.Text(), nullable=False),
        sa.Column("message_names", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.BigInteger(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_machine")),
        sa.UniqueConstraint("name", name=op.f("uq_machine_name")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_machine_token_digest")),
    )
    op.add_column("job", sa.Column("holder_id", sa.BigInteger(), nullable=True))
    op.add_column("job", sa.Column("fenced", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("person", sa.Column("mail_notices", sa.Boolean(), nullable=False, server_default=sa.false()))
