"""A case remembers in which relation its starter stood to its subject; who may begin cases from outside is listed."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    with op.batch_alter_table("process_instance") as case:
        case.add_column(sa.Column("starter_relation", sa.String(), nullable=True))
    # Whoever began a case about himself follows it as its subject.
    op.execute("update process_instance set starter_relation = 'self' where starter_id = subject_id")
    with op.batch_alter_table("machine") as machine:
        machine.add_column(sa.Column("process_keys", sa.Text(), nullable=False, server_default="[]"))
    with op.batch_alter_table("message") as message:
        message.add_column(sa.Column("begins", sa.Text(), nullable=False, server_default="[]"))
        message.add_column(sa.Column("account", sa.String(), nullable=True))
