"""Whether the demo made a database: what it made is served as the demo and as nothing else, anything else never so."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from engine import person
from engine.database import db_errors
from engine.database.base import Database, Setting
from webapp.platform.config import BadSetting

CITY = "demo_city"
"""The setting that the demo writes before it admits anybody; nothing takes it out."""


def city(session: Session) -> Mapping[str, Any] | None:
    """What the demo wrote of the city that it made here; None where it made none."""
    setting = session.get(Setting, CITY)
    return setting.value if setting else None


def check(database: Database, *, demo: bool) -> None:
    """Refuse to serve a database as what it is not. Raises BadSetting.

    A database that cannot be asked is never the demo's.
    """
    try:
        with database.read() as session:
            there = inspect(session.connection()).has_table(Setting.__tablename__)
            refuse(session if there else None, demo=demo)
    except Exception as error:
        if demo or db_errors.classify(error) is None:
            raise


def refuse(session: Session | None, *, demo: bool) -> None:
    """The same for a database that is open; None: it has no tables yet. Raises BadSetting."""
    of_demo = session is not None and city(session) is not None
    if of_demo and not demo:
        raise BadSetting(
            "Basis data ini dibuat oleh demo: kata sandinya diketahui semua orang. Setel JENJANG_DEMO=1 untuk "
            "melanjutkan demo, atau sebut basis data lain dalam JENJANG_DATABASE untuk pemakaian sungguhan."
        )
    if demo and not of_demo:
        refuse_real(session)
        raise BadSetting("Basis data ini bukan kota demo: jalankan `jenjang demo` lebih dahulu.")


def refuse_real(session: Session | None) -> None:
    """Refuse what has to do with the demo where the first administrator was made for real use. Raises BadSetting."""
    if session is not None and city(session) is None and person.is_set_up(session):
        raise BadSetting(
            "Basis data ini disiapkan untuk pemakaian sungguhan dan tidak pernah dijalankan sebagai demo. "
            "Hapus JENJANG_DEMO, atau sebut basis data lain dalam JENJANG_DATABASE."
        )
