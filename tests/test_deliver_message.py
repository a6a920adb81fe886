"""Messages between cases: kept until somebody waits, delivered once, not after they expired."""

from datetime import timedelta
from typing import Any

from diagrams.drawing import caught, element, io, message, zeebe
from helpers.definitions import event_kinds, open_elements, process, published, role_task, started
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine import incident
from engine import message as messages
from engine.case import Case
from engine.database.base import Database, derived_key, new_key
from engine.job import Job
from engine.message import Message
from webapp.jobs import worker


def case_of(session: Session, number: str) -> Any:
    return session.scalars(select(Case).where(Case.number == number)).one()


def say(session: Session, key: str, words: str = "", **more: Any) -> Message | None:
    return messages.publish(session, "terms", key, {"words": words}, origin=new_key(), **more)


def wait(office: Database, of: Any, *topics: str) -> list[str]:
    with office.write() as session:
        numbers = [started(session, "waiter", of(session).nurhayati, topic=topic).number for topic in topics]
        session.commit()
    worker.run_due(office)
    return numbers


def heard(office: Database, *numbers: str) -> list[str | None]:
    with office.read() as session:
        return [case_of(session, number).root().get("words") for number in numbers]


def test_one_case_tells_another(office: Database, of: Any) -> None:
    (number,) = wait(office, of, "a")
    with office.write() as session:
        thrower = started(session, "thrower", of(session).petugas, topic="a", words="halo", identity="m1", life="P1D")
        session.commit()
    worker.run_due(office)
    with office.read() as session:
        case = case_of(session, number)
        assert (open_elements(case), case.root()["words"], event_kinds(case)[-1]) == (
            ["told"],
            "halo",
            "message_received",
        )
        assert case.events()[-1].part("message") == {"name": "terms", "key": "a", "payload": {"words": "halo"}}
        sent = session.scalars(select(Message)).one()
        assert (sent.message_id, sent.sender_id, sent.taken_by_id) == ("m1", thrower.id, case.id)
        assert sent.expires_at - sent.published_at == timedelta(days=1)


def test_a_message_is_kept_until_somebody_waits(office: Database, of: Any, clock: Any) -> None:
    with office.write() as session:
        say(session, "a", "lama")
        say(session, "b", "lain")
        session.commit()
    worker.run_due(office)
    clock.forward(days=2)
    assert heard(office, *wait(office, of, "a", "c")) == ["lama", None]


def test_it_is_delivered_to_one_only(office: Database, of: Any) -> None:
    numbers = wait(office, of, "a", "a")
    with office.write() as session:
        say(session, "a", "satu")
        session.commit()
    worker.run_due(office)
    assert sorted(str(words) for words in heard(office, *numbers)) == ["None", "satu"]


def test_what_is_kept_longest_is_delivered_first(office: Database, of: Any, clock: Any) -> None:
    with office.write() as session:
        for words in ("satu", "dua", "tiga"):
            say(session, "a", words)
            session.commit()
            clock.forward(seconds=1)
    worker.run_due(office)
    assert heard(office, *wait(office, of, "a"), *wait(office, of, "a")) == ["satu", "dua"]


def test_an_expired_message_is_not_delivered(office: Database, of: Any, clock: Any) -> None:
    with office.write() as session:
        say(session, "a", "basi", time_to_live=timedelta(hours=1))
        session.commit()
    worker.run_due(office)
    clock.forward(hours=1, seconds=1)
    assert heard(office, *wait(office, of, "a")) == [None]


def test_an_expired_message_hides_no_fresh_one(office: Database, of: Any, clock: Any) -> None:
    with office.write() as session:
        say(session, "a", "basi", time_to_live=timedelta(hours=1))
        session.commit()
        clock.forward(seconds=1)
        say(session, "a", "segar", time_to_live=timedelta(hours=3))
        session.commit()
    worker.run_due(office)
    clock.forward(hours=2)
    assert heard(office, *wait(office, of, "a")) == ["segar"]


def test_a_message_that_expires_before_its_delivery_is_not_delivered(office: Database, of: Any, clock: Any) -> None:
    (number,) = wait(office, of, "a")
    with office.write() as session:
        say(session, "a", "basi", time_to_live=timedelta(hours=1))
        session.commit()
    clock.forward(hours=2)
    worker.run_due(office)
    assert heard(office, number) == [None]


