"""Calls to other systems: to the host of the settings alone, once a key, bounded; the secret is seen by nobody else."""

import threading
import time
import urllib.parse
from collections.abc import Callable
from typing import Any

import pytest
from diagrams.drawing import boundary, error, io, job, zeebe
from helpers.definitions import open_elements, process, published, role_task, started
from helpers.other_systems import ReceivedRequest, Reply, neighbour, surround
from sqlalchemy import select

from engine import audit, definition, incident, verify
from engine.case import find as find_case
from engine.database.base import Base, Database
from engine.errors import NotPublished
from engine.job import Integrations, Job
from engine.job.integrations import System
from webapp.jobs import worker

PATIENCE = 60  # seconds
SECRET = "Bearer rahasia-yang-panjang"
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


def calling(inputs: dict[str, str] | None = None, **headers: str) -> Any:
    """A procedure that asks simpeg, then checked; 404 leads to missing."""
    given = {"nip": '="199002282014022994"', **(inputs or {})}
    named = {"system": "simpeg", "path": "/employees/{nip}/posts", "result": "posts", **headers}
    told = zeebe("taskHeaders", "".join(zeebe("header", key=name, value=value) for name, value in named.items()))
    return process(
        "calling",
        "start asked\nend done",
        job("ask", "http", io(given), told),
        role_task("checked", "rank_officer"),
        role_task("missing", "rank_officer"),
        boundary("gone", "ask", '<bpmn:errorEventDefinition errorRef="e"/>'),
        "asked > ask > checked > done\ngone > missing > done",
        root=error("e", "http_404"),
    )


def around(office: Database, address: str, **more: Any) -> None:
    system = System(
        "simpeg", address, ("GET", "POST"), {"Authorization": SECRET}, **{"timeout": 1.0 * PATIENCE, **more}
    )
    surround(office, systems={"simpeg": system})


def begun(office: Database, of: Any, bundle: Any) -> int:
    with office.write() as session:
        published(session, bundle)
        case = started(session, "calling", of(session).nurhayati)
        session.commit()
        return case.id


def asked_of(
    office: Database, of: Any, answer: Callable[[ReceivedRequest], Reply], bundle: Any = None, **more: Any
) -> tuple[int, list[ReceivedRequest]]:
    """A case whose call was answered so, and what the system was asked."""
    with neighbour(answer) as (address, asked):
        around(office, f"{address}/api", **more)
        key = begun(office, of, bundle or calling())
        worker.run_due(office)
    return key, asked


def stops(office: Database, key: int) -> list[str]:
    with office.read() as session:
        return [stop.code for stop in incident.open_in(session, key)]


def test_the_answer_becomes_a_variable_and_the_secret_stays_in_the_settings(office: Database, of: Any) -> None:
    key, (asked,) = asked_of(office, of, lambda asked: Reply(200, [{"post": "Kepala Bidang"}]))
    assert (asked.method, asked.path) == ("GET", "/api/employees/199002282014022994/posts")
    with office.read() as session:
        case, done = find_case(session, key), session.scalars(select(Job).where(Job.type == "http")).one()
        assert (asked.headers["Authorization"], asked.headers["Idempotency-Key"]) == (SECRET, done.key)
        assert case.root()["posts"] == {"status": 200, "body": [{"post": "Kepala Bidang"}]}
        assert open_elements(case) == ["checked"]
        assert verify.verify(audit.export(session, case)) == []
        rows = [str(row) for table in Base.metadata.sorted_tables for row in session.execute(select(table))]
        assert rows
        assert not any(SECRET in row or "rahasia" in row for row in rows)


def test_a_body_and_a_query_are_what_the_diagram_maps_in(office: Database, of: Any) -> None:
    inputs = {
        "query": '={year: 2026, draft: false, none: null, kind: ["a b", "c"]}',
        "body": '={name: "Siti", days: 3}',
    }
    _key, (asked,) = asked_of(office, of, lambda asked: Reply(201, {}), calling(inputs, method="POST"))
    path, _, query = asked.path.partition("?")
    assert (asked.method, path, asked.json()) == (
        "POST",
        "/api/employees/199002282014022994/posts",
        {"name": "Siti", "days": 3},
    )
    assert urllib.parse.parse_qs(query) == {"year": ["2026"], "draft": ["false"], "kind": ["a b", "c"]}


