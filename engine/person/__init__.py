"""Persons, units, roles, memberships, superiors, substitutions (Plh, Plt, leave); logging in."""

from engine.person.above import (
    is_superior_of,
    leads,
    post_above,
    posts_above,
    superior_ids,
    superior_of,
)
from engine.person.admission import AlreadySetUp, admit, is_set_up, register_applicant, set_up
from engine.person.chart import Acting, Chart, Post, chart_on
from engine.person.login import LoginAttempt, TooManyAttempts, WrongLogin, authenticate, record_attempt
from engine.person.login_session import (
    LoginSession,
    close_session,
    close_sessions,
    digest_of,
    open_session,
    open_sessions,
)
from engine.person.membership import Membership
from engine.person.nip import Remark, birth_date, check_nik, check_nip
from engine.person.offices import Office, around, offices, quarter
from engine.person.password import hash_password
from engine.person.period import check_day, ends_on
from engine.person.person import InvalidPerson, Person
from engine.person.relation import (
    RELATIONS,
    SUPERIOR,
    UNIT_HR,
    SubjectRelation,
    can_have_relation,
    reaches_everybody,
    relation_by,
    relation_to,
)
from engine.person.search import People, find, holders, memberships_of, named, people_of, roles, typed, units
from engine.person.substitution import Substitution, substitute, substitutions
from engine.person.superior import Superior, place_office, superiors_of
from engine.person.unit import (
    Role,
    Unit,
    define_role,
    known_unit,
    open_unit,
    role_kind,
    role_kinds,
    seed_house_roles,
    unit_named,
    zone_at,
)

__all__ = [
    "RELATIONS",
    "SUPERIOR",
    "UNIT_HR",
    "Acting",
    "AlreadySetUp",
    "Chart",
    "InvalidPerson",
    "LoginAttempt",
    "LoginSession",
    "Membership",
    "Office",
    "People",
    "Person",
    "Post",
    "Remark",
    "Role",
    "SubjectRelation",
    "Substitution",
    "Superior",
    "TooManyAttempts",
    "Unit",
    "WrongLogin",
    "admit",
    "around",
    "authenticate",
    "birth_date",
    "can_have_relation",
    "chart_on",
    "check_day",
    "check_nik",
    "check_nip",
    "close_session",
    "close_sessions",
    "define_role",
    "digest_of",
    "ends_on",
    "find",
    "hash_password",
    "holders",
    "is_set_up",
    "is_superior_of",
    "known_unit",
    "leads",
    "memberships_of",
    "named",
    "offices",
    "open_session",
    "open_sessions",
    "open_unit",
    "people_of",
    "place_office",
    "post_above",
    "posts_above",
    "quarter",
    "reaches_everybody",
    "record_attempt",
    "register_applicant",
    "relation_by",
    "relation_to",
    "role_kind",
    "role_kinds",
    "roles",
    "seed_house_roles",
    "set_up",
    "substitute",
    "substitutions",
    "superior_ids",
    "superior_of",
    "superiors_of",
    "typed",
    "unit_named",
    "units",
    "zone_at",
]
