"""Open tasks follow the people: a superior who changed, a claim that lapsed, the last holder who leaves, rescues that end."""

import gc
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from diagrams.drawing import user
from helpers.definitions import event_kinds, open_task, process, published, role_task, separate_from, started
from helpers.office import Visitor, furnish
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from engine import audit, inbox, notice, person, verify
from engine.case import Case, watch
from engine.case import replay as replay_case
from engine.database.base import Database
from engine.errors import Refusal
from engine.incident import open_in
from engine.job import Job
from engine.notice import Notice
from engine.person import Person
from engine.task import Task
from webapp.jobs import worker

SINCE, ON, DAY_BEFORE = date(2026, 1, 1), date(2026, 7, 8), date(2026, 7, 7)


@pytest.fixture
def town(session: Session, people: Any) -> SimpleNamespace:
    """endorse is for the superior, after look by a rank officer where it is `later`; lead for the head of the unit."""
    endorse = user("endorse", assignee="=subject.superior.id")
    elsewhere = user("endorse", assignee='=if subject.name = "x" then "0" else subject.superior.id')
    published(
        session,
        process("endorsed", "start asked\nend done", endorse, "asked > endorse > done"),
        process("worded", "start asked\nend done", elsewhere, "asked > endorse > done"),
        process(
            "later",
            "start asked\nend done",
            role_task("look", "rank_officer"),
            user("endorse", separate_from("look"), assignee="=subject.superior.id"),
            "asked > look > endorse > done",
        ),
        process("lead", "start asked\nend done", role_task("go", "unit_head"), "asked > go > done"),
        process("lonely", "start asked\nend done", role_task("sign", "regional_secretary"), "asked > sign > done"),
    )
    session.commit()
    return people


def doers(session: Session, people: Any, task: Task) -> list[str]:
    """Who may do the task: the same who see it in their lists."""
    everybody = [each for each in vars(people).values() if isinstance(each, Person) and each.active]
    rights = sorted(each.login or "" for each in everybody if task.authorization_of(each))
    assert rights == sorted(each.login or "" for each in everybody if task in inbox.tasks(session, each).items)
    return rights


def whole(session: Session, case: Case) -> bool:
    return verify.verify(audit.export(session, case)) == [] and replay_case(case) == []


def moved(session: Session, p: Any) -> None:
    person.memberships_of(session, p.kadis)[0].end(None, DAY_BEFORE)
    p.kadis.change(None, unit_key="dinkes")
    p.ratna.appoint(None, "unit_head", "dishub", ON)


def vacated(session: Session, p: Any) -> None:
    person.memberships_of(session, p.kadis)[0].end(None, DAY_BEFORE)
    session.commit()
    person.substitute(
        session,
        None,
        None,
        p.ratna,
        kind="plt",
        since=ON,
        until=date(2026, 12, 31),
        letter="1",
        role="unit_head",
        unit="dishub",
    )


CHANGES: dict[str, Callable[[Session, Any], object]] = {
    "the head moves and another is appointed": moved,
    "an administrator corrects the superior": lambda session, p: p.nurhayati.name_superior(p.admin, p.ratna, ON),
    "a Plt takes the vacated post": vacated,
}


@pytest.mark.parametrize("key", ["endorsed", "worded"])
@pytest.mark.parametrize("what", CHANGES)
def test_a_task_for_the_superior_is_the_present_superiors(session: Session, town: Any, what: str, key: str) -> None:
    case = started(session, key, town.nurhayati)
    task = open_task(session, "endorse", case)
    session.commit()
    assert doers(session, town, task) == ["kadis"]
    CHANGES[what](session, town)
    session.commit()
    assert doers(session, town, task) == ["ratna"]
    assert event_kinds(case)[-1] == "task_addressed"
    notices = session.scalars(select(Notice).where(Notice.person_id == town.ratna.id)).all()
    assert [(one.code, one.task_id) for one in notices] == [("task_assigned", task.id)]
    task.complete(town.ratna, {})
    assert (case.status, whole(session, case)) == ("ended", True)