@pytest.mark.parametrize("value", ["../../admin", "a/b?c#d", "@elsewhere", "%2e%2e", "é", "{nip}", "{{secrets.X}}"])
def test_a_value_stays_one_segment_of_the_path(office: Database, of: Any, value: str) -> None:
    _key, (asked,) = asked_of(office, of, lambda asked: Reply(200, {}), calling({"nip": f'="{value}"'}))
    assert asked.path == f"/api/employees/{urllib.parse.quote(value, safe='')}/posts"


@pytest.mark.parametrize("value", ['=".."', '=""', "=null", "=[1]", "=true"])
def test_a_value_that_is_no_segment_is_not_asked_for(office: Database, of: Any, value: str) -> None:
    key, asked = asked_of(office, of, lambda asked: Reply(200, {}), calling({"nip": value}))
    assert (asked, stops(office, key)) == ([], ["http_value"])


def test_two_values_beside_each_other_lead_no_way_up(office: Database, of: Any) -> None:
    bundle = calling({"nip": '="."', "part": '="."'}, path="/employees/{nip}{part}/posts")
    key, asked = asked_of(office, of, lambda asked: Reply(200, {}), bundle)
    assert (asked, stops(office, key)) == ([], ["http_value"])


def test_a_redirect_is_not_followed_and_the_secret_goes_nowhere_else(office: Database, of: Any) -> None:
    with neighbour(lambda asked: Reply(200, {})) as (elsewhere, reached):
        key, asked = asked_of(office, of, lambda asked: Reply(302, {}, {"Location": f"{elsewhere}/steal"}))
        assert (len(asked), reached, stops(office, key)) == (1, [], ["http_elsewhere"])


def test_what_is_not_there_is_an_error_that_the_diagram_catches(office: Database, of: Any) -> None:
    key, _asked = asked_of(office, of, lambda asked: Reply(404, {"message": "tidak ada"}))
    with office.read() as session:
        case = find_case(session, key)
        assert (open_elements(case), case.root()["http_error"]) == (
            ["missing"],
            {"status": 404, "body": {"message": "tidak ada"}},
        )


def test_another_refusal_that_nobody_catches_is_an_incident(office: Database, of: Any) -> None:
    key, asked = asked_of(office, of, lambda asked: Reply(400, {}))
    assert (len(asked), stops(office, key)) == (1, ["error_uncaught"])


def test_a_busy_system_is_asked_again_when_it_says_and_then_given_up(office: Database, of: Any, clock: Any) -> None:
    with neighbour(lambda asked: Reply(503, {}, {"Retry-After": "120"})) as (address, asked):
        around(office, address)
        key = begun(office, of, calling())
        counts = []
        for seconds in (0, 100, 30, 130):
            clock.forward(seconds=seconds)
            worker.run_due(office)
            counts.append(len(asked))
    assert (counts, stops(office, key)) == ([1, 1, 2, 3], ["http_busy"])
    assert len({one.headers["Idempotency-Key"] for one in asked}) == 1


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (Reply(200, b"x" * 1_000_001), "http_large"),
        (Reply(200, b"[" * 300 + b"]" * 300, {"Content-Type": "application/json"}), "http_unstorable"),
        (Reply(200, {"name": "a\x00b"}), "http_unstorable"),
        (Reply(200, b"a\x00b", {"Content-Type": "text/plain"}), "http_unstorable"),
        (Reply(200, b"{", {"Content-Type": "application/json"}), None),
        (Reply(200, b"hello", {"Content-Type": "text/plain"}), ""),
    ],
    ids=["large", "deep", "nul", "nul_in_text", "broken", "text"],
)
def test_an_answer_is_bounded_and_what_is_no_json_is_text(
    office: Database, of: Any, reply: Reply, code: str | None
) -> None:
    key, _asked = asked_of(office, of, lambda asked: reply)
    with office.read() as session:
        case, done = find_case(session, key), session.scalars(select(Job).where(Job.type == "http")).one()
        if code == "":
            assert case.root()["posts"]["body"] == "hello"
        elif code is None:  # it may have been cut off: tried again
            assert (done.status, done.attempts_left) == ("pending", 2)
        else:
            assert stops(office, key) == [code]


