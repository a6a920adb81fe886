"""The API for machines: tokens and what they may touch, leases that end, messages accepted once; never a cookie."""

import base64
import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from helpers.definitions import event_kinds, open_elements, started
from helpers.machines import Program, account
from sqlalchemy import select, update

from engine import audit, incident, machine, verify
from engine.audit import AuditEvent
from engine.case import find as find_case
from engine.case import replay as replay_case
from engine.database.base import Database
from engine.job import Job
from engine.machine import Machine
from webapp import create_app
from webapp.jobs import worker
from webapp.platform.config import Config

MINUTE = 60_000
sqlite = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
def app(office: Database) -> Any:
    return create_app(Config(testing=True), office)


@pytest.fixture
def robot(app: Any, office: Database) -> Program:
    """May do jobs of type `outside` and send `terms`."""
    return Program(app, account(office, messages=["terms"]))


@pytest.fixture
def case(office: Database, of: Any) -> int:
    """A case that waits for a worker outside."""
    with office.write() as session:
        key = started(session, "working", of(session).nurhayati).id
        session.commit()
        return key


def status(answer: Any) -> tuple[int, Any]:
    return answer.status_code, answer.json["code"] if answer.data else None


def test_a_job_is_done_under_its_lease_and_the_case_goes_on(office: Database, robot: Program, case: int) -> None:
    (job,) = robot.activate()
    assert (job["processInstanceKey"], job["elementId"], job["retries"], job["jobLeaseToken"]) == (
        str(case),
        "work",
        3,
        None,
    )
    assert robot.activate() == []
    assert robot.post(f"jobs/{job['jobKey']}/completion", variables={"answer": 42}).status_code == 204
    assert status(robot.post(f"jobs/{job['jobKey']}/completion")) == (409, "lease_lost")
    with office.read() as session:
        found = find_case(session, case)
        assert (open_elements(found), found.root()["answer"], event_kinds(found)) == (
            ["checked"],
            42,
            ["instance_started", "job_activated", "job_completed"],
        )
        assert found.events()[-1].part("job")["by"] == "robot"
        assert verify.verify(audit.export(session, found)) == []


def test_that_a_job_was_taken_stands_in_the_history_before_it_is_answered(
    office: Database, robot: Program, case: int, clock: Any
) -> None:
    (job,) = robot.activate()
    clock.forward(seconds=31)
    assert len(robot.activate(timeout=MINUTE)) == 1
    with office.read() as session:
        found = find_case(session, case)
        assert event_kinds(found) == ["instance_started", "job_activated", "job_activated"]
        assert [event.element for event in found.events()[1:]] == ["work", "work"]
        told = found.events()[-1].part("activation")
        due = session.get_one(Job, int(job["jobKey"]))
        assert told == {"type": "outside", "key": due.key, "by": "robot", "until": due.lease_until.isoformat()}  # type: ignore[union-attr]
        assert (verify.verify(audit.export(session, found)), replay_case(found)) == ([], [])


def test_who_asks_where_no_job_is_due_writes_nothing_and_takes_nobodys_turn(
    office: Database, robot: Program, case: int
) -> None:
    robot.activate()
    with office.write() as other:
        other.execute(update(Job).values(element="moved"))
        assert robot.activate() == []
        assert robot.activate(requestTimeout=1) == []
    with office.read() as session:
        assert event_kinds(find_case(session, case)) == ["instance_started", "job_activated"]


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_a_case_that_somebody_moves_is_passed_over_and_the_others_are_not(
    office: Database, of: Any, robot: Program, case: int
) -> None:
    with office.write() as session:
        other = started(session, "working", of(session).nurhayati).id
        session.commit()
    with office.write() as session:
        find_case(session, case).lock()
        taken = robot.activate(maxJobsToActivate=1)
        assert [job["processInstanceKey"] for job in taken] == [str(other)]
        assert robot.activate() == []
    assert [job["processInstanceKey"] for job in robot.activate()] == [str(case)]


