"""Checks whether the demo made a database: such a database is served as a demo only, any other never as one."""

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
    """The record of the demo about the city in this database; None where the demo did not make it."""
    setting = session.get(Setting, CITY)
    return setting.value if setting else None


def check(database: Database, *, demo: bool) -> None:
    """Raise BadSetting if a demo database is served as real, or a real one as a demo.

    A database that cannot be reached is accepted, except as a demo.
    """
    try:
        with database.read() as session:
            there = inspect(session.connection()).has_table(Setting.__tablename__)
            refuse(session if there else None, demo=demo)
    except Exception as error:
        if demo or db_errors.classify(error) is None:
            raise


def refuse(session: Session | None, *, demo: bool) -> None:
    """Raise BadSetting as `check` does, for an open session; None: the database has no tables yet."""
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
    """Raise BadSetting if this database was set up for real use: nothing of the demo may touch it."""
    if session is not None and city(session) is None and person.is_set_up(session):
        raise BadSetting(
            "Basis data ini disiapkan untuk pemakaian sungguhan dan tidak pernah dijalankan sebagai demo. "
            "Hapus JENJANG_DEMO, atau sebut basis data lain dalam JENJANG_DATABASE."
        )
