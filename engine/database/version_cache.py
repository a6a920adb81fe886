"""What each step asks and hardly anybody changes (offices, days off): kept in memory as long as its version stands.

The version is a number in the database that never comes again. Whoever changes such a fact changes it in the same
transaction, and every transaction reads it anew, so what is kept is right on every machine.
"""

from collections.abc import Callable, Hashable, Iterable
from datetime import date
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from engine.database.base import Counter, new_key

Value = TypeVar("Value")
SERIES, SEEN, CHANGED, LARGEST = "standing", "standing", "standing_changed", 20_000
VERSION = select(Counter.value).where(Counter.series == SERIES).scalar_subquery()
_ASKED = select(VERSION)
Hearer = Callable[[Session, frozenset[int]], None]
_HEARERS: list[Hearer] = []
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


def recall_newest(session: Session, series: str, at: date, make: Callable[[], Value]) -> Value:
    """What `make` gives for a day or moment: kept for the newest that came up, and for one earlier beside it."""
    kept, newest, earlier = _kept(session), (series, type(at), "newest"), (series, type(at), "earlier")
    for place in (newest, earlier):
        known: tuple[date, Value] | None = kept.get(place)
        if known is not None and known[0] == at:
            return known[1]
    value = make()
    last = kept.get(newest)
    kept[newest if last is None or last[0] < at else earlier] = at, value
    return value


def changed(session: Session, people: Iterable[int] | None = None) -> None:
    """Something of what is kept was changed: once this transaction is committed, nobody has the old any longer.

    `people` are those whose offices it is (none of them: units, roles); None where it is about nobody, as days off are,
    and then no hearer is called.
    """
    seen, kept = session.info.get(SEEN, (None, None))
    if seen != within(session) or not isinstance(kept, Own):
        version = session.get(Counter, SERIES, with_for_update=True) or Counter(series=SERIES)
        version.value = new_key()
        session.add(version)
        session.flush()
    session.info[SEEN] = within(session), Own()
    if people is None:
        return
    session.info[CHANGED] = session.get_transaction(), _touched(session) | set(people)
    if not event.contains(session, "before_commit", _tell):
        event.listen(session, "before_commit", _tell)


def _tell(session: Session) -> None:
    if session.in_nested_transaction():
        return
    while (change := session.info.pop(CHANGED, None)) and change[0] is session.get_transaction():
        for act in _HEARERS:
            act(session, frozenset(change[1]))


def _touched(session: Session) -> set[int]:
    """Whose offices this transaction changed so far; what was rolled back is of another."""
    transaction, people = session.info.get(CHANGED, (None, set()))
    return people if transaction is session.get_transaction() else set()


def hearer(act: Hearer) -> Hearer:
    """Have `act` done with the people at the end of every transaction in which offices were changed."""
    _HEARERS.append(act)
    return act


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