def test_a_lease_that_ran_out_is_refused_whether_or_not_somebody_else_took_it_up(
    app: Any, office: Database, robot: Program, case: int, clock: Any
) -> None:
    other = Program(app, account(office, "other"))
    (job,) = robot.activate()
    clock.forward(seconds=31)
    assert status(robot.post(f"jobs/{job['jobKey']}/completion")) == (409, "lease_lost")
    (again,) = other.activate()
    assert again["jobKey"] == job["jobKey"]
    for verb, sent in (("completion", {}), ("failure", {}), ("error", {"errorCode": "x"})):
        assert status(robot.post(f"jobs/{job['jobKey']}/{verb}", **sent)) == (409, "lease_lost")
    assert other.post(f"jobs/{job['jobKey']}/completion").status_code == 204


@sqlite
def test_with_a_lease_token_even_the_same_account_is_told_apart(robot: Program, case: int, clock: Any) -> None:
    (first,) = robot.activate(withLease=True)
    path = f"jobs/{first['jobKey']}"
    clock.forward(seconds=31)
    (second,) = robot.activate(withLease=True)
    for token in (None, first["jobLeaseToken"], "9"):
        assert status(robot.post(f"{path}/completion", jobLeaseToken=token)) == (409, "lease_lost")
    assert robot.post(f"{path}/completion", jobLeaseToken=second["jobLeaseToken"]).status_code == 204


@sqlite
def test_a_lease_is_extended_from_now_on(robot: Program, case: int, clock: Any) -> None:
    (job,) = robot.activate()
    clock.forward(seconds=20)
    assert robot.patch(f"jobs/{job['jobKey']}", changeset={"timeout": MINUTE}).status_code == 204
    clock.forward(seconds=50)
    assert robot.activate() == []
    assert robot.post(f"jobs/{job['jobKey']}/completion").status_code == 204


@sqlite
def test_failures_are_counted_down_to_an_incident_that_an_operator_mends(
    office: Database, of: Any, robot: Program, case: int, clock: Any
) -> None:
    (job,) = robot.activate()
    path = f"jobs/{job['jobKey']}/failure"
    assert robot.post(path, retries=1, errorMessage="busy\x00", retryBackOff=2 * MINUTE).status_code == 204
    assert robot.activate() == []
    clock.forward(minutes=3)
    assert [each["retries"] for each in robot.activate()] == [1]
    assert robot.post(path, retries=0, errorMessage="gone").status_code == 204
    with office.write() as session:
        (stop,) = incident.open_in(session, case)
        assert (stop.code, dict(stop.values)) == ("worker_failed", {"worker": "robot", "message": "gone"})
        assert robot.activate() == []
        stop.retry(of(session).operator)
        session.commit()
    assert [each["retries"] for each in robot.activate()] == [3]


@sqlite
def test_a_worker_overwrites_neither_facts_nor_what_people_answered(
    office: Database, of: Any, robot: Program, case: int
) -> None:
    (job,) = robot.activate()
    path = f"jobs/{job['jobKey']}"
    for name in ("subject", "case", "starter", "report"):
        sent = {"variables": {name: {"rank": "IV/e"}}}
        assert status(robot.post(f"{path}/completion", **sent)) == (400, "name_reserved")
        assert status(robot.post(f"{path}/error", errorCode="x", **sent)) == (400, "name_reserved")
    for name in ("subject", "case", "starter"):
        assert status(robot.post("messages/publication", name="terms", variables={name: 1})) == (400, "name_reserved")
    with office.read() as session:
        told = [each.part("refusal") for each in audit.search(session, kind="attempt_refused")]
        assert {(one["by"], one["code"]) for one in told} == {("robot", "name_reserved")}
        assert len(told) == 11
    assert robot.post(f"{path}/completion", variables={"answer": 1}).status_code == 204


@sqlite
def test_a_job_of_an_ended_case_is_nobodys(office: Database, of: Any, robot: Program, case: int) -> None:
    (job,) = robot.activate()
    with office.write() as session:
        find_case(session, case).cancel(of(session).nurhayati, "keliru")
        session.commit()
    assert status(robot.post(f"jobs/{job['jobKey']}/completion")) == (409, "lease_lost")


