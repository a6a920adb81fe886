"""The same five invented people in every test, and where they work."""

from datetime import date
from types import SimpleNamespace

from sqlalchemy.orm import Session

from engine import person

ROLES = (
    ("rank_officer", "Petugas kepangkatan", "Rank officer", "office", "bkpsdm"),
    ("regional_secretary", "Sekretaris daerah", "Regional secretary", "office", "setda"),
    ("unit_head", "Kepala OPD", "Head of unit", "unit", None),
    ("unit_hr_officer", "Pengelola kepegawaian OPD", "Unit HR officer", "unit", None),
)


def city(session: Session) -> SimpleNamespace:
    """Units and roles, and nurhayati (employee), petugas, kadis (head of dishub), sekda and admin, since 1 January 2026."""
    for key, name, parent in (("kota", "Kota Palembang", None), ("setda", "Sekretariat Daerah", "kota")):
        person.open_unit(session, None, key, name, parent_key=parent)
    for key, name in (("bkpsdm", "BKPSDM"), ("dishub", "Dinas Perhubungan"), ("dinkes", "Dinas Kesehatan")):
        person.open_unit(session, None, key, name, parent_key="setda")
    for role in ROLES:
        person.define_role(session, None, *role)
    person.seed_house_roles(session)
    admit = person.admit
    people = SimpleNamespace(
        nurhayati=admit(session, None, name="Nurhayati", nip="199002282014022994", unit_key="dishub"),
        petugas=admit(session, None, name="Petugas Kepangkatan", login="petugas", unit_key="bkpsdm"),
        kadis=admit(session, None, name="Kepala Dinas", login="kadis", unit_key="dishub"),
        sekda=admit(session, None, name="Sekretaris Daerah", login="sekda", unit_key="setda"),
        admin=admit(session, None, name="Administrator", login="admin"),
    )
    since = date(2026, 1, 1)
    people.petugas.appoint(None, "rank_officer", since=since)
    people.kadis.appoint(None, "unit_head", since=since)
    people.sekda.appoint(None, "regional_secretary", since=since)
    people.admin.appoint(None, "administrator", since=since)
    session.commit()
    return people
