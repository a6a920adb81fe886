"""Person: admitted once, known by NIP or NIK; the actor of every verb."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from engine import audit
from engine.audit import EventKind
from engine.calendar import today
from engine.database import version_cache
from engine.database.base import Base, now, session_of
from engine.errors import Invalid, NotAllowed, Refusal
from engine.person import membership
from engine.person.login_session import end_sessions
from engine.person.name import LONGEST_NAME, odd
from engine.person.nip import check_nik, check_nip
from engine.person.offices import offices
from engine.person.password import matches
from engine.person.superior import Superior, name_superior
from engine.person.unit import Unit, known_unit

FIELDS = ("name", "nip", "nik", "email", "login", "unit_key", "locale", "active")
LOGIN = re.compile(r"[a-z0-9][a-z0-9._@+-]{1,79}")
EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}\.[^@\s]{2,}")
LOCALE = re.compile(r"[a-z]{2,3}")  # a code of ISO 639; which languages there are, the pages know


class InvalidPerson(Invalid):
    """Fields of a person that are wrong; `errors` says what is wrong with each."""

    code = "invalid_person"


class Person(Base):
    """A person who takes part in procedures: an employee, an applicant, an administrator."""

    __tablename__ = "person"
    __table_args__ = (Index(None, "name", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str]
    nip: Mapped[str | None] = mapped_column(unique=True)
    nik: Mapped[str | None] = mapped_column(unique=True)
    email: Mapped[str | None]
    login: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str | None]
    unit_key: Mapped[str | None] = mapped_column(ForeignKey("unit.key"), index=True)
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    locale: Mapped[str] = mapped_column(default="id")
    mail_notices: Mapped[bool] = mapped_column(default=False)
    unit: Mapped[Unit | None] = relationship()

    def check_password(self, text: str) -> bool:
        """True if `text` is this person's password; slow, so call it while no write transaction is open."""
        return matches(self.password_hash, text)

    def has_role(self, key: str, on: date | None = None) -> bool:
        """True if the person holds the role on that day (default: now), also as a substitute."""
        session = session_of(self)
        return any(office.role == key for office in offices(session, self, on or now(session)))

    def require(self, *keys: str) -> None:
        """Check that the person holds one of the roles now. Raises NotAllowed."""
        session = session_of(self)
        if not any(office.role in keys for office in offices(session, self, now(session))):
            raise NotAllowed("not_allowed", roles=list(keys))

    def appoint(
        self,
        actor: "Person | None",
        role: str,
        unit: str | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> membership.Membership:
        """Give the person a role from `since` (today, if none is given) to `until`, both included.

        A role of kind office is held at its fixed unit, whatever `unit` says; one of kind unit at `unit`, else where
        the person works. Raises NotAllowed, NotFound (`role_unknown`, `unit_unknown`), Refusal (`role_needs_unit`,
        `day_beyond`, `period_reversed`), Conflict("already_appointed").
        """
        if actor:
            actor.require("administrator")
        session = session_of(self)
        return membership.appoint(session, actor, self, role, unit, since or today(session, self.unit), until)

    def name_superior(
        self, actor: "Person | None", superior: "Person", since: date, until: date | None = None
    ) -> Superior:
        """Name the person's superior from `since` to `until`, both included; an earlier one ends the day before.

        Raises NotAllowed, Refusal (`own_superior`, `superior_circle`, `day_beyond`, `period_reversed`), Conflict
        (somebody is named from a later day on: `superior_named_later`), all of them before anything is changed.
        """
        if actor:
            actor.require("administrator")
        return name_superior(session_of(self), actor, self, superior, since, until)

    def change(self, actor: "Person | None", **changes: Any) -> None:
        """Change name, nip, nik, email, login, unit_key, locale or active. Raises NotAllowed, InvalidPerson."""
        if actor:
            actor.require("administrator")
        session = session_of(self)
        wanted = {name: getattr(self, name) for name in FIELDS} | changes
        fields = validate_fields(session, wanted, self.id)
        before = {name: getattr(self, name) for name in FIELDS if getattr(self, name) != fields[name]}
        if not before:
            return
        for name in before:
            setattr(self, name, fields[name])
        session.flush()
        session.expire(self, ["unit"])
        if before.keys() & {"unit_key", "active"}:  # who is whose superior hangs on both
            version_cache.changed(session, {self.id})
        if not self.active:
            end_sessions(session, self.id)
        after = {name: fields[name] for name in before}
        audit.record(
            session, EventKind.PERSON_CHANGED, actor=actor, person_id=self.id, parts={"before": before, "after": after}
        )

    def wants_mail(self) -> bool:
        """True if notices go to the person's address too."""
        return self.active and self.mail_notices and self.email is not None

    def want_mail(self, wanted: bool) -> None:
        """Set whether one's own notices are sent by mail too."""
        if wanted != self.mail_notices:
            before, after = {"mail_notices": self.mail_notices}, {"mail_notices": wanted}
            self.mail_notices = wanted
            audit.record(
                session_of(self),
                EventKind.PERSON_CHANGED,
                actor=self,
                person_id=self.id,
                parts={"before": before, "after": after},
            )

    def set_password(self, actor: "Person | None", password_hash: str | None) -> None:
        """Set the password, hashed: one's own, or as administrator. Ends every session. Raises NotAllowed.

        None: nobody can log in as this person until an administrator sets a password.
        """
        if actor and actor.id != self.id:
            actor.require("administrator")
        self.password_hash = password_hash
        end_sessions(session_of(self), self.id)
        audit.record(session_of(self), EventKind.PASSWORD_CHANGED, actor=actor, person_id=self.id)


def validate_fields(session: Session, raw: Mapping[str, Any], own_id: int | None) -> dict[str, Any]:
    """The fields of a person, trimmed and checked. Raises InvalidPerson, Refusal("unknown_fields")."""
    fields = {field: value.strip() or None if isinstance(value, str) else value for field, value in raw.items()}
    unknown = set(fields) - set(FIELDS)
    if unknown:
        raise Refusal("unknown_fields", fields=sorted(unknown))
    fields["login"] = fields["login"].lower() if fields["login"] else None
    errors: dict[str, list[tuple[str, Mapping[str, object]]]] = {}
    for field, code, values in [*_wrong(session, fields), *_taken(session, fields, own_id)]:
        errors.setdefault(field, []).append((code, values))
    if errors:
        raise InvalidPerson(errors)
    return fields


def _wrong(session: Session, fields: Mapping[str, Any]) -> list[tuple[str, str, Mapping[str, Any]]]:
    errors: list[tuple[str, str, Mapping[str, Any]]] = [
        (field, "required", {}) for field in ("name", "login") if not fields[field]
    ]
    errors += [(field, "bad_character", {}) for field, value in fields.items() if isinstance(value, str) and odd(value)]
    if fields["name"] and len(fields["name"]) > LONGEST_NAME:
        errors.append(("name", "too_long", {"limit": LONGEST_NAME, "length": len(fields["name"])}))
    if fields["nip"]:
        errors += [
            ("nip", remark.code, remark.values)
            for remark in check_nip(fields["nip"], today(session))
            if remark.severity == "error"
        ]
    if fields["nik"]:
        errors += [
            ("nik", remark.code, remark.values) for remark in check_nik(fields["nik"]) if remark.severity == "error"
        ]
    if fields["login"] and not LOGIN.fullmatch(fields["login"]):
        errors.append(("login", "bad_login", {}))
    if fields["email"] and not EMAIL.fullmatch(fields["email"]):
        errors.append(("email", "bad_email", {}))
    if not LOCALE.fullmatch(fields["locale"]):
        errors.append(("locale", "bad_locale", {"locale": fields["locale"]}))
    if fields["unit_key"] and known_unit(session, fields["unit_key"]) is None:
        errors.append(("unit_key", "unit_unknown", {"unit": fields["unit_key"]}))
    return errors


def _taken(session: Session, fields: Mapping[str, Any], own_id: int | None) -> list[tuple[str, str, Mapping[str, Any]]]:
    errors: list[tuple[str, str, Mapping[str, Any]]] = []
    for field in ("nip", "nik", "login"):
        if not fields[field] or odd(fields[field]):
            continue
        same = select(Person.id).where(getattr(Person, field) == fields[field], Person.id != (own_id or 0))
        if session.scalar(same) is not None:
            errors.append((field, "taken", {}))
    return errors