def test_a_task_that_opens_later_is_the_present_superiors_whoever_the_case_froze(session: Session, town: Any) -> None:
    town.nurhayati.name_superior(None, town.stranger, SINCE)
    case = started(session, "later", town.nurhayati)
    session.commit()
    town.nurhayati.name_superior(None, town.ratna, ON)
    session.commit()
    open_task(session, "look", case).complete(town.petugas, {})
    task = open_task(session, "endorse", case)
    assert doers(session, town, task) == ["ratna"]
    assert event_kinds(case) == ["instance_started", "task_completed", "task_addressed"]
    assert case.root()["subject"]["superior"]["id"] == str(town.stranger.id), "what was frozen stays"
    assert whole(session, case)
    open_task(session, "endorse", case).complete(town.ratna, {})
    assert whole(session, case)


def test_no_superior_any_more_leaves_it_with_nobody_rather_than_with_the_former(session: Session, town: Any) -> None:
    case = started(session, "endorsed", town.nurhayati)
    task = open_task(session, "endorse", case)
    for each in (town.kadis, town.boss):
        for held in person.memberships_of(session, each):
            held.end(None, DAY_BEFORE)
    session.commit()
    assert doers(session, town, task) == []
    assert [stop.code for stop in open_in(session, case.id)] == ["nobody_named"]


def test_what_somebody_took_is_no_more_his_once_he_stands_in_for_the_one_it_is_about(
    session: Session, town: Any, clock: Any
) -> None:
    """His own office ends with the day, and the next day he has it by the letter of the subject alone."""
    town.stranger.appoint(None, "unit_head", "dishub", SINCE).end(None, ON)
    letter = {"kind": "plh", "since": date(2026, 7, 9), "until": date(2026, 7, 12), "letter": "1"}
    person.substitute(session, None, town.kadis, town.stranger, **letter)
    case = started(session, "lead", town.kadis)
    task = open_task(session, "go", case)
    task.claim(town.stranger)
    session.commit()
    assert "stranger" in doers(session, town, task)
    session.commit()
    clock.forward(days=1)
    assert "stranger" not in doers(session, town, task)


def test_the_own_case_of_who_only_stands_in_climbs_from_that_seat(session: Session, town: Any) -> None:
    vacated(session, town)
    for held in person.memberships_of(session, town.ratna):
        held.end(None, date(2026, 6, 30))
    session.commit()
    case = started(session, "lead", town.ratna)
    assert doers(session, town, open_task(session, "go", case)) == ["boss"]


def test_who_stands_in_keeps_what_he_took_while_his_right_lasts(session: Session, town: Any) -> None:
    case = started(session, "endorsed", town.nurhayati)
    task = open_task(session, "endorse", case)
    letter = person.substitute(
        session, None, town.kadis, town.ratna, kind="plh", since=ON, until=date(2026, 12, 31), letter="1"
    )
    task.claim(town.ratna)
    town.stranger.name_superior(None, town.kadis, SINCE)
    session.commit()
    assert task.assignee_id == town.ratna.id
    letter.end(None, DAY_BEFORE)
    session.commit()
    assert (task.assignee_id, doers(session, town, task)) == (town.kadis.id, ["kadis"])
    assert event_kinds(case)[-1] == "task_released"


def test_whom_it_is_for_reads_the_case_though_a_stand_in_took_it(session: Session, town: Any) -> None:
    case = started(session, "endorsed", town.nurhayati)
    task = open_task(session, "endorse", case)
    person.substitute(session, None, town.kadis, town.ratna, kind="plh", since=ON, until=date(2026, 12, 31), letter="1")
    task.claim(town.ratna)
    session.commit()
    assert doers(session, town, task) == ["kadis", "ratna"]
    assert [inbox.may_read(session, each, case) for each in (town.kadis, town.ratna)] == [True, True]


