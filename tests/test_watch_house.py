"""What machines that watch are told: alive, ready, numbers, log lines; and nothing about anybody."""

import json
import logging
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from helpers import office
from helpers.office import Visitor
from prometheus_client.parser import text_string_to_metric_families

from engine import job
from engine.database.base import Database, new_key
from webapp import create_app
from webapp.jobs.worker import Worker
from webapp.platform import logs
from webapp.platform.config import Config

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
NIP, ANSWER = "199002282014022994", "Seminar rahasia"


@pytest.fixture
def furnished_office(database: Database) -> SimpleNamespace:
    return office.furnish(database)


def numbers(answer: Any) -> dict[tuple[str, ...], float]:
    """Name and label values, in the order of the names of the labels -> number."""
    families = text_string_to_metric_families(answer.get_data(as_text=True))
    return {(each.name, *each.labels.values()): each.value for family in families for each in family.samples}


def test_alive_is_told_without_the_database_and_ready_says_what_is_missing(app: Any, database: Database) -> None:
    client = app.test_client()
    missing = client.get("/ready")
    assert (missing.status_code, missing.json["checks"]) == (503, {"database": True, "schema": True, "runner": False})
    app.extensions["runner"] = Worker(database).start()
    assert (client.get("/ready").status_code, client.get("/ready").json["status"]) == (200, "ready")
    app.extensions["runner"].stop()
    assert client.get("/ready").json["checks"]["runner"] is False
    with database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'older'")
    assert client.get("/ready").json["checks"]["schema"] is False
    gone = create_app(Config(testing=True, database="sqlite:////nowhere/jenjang.db")).test_client()
    assert (gone.get("/health").status_code, gone.get("/health").json) == (200, {"status": "ok"})
    assert (gone.get("/ready").status_code, any(gone.get("/ready").json["checks"].values())) == (503, False)


def test_numbers_count_answers_jobs_incidents_and_cases(
    app: Any, database: Database, furnished_office: SimpleNamespace, clock: Any
) -> None:
    employee = Visitor(app, NIP)
    employee.start(request__topic=ANSWER)
    with database.write() as session:
        job.enqueue(session, "timer_due", "due", {}, origin=new_key())
        failed = job.find(session, job.enqueue(session, "outside", "failed", {}, origin=new_key()))
        failed.fail(failed.activate(), "no network", retry=False)
        session.commit()
    clock.forward(seconds=90)
    told = app.test_client().get("/metrics")
    found = numbers(told)
    assert found["jenjang_requests_total", "POST", "302", "starting.start"] == 1
    assert found["jenjang_request_seconds_count", "starting.start"] == 1
    assert (found["jenjang_jobs", "due", "timer_due"], found["jenjang_jobs", "failed", "outside"]) == (1, 1)
    assert (found["jenjang_cases", "running"], found["jenjang_job_oldest_due_seconds",]) == (1, 90)
    text = told.get_data(as_text=True)
    assert not [word for word in (NIP, ANSWER, "Nurhayati", str(furnished_office.nurhayati)) if word in text]


def test_numbers_are_for_this_machine_or_for_whoever_shows_the_token(app: Any, database: Database) -> None:
    client = app.test_client()
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", environ_base={"REMOTE_ADDR": "10.0.0.7"}).status_code == 403
    assert client.get("/metrics", headers={"X-Forwarded-For": "10.0.0.7"}).status_code == 403
    guarded = create_app(Config(testing=True, metrics_token="kunci-angka"), database).test_client()
    shown = {"Authorization": "Bearer kunci-angka"}
    assert [guarded.get("/metrics", headers=each).status_code for each in ({}, {"Authorization": "Bearer x"})] == [
        403,
        403,
    ]
    assert guarded.get("/metrics", headers=shown, environ_base={"REMOTE_ADDR": "10.0.0.7"}).status_code == 200


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Iterator[Any]:
    """The JSON lines that were written to standard error since the last look."""
    logs.configure(machine=True)
    yield lambda: [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    logs.configure()


def test_each_request_is_one_line_of_json_that_names_nobody(
    app: Any, furnished_office: SimpleNamespace, lines: Any
) -> None:
    employee = Visitor(app, NIP)
    answer = employee.get(employee.start(request__topic=ANSWER) + "?search=Nurhayati")
    employee.get("/health")
    told = lines()
    last = told[-1]
    assert (last["route"], last["method"], last["status"]) == ("/cases/<int:instance_id>", "GET", 200)
    assert last["request"] == answer.headers["X-Request-ID"]
    assert {each["person"] for each in told if each["person"]} == {last["person"]}
    words = json.dumps(told)
    assert not [word for word in (NIP, ANSWER, "Nurhayati", str(furnished_office.nurhayati)) if word in words]


def test_an_error_is_told_by_its_kind_and_place_never_by_its_words(app: Any, database: Database, lines: Any) -> None:
    try:
        raise ValueError(f"NIP {NIP} salah")
    except ValueError:
        logging.getLogger("jenjang").exception("error 1a2b")
    (told,) = lines()
    assert (told["event"], told["error"], "test_watch_house.py" in told["at"][0]) == ("error 1a2b", "ValueError", True)
    assert NIP not in json.dumps(told)
    with pytest.raises(Exception, match="no such column") as raised, database.engine.connect() as connection:
        connection.exec_driver_sql("SELECT absent FROM person WHERE nip = ?", (NIP,))
    assert NIP not in str(raised.value)


def test_the_number_of_a_request_comes_from_a_proxy_of_ours_alone(database: Database) -> None:
    given = {"X-Request-ID": "abcdef0123456789"}
    for proxies, kept in ((1, True), (0, False)):
        client = create_app(Config(testing=True, proxies=proxies), database).test_client()
        assert (client.get("/health", headers=given).headers["X-Request-ID"] == given["X-Request-ID"]) is kept
    behind = create_app(Config(testing=True, proxies=1), database).test_client()
    assert (
        behind.get("/health", headers={"X-Request-ID": "Nurhayati NIP 19"}).headers["X-Request-ID"]
        != "Nurhayati NIP 19"
    )
