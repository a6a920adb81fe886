"""A subscription says whether it waits for a message or for a signal."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    with op.batch_alter_table("subscription") as subscription:
        subscription.add_column(sa.Column("kind", sa.String(), nullable=False, server_default="message"))
