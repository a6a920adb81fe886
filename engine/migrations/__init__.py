"""Brings the schema to a revision: Alembic migrations, run by `jenjang migrate`."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from engine.database.base import Database


def upgrade(database: Database) -> None:
    """Bring the schema to the newest version, in one transaction."""
    with database.engine.begin() as connection:
        upgrade_on(connection)


def upgrade_on(connection: Connection, to: str = "head") -> None:
    """Bring the schema to a revision, in the transaction of this connection."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def revision(connection: Connection) -> str | None:
    """The revision of the schema; None where there is none."""
    return MigrationContext.configure(connection).get_current_revision()


def knows(name: str) -> bool:
    """True if this code has a revision of this name."""
    return name in {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def is_current(database: Database) -> bool:
    """True if the schema is the one that this code expects."""
    with database.reader.connect() as connection:
        current = revision(connection)
    return current == _head()


@cache  # anybody may ask whether we are ready: the files are not read anew each time
def _head() -> str | None:
    return ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    return config
