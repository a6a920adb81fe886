"""Signals between cases: they reach whoever waits when they are thrown, and nobody later; cases that events begin."""

from collections.abc import Sequence
from typing import Any

from diagrams.drawing import boundary, event, event_definition, message, script, signal, timer, zeebe
from helpers.definitions import event_kinds, open_elements, process, published, role_task, started
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import definition, job
from engine import message as messages
from engine.case import Case
from engine.case import replay as replay_case
from engine.database.base import Database, new_key
from webapp.jobs import worker

ROOT = signal("closed") + message("m", "hired")
QUIET = {"startableBy": "everyone"}
BEGINS = '<zeebe:properties><zeebe:property name="begins" value="begun, joint"/></zeebe:properties>'


def cases(session: Session, key: str) -> Sequence[Case]:
    asked = select(Case).join(Case.definition).where(definition.ProcessDefinition.key == key)
    return session.scalars(asked.order_by(Case.number)).all()


def publish(office: Database) -> None:
    with office.write() as session:
        throws = event("intermediateThrowEvent", "say", event_definition("signal", "closed")).replace(
            "<bpmn:signal",
            f'<bpmn:extensionElements>{BEGINS}<zeebe:ioMapping><zeebe:input source="=topic" target="topic"/></zeebe:ioMapping></bpmn:extensionElements><bpmn:signal',
            1,
        )
        bell = boundary("bell", "work", event_definition("signal", "closed"))
        for bundle in (
            process("speaker", "start begin\nend done", throws, "begin > say > done", root=ROOT, properties=QUIET),
            process(
                "listener",
                "start begin\nend done over",
                role_task("work", "rank_officer"),
                bell,
                role_task("late", "rank_officer"),
                "begin > work > done\nbell > late > over",
                root=ROOT,
                properties=QUIET,
            ),
            process(
                "begun",
                "end done",
                event("startEvent", "called", event_definition("signal", "closed")),
                event("startEvent", "written", event_definition("message", "m")),
                role_task("work", "rank_officer"),
                "called > work > done\nwritten > work",
                root=ROOT,
                properties=QUIET,
            ),
            process(
                "hourly",
                "end done",
                event("startEvent", "clock", timer("timeCycle", "R2/PT1H")),
                script("n", "=1", "n"),
                "clock > n > done",
                properties=QUIET,
            ),
        ):
            published(session, bundle)
        session.commit()


def test_cases_that_events_began_or_moved_are_done_again(office: Database, of: Any, clock: Any) -> None:
    publish(office)
    test_a_case_that_takes_two_signals_begins_with_one_and_hears_the_other(office, of)
    with office.write() as session:
        started(session, "listener", of(session).nurhayati)
        started(session, "speaker", None, topic="a")
        messages.publish(session, "hired", "", {"who": "x"}, origin=new_key(), begins=["begun"])
        session.commit()
    clock.forward(hours=1)
    worker.run_due(office)
    with office.read() as session:
        found = session.scalars(select(Case)).all()
        assert {case.definition.key for case in found} >= {"speaker", "listener", "begun", "hourly", "joint"}
        assert {case.number: misfits for case in found if (misfits := replay_case(case))} == {}


def test_a_signal_of_one_case_reaches_every_other_that_waits(office: Database, of: Any) -> None:
    publish(office)
    with office.write() as session:
        for _case in range(2):
            started(session, "listener", of(session).nurhayati)
        started(session, "speaker", None, topic="a")
        session.commit()
    worker.run_due(office)
    with office.read() as session:
        heard = cases(session, "listener")
        assert [open_elements(case) for case in heard] == [["late"], ["late"]]
        assert [event_kinds(case)[-1] for case in heard] == ["signal_received"] * 2
        assert heard[0].root()["topic"] == "a"
        assert heard[0].events()[-1].part("signal") == {"name": "closed", "payload": {"topic": "a"}}


def test_two_signals_of_one_step_both_arrive(office: Database, of: Any) -> None:
    two, names = signal("closed") + signal("paid"), ("closed", "paid")
    says = [event("intermediateThrowEvent", f"say_{name}", event_definition("signal", name)) for name in names]
    hears = [event("intermediateCatchEvent", f"hear_{name}", event_definition("signal", name)) for name in names]
    talker = "begin > say_closed > say_paid > done"
    patient = "begin > fork > hear_closed > join > done\nfork > hear_paid > join"
    with office.write() as session:
        published(
            session,
            process("patient", "start begin\nend done\nand fork join", *hears, patient, root=two, properties=QUIET),
            process("talker", "start begin\nend done", *says, talker, root=two, properties=QUIET),
        )
        started(session, "patient", of(session).nurhayati)
        started(session, "talker", None)
        session.commit()
    worker.run_due(office)
    with office.read() as session:
        (case,) = cases(session, "patient")
        assert (case.status, event_kinds(case)) == ("ended", ["instance_started", *["signal_received"] * 2])


def test_who_begins_to_wait_later_does_not_hear_it(office: Database, of: Any) -> None:
    publish(office)
    with office.write() as session:
        started(session, "speaker", None, topic="a")
        started(session, "listener", of(session).nurhayati)
        session.commit()
    worker.run_due(office)
    with office.read() as session:
        (case,) = cases(session, "listener")
        assert open_elements(case) == ["work"]


