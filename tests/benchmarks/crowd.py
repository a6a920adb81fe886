"""A crowd of open tasks: rows put in directly, spread over roles and units, and one person who holds several offices."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Insert, String, Table, cast, delete, insert, literal, select, text, true
from town import PASSWORD, TESTS

from engine import definition, migrations, person, seed_data
from engine.bundle import Bundle
from engine.case import Case
from engine.database.base import Base, Database
from engine.person import Person, Role, Unit
from engine.task import Task, TaskCandidate, TaskExclusion

AT = datetime(2026, 7, 8, 2, 0, tzinfo=UTC)
THOUSAND = 1000
EMPLOYEES = 300
UNITS = 20
LOGIN = "pejabat"


def found(url: str) -> Database:
    """A database with the shipped units and roles, the permit, some employees and the person who looks."""
    database = Database(url, lambda _session: AT)
    migrations.upgrade(database)
    with database.write() as session:
        seed_data.install(session)
        definition.publish(session, None, Bundle.from_folders(TESTS / "permit"), "benchmark")
        for number in range(UNITS):
            person.open_unit(session, None, f"dinas_{number}", f"Dinas {number}", parent_key="setda")
        for number in range(EMPLOYEES):
            person.admit(session, None, name=f"Pegawai {number}", login=f"pegawai.{number}", unit_key="dinas_0")
        looks = person.admit(session, None, name="Pejabat", login=LOGIN, unit_key="bkpsdm")
        looks.set_password(None, person.hash_password(PASSWORD))
        for role in ("rank_officer", "mutation_head", "bkpsdm_head"):
            looks.appoint(None, role)
        for unit in ("bkpsdm", "dinas_1", "dinas_2"):
            looks.appoint(None, "unit_head", unit)
        session.commit()
    return database


def fill(database: Database, count: int) -> None:
    """Let `count` tasks, whole thousands, be open; each hundredth is taken, each thousandth by the person who looks."""
    with database.write() as session:
        published = definition.latest(session, "permit")
        assert published is not None
        people = list(session.scalars(select(Person.id).where(Person.login.startswith("pegawai"))))
        looks = session.scalars(select(Person.id).where(Person.login == LOGIN)).one()
        units = list(session.scalars(select(Unit.key)))
        offices = session.scalars(select(Role).where(Role.kind != "house")).all()
        places = [(role.key, unit) for role in offices for unit in (units if role.kind == "unit" else [""])]
        for table in (TaskExclusion, TaskCandidate, Task, Case):
            session.execute(delete(table))
        rows: dict[str, list[dict[str, object]]] = {"cases": [], "task": [], "task_candidate": []}
        for number in range(THOUSAND):
            _add(rows, number, published.id, people[number % len(people)], looks, places[number % len(places)])
        for name, told in rows.items():
            session.connection().execute(insert(Base.metadata.tables[name]), told)
            session.connection().execute(_copies(Base.metadata.tables[name], count // THOUSAND - 1))
        session.commit()
    if database.url.get_backend_name() == "postgresql":
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))  # as its autovacuum does within a minute


def _copies(table: Table, times: int) -> Insert:
    """Each row again so many times under keys of its own."""
    turn = select(literal(1).label("n")).where(literal(times) > 0).cte("turn", recursive=True)
    turn = turn.union_all(select(turn.c.n + 1).where(turn.c.n < times))
    moved = {name: table.c[name] + turn.c.n * THOUSAND for name in ("id", "case_id", "task_id") if name in table.c}
    if "number" in table.c:
        moved["number"] = table.c.number + "-" + cast(turn.c.n, String)
    columns = [moved.get(column.name, column) for column in table.c]
    return insert(table).from_select(
        [column.name for column in table.c], select(*columns).select_from(table.join(turn, true()))
    )


def _add(
    rows: dict[str, list[dict[str, object]]],
    number: int,
    definition_id: int,
    subject: int,
    looks: int,
    place: tuple[str, str],
) -> None:
    key, due = number + 1, AT + timedelta(minutes=number * 7919 % 40_000 - 5_000)
    taken = None if number % 100 else looks if number == 0 else subject
    rows["cases"].append(
        {
            "id": key,
            "definition_id": definition_id,
            "number": f"PER-2026-{key:06}",
            "title": "Izin seminar",
            "status": "running",
            "subject_id": subject,
            "starter_id": subject,
            "unit_key": place[1] or "dinas_0",
            "zone": "Asia/Jakarta",
            "working_days": 5,
            "started_at": AT,
            "state": {},
            "variables": {},
            "revision": 1,
            "event_count": 1,
            "head_hash": "0" * 64,
        }
    )
    rows["task"].append(
        {
            "id": key,
            "case_id": key,
            "ref": 3,
            "scope_ref": 0,
            "element": "approve",
            "name": "Setujui izin",
            "form_id": "approve_permit",
            "process_key": "permit",
            "unit_key": place[1] or "dinas_0",
            "subject_id": subject,
            "assignee_id": taken,
            "personal": False,
            "priority": 50,
            "due_at": due,
            "due_order": due,
            "status": "open",
            "created_at": AT,
        }
    )
    rows["task_candidate"].append(
        {
            "task_id": key,
            "role_key": place[0],
            "unit_key": place[1],
            "free": taken is None,
            "due_at": due,
        }
    )