def test_two_messages_of_one_step_both_arrive(office: Database, of: Any) -> None:
    numbers = wait(office, of, "a", "b")
    inputs = {"correlationKey": '="{}"', "words": '="untuk {}"'}
    says = [
        element(
            "intermediateThrowEvent",
            f"say_{key}",
            zeebe("taskDefinition", type="publish_message"),
            io({target: source.format(key) for target, source in inputs.items()}),
            inner=caught("m"),
        )
        for key in ("a", "b")
    ]
    with office.write() as session:
        flows = "asked > say_a > say_b > done"
        published(session, process("twice", "start asked\nend done", *says, flows, root=message("m", "terms")))
        started(session, "twice", of(session).nurhayati)
        session.commit()
    worker.run_due(office)
    assert heard(office, *numbers) == ["untuk a", "untuk b"]


def test_the_job_that_delivers_has_the_key_that_its_event_gives_it(office: Database, of: Any) -> None:
    """Whoever does the step again makes the same rows: the keys of the message and of its job come of the event."""
    with office.write() as session:
        thrower = started(session, "thrower", of(session).petugas, topic="a", words="halo", identity="m1", life="P1D")
        origin, sent = thrower.events()[-1].id, session.scalars(select(Message)).one()
        (delivery,) = session.scalars(select(Job).where(Job.type == "deliver_message")).all()
        assert sent.id == derived_key(origin, "message", 0)
        assert delivery.id == derived_key(origin, "job", f"message-{sent.id}")


def test_a_message_id_is_accepted_once(office: Database, of: Any) -> None:
    with office.write() as session:
        assert say(session, "a", "satu", message_id="x") is not None
        assert say(session, "a", "dua", message_id="x") is None
        session.commit()
    assert heard(office, *wait(office, of, "a"), *wait(office, of, "a")) == ["satu", None]


def test_two_elements_that_wait_for_one_key_get_one_kept_message_each(office: Database, of: Any) -> None:
    with office.write() as session:
        published(
            session,
            process(
                "two_ears",
                "start asked\nend done\nand fork",
                element("receiveTask", "left", messageRef="m"),
                element("receiveTask", "right", messageRef="m"),
                role_task("told", "rank_officer"),
                role_task("told_too", "rank_officer"),
                "asked > fork > left > told > done\nfork > right > told_too > done",
                root=message("m", "terms", '="a"'),
            ),
        )
        for words in ("satu", "dua", "tiga"):
            say(session, "a", words)
        session.commit()
    worker.run_due(office)
    with office.write() as session:
        number = started(session, "two_ears", of(session).nurhayati).number
        session.commit()
    worker.run_due(office)
    with office.read() as session:
        assert open_elements(case_of(session, number)) == ["told", "told_too"]
        assert session.scalar(select(func.count()).where(Message.taken_by_id.is_(None))) == 1


def test_a_cancelled_case_hears_nothing_and_the_message_waits_for_the_next(office: Database, of: Any) -> None:
    (number,) = wait(office, of, "a")
    with office.write() as session:
        case_of(session, number).cancel(of(session).nurhayati, "batal")
        say(session, "a", "halo")
        session.commit()
    worker.run_due(office)
    assert heard(office, *wait(office, of, "a")) == ["halo"]


def test_what_a_case_knows_of_itself_is_for_no_other_case_to_write(office: Database, of: Any, clock: Any) -> None:
    (number,) = wait(office, of, "a")
    with office.write() as session:
        before = case_of(session, number).root()["subject"]
        sender = started(session, "thrower", of(session).petugas, topic="b", words="x", identity="m2", life="P1D").id
        forged = {"subject": {"rank": "IV/e"}, "words": "halo"}
        messages.publish(session, "terms", "a", forged, origin=new_key(), sender_id=sender)
        session.commit()
    for _attempt in range(4):
        worker.run_due(office)
        clock.forward(hours=1)
    with office.read() as session:
        case = case_of(session, number)
        assert (case.root()["subject"], case.root().get("words")) == (before, None)
        assert [stop.code for stop in incident.open_in(session, case.id)] == ["name_reserved"]
    with office.write() as session:
        case, operator = case_of(session, number), of(session).operator
        (stop,) = incident.open_in(session, case.id)
        stop.skip(operator, "pesan palsu")
        session.commit()
        last = case.events()[-1]
        assert (last.kind, last.actor_id, last.element) == ("incident_skipped", operator.id, "wait")
        assert (case.status, session.get_one(Job, stop.job_id).status) == ("running", "failed")
