"""Builds the demo city once, reporting progress; a build that was interrupted begins again."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import case, event, func, select, text
from sqlalchemy.orm import Session

from engine import migrations, person, seed_data, story
from engine.calendar import WIB, day_of
from engine.case import RUNNING, Case, watch
from engine.database.base import Base, Database, Setting, now
from engine.person import Person
from engine.story import Story
from webapp.demo.accounts import accounts
from webapp.demo.city import admit, name_plh, name_superiors, open_units, staff
from webapp.demo.names import UNITS
from webapp.demo.origin import CITY, city, refuse_real
from webapp.demo.people import Inventor
from webapp.demo.plan import MONTHS, Plan
from webapp.demo.play import play_all
from webapp.demo.stage import Stage
from webapp.platform.config import BadSetting

PASSWORD = "jenjang-demo"
SEED = 20260714
Say = Callable[[str], None]


def build(database: Database, say: Say, *, employees: int = 300, finished: int = 200, running: int = 60) -> None:
    """Build the city in a database that has the schema and the shipped definitions, and no people yet.

    A finished city is left alone; one that was interrupted is built again from the start.
    Raises BadSetting where the database was set up as real, or there are people who did not come with the demo.
    """
    with database.read() as session:
        at = now(session).astimezone(ZoneInfo(WIB))
        refuse_real(session)
        known = city(session)
        people = session.scalar(select(func.count()).select_from(Person))
    if known and known["state"] == "ready":
        report(known, say)
        return
    if known:
        say("Pembangunan kota demo terputus di tengah jalan: kota dibuat lagi dari awal.")
        clear(database)
    elif people:
        raise BadSetting("Basis data ini sudah berisi orang: kota demo hanya dibuat di basis data yang masih kosong.")
    stage = stage_on(database)
    try:
        report(_build(stage, at, say, employees, finished, running), say)
    finally:
        stage.close()


def report(ready: Mapping[str, Any], say: Say) -> None:
    """Report what is in the city, and how to log in."""
    say("Kota demo: {people} orang, {running} usulan berjalan, {finished} usulan selesai.".format(**ready["counts"]))
    say(f"Masuk dengan kata sandi {PASSWORD} sebagai:")
    for login, who in ready["accounts"]:
        say(f"  {login:32} {who}")
    say("Pegawai lain masuk dengan NIP-nya, pemegang peran dengan peran.unit, semua dengan kata sandi itu.")


def clear(database: Database) -> None:
    """Drop all tables, then install the schema and what ships with Jenjang."""
    with database.engine.begin() as connection:
        Base.metadata.drop_all(connection)
        connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
    migrations.upgrade(database)
    with database.write() as session:
        seed_data.install(session)
        seed_data.publish(session, "Terbitan pertama yang disertakan Jenjang")
        session.commit()


def stage_on(database: Database) -> Stage:
    """A stage on the same database, driven by the stage's clock; SQLite does not wait for the disk meanwhile."""
    stage = Stage(database)
    url = database.url.render_as_string(hide_password=False)
    stage.database = Database(url, clock=lambda _session: stage.at)
    if database.url.get_backend_name() == "sqlite":
        event.listen(stage.database.engine, "connect", lambda raw, _: raw.execute("PRAGMA synchronous=OFF"))
    return stage


def stories(root: Path = seed_data.ROOT) -> dict[str, list[Story]]:
    """The stories that ship, by the folder of their process."""
    by_folder: dict[str, list[Story]] = {}
    for path in sorted((root / "processes").glob("*/stories/*.toml")):
        by_folder.setdefault(path.parent.parent.name, []).append(story.read(path.read_text(encoding="utf-8")))
    return by_folder


def _build(stage: Stage, at: datetime, say: Say, employees: int, finished: int, running: int) -> dict[str, Any]:
    password_hash = person.hash_password(PASSWORD)
    rng = Random(SEED)  # noqa: S311 - invented people, not secrets
    inventor = Inventor(rng, at.date())
    stage.set_clock(at - timedelta(days=31 * (MONTHS + 1)))
    with stage.write() as session:
        session.add(Setting(key=CITY, value={"state": "building"}))
        person.set_up(session, name="Administrator Demo", login="administrator", password_hash=password_hash)
        open_units(session)
        holders = staff(session, inventor)
    plan = Plan(stories(), tuple(UNITS)[1:], at, rng, inventor, holders, employees - len(holders))
    scenes = plan.scenes(finished, running)
    everybody = [*holders, *plan.people]
    missing = employees - sum(somebody.unit is not None for somebody in everybody)
    everybody += [inventor.employee(rng.choice(plan.units)) for _ in range(missing)]
    say(f"membuat kota: {len(everybody)} orang di {len(UNITS)} unit kerja")
    with stage.write() as session:
        admit(session, everybody, password_hash, day_of(stage.at, WIB))
        name_superiors(session, everybody, day_of(stage.at, WIB))
    play_all(stage, scenes, at, lambda done, of: _progress(done, of, say))
    with stage.write() as session:
        name_plh(session, holders, at.date())
        watch(session)
        ready = {"state": "ready", "counts": _counts(session), "accounts": accounts(session)}
        session.merge(Setting(key=CITY, value=ready))
    return ready


def _progress(done: int, of: int, say: Say) -> None:
    if done % 20 == 0 or done == of:
        say(f"membuat kota: {done} dari {of} usulan")


def _counts(session: Session) -> dict[str, int]:
    open_ = func.sum(case((Case.status.in_(RUNNING), 1), else_=0))
    cases, running = session.execute(select(func.count(), open_).select_from(Case)).one()
    people = session.scalar(select(func.count()).select_from(Person)) or 0
    return {"people": people, "running": running or 0, "finished": cases - (running or 0)}