def test_a_case_that_waits_already_hears_its_own_signal_at_once_and_once(office: Database, of: Any) -> None:
    throws = event("intermediateThrowEvent", "say", event_definition("signal", "closed"))
    bell = boundary("bell", "work", event_definition("signal", "closed"), interrupting=False)
    flows = "begin > fork > say > done\nfork > work > done\nbell > rung > done"
    parts = (throws, role_task("work", "rank_officer"), bell, role_task("rung", "rank_officer"))
    with office.write() as session:
        published(
            session, process("echo", "start begin\nend done\nand fork", *parts, flows, root=ROOT, properties=QUIET)
        )
        case = started(session, "echo", of(session).nurhayati)
        session.commit()
        # In the same step, with no job and no event of its own; the bell waits for the next signal already.
        assert sorted(open_elements(case)) == ["rung", "work"]
        assert not job.open_in(session, case.id)
        assert waits_for_signal(session, case)
    worker.run_due(office)
    with office.read() as session:
        (case,) = cases(session, "echo")
        assert sorted(open_elements(case)) == ["rung", "work"]
        assert "signal_received" not in event_kinds(case)


def test_a_case_that_begins_to_wait_after_its_own_signal_does_not_hear_it(office: Database, of: Any) -> None:
    throws = event("intermediateThrowEvent", "say", event_definition("signal", "closed"))
    waits = event("intermediateCatchEvent", "wait", event_definition("signal", "closed"))
    parts = (throws, waits, role_task("late", "rank_officer"), "begin > say > wait > late > done")
    with office.write() as session:
        published(session, process("patient", "start begin\nend done", *parts, root=ROOT, properties=QUIET))
        case = started(session, "patient", of(session).nurhayati)
        session.commit()
        assert waits_for_signal(session, case)
        assert not job.open_in(session, case.id)
    worker.run_due(office)
    with office.read() as session:
        (case,) = cases(session, "patient")
        assert open_elements(case) == []
        assert "signal_received" not in event_kinds(case)
    publish(office)
    with office.write() as session:
        started(session, "speaker", None, topic="a")
        session.commit()
    worker.run_due(office)
    with office.read() as session:
        (case,) = cases(session, "patient")
        assert open_elements(case) == ["late"]
        assert event_kinds(case)[-1] == "signal_received"


def waits_for_signal(session: Session, case: Case) -> bool:
    return messages.hears(session, case.id, "closed") is not None


def test_a_signal_begins_a_case_of_every_definition_that_starts_with_it(office: Database, of: Any) -> None:
    publish(office)
    with office.write() as session:
        started(session, "speaker", None, topic="a")
        session.commit()
    worker.run_due(office)
    with office.read() as session:
        (case,) = cases(session, "begun")
        assert (open_elements(case), case.root()["topic"], case.root()["starter"]) == (["work"], "a", None)


def test_a_case_that_takes_two_signals_begins_with_one_and_hears_the_other(office: Database, of: Any) -> None:
    start = event(
        "startEvent",
        "both",
        event_definition("signal", "closed"),
        event_definition("signal", "paid"),
        parallelMultiple="true",
    )
    two = signal("closed") + signal("paid")
    with office.write() as session:
        for name in ("closed", "paid"):
            lists = zeebe("properties", zeebe("property", name="begins", value="joint"))
            says = event(
                "endEvent",
                "say",
                f"<bpmn:extensionElements>{lists}</bpmn:extensionElements>" + event_definition("signal", name),
            )
            published(session, process(f"says_{name}", "start begin", says, "begin > say", root=two, properties=QUIET))
        joint = process(
            "joint",
            "end done",
            start,
            role_task("work", "rank_officer"),
            "both > work > done",
            root=two,
            properties=QUIET,
        )
        published(session, joint)
        session.commit()
    for name, waits in (("closed", []), ("paid", ["work"])):
        with office.write() as session:
            started(session, f"says_{name}", None)
            session.commit()
        worker.run_due(office)
        with office.read() as session:
            assert [open_elements(case) for case in cases(session, "joint")] == [waits]


def test_a_message_that_nobody_waits_for_begins_a_case_once(office: Database, of: Any) -> None:
    publish(office)
    with office.write() as session:
        messages.publish(session, "hired", "", {"who": "x"}, origin=new_key(), begins=["begun"])
        session.commit()
    worker.run_due(office)
    worker.run_due(office)
    with office.read() as session:
        (case,) = cases(session, "begun")
        assert (open_elements(case), case.root()["who"]) == (["work"], "x")
        assert session.scalars(select(messages.Message.taken_by_id)).one() == case.id


def test_the_clock_begins_cases_as_often_as_the_definition_says(office: Database, of: Any, clock: Any) -> None:
    publish(office)
    for count in (0, 1, 2, 2):
        worker.run_due(office)
        with office.read() as session:
            assert len(cases(session, "hourly")) == count
        clock.forward(hours=1)


def test_a_start_whose_time_means_nothing_does_not_hold_up_the_others(office: Database, of: Any, clock: Any) -> None:
    broken = event("startEvent", "broken", timer("timeDate", '="ban" + "ana"'))
    hourly = event("startEvent", "clock", timer("timeCycle", "R1/PT1H"))
    with office.write() as session:
        published(
            session,
            process(
                "two",
                "end done",
                broken,
                hourly,
                script("n", "=1", "n"),
                "clock > n > done\nbroken > n",
                properties=QUIET,
            ),
        )
        session.commit()
    worker.run_due(office)
    clock.forward(hours=1)
    worker.run_due(office)
    with office.read() as session:
        assert len(cases(session, "two")) == 1


def test_a_newer_version_takes_over_the_times_of_the_older(office: Database, of: Any, clock: Any) -> None:
    publish(office)
    worker.run_due(office)
    with office.write() as session:
        published(
            session,
            process(
                "hourly",
                "end done",
                event("startEvent", "clock", timer("timeCycle", "R1/PT2H")),
                script("n", "=2", "n"),
                "clock > n > done",
                properties=QUIET,
            ),
        )
        session.commit()
    worker.run_due(office)
    clock.forward(hours=3)
    worker.run_due(office)
    with office.read() as session:
        assert [case.root()["n"] for case in cases(session, "hourly")] == [2]