def test_what_is_kept_from_the_new_superior_climbs_and_he_is_not_told(session: Session, town: Any) -> None:
    town.nurhayati.name_superior(None, town.ratna, SINCE)
    town.kadis.appoint(None, "rank_officer", since=SINCE)
    case = started(session, "later", town.nurhayati)
    open_task(session, "look", case).complete(town.kadis, {})
    task = open_task(session, "endorse", case)
    session.commit()
    town.ratna.change(None, active=False)
    session.commit()
    assert (task.assignee_id, doers(session, town, task), open_in(session, case.id)) == (None, ["boss"], [])
    assert session.scalars(select(Notice).where(Notice.person_id == town.kadis.id)).all() == []


def test_a_claim_by_climbing_goes_back_once_the_named_one_is_there_again(session: Session, people: Any) -> None:
    named = user("go", assignee=f'="{people.kadis.id}"')
    published(session, process("given", "start asked\nend done", named, "asked > go > done"))
    case = started(session, "given", people.nurhayati)
    session.commit()
    people.kadis.change(None, active=False)
    session.commit()
    task = open_task(session, "go", case)
    task.claim(people.boss)
    session.commit()
    people.kadis.change(None, active=True)
    session.commit()
    assert (doers(session, people, task), event_kinds(case)[-1]) == (["kadis"], "task_released")


def test_a_claim_by_climbing_goes_back_once_a_second_head_is_appointed(session: Session, town: Any) -> None:
    case = started(session, "lead", town.kadis)
    task = open_task(session, "go", case)
    task.claim(town.boss)
    session.commit()
    town.ratna.appoint(None, "unit_head", "dishub", SINCE)
    session.commit()
    assert (doers(session, town, task), event_kinds(case)[-1]) == (["ratna"], "task_released")


def test_what_somebody_took_or_was_handed_goes_back_when_he_leaves(session: Session, town: Any) -> None:
    cases = [started(session, "later", town.nurhayati) for _ in range(2)]
    took, handed = (open_task(session, "look", case) for case in cases)
    took.claim(town.petugas)
    handed.delegate(town.second, town.petugas, "cuti")
    session.commit()
    town.petugas.change(None, active=False)
    session.commit()
    assert [doers(session, town, task) for task in (took, handed)] == [["second"], ["second"]]


def days(office: Database, clock: Any, count: int) -> None:
    for _ in range(count):
        clock.forward(days=1)
        worker.run_due(office)


def lonely(office: Database, of: Any, who: str) -> Case:
    with office.write() as session:
        people = of(session)
        published(
            session,
            process("lonely", "start asked\nend done", role_task("sign", "regional_secretary"), "asked > sign > done"),
        )
        person.memberships_of(session, people.boss)[0].end(None, DAY_BEFORE)
        case = started(session, "lonely", getattr(people, who))
        watch(session)
        session.commit()
    return case


def codes(office: Database, case: Case) -> list[str]:
    with office.read() as session:
        return [stop.code for stop in open_in(session, case.id)]


def test_a_rescue_that_ends_is_told_the_day_after(office: Database, of: Any, clock: Any) -> None:
    case = lonely(office, of, "sekda")
    assert codes(office, case) == ["nobody_may"]
    with office.write() as session:
        person.substitute(
            session,
            None,
            None,
            of(session).kadis,
            kind="plt",
            since=ON,
            until=date(2026, 7, 12),
            letter="1",
            role="regional_secretary",
        )
        session.commit()
    assert codes(office, case) == []
    days(office, clock, 4)
    assert codes(office, case) == []
    days(office, clock, 1)
    assert codes(office, case) == ["nobody_may"]


