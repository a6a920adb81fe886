"""What happens later: timers, jobs and messages a second beside a plain transaction; rework, many at once, idle cases.

Also alone: `.venv/bin/python tests/benchmarks/later.py`.
"""

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

sys.path.append(str(Path(__file__).parent.parent))

import crowd
from diagrams.drawing import loop
from helpers import definitions
from helpers.definitions import form, open_task, process, published, role_task, started, text_field
from inbox import listed, on_postgresql
from sqlalchemy import func, insert, literal, select, update
from timing import cpu, middle, wall

from engine import job, message, migrations
from engine.case import Case
from engine.case import find as find_case
from engine.database.base import Base, Database, Setting, canonical, new_key
from engine.job import Job
from webapp.jobs import worker

MANY = 200
ROUNDS = (0, 10, 100, 1000)
AT_ONCE = (10, 100, 1000)
STEPS = 9
IDLE = (1_000, 100_000)


class Office:
    """The people and procedures of the tests in a database, and a clock that is moved."""

    def __init__(self, url: str) -> None:
        self.at = datetime(2026, 7, 8, 2, 0, tzinfo=UTC)
        self.database = Database(url, lambda _session: self.at)
        migrations.upgrade(self.database)
        with self.database.write() as session:
            people = definitions.staff(session)
            self.ids = {name: person.id for name, person in vars(people).items()}
            known = (
                definitions.approval(),
                definitions.timed(),
                definitions.waiter(),
                definitions.working("refresh_subject"),
            )
            published(session, *known, *(_at_once(count) for count in AT_ONCE))
            session.add(Setting(key="benchmark", value={"n": 0}))
            session.commit()

    def people(self, session: Any) -> Any:
        return definitions.SimpleNamespace(
            **{name: session.get_one(definitions.Person, key) for name, key in self.ids.items()}
        )

    def start(self, key: str, count: int, answer: Callable[[int], dict[str, Any]] = lambda _number: {}) -> None:
        with self.database.write() as session:
            for number in range(count):
                started(session, key, self.people(session).nurhayati, **answer(number))
            session.commit()


def report() -> None:
    with TemporaryDirectory(prefix="jenjang-bench-") as folder:
        _rates("SQLite", Office(f"sqlite:///{Path(folder) / 'rates.db'}"))
    try:
        with on_postgresql("rates") as url:
            _rates("PostgreSQL", Office(url))
    except ImportError:
        print("PostgreSQL is not installed")
    office = Office("sqlite://")  # in memory: only the CPU of a step counts here
    _rework(office)
    _many_at_once(office)
    with TemporaryDirectory(prefix="jenjang-bench-") as folder:
        _idle(crowd.found(f"sqlite:///{Path(folder) / 'idle.db'}"))


def _rates(name: str, office: Office) -> None:
    """One process, one at a time: what a runner does between two looks at the table."""
    plain = _rate(lambda: _one_row(office), MANY)
    print(f"\n{name}, a second".ljust(44) + f"{'done':>10}{'CPU ms each':>14}{'plain ones':>12}")
    _row("a plain transaction that changes one row", plain, plain)
    office.start("timed", MANY)
    office.at += timedelta(days=1, seconds=1)
    _row("timers fired", _rate(lambda: worker.run_due(office.database), MANY), plain)
    office.start("working", MANY)
    _row("jobs done (refresh_subject)", _rate(lambda: worker.run_due(office.database), MANY), plain)
    office.start("waiter", MANY, lambda number: {"topic": f"topic-{number}"})
    _publish(office)
    _row("messages delivered", _rate(lambda: worker.run_due(office.database), MANY), plain)
    _check(office)
    office.database.close()


def _rate(act: Callable[[], Any], count: int) -> tuple[float, float]:
    """How many a second by the clock, and CPU milliseconds of each."""
    began, spent = perf_counter(), process_time()
    act()
    return count / (perf_counter() - began), (process_time() - spent) * 1000 / count


def _row(words: str, told: tuple[float, float], plain: tuple[float, float]) -> None:
    print(f"    {words:<40}{told[0]:>10.0f}{told[1]:>14.2f}{told[1] / plain[1]:>12.1f}")


def _one_row(office: Office) -> None:
    for number in range(MANY):
        with office.database.write() as session:
            session.execute(update(Setting).where(Setting.key == "benchmark").values(value={"n": number}))
            session.commit()


def _publish(office: Office) -> None:
    with office.database.write() as session:
        for number in range(MANY):
            message.publish(session, "terms", f"topic-{number}", {"words": "ada"}, origin=new_key())
        session.commit()


def _check(office: Office) -> None:
    """What was measured was done."""
    with office.database.read() as session:
        asked = select(Job.type, func.count()).where(Job.status == "done").group_by(Job.type)
        done = dict(session.execute(asked).all())
    assert done == {"timer_due": MANY, "refresh_subject": MANY, "deliver_message": MANY}, done


