"""Runs migrations on the connection that `upgrade` hands over."""

from typing import Literal

from alembic import context
from sqlalchemy import Connection

from engine import inbox, letter, machine, notice, story  # noqa: F401  their imports fill the metadata with every table
from engine.database.base import Base, Json, UtcDateTime


def plainly(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Render our column types as those of the database, so that a migration does not change with the code."""
    if kind == "type" and isinstance(item, Json | UtcDateTime):
        return "sa.Text()" if isinstance(item, Json) else "sa.DateTime(timezone=True)"
    return False


def run(connection: Connection) -> None:
    """Run the migrations on this connection."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=plainly,
    )
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
