"""A cache of facts that every step reads and that seldom change (offices, days off), under a version.

The version is a number in the database that never comes again. Whatever changes such a fact changes it in the same
transaction, and every transaction reads it anew, so what is kept is right on every machine.
"""

from collections.abc import Callable, Hashable, Iterable
from datetime import date
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from engine.database.base import Counter, new_key
from engine.database.transaction import CacheView, transaction

Value = TypeVar("Value")
Entries = dict[Hashable, Any]
SERIES, LARGEST = "standing", 20_000
VERSION = select(Counter.value).where(Counter.series == SERIES).scalar_subquery()
_VERSION_ALONE = select(VERSION)
OfficesListener = Callable[[Session, frozenset[int]], None]
_LISTENERS: list[OfficesListener] = []
_ENTRIES: WeakKeyDictionary[Any, tuple[int | None, Entries]] = WeakKeyDictionary()


def recall(session: Session, key: Hashable, make: Callable[[], Value]) -> Value:
    """The value that `make` returns (never None), which must not change: from memory if made since the last change."""
    entries = _entries(session)
    value: Value | None = entries.get(key)
    if value is None:
        value = make()
        if len(entries) >= LARGEST:
            entries.clear()
        entries[key] = value
    return value


def read(session: Session, version: int | None) -> CacheView:
    """The view of the cache for this transaction, which has read the version (`VERSION`), alone or with more."""
    view = CacheView(session.get_nested_transaction(), _of_version(session, version))
    transaction(session).cache = view
    return view


def recall_newest(session: Session, series: str, at: date, make: Callable[[], Value]) -> Value:
    """The value that `make` returns for a day or moment: kept for the newest one, and for one earlier beside it."""
    entries, newest, earlier = _entries(session), (series, type(at), "newest"), (series, type(at), "earlier")
    for key in (newest, earlier):
        known: tuple[date, Value] | None = entries.get(key)
        if known is not None and known[0] == at:
            return known[1]
    value = make()
    last = entries.get(newest)
    entries[newest if last is None or last[0] < at else earlier] = at, value
    return value


def changed(session: Session, people: Iterable[int] | None = None) -> None:
    """Give the facts a new version: once this transaction is committed, nobody sees the old ones any longer.

    `people` are those whose offices changed (none of them: units, roles); None where it is about nobody, as days off
    are, and then no listener is called.
    """
    current, view = transaction(session), _view(session)
    if view is None or not view.own:
        version = session.get(Counter, SERIES, with_for_update=True) or Counter(series=SERIES)
        version.value = new_key()
        session.add(version)
        session.flush()
    current.cache = CacheView(session.get_nested_transaction(), {}, own=True)
    if people is None:
        return
    current.people_changed = (current.people_changed or frozenset()) | frozenset(people)
    if not event.contains(session, "before_commit", _call_listeners):
        event.listen(session, "before_commit", _call_listeners)


def _call_listeners(session: Session) -> None:
    if session.in_nested_transaction():
        return
    current = transaction(session)
    while (people := current.people_changed) is not None:
        current.people_changed = None
        for act in _LISTENERS:
            act(session, people)


def on_offices_changed(act: OfficesListener) -> OfficesListener:
    """Have `act` called with the people at the end of every transaction in which offices were changed."""
    _LISTENERS.append(act)
    return act


def _view(session: Session) -> CacheView | None:
    """The view of this transaction, if it was read or made in the present savepoint; else None."""
    view = transaction(session).cache
    return view if view is not None and view.savepoint is session.get_nested_transaction() else None


def _entries(session: Session) -> Entries:
    view = _view(session)
    if view is None:
        view = read(session, session.connection().scalar(_VERSION_ALONE))
    return view.entries


def _of_version(session: Session, version: int | None) -> Entries:
    # Threads may replace the entries meanwhile; each goes on with those of its own version.
    known, entries = _ENTRIES.get(session.get_bind(), (None, None))
    if entries is None or known != version:
        entries = {}
        _ENTRIES[session.get_bind()] = version, entries
    return entries