@pytest.mark.parametrize(
    "reply",
    [Reply(drip=5), Reply(content=b"x" * 100, drip=0.1), Reply(slow_headers=0.1)],
    ids=["late", "dripping", "headers"],
)
def test_a_system_that_does_not_answer_in_time_is_asked_again_later(office: Database, of: Any, reply: Reply) -> None:
    key, asked = asked_of(office, of, lambda asked: reply, timeout=1.0)
    with office.read() as session:
        done = session.scalars(select(Job).where(Job.type == "http")).one()
        assert (len(asked), done.status, done.attempts_left, stops(office, key)) == (1, "pending", 2, [])
    assert not reply.slow_headers or asked[0].cut.wait(PATIENCE)


@pytest.mark.parametrize(
    ("headers", "finding"),
    [
        ({"system": "payroll"}, "system_unknown"),
        ({"method": "DELETE"}, "method_not_allowed"),
        ({"path": "//elsewhere.example/x"}, "call_path"),
        ({"path": "@elsewhere.example/x"}, "call_path"),
        ({"path": "/a/../b"}, "call_path"),
        ({"path": "/a?b=c"}, "call_path"),
    ],
)
def test_a_call_that_cannot_be_made_is_refused_at_publishing(
    office: Database, headers: dict[str, str], finding: str
) -> None:
    around(office, "http://127.0.0.1:9")
    with office.write() as session, pytest.raises(NotPublished) as refused:
        definition.publish(session, None, calling(**headers), "uji")
    assert [each.rule for each in refused.value.values["findings"] if each.severity == "error"] == [finding]


@pytest.mark.parametrize("kind", ["mail", "http", "siasn_proposal"])
def test_work_without_settings_is_refused_at_publishing_unless_a_worker_outside_does_it(
    office: Database, kind: str
) -> None:
    from helpers.machines import account

    office.installation.integrations = Integrations()
    bundle = process("unset", "start asked\nend done", job("ask", kind), "asked > ask > done")
    with office.read() as session:
        assert "job_type_unset" in [each.rule for each in definition.check(session, bundle)]
    account(office, jobs=[kind])
    with office.read() as session:
        assert "job_type_unset" not in [each.rule for each in definition.check(session, bundle)]


@pytest.mark.parametrize("kind", ["timer_due", "deliver_message", "notice_mail"])
def test_a_diagram_cannot_give_the_work_that_is_for_us_alone(office: Database, kind: str) -> None:
    bundle = process("ours", "start asked\nend done", job("ask", kind), "asked > ask > done")
    with office.read() as session:
        assert "job_type_internal" in [each.rule for each in definition.check(session, bundle)]


def test_a_system_that_does_not_answer_holds_up_no_timer(office: Database, of: Any, clock: Any) -> None:
    asked_for, answered = threading.Event(), threading.Event()

    def slow(_asked: ReceivedRequest) -> Reply:
        asked_for.set()
        answered.wait(PATIENCE)
        return Reply(200, {})

    with neighbour(slow) as (address, _asked):
        around(office, address, timeout=2.0 * PATIENCE)
        begun(office, of, calling())
        with office.write() as session:
            timed = started(session, "timed", of(session).nurhayati).id
            session.commit()
        runner = worker.Worker(office).start()
        try:
            assert asked_for.wait(PATIENCE)
            clock.forward(days=2)
            assert any(fired(office, timed) or time.sleep(0.05) for _ in range(20 * PATIENCE))
            assert not answered.is_set()
        finally:
            answered.set()
            runner.stop()


def fired(office: Database, key: int) -> bool:
    """True if the reminder of this case is open."""
    with office.read() as session:
        return "remind" in open_elements(find_case(session, key))
