"""The stage on which stories are played: a database, a clock that the story moves, jobs run at once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from engine import definition, seed_data
from engine.bundle import Bundle
from engine.database.base import Base, Database
from engine.story import Played, Story, play
from webapp.jobs import worker


class Stage:
    """A stage of its own in memory, or one on a database that the clock of this stage drives.

    `moved` is called with each time that the clock is set to; for a database that has a clock already.
    """

    def __init__(self, database: Database | None = None, moved: Callable[[datetime], None] | None = None) -> None:
        self.at, self.moved = datetime.now(UTC), moved
        self.database = database or Database("sqlite://", clock=lambda _session: self.at)
        if database is None:
            Base.metadata.create_all(self.database.engine)

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session whose work is committed at the end of the block."""
        with self.database.write() as session:
            yield session
            session.commit()

    def run_due(self) -> None:
        """Run every job that is due."""
        worker.run_due(self.database)

    def set_clock(self, at: datetime) -> None:
        """Set the clock to that time."""
        self.at = at.astimezone(UTC)
        if self.moved:
            self.moved(self.at)

    def close(self) -> None:
        self.database.close()


def play_in_memory(story: Story, bundles: dict[str, Bundle], root: Path = seed_data.ROOT) -> Played:
    """The story as played on an empty stage in memory, with these definitions published.

    Raises NotPublished, NotFound, BadStory.
    """
    stage = Stage()
    try:
        stage.set_clock(story.clock)
        with stage.write() as session:
            seed_data.install(session, root)
            for key in story.definitions():
                if key in bundles:
                    definition.publish(session, None, bundles[key], "story")
        return play(story, stage)
    finally:
        stage.close()
