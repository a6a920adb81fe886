"""What tests share: a database of either kind with our tables, a clock that they move, the application, a browser."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from helpers import postgres
from hypothesis import HealthCheck, settings

from engine import migrations
from engine.database.base import Database

pytest_plugins = [
    "helpers.browser.pages",
    "helpers.cases",
    "helpers.office",
    "helpers.browser.walking",
    "helpers.browser.form_pages",
]

DEEP = bool(os.environ.get("JENJANG_DEEP"))
# A busy machine makes no example wrong: neither one example nor making them up has a limit of time.
PATIENT = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("few", max_examples=30, derandomize=True, database=None, **PATIENT)
settings.register_profile("many", max_examples=1000, **PATIENT)
settings.load_profile("many" if DEEP else "few")
# One name for all workers of a run: they inherit it.
RUN = os.environ.setdefault("JENJANG_TEST_RUN", str(os.getpid()))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Properties, and tests that ask for `rounds`, are what `make deep` runs in full."""
    for item in items:
        if "hypothesis" in item.keywords or "rounds" in getattr(item, "fixturenames", ()):
            item.add_marker("deep")
        if "new_page" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    if str(os.getpid()) == RUN:
        postgres.remove(RUN)


@pytest.fixture
def rounds() -> Callable[[int, int], int]:
    """How many rounds a random test makes: `rounds(few, many)`, many in `make deep`."""
    return lambda few, many: many if DEEP else few


class Clock:
    """The time as a test says it is; it stands still until it is moved."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self, _session: object) -> datetime:
        return self.at

    def forward(self, **by: float) -> None:
        """`forward(days=3, hours=1)`"""
        self.at += timedelta(**by)

    def set(self, at: datetime) -> None:
        self.at = at.astimezone(UTC)


@pytest.fixture
def clock() -> Clock:
    """Wednesday 8 July 2026, 09.00 WIB."""
    return Clock(datetime(2026, 7, 8, 2, 0, tzinfo=UTC))


def migrated(url: str) -> str:
    """The database at `url`, with every table of the engine."""
    database = Database(url)
    migrations.upgrade(database)
    database.close()
    return url


@pytest.fixture(scope="session")
def postgresql(worker_id: str) -> Iterator[postgres.Server]:
    """The run's PostgreSQL server, with one database of our tables for each worker.

    A test that changes the schema makes its own: `postgresql.create("name")`."""
    server = postgres.Server(RUN)
    try:
        migrated(server.create(f"jenjang_{worker_id}"))
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "jenjang.db"
    migrated(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Both, unless a test says `@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)`."""
    return str(request.param)


@pytest.fixture
def database_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path, worker_id: str) -> Iterator[str]:
    """A database of this test's own, with our tables and no rows."""
    if database_kind == "sqlite":
        path = shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "jenjang.db")
        yield f"sqlite:///{path}"
        return
    server = request.getfixturevalue("postgresql")
    server.empty(f"jenjang_{worker_id}")
    yield server.url(f"jenjang_{worker_id}")


@pytest.fixture
def database(database_url: str, clock: Clock) -> Iterator[Database]:
    opened = Database(database_url, clock)
    yield opened
    opened.close()


@pytest.fixture
def app(database: Database) -> Any:
    """The application on this test's database, with the test's clock. CSRF stands, the rate limit rests."""
    from webapp import create_app
    from webapp.platform.config import Config

    return create_app(Config(database=str(database.url), testing=True), database)


@pytest.fixture
def client(app: Any) -> Any:
    return app.test_client()
