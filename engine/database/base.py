"""The base of every table: the declarative base, column types, keys, sessions and the clock of a transaction."""

import hashlib
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import orjson
from sqlalchemy import BigInteger, Connection, DateTime, MetaData, String, Text, TypeDecorator, event, text
from sqlalchemy.engine import Dialect, Engine, create_engine, make_url
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, object_session, sessionmaker
from sqlalchemy.pool import StaticPool

from engine.database.transaction import INSTALLATION, Clock, Installation, Wake, forget, transaction


def canonical(value: object) -> bytes:
    """Canonical JSON: UTF-8, sorted keys, no blanks. The same value gives the same bytes, so that it can be hashed."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


class Json(TypeDecorator[Any]):
    """A JSON value, stored as canonical text; bytes are that text, made already."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else (value if isinstance(value, bytes) else canonical(value)).decode()

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else orjson.loads(value)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time, stored in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The declarative base: plain names for constraints, UTC times, canonical JSON, 64-bit keys."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {int: BigInteger, datetime: UtcDateTime, dict[str, Any]: Json, list[Any]: Json, str: String}


class Setting(Base):
    """One stored fact about the installation itself, such as that it was set up."""

    __tablename__ = "setting"
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[dict[str, Any]]


class Counter(Base):
    """A number that counts up without gaps, one row a series."""

    __tablename__ = "counter"
    series: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int]


# One statement: of two who need the first number of a series at once the second waits, too.
_NEXT_NUMBER = text(
    "insert into counter (series, value) values (:series, 1)"
    " on conflict (series) do update set value = counter.value + 1 returning value"
)


def next_number(session: Session, series: str) -> int:
    """The next number of `series`, from 1; its row stays locked until the transaction ends, so no number is lost."""
    return int(session.execute(_NEXT_NUMBER, {"series": series}).scalar_one())


_keys = threading.Lock()
_last_key = 0


def new_key() -> int:
    """A 62-bit key that grows with time, that this process gives once, and that does not count up one by one."""
    global _last_key
    drawn = (time.time_ns() // 1_000_000 << 20 | secrets.randbits(20)) & (1 << 62) - 1
    with _keys:
        _last_key = drawn if drawn > _last_key else _last_key + 1 + secrets.randbits(12)
        return _last_key


def key_of(text: str) -> int | None:
    """The key that a string of digits means, None for any other text."""
    key = int(text) if text.isascii() and text.isdigit() and len(text) < 20 else None
    return key if key is not None and key < 1 << 63 else None


def derived_key(origin: int, *ordinals: object) -> int:
    """The key of the row that `origin` (an event's id) makes as its nth of a kind: the same in every replay."""
    digest = hashlib.blake2b(repr((origin, *ordinals)).encode(), digest_size=8).digest()
    return int.from_bytes(digest) >> 2


def session_of(noun: Base) -> Session:
    """The session that holds `noun`."""
    return cast(Session, object_session(noun))


CLOCK_OFFSET = "clock_offset"


def real_clock(session: Session) -> datetime:
    """The time of the machine, in UTC."""
    return datetime.now(UTC)


def demo_clock(session: Session) -> datetime:
    """The time of the machine plus the offset that the demo stored (`move_clock`)."""
    stored = session.get(Setting, CLOCK_OFFSET)
    return datetime.now(UTC) + timedelta(seconds=stored.value["seconds"] if stored else 0)


def move_clock(session: Session, by: timedelta) -> None:
    """Move the demo's clock forward. The time of the running transaction stays what it was."""
    stored = session.get(Setting, CLOCK_OFFSET)
    seconds = by.total_seconds() + (stored.value["seconds"] if stored else 0)
    session.merge(Setting(key=CLOCK_OFFSET, value={"seconds": seconds}))


def now(session: Session) -> datetime:
    """The time of this transaction: one, however long it takes."""
    current = transaction(session)
    if current.moment is None:
        current.moment = current.installation.clock(session)
    return current.moment


class Database:
    """A database and its two ways in: `write` waits to be the one writer of SQLite, `read` never does."""

    def __init__(self, url: str, clock: Clock = real_clock) -> None:
        self.url = make_url(url)
        self.engine = _engine(self.url.render_as_string(hide_password=False), writes=True)
        shared = self.url.get_backend_name() != "sqlite" or isinstance(self.engine.pool, StaticPool)
        self.reader = self.engine if shared else _engine(str(self.url), writes=False)
        self.installation = Installation(clock)
        self._write = _sessions(self.engine, self.installation)
        self._read = _sessions(self.reader, self.installation)

    def on_job(self, wake: Wake) -> None:
        """Call `wake` with every new job, in the transaction that causes it, so that it can send word to a runner."""
        self.installation.wake = wake

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session that may write. The caller commits; what was not committed is undone at the end."""
        with self._write() as session:
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that only reads."""
        with self._read() as session:
            yield session

    def session_on(self, connection: Connection, **options: Any) -> Session:
        """A session that may write on a connection whose transaction is another's to end."""
        return self._write(bind=connection, **options)

    def close(self) -> None:
        self.engine.dispose()
        self.reader.dispose()


def _sessions(engine: Engine, installation: Installation) -> sessionmaker[Session]:
    factory = sessionmaker(engine, expire_on_commit=False, info={INSTALLATION: installation})
    event.listen(factory, "after_transaction_end", forget)
    return factory


def _engine(url: str, *, writes: bool) -> Engine:
    options: dict[str, Any] = {"hide_parameters": True}  # what people write never stands in the words of an error
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True, **options)
    if make_url(url).database in (None, "", ":memory:"):
        options["poolclass"] = StaticPool
    engine = create_engine(url, **options)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "checkin", lambda raw, _: raw and raw.set_progress_handler(None, 0))  # statement_limit
    begin = "BEGIN IMMEDIATE" if writes else "BEGIN"
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver must not open transactions of its own: it would do so after the first read and lose updates.
    connection.isolation_level = None
    settings = "journal_mode=WAL synchronous=NORMAL busy_timeout=10000 foreign_keys=ON recursive_triggers=ON"
    for pragma in settings.split():
        connection.execute(f"PRAGMA {pragma}")
