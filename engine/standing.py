"""What each step asks and hardly anybody changes (offices, days off): kept in memory as long as its version stands.

The version is a number in the database that never comes again. Whoever changes such a fact changes it in the same
transaction, and every transaction reads it anew, so what is kept is right on every machine.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from engine.base import Counter, new_key

Value = TypeVar("Value")
SERIES, SEEN, CHANGED, LARGEST = "standing", "standing", "standing_changed", 20_000
VERSION = select(Counter.value).where(Counter.series == SERIES).scalar_subquery()
_ASKED = select(VERSION)
_HEARERS: list[Callable[[Session], None]] = []
_KEPT: WeakKeyDictionary[Any, tuple[int | None, dict[Hashable, Any]]] = WeakKeyDictionary()


def within(session: Session) -> tuple[Any, Any]:
    """This transaction and the savepoint that it is in: what is remembered of either is undone with it."""
    return session.get_transaction(), session.get_nested_transaction()


def recall(session: Session, key: Hashable, make: Callable[[], Value]) -> Value:
    """What `make` gives (never None), which must not change: from memory where it was made since the last change."""
    kept = _kept(session)
    found: Value | None = kept.get(key)
    if found is None:
        found = make()
        if len(kept) >= LARGEST:
            kept.clear()
        kept[key] = found
    return found


def read(session: Session, version: int | None) -> None:
    """This transaction read the version (`VERSION`) together with something else."""
    session.info[SEEN] = within(session), _of_version(session, version)


def changed(session: Session) -> None:
    """Something of what is kept was changed: once this transaction is committed, nobody has the old any longer."""
    seen, kept = session.info.get(SEEN, (None, None))
    if seen != within(session) or not isinstance(kept, Own):
        version = session.get(Counter, SERIES, with_for_update=True) or Counter(series=SERIES)
        version.value = new_key()
        session.add(version)
        session.flush()
    session.info[SEEN] = within(session), Own()
    session.info[CHANGED] = True
    if not event.contains(session, "before_commit", _tell):
        event.listen(session, "before_commit", _tell)


def _tell(session: Session) -> None:
    while not session.in_nested_transaction() and session.info.pop(CHANGED, False):
        for act in _HEARERS:
            act(session)


def hearer(act: Callable[[Session], None]) -> Callable[[Session], None]:
    """Have `act` done at the end of every transaction in which something of what is kept was changed."""
    _HEARERS.append(act)
    return act


def forget(session: Session) -> None:
    """Drop what is kept in memory: it is read anew when somebody asks."""
    _kept(session).clear()


class Own(dict[Hashable, Any]):
    """What a transaction (or a savepoint) that changed something keeps for itself."""


def _kept(session: Session) -> dict[Hashable, Any]:
    seen, kept = session.info.get(SEEN, (None, None))
    if seen is None or seen != within(session):
        read(session, session.connection().scalar(_ASKED))
        kept = session.info[SEEN][1]
    found: dict[Hashable, Any] = kept
    return found


def _of_version(session: Session, version: int | None) -> dict[Hashable, Any]:
    # Threads may replace what is kept meanwhile; each goes on with what belongs to its own version.
    known, kept = _KEPT.get(session.get_bind(), (None, None))
    if kept is None or known != version:
        kept = {}
        _KEPT[session.get_bind()] = version, kept
    return kept