def basic(name: str, token: str) -> str:
    return "Basic " + base64.b64encode(f"{name}:{token}".encode()).decode()


@pytest.mark.parametrize(
    "shown",
    [
        lambda token: "",
        lambda token: "Bearer",
        lambda token: f"Bearer {token}x",
        lambda token: basic("other", token),
        lambda token: basic("robot", ""),
        lambda token: "Basic !!!",
        lambda token: f"Token {token}",
    ],
)
@sqlite
def test_without_a_token_of_ours_nothing_is_told(app: Any, office: Database, shown: Callable[[str], str]) -> None:
    program = Program(app, None, Authorization=shown(account(office)))
    answer = program.post("jobs/activation", type="outside", timeout=30_000, maxJobsToActivate=1)
    assert (status(answer), answer.mimetype) == ((401, "unknown_token"), "application/problem+json")
    assert answer.json["instance"] == "/v2/jobs/activation"


@sqlite
def test_a_token_is_good_for_its_scopes_until_it_is_revoked(app: Any, office: Database, of: Any, case: int) -> None:
    token = account(office, "portal", jobs=[], messages=["terms"])
    portal = Program(app, token)
    assert Program(app, None, Authorization=basic("portal", token)).get("topology").status_code == 200
    assert status(portal.post("jobs/activation", type="outside", timeout=30_000, maxJobsToActivate=1)) == (
        403,
        "job_type_not_yours",
    )
    assert status(portal.post("messages/publication", name="payment")) == (403, "message_not_yours")
    with office.read() as session:
        job = session.scalars(select(Job.id).where(Job.type == "outside")).one()
    assert status(portal.post(f"jobs/{job}/completion")) == (404, "not_found")
    with office.write() as session:
        refused = session.scalars(select(AuditEvent).where(AuditEvent.kind == "attempt_refused")).all()
        assert [event.part("refusal")["by"] for event in refused] == ["portal", "portal"]
        machine.named(session, "portal").revoke(of(session).admin)
        session.commit()
        made = session.scalars(select(AuditEvent).where(AuditEvent.kind.like("token%"))).all()
        assert [event.kind for event in made] == ["token_made", "token_revoked"]
        told = json.dumps([event.part("machine") for event in made]) + str(
            session.scalars(select(Machine.token_digest)).all()
        )
        assert token not in told
    assert portal.get("topology").status_code == 401


@sqlite
def test_who_is_revoked_while_waiting_gets_no_job_any_more(app: Any, office: Database, of: Any) -> None:
    token = account(office)
    waiting = {"type": "outside", "timeout": 30_000, "maxJobsToActivate": 1, "requestTimeout": 20_000}
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(Program(app, token).post, "jobs/activation", **waiting)
        time.sleep(0.2)
        with office.write() as session:
            machine.named(session, "robot").revoke(of(session).admin)
            started(session, "working", of(session).nurhayati)
            session.commit()
        assert status(asked.result()) == (401, "unknown_token")
    with office.read() as session:
        assert session.scalars(select(Job.holder_id)).all() == [None]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, "type"),
        ({"type": "outside", "timeout": 30_000}, "maxJobsToActivate"),
        ({"type": 3}, "type"),
        ({"type": "outside", "timeout": 1e12, "maxJobsToActivate": 1}, "timeout"),
        ({"type": "outside", "timeout": "soon", "maxJobsToActivate": 1}, "timeout"),
        ({"type": "outside", "timeout": 30_000, "maxJobsToActivate": 1, "jobs": 1}, "jobs"),
        ({"type": "a\x00b"}, "type"),
    ],
)
@sqlite
def test_a_request_of_another_shape_is_told_which_field_is_wrong(
    robot: Program, sent: dict[str, Any], field: str
) -> None:
    answer = robot.post("jobs/activation", **sent)
    assert (answer.status_code, f"{field}: " in answer.json["detail"]) == (400, True)


