"""The inbox shows a person exactly the tasks that he may do, due soonest first, page by page; and the cases he may read."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from diagrams.drawing import user, zeebe
from helpers.definitions import PROPERTIES, approval, open_task, process, published, role_task, separate_from, started
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import inbox, person
from engine.bundle import Bundle
from engine.case import Case, reassess_next
from engine.database.base import Database
from engine.database.transaction import transaction
from engine.errors import NotFound, Refusal
from engine.inbox import Page
from engine.incident import open_in
from engine.person import Person, Substitution
from engine.task import Task
from webapp.jobs import worker

ASKED = {"request": {"topic": "naik pangkat"}}
ANSWERS = {
    "verify": {"verification": {"outcome": "ms"}},
    "decide": {"decision": {"reason": "ya", "outcome": "granted"}},
    "mend": {"request": {"topic": "baru"}},
}
ROLES = ("rank_officer", "unit_head", "unit_head", "unit_hr_officer", "regional_secretary")
PROCEDURES = ("approval", "parallel", "endorsed", "endorsed", "named")
UNITS = ("dishub", "dinkes", "setda", "bkpsdm", "kota")


def everything(list_: Callable[..., Page], *told: Any, limit: int = 3, **more: Any) -> list[Any]:
    """All pages of a list, one behind the other."""
    items: list[Any] = []
    after = None
    while True:
        page = list_(*told, after=after, limit=limit, **more)
        items += page.items
        if page.next is None:
            return items
        assert len(page.items) == limit
        after = page.next if list_ is inbox.tasks else int(page.next)


class Town:
    """Random people, offices, substitutions, cases and acts."""

    def __init__(self, session: Session, seed: int) -> None:
        self.session, self.dice = session, random.Random(seed)
        self.people = [
            person.admit(session, None, name=f"Orang {n}", login=f"orang{n}", unit_key=self.dice.choice(UNITS))
            for n in range(7)
        ]
        for _ in range(12):
            self.attempt(
                lambda: self.one().appoint(None, self.dice.choice(ROLES), self.dice.choice(UNITS), date(2026, 1, 1))
            )
        person.define_role(session, None, "bkpsdm_head", "Kepala BKPSDM", "Head", "office", "bkpsdm")
        for office, above in (("rank_officer", "bkpsdm_head"), ("bkpsdm_head", "regional_secretary")):
            if self.dice.random() < 0.7:
                person.place_office(session, None, office, above)
        for _ in range(3):
            self.attempt(lambda: self.one().name_superior(None, self.one(), date(2026, 7, self.dice.choice((1, 8, 9)))))
        self.attempt(lambda: self.people[0].appoint(None, "bkpsdm_head", since=date(2026, 1, 1)))
        published(session, endorsed(), named())
        self.people += session.scalars(select(Person).where(Person.login.in_(("boss", "sekda", "kadis")))).all()

    def one(self) -> Any:
        return self.dice.choice(self.people)

    def attempt(self, verb: Callable[[], object]) -> None:
        with self.session.begin_nested() as inner:
            try:
                verb()
            except Refusal:
                inner.rollback()

    def act(self) -> None:
        open_ = self.session.scalars(select(Task).where(Task.status == "open").order_by(Task.id)).all()
        kind = self.dice.random()
        if kind < 0.3 or not open_:
            key = self.dice.choice(PROCEDURES)
            starter = self.dice.choice((self.one(), self.one(), self.people[0]))
            self.attempt(lambda: started(self.session, key, starter, **(ASKED if key == "approval" else {})))
        elif kind < 0.4:
            since = date(2026, 7, self.dice.choice((1, 8, 9)))
            told: Any = {
                "kind": "plh",
                "since": since,
                "until": date(2026, 7, self.dice.choice((9, 20))),
                "letter": "800",
                "role": self.dice.choice((None, None, *ROLES)),
            }
            self.attempt(lambda: person.substitute(self.session, None, self.one(), self.one(), **told))
        elif kind < 0.55:
            self.attempt(self.dice.choice((self.leave, self.move, self.end, self.appoint, self.name, self.turn)))
        else:
            task, actor = self.dice.choice(open_), self.one()
            doers = [each for each in self.people if task.authorization_of(each)] or [actor]
            actor = self.dice.choice(doers)
            verb = self.dice.choice(("claim", "claim", "release", "delegate", "complete", "complete"))
            more = {"delegate": (self.one(), "cuti"), "complete": (ANSWERS.get(task.element, {}),)}.get(verb, ())
            self.attempt(lambda: getattr(task, verb)(actor, *more))

    def busy(self) -> Any:
        """Somebody who took a task, if there is one."""
        query = select(Task.assignee_id).where(Task.status == "open", Task.claimed_at.is_not(None)).order_by(Task.id)
        takers = self.session.scalars(query).all()
        return self.session.get(Person, self.dice.choice(takers)) if takers else self.one()

    def leave(self) -> None:
        who = self.dice.choice([*(each for each in self.people if not each.active), self.busy()])
        who.change(None, active=not who.active)

    def move(self) -> None:
        self.busy().change(None, unit_key=self.dice.choice(UNITS))

    def end(self) -> None:
        who = self.busy()
        query = select(Substitution).where(Substitution.substitute_id == who.id).order_by(Substitution.id)
        periods = [*person.memberships_of(self.session, who), *self.session.scalars(query)]
        if periods:
            self.dice.choice(periods).end(None, date(2026, 7, self.dice.choice((7, 8))))

    def appoint(self) -> None:
        self.one().appoint(None, self.dice.choice(ROLES), self.dice.choice(UNITS), date(2026, 7, 8))

    def name(self) -> None:
        self.one().name_superior(None, self.one(), date(2026, 7, 8))

    def turn(self) -> None:
        unit = person.unit_named(self.session, self.dice.choice(UNITS))
        above = self.dice.choice((None, *UNITS))
        person.open_unit(
            self.session, None, unit.key, unit.name, parent_key=above, zone=unit.zone, working_days=unit.working_days
        )

    def look(self) -> None:
        """A day begins, and all open tasks are looked at."""
        after: int | None = 0
        while after is not None:
            after = reassess_next(self.session, after)
        self.session.flush()

    def in_hands_or_told(self) -> None:
        """Of every open task: an active person may do it, or an incident beside says that nobody may."""
        everybody = self.session.scalars(select(Person).where(Person.active)).all()
        query = select(Task).where(Task.status == "open").execution_options(populate_existing=True)
        for task in self.session.scalars(query):
            may_do = [each.login for each in everybody if task.authorization_of(each)]
            beside = [stop for stop in open_in(self.session, task.case_id) if stop.ref == task.ref]
            assert (bool(may_do), len(beside)) in ((True, 0), (False, 1)), (task.element, may_do, beside)

    def agree(self) -> None:
        """For everybody: the tasks listed are those that he may do, in order; and he reads their cases.

        None is about himself (but for what he was asked by name), or about the one in whose place he would do it."""
        open_ = self.session.scalars(select(Task).where(Task.status == "open").order_by(Task.due_order, Task.id)).all()
        cases = self.session.scalars(select(Case).order_by(Case.id.desc())).all()
        for each in self.people:
            may = [task.id for task in open_ if task.authorization_of(each)]
            assert [task.id for task in everything(inbox.tasks, self.session, each)] == may
            for task in (one for one in open_ if one.id in may and not one.personal):
                assert task.subject_id not in (each.id, task.authorize(each).on_behalf_of)
            read = [case.id for case in cases if inbox.may_read(self.session, each, case)]
            assert [case.id for case in everything(inbox.cases, self.session, each)] == read
            assert {task.case_id for task in open_ if task.id in may} <= set(read)
            mine = [task.id for task in everything(inbox.tasks, self.session, each, only="mine")]
            group = [task.id for task in everything(inbox.tasks, self.session, each, only="group")]
            assert (sorted(mine + group), set(mine) & set(group)) == (sorted(may), set())
            self.agree_on_searches(each, [task for task in open_ if task.id in may], [c for c in cases if c.id in read])

    def agree_on_searches(self, each: Any, may: list[Task], read: list[Case]) -> None:
        """Whatever is searched for, what is shown is what the lists without a search show of it: no more, no less."""
        case = self.dice.choice(self.session.scalars(select(Case)).all())
        other = self.one()
        searches: list[tuple[str, Callable[[Case], bool]]] = [
            (case.number.lower(), lambda one: one is case),
            (case.number[-3:], lambda one: case.number[-3:] in one.number),
            (" ".join(reversed(other.name.split())), lambda one: one.subject_id == other.id),
            (case.title, lambda one: case.title.lower() in one.title.lower()),
        ]
        for text, meant in searches:
            only = self.dice.choice(("all", "mine", "group"))
            shown = [task.id for task in everything(inbox.tasks, self.session, each, only=only)]
            expected = [task.id for task in may if meant(task.case) and task.id in shown]
            assert [t.id for t in everything(inbox.tasks, self.session, each, search=text, only=only)] == expected, text
            cases = [one.id for one in everything(inbox.cases, self.session, each, search=text)]
            assert cases == [one.id for one in read if meant(one)], text


def endorsed() -> Bundle:
    """approve (head of BKPSDM), endorse (the superior, by other hands), sign (head of BKPSDM, by hands of neither)."""
    return process(
        "endorsed",
        "start asked\nend done",
        role_task("approve", "bkpsdm_head"),
        user("endorse", separate_from("approve"), assignee="=subject.superior.id"),
        role_task("sign", "bkpsdm_head", separate_from("approve", "endorse")),
        "asked > approve > endorse > sign > done",
    )


def named() -> Bundle:
    """endorse (the superior), then sign (the superior's superior, or who is next above, by other hands)."""
    return process(
        "named",
        "start asked\nend done",
        user("endorse", assignee="=subject.superior.id"),
        user("sign", separate_from("endorse"), assignee="=subject.superior.id"),
        "asked > endorse > sign > done",
    )


def test_the_list_and_the_right_agree_whatever_people_do(
    office: Database, clock: Any, rounds: Callable[[int, int], int]
) -> None:
    for seed in range(rounds(4, 60)):
        clock.set(datetime(2026, 7, 8, 2, 0, tzinfo=UTC))
        with office.engine.connect() as connection:
            connection.begin()  # never committed, whatever the session commits in it: each round has its own town
            with office.session_on(connection, join_transaction_mode="create_savepoint") as session:
                live(Town(session, seed), clock)


def live(town: Town, clock: Any) -> None:
    for _ in range(30):
        town.act()
        town.session.commit()
    town.agree()
    town.look()
    town.in_hands_or_told()
    # Two days later some substitutions begin and others end.
    clock.forward(days=2)
    transaction(town.session).moment = None
    town.agree()
    town.look()
    town.in_hands_or_told()
    town.agree()


@pytest.fixture
def five(session: Session, people: Any, clock: Any) -> SimpleNamespace:
    """Five tasks of the rank officers: due on the 10th, 9th, 10th, 11th, never."""
    days = ['"2026-07-10"', '"2026-07-09"', '"2026-07-10"', '"2026-07-11"', "null"]
    tasks = []
    for number, day in enumerate(days):
        due = zeebe("taskSchedule", dueDate=f"={day}")
        published(
            session,
            process(
                f"proc_{number}",
                "start asked\nend done",
                role_task("look", "rank_officer", due),
                "asked > look > done",
                properties={**PROPERTIES, "title": f"Prosedur 100% nomor_{number}"},
            ),
        )
        starter = people.nurhayati if number % 2 else people.stranger
        tasks.append(open_task(session, "look", started(session, f"proc_{number}", starter)))
    session.commit()
    return SimpleNamespace(tasks=tasks, ids=[task.id for task in tasks])


def test_due_soonest_comes_first_and_pages_have_no_gap(session: Session, people: Any, five: Any) -> None:
    order = [five.ids[1], *sorted([five.ids[0], five.ids[2]]), five.ids[3], five.ids[4]]
    for limit in (1, 2, 3, 5, 50):
        assert [task.id for task in everything(inbox.tasks, session, people.petugas, limit=limit)] == order


def test_filters_take_away_and_never_add(session: Session, people: Any, five: Any, clock: Any) -> None:
    def found(**more: Any) -> list[int]:
        return [five.ids.index(task.id) for task in inbox.tasks(session, people.petugas, **more).items]

    assert found(process="proc_3") == [3]
    assert (sorted(found(unit="dishub")), found(unit="kota")) == ([1, 3], [])
    clock.set(datetime(2026, 7, 11, 3, 0, tzinfo=UTC))
    session.commit()
    assert sorted(found(only="late")) == [0, 1, 2]
    five.tasks[4].claim(people.petugas)
    five.tasks[3].claim(people.second)
    assert (found(only="mine"), sorted(found(only="group")), sorted(found())) == ([4], [0, 1, 2], [0, 1, 2, 4])


SEARCHES = {
    "nurhayati": [1, 3],
    "NURHA": [1, 3],
    "199002": [1, 3],
    "0200": [],
    "P0-": [0],
    "nomor_1": [1],
    "100%": [0, 1, 2, 3, 4],
    "00%": [0, 1, 2, 3, 4],
    "%": [0, 1, 2, 3, 4],
    "_": [0, 1, 2, 3, 4],
    "r_3": [3],
    "nomorx1": [],
    "' or 1=1 --": [],
    "\\": [],
    "\x00": [0, 1, 2, 3, 4],
    "nur\x00hayati": [1, 3],
    "look": [0, 1, 2, 3, 4],
    "\ud800": [0, 1, 2, 3, 4],
    "🙂": [],
    "hayati nur": [1, 3],
    "nur hayati x": [],
    "1990 0228": [1, 3],
    "p3-2026-00001": [3],
    "OOK": [0, 1, 2, 3, 4],
    "a" * 5000: [],
    ")": [],
    ";drop table task": [],
}


def test_any_text_can_be_searched_for(session: Session, people: Any, five: Any) -> None:
    for text, expected in SEARCHES.items():
        found = [five.ids.index(task.id) for task in inbox.tasks(session, people.petugas, search=text).items]
        assert sorted(found) == expected, text
        assert len(inbox.cases(session, people.auditor, search=text).items) == len(
            expected if text not in ("look", "OOK") else []
        )


@pytest.mark.parametrize(
    "after",
    [
        "x",
        "~",
        "2026~1",
        "2026-07-08T00:00:00+00:00~x",
        "~1",
        "2026-07-08~99999999999999999999",
        "0001-01-01T00:00:00+14:00~1",
    ],
)
def test_a_page_that_never_was_is_not_found(session: Session, people: Any, after: str) -> None:
    with pytest.raises(NotFound):
        inbox.tasks(session, people.petugas, after=after)


def test_what_is_to_be_followed_up_later_is_shown_then(session: Session, people: Any, clock: Any) -> None:
    later = zeebe("taskSchedule", followUpDate='="2026-07-10"')
    published(
        session,
        process("later", "start asked\nend done", role_task("look", "rank_officer", later), "asked > look > done"),
    )
    task = open_task(session, "look", started(session, "later", people.nurhayati))
    assert inbox.tasks(session, people.petugas).items == []
    session.commit()
    clock.forward(days=3)
    assert inbox.tasks(session, people.petugas).items == [task]


def test_each_kind_of_reader_reads_and_nobody_else(session: Session, people: Any) -> None:
    people.dinkes_head = person.admit(session, None, name="Kepala Dinkes", login="dinkes", unit_key="dinkes")
    people.dinkes_head.appoint(None, "unit_head", "dinkes", date(2026, 1, 1))
    people.dinkes_hr = person.admit(session, None, name="Pengelola Dinkes", login="hr", unit_key="dinkes")
    people.dinkes_hr.appoint(None, "unit_hr_officer", "dinkes", date(2026, 1, 1))
    published(session, approval({**PROPERTIES, "readableBy": "regional_secretary,unit_hr_officer"}))
    case = started(session, "approval", people.nurhayati, **ASKED)

    def readers() -> set[str]:
        found = {name for name, each in vars(people).items() if inbox.may_read(session, each, case)}
        listed = {name for name, each in vars(people).items() if case in inbox.cases(session, each).items}
        assert found == listed
        return found

    always = {"nurhayati", "kadis", "auditor", "operator", "sekda", "ratna"}
    assert readers() == {*always, "petugas", "second"}
    open_task(session, "verify", case).complete(people.petugas, ANSWERS["verify"])
    assert readers() == {*always, "petugas"}
    for name in ("stranger", "designer", "admin", "dinkes_head", "dinkes_hr", "second"):
        with pytest.raises(NotFound):
            inbox.case(session, getattr(people, name), case.id)
        with pytest.raises(NotFound):
            inbox.task(session, getattr(people, name), open_task(session, "decide", case).id)
    with pytest.raises(NotFound):
        inbox.case(session, people.auditor, 1)


def test_ones_own_cases_and_their_states(office: Database, of: Any, clock: Any) -> None:
    with office.write() as session:
        people = of(session)
        first, second = (
            started(session, "timed", people.nurhayati),
            started(session, "approval", people.nurhayati, **ASKED),
        )
        started(session, "timed", people.stranger)
        first.cancel(people.nurhayati, "keliru")
        session.commit()

        def found(**more: Any) -> list[Case]:
            return list(inbox.cases(session, people.nurhayati, mine=True, **more).items)

        assert set(found()) == {first, second}
        assert (found(status="cancelled"), found(process="approval"), found(search=second.number)) == (
            [first],
            [second],
            [second],
        )
    assert worker.run_due(office) == 0