def test_who_is_the_superior_from_today_on_gets_the_task_and_is_told(office: Database, of: Any, clock: Any) -> None:
    with office.write() as session:
        people = of(session)
        endorse = user("endorse", assignee="=subject.superior.id")
        published(session, process("endorsed", "start asked\nend done", endorse, "asked > endorse > done"))
        people.nurhayati.name_superior(None, people.ratna, date(2026, 7, 10))
        case = started(session, "endorsed", people.nurhayati)
        task_id, ratna = open_task(session, "endorse", case).id, people.ratna.id
        word = ("task_assigned", case.id, task_id)
        (first,) = notice.unread(session, people.kadis)
        assert (first.code, first.case_id, first.task_id) == word
        watch(session)
        session.commit()
    for day, holder, told in ((9, "kadis", []), (10, "ratna", [word])):
        days(office, clock, 1)
        with office.read() as session:
            assert session.get_one(Task, task_id).assignee_id == getattr(of(session), holder).id, day
            notices = session.scalars(select(Notice).where(Notice.person_id == ratna)).all()
            assert [(each.code, each.case_id, each.task_id) for each in notices] == told


def test_the_last_holder_who_leaves_is_told_the_day_after(office: Database, of: Any, clock: Any) -> None:
    case = lonely(office, of, "nurhayati")
    with office.write() as session:
        of(session).sekda.change(None, active=False)
        session.commit()
    days(office, clock, 1)
    assert codes(office, case) == ["nobody_may"]
    with office.write() as session:
        of(session).kadis.appoint(None, "regional_secretary", since=ON)
        session.commit()
    assert codes(office, case) == []


def test_who_it_had_climbed_to_leaves_and_it_is_told_at_once(session: Session, town: Any) -> None:
    case = started(session, "lead", town.kadis)
    session.commit()
    assert doers(session, town, open_task(session, "go", case)) == ["boss"]
    town.boss.change(None, active=False)
    session.commit()
    assert [stop.code for stop in open_in(session, case.id)] == ["nobody_may"]


def test_the_house_has_one_look_a_day_however_many_cases_wait(office: Database, of: Any, clock: Any) -> None:
    lonely(office, of, "sekda")
    with office.write() as session:
        for _ in range(3):
            started(session, "lonely", of(session).sekda)
        watch(session)
        session.commit()
    days(office, clock, 3)
    with office.read() as session:
        assert session.scalar(select(func.count()).select_from(Job).where(Job.status == "pending")) == 1


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_a_task_that_opens_while_its_person_leaves_is_mended_the_day_after(
    office: Database, of: Any, clock: Any
) -> None:
    with office.write() as session:
        people = of(session)
        published(
            session,
            process(
                "later",
                "start asked\nend done",
                role_task("look", "rank_officer"),
                user("endorse", assignee="=subject.superior.id"),
                "asked > look > endorse > done",
            ),
        )
        people.nurhayati.name_superior(None, people.ratna, SINCE)
        case = started(session, "later", people.nurhayati)
        watch(session)
        session.commit()
    with office.write() as slow:
        open_task(slow, "look", slow.get_one(Case, case.id)).complete(of(slow).petugas, {})
        with office.write() as quick:
            of(quick).ratna.change(None, active=False)
            quick.commit()
        slow.commit()
    days(office, clock, 1)
    with office.read() as session:
        task = open_task(session, "endorse", session.get_one(Case, case.id))
        assert doers(session, of(session), task) == ["kadis"]


