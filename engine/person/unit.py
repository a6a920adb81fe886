"""The organisation: units in a tree, and the roles that people hold in it."""

import re
from typing import Any
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from engine import audit, calendar
from engine.audit import Actor, EventKind
from engine.calendar import WIB
from engine.database import version_cache
from engine.database.base import Base, session_of
from engine.errors import NotFound, Refusal
from engine.person.name import check_name

_KINDS: WeakKeyDictionary[Any, dict[str, str]] = WeakKeyDictionary()
KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")
KINDS = ("house", "office", "unit")
HOUSE_ROLES = {
    "administrator": ("Administrator", "Administrator"),
    "designer": ("Perancang prosedur", "Process designer"),
    "operator": ("Operator", "Operator"),
    "auditor": ("Auditor", "Auditor"),
}


class Unit(Base):
    """An office of the government, in a tree; its people work 5 or 6 days a week in its zone."""

    __tablename__ = "unit"
    key: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    parent_key: Mapped[str | None] = mapped_column(ForeignKey("unit.key"))
    zone: Mapped[str] = mapped_column(default=WIB)
    working_days: Mapped[int] = mapped_column(default=5)

    def line(self) -> list["Unit"]:
        """The unit itself and the units above it, nearest first."""
        above = session_of(self).get(Unit, self.parent_key) if self.parent_key else None
        return [self, *(above.line() if above else [])]


class Role(Base):
    """A role: `house` (runs Jenjang), `office` (held at one fixed unit), `unit` (held at the subject's unit).

    `superior_key` names the office above an office: its holder is the superior of those who hold this one.
    """

    __tablename__ = "role"
    key: Mapped[str] = mapped_column(primary_key=True)
    label: Mapped[str]
    label_en: Mapped[str]
    kind: Mapped[str]
    unit_key: Mapped[str | None] = mapped_column(ForeignKey("unit.key"))
    superior_key: Mapped[str | None] = mapped_column(ForeignKey("role.key"))

    def line(self) -> list["Role"]:
        """The office itself and the offices above it, nearest first."""
        above = session_of(self).get(Role, self.superior_key) if self.superior_key else None
        return [self, *(above.line() if above else [])]


def open_unit(
    session: Session,
    actor: Actor | None,
    key: str,
    name: str,
    *,
    parent_key: str | None = None,
    zone: str = WIB,
    working_days: int = 5,
) -> Unit:
    """Add a unit, or change the one that has this key.

    Raises NotAllowed, Refusal (`bad_key`, `bad_name`, `bad_zone`, `bad_working_days`, `unit_above_itself`),
    `unit_unknown`.
    """
    _guard(actor, key)
    check_name(name)
    _check_zone(zone, working_days)
    parent = unit_named(session, parent_key) if parent_key else None
    if parent and key in [above.key for above in parent.line()]:
        raise Refusal("unit_above_itself", unit=key, parent=parent.key)
    unit = session.get(Unit, key)
    fields = {"name": name, "parent": parent_key, "zone": zone, "working_days": working_days}
    if unit and fields == {
        "name": unit.name,
        "parent": unit.parent_key,
        "zone": unit.zone,
        "working_days": unit.working_days,
    }:
        return unit
    kind = EventKind.UNIT_CHANGED if unit else EventKind.UNIT_OPENED
    unit = session.merge(Unit(key=key, name=name, parent_key=parent_key, zone=zone, working_days=working_days))
    session.flush()
    version_cache.changed(session, ())
    audit.record(session, kind, actor=actor, parts={"unit": {"key": key, **fields}})
    return unit


def define_role(
    session: Session,
    actor: Actor | None,
    key: str,
    label: str,
    label_en: str,
    kind: str,
    unit_key: str | None = None,
) -> Role:
    """Add a role, or change the labels or the fixed unit of the one that has this key.

    Raises NotAllowed, Refusal (`bad_key`, `bad_name`, `role_kind`, `role_kind_fixed`, `role_unit`),
    NotFound("unit_unknown").
    """
    _guard(actor, key)
    for name in (label, label_en):
        check_name(name)
    role = session.get(Role, key)
    if kind not in KINDS:
        raise Refusal("role_kind", kind=kind, kinds=KINDS)
    if role and role.kind != kind:
        raise Refusal("role_kind_fixed", role=key, kind=role.kind)
    if (kind == "office") != (unit_key is not None):
        raise Refusal("role_unit", role=key, kind=kind)
    if unit_key:
        unit_named(session, unit_key)
    fields = {"label": label, "label_en": label_en, "kind": kind, "unit": unit_key}
    if role and fields == {"label": role.label, "label_en": role.label_en, "kind": role.kind, "unit": role.unit_key}:
        return role
    kind_of_event = EventKind.ROLE_CHANGED if role else EventKind.ROLE_DEFINED
    role = session.merge(Role(key=key, label=label, label_en=label_en, kind=kind, unit_key=unit_key))
    session.flush()
    version_cache.changed(session, ())
    audit.record(session, kind_of_event, actor=actor, parts={"role": {"key": key, **fields}})
    return role


def seed_house_roles(session: Session) -> None:
    """Define the four roles that Jenjang itself knows: administrator, designer, operator, auditor."""
    for key, (label, label_en) in HOUSE_ROLES.items():
        define_role(session, None, key, label, label_en, "house")


def role_kinds(session: Session) -> dict[str, str]:
    """The kind of every role, by its key."""
    return dict(session.execute(select(Role.key, Role.kind)).tuples().all())


def role_kind(session: Session, key: str) -> str | None:
    """The kind of a role, None where it is unknown. It never changes, so it is read once for each database."""
    known = _KINDS.setdefault(session.get_bind(), {})
    if key not in known:
        known |= role_kinds(session)
    return known.get(key)


def unit_named(session: Session, key: str) -> Unit:
    """The unit with this key. Raises NotFound("unit_unknown")."""
    unit = known_unit(session, key)
    if unit is None:
        raise NotFound("unit_unknown", unit=key)
    return unit


def known_unit(session: Session, key: str) -> Unit | None:
    """The unit with this key; None where there is none, also for a text that can be no key."""
    return session.get(Unit, key) if KEY.fullmatch(key) else None


def zone_at(session: Session, key: str | None) -> str:
    """The time zone of a unit; that of the capital where no unit is given."""
    return version_cache.recall(session, ("zone", key), lambda: _zone(session, key)) if key else WIB


def _zone(session: Session, key: str) -> str:
    return calendar.zone(session.get(Unit, key)).key


def role_named(session: Session, key: str) -> Role:
    """The role with this key. Raises NotFound("role_unknown")."""
    role = session.get(Role, key) if KEY.fullmatch(key) else None
    if role is None:
        raise NotFound("role_unknown", role=key)
    return role


def _guard(actor: Actor | None, key: str) -> None:
    if actor:
        actor.require("administrator")
    if not KEY.fullmatch(key):
        raise Refusal("bad_key", key=key)


def _check_zone(zone: str, working_days: int) -> None:
    if working_days not in (5, 6):
        raise Refusal("bad_working_days", working_days=working_days)
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Refusal("bad_zone", zone=zone) from None
