"""An incident may be of a case that could not begin: it then names the definition instead."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    with op.batch_alter_table("incident") as incident:
        incident.alter_column("instance_id", existing_type=sa.BigInteger(), nullable=True)
        incident.add_column(sa.Column("definition_id", sa.BigInteger(), nullable=True))
        incident.create_foreign_key(op.f("fk_incident_definition_id"), "process_definition", ["definition_id"], ["id"])