def _rework(office: Office) -> None:
    """Sent back again and again: what a step costs and what the case holds must not grow."""
    print(f"\n{'rounds of rework':<20}{'state bytes':>14}{'CPU ms a step':>16}{'steps so far':>14}")
    office.start("approval", 1, lambda _number: {"request": {"topic": "naik pangkat"}})
    with office.database.read() as session:
        asked = select(Case).order_by(Case.id.desc()).limit(1)
        case, done = session.scalars(asked).one().id, 0
    for rounds in ROUNDS:
        while done < rounds:
            _round(office, case)
            done += 1
        spent = [
            cpu(lambda: _step(office, case, "verify", "petugas", _BACK)) for _ in _each(lambda: _mend(office, case))
        ]
        done += STEPS
        with office.database.read() as session:
            told = find_case(session, case)
            size = len(canonical(told.state)) + len(canonical(told.variables))
            print(f"{rounds:<20,}{size:>14,}{middle(spent):>16.2f}{told.event_count:>14,}")


_BACK = {"verification": {"outcome": "btl", "note": "kurang"}}


def _each(after: Callable[[], object]) -> Iterator[int]:
    for number in range(STEPS):
        yield number
        after()


def _round(office: Office, case: int) -> None:
    _step(office, case, "verify", "petugas", _BACK)
    _mend(office, case)


def _mend(office: Office, case: int) -> None:
    _step(office, case, "mend", "nurhayati", {"request": {"topic": "baru"}})


def _step(office: Office, case: int, element: str, person: str, answer: dict[str, Any]) -> None:
    with office.database.write() as session:
        task = open_task(session, element, find_case(session, case))
        task.complete(getattr(office.people(session), person), answer)
        session.commit()


def _at_once(count: int) -> Any:
    """As many parallel tasks as there are rows, then a join."""
    many = role_task("each", "rank_officer", form="each").replace(
        "</bpmn:userTask>", f"{loop('=rows', 'row')}</bpmn:userTask>"
    )
    return process(
        f"many_{count}",
        "start asked\nend done",
        definitions.element(
            "scriptTask",
            "make",
            definitions.zeebe("script", expression=f"=for i in 1..{count} return i", resultVariable="rows"),
        ),
        many,
        "asked > make > each > done",
        forms__each__form=form("each", text_field("each.note")),
    )


def _many_at_once(office: Office) -> None:
    print(f"\n{'tasks at once':<20}{'state bytes':>14}{'start CPU ms':>16}{'CPU ms a step':>16}")
    for count in AT_ONCE:
        began = cpu(lambda count=count: office.start(f"many_{count}", 1))
        with office.database.read() as session:
            case = session.scalars(select(Case).where(Case.title == f"many_{count}")).one()
            size = len(canonical(case.state)) + len(canonical(case.variables))
            tasks = [task.id for task in case.open_tasks()][:STEPS]
        assert len(tasks) == min(count, STEPS)
        spent = [cpu(lambda key=key: _answer(office, key)) for key in tasks]
        print(f"{count:<20,}{size:>14,}{began:>16.1f}{middle(spent):>16.2f}")


def _answer(office: Office, key: int) -> None:
    with office.database.write() as session:
        session.get_one(definitions.Task, key).complete(office.people(session).petugas, {"each": {"note": "x"}})
        session.commit()


def _idle(database: Database) -> None:
    """Cases that wait for people and for timers far off: what the look for due jobs and the inbox cost beside them."""
    print(f"\n{'idle cases':<20}{'look for due jobs':>20}{'waited ms':>12}{'inbox CPU ms':>16}")
    for count in IDLE:
        crowd.fill(database, count)
        _timers(database)
        looks = [(cpu(lambda: _due(database)), wall(lambda: _due(database))) for _ in range(STEPS)]
        inbox = middle([cpu(lambda: listed(database)) for _ in range(STEPS)])
        look, waited = (middle([pair[place] for pair in looks]) for place in (0, 1))
        print(f"{count:<20,}{look:>20.2f}{waited:>12.2f}{inbox:>16.1f}")
    database.close()


def _timers(database: Database) -> None:
    """A timer for each case, due in a year."""
    rows, cases = Base.metadata.tables["job"], Base.metadata.tables["cases"]
    due = crowd.AT + timedelta(days=365)
    with database.write() as session:
        session.execute(rows.delete())
        made = select(cases.c.id, func.printf("timer-%d", cases.c.id), *_constants(rows, due)).select_from(cases)
        names = ["id", "key", "type", "payload", "due_at", "status", "attempts_left", "lease", "case_id"]
        session.connection().execute(insert(rows).from_select(names, made.add_columns(cases.c.id)))
        session.commit()


def _constants(rows: Any, due: datetime) -> list[Any]:
    told = {"type": "timer_due", "payload": {}, "due_at": due, "status": "pending", "attempts_left": 3, "lease": 0}
    return [literal(value, rows.c[name].type) for name, value in told.items()]


def _due(database: Database) -> None:
    with database.read() as session:
        assert not job.due(session, types=list(job.HANDLERS))
        assert job.next_due(session)


if __name__ == "__main__":
    report()