@sqlite
def test_what_is_no_json_and_what_is_too_large_is_refused(robot: Program) -> None:
    deep = b'{"name": ' + b"[" * 100_000
    for body, expected in (
        (b"[1]", 400),
        (b"{", 400),
        (deep, 400),
        (b'{"name": NaN}', 400),
        (b'{"name": "' + b"x" * (1 << 20) + b'"}', 413),
    ):
        answer = robot.client.post(
            "/v2/messages/publication", data=body, headers=robot.headers, content_type="application/json"
        )
        assert (answer.status_code, answer.mimetype) == (expected, "application/problem+json")
    for value in (b"[" * 300 + b"]" * 300, b'"a\\u0000b"', b'{"a\\u0000b": 1}'):
        body = b'{"name": "terms", "variables": {"x": ' + value + b"}}"
        answer = robot.client.post(
            "/v2/messages/publication", data=body, headers=robot.headers, content_type="application/json"
        )
        assert (answer.status_code, "variables: " in answer.json["detail"]) == (400, True)
    for answer, expected in (
        (robot.get("jobs"), 404),
        (robot.get("jobs/activation"), 405),
        (robot.post("jobs/99999999999999999999/completion"), 404),
    ):
        assert (answer.status_code, answer.mimetype) == (expected, "application/problem+json")


def wait_for_terms(office: Database, of: Any, topic: str = "bandung") -> int:
    with office.write() as session:
        key = started(session, "waiter", of(session).nurhayati, topic=topic).id
        session.commit()
        return key


def heard(office: Database, key: int) -> Any:
    with office.read() as session:
        found = find_case(session, key)
        return found.root().get("words") if open_elements(found) == ["told"] else None


def test_a_message_is_kept_until_somebody_waits_and_accepted_once(office: Database, of: Any, robot: Program) -> None:
    sent = {"name": "terms", "correlationKey": "bandung", "messageId": "m-1", "timeToLive": 60 * MINUTE}
    first = robot.post("messages/publication", **sent, variables={"words": "halo"})
    again = robot.post("messages/publication", **sent, variables={"words": "lagi"})
    assert (first.status_code, first.json) == (200, again.json)
    worker.run_due(office)
    one, other = wait_for_terms(office, of), wait_for_terms(office, of)
    worker.run_due(office)
    assert [heard(office, one), heard(office, other)] == ["halo", None]


@sqlite
def test_a_message_expires_and_one_without_time_to_live_is_for_now_alone(
    office: Database, of: Any, robot: Program, clock: Any
) -> None:
    waiting = wait_for_terms(office, of)
    robot.post("messages/publication", name="terms", correlationKey="bandung", variables={"words": "segera"})
    assert heard(office, waiting) == "segera"
    robot.post("messages/publication", name="terms", correlationKey="bandung")
    robot.post("messages/publication", name="terms", correlationKey="bandung", timeToLive=MINUTE)
    clock.forward(minutes=2)
    late = wait_for_terms(office, of)
    worker.run_due(office)
    assert heard(office, late) is None


def test_a_message_is_handed_over_at_once_or_not_at_all(office: Database, of: Any, robot: Program) -> None:
    sent = {"name": "terms", "correlationKey": "bandung", "variables": {"words": "halo"}}
    assert status(robot.post("messages/correlation", **sent)) == (404, "nobody_waits")
    key = wait_for_terms(office, of)
    assert heard(office, key) is None
    answer = robot.post("messages/correlation", **sent)
    assert (answer.status_code, answer.json["processInstanceKey"], heard(office, key)) == (200, str(key), "halo")


@sqlite
def test_the_description_names_every_view_and_what_it_takes(app: Any) -> None:
    told = Program(app, None).get("openapi.json").json
    described = {(path, method) for path, methods in told["paths"].items() for method in methods}
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("api.")]
    assert described == {
        (rule.rule.replace("<int:", "{").replace(">", "}"), method.lower())
        for rule in rules
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    schemas = told["components"]["schemas"]
    assert set(schemas["Activation"]["required"]) == {"type", "timeout", "maxJobsToActivate"}
    assert {"jobKey", "variables", "jobLeaseToken"} <= schemas["Activated"]["properties"].keys()
    assert told["paths"]["/v2/topology"]["get"]["security"] == [{"bearer": []}, {"basic": []}]