def test_an_office_that_changes_nothing_for_them_locks_no_waiting_case(office: Database, of: Any) -> None:
    """However many wait: the same few statements, and a case is locked only where its answer changes."""
    lonely(office, of, "sekda")

    def statements(act: Callable[[Any], object]) -> list[str]:
        seen: list[str] = []

        def note(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
            seen.append(statement)

        with office.write() as session:
            act(of(session))
            event.listen(office.engine, "before_cursor_execute", note)
            session.commit()
            event.remove(office.engine, "before_cursor_execute", note)
        return seen

    few = statements(lambda p: p.ratna.appoint(None, "unit_hr_officer", "dinkes", SINCE))
    with office.write() as session:
        for _ in range(20):
            started(session, "lonely", of(session).sekda)
        session.commit()
    many = statements(lambda p: p.ratna.appoint(None, "unit_hr_officer", "setda", SINCE))
    assert len(many) == len(few)
    assert not [one for one in many if "FOR UPDATE" in one or "UPDATE cases" in one]


def test_what_was_rolled_back_calls_for_no_look(office: Database, of: Any) -> None:
    lonely(office, of, "sekda")
    seen: list[str] = []
    with office.write() as session:
        of(session).kadis.appoint(None, "regional_secretary", since=SINCE)
        session.rollback()
        of(session)
        event.listen(office.engine, "before_cursor_execute", lambda _c, _k, statement, *_more: seen.append(statement))
        session.commit()
    assert seen == []


def test_charts_of_days_and_hours_gone_by_do_not_pile_up(office: Database, of: Any, clock: Any) -> None:
    """And one that is asked for again between days long past is still there."""
    before = charts()
    for _ in range(12):
        clock.forward(minutes=15)
        with office.read() as session:
            nurhayati = of(session).nurhayati
            person.superior_of(session, nurhayati, clock.at)
            for day in range(1, 20):
                person.superior_of(session, nurhayati, date(2026, 6, day))
    with office.read() as session:
        stranger, seen = of(session).stranger, []
        event.listen(office.reader, "before_cursor_execute", lambda _c, _k, statement, *_more: seen.append(statement))
        person.superior_of(session, stranger, clock.at)
    assert not [statement for statement in seen if "FROM unit" in statement], "nothing is drawn anew"
    assert charts() - before <= 4


def charts() -> int:
    gc.collect()
    return sum(isinstance(one, person.Chart) for one in gc.get_objects())


def test_many_that_become_somebodys_are_one_notice(session: Session, town: Any) -> None:
    tasks = [open_task(session, "endorse", started(session, "endorsed", town.nurhayati)) for _ in range(5)]
    session.commit()
    moved(session, town)
    session.commit()
    assert {task.assignee_id for task in tasks} == {town.ratna.id}
    notices = session.scalars(select(Notice).where(Notice.person_id == town.ratna.id)).all()
    assert [(one.code, one.values, one.task_id) for one in notices] == [("tasks_assigned", {"count": 5}, None)]


def test_the_notice_of_many_leads_to_the_list_of_tasks(app: Any, database: Database) -> None:
    furnish(database)
    with database.write() as session:
        kadis = session.scalars(select(Person).where(Person.login == "kadis")).one()
        one = notice.notify(session, kadis.id, "tasks_assigned", {"count": 5})
        session.commit()
    head = Visitor(app, "kadis")
    assert "5 tugas baru untuk Anda" in head.get("/account/notices").text
    assert head.post(f"/account/notices/{one.id}/open").headers["Location"] == "/"


def test_a_longer_period_makes_no_circle(session: Session, people: Any) -> None:
    link = people.nurhayati.name_superior(None, people.ratna, SINCE, date(2026, 6, 30))
    people.ratna.name_superior(None, people.nurhayati, date(2026, 7, 1))
    with pytest.raises(Refusal) as refused:
        link.end(None, date(2026, 12, 31))
    assert refused.value.code == "superior_circle"


def test_climbing_passes_a_circle_to_the_next_above(session: Session, people: Any) -> None:
    """kadis heads the unit of ratna, who is named as his superior: from her it goes on to the head of the unit above."""
    published(
        session,
        process(
            "two",
            "start asked\nend done",
            role_task("look", "rank_officer"),
            role_task("go", "unit_head", separate_from("look")),
            "asked > look > go > done",
        ),
    )
    people.kadis.name_superior(None, people.ratna, SINCE)
    people.ratna.appoint(None, "rank_officer", since=SINCE)
    case = started(session, "two", people.kadis)
    open_task(session, "look", case).complete(people.ratna, {})
    assert doers(session, people, open_task(session, "go", case)) == ["boss"]
