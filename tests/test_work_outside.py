"""A worker outside, written with a published client, against the application over HTTP on loopback."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from diagrams.drawing import boundary, error, io, job, zeebe
from helpers.definitions import event_kinds, open_elements, process, published, role_task, started
from helpers.machines import account, served
from sqlalchemy import select

from engine import audit, incident, verify
from engine.case import find as find_case
from engine.database.base import Database
from engine.job import Job

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


def outsourced() -> Any:
    """A worker outside gets the topic and has two attempts; a boundary catches its error `quota`."""
    told = io({"topic": "=topic"}), zeebe("taskHeaders", zeebe("header", key="queue", value="fast"))
    work = job("work", "outside", *told).replace('type="', 'retries="2" type="', 1)
    return process(
        "outsourced",
        "start asked\nend done",
        work,
        role_task("checked", "rank_officer"),
        role_task("refused", "rank_officer"),
        boundary("caught", "work", '<bpmn:errorEventDefinition errorRef="e"/>'),
        "asked > work > checked > done\ncaught > refused > done",
        root=error("e", "quota"),
    )


def begun(office: Database, *topics: str) -> dict[str, int]:
    """A case for each topic, as a message would start it."""
    with office.write() as session:
        made = {topic: started(session, "outsourced", None, topic=topic).id for topic in topics}
        session.commit()
    return made


def client(address: str, token: str) -> Any:
    from camunda_orchestration_sdk import CamundaAsyncClient

    return CamundaAsyncClient(
        configuration={
            "CAMUNDA_REST_ADDRESS": address,
            "CAMUNDA_AUTH_STRATEGY": "BASIC",
            "CAMUNDA_BASIC_AUTH_USERNAME": "robot",
            "CAMUNDA_BASIC_AUTH_PASSWORD": token,
        }
    )


async def until(reached: Callable[[], bool]) -> None:
    """Wait for it, two minutes at least."""
    for _ in range(2400):
        if reached():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("nothing came of it")


def done_with(database: Database) -> bool:
    """True if no job waits for a worker still."""
    with database.read() as session:
        return session.scalars(select(Job.id).where(Job.type == "outside", Job.status == "pending")).first() is None


def test_it_waits_for_jobs_and_completes_fails_and_throws(office: Database) -> None:
    token, seen = account(office), []
    with office.write() as session:
        published(session, outsourced())
        session.commit()

    async def work(given: Any) -> dict[str, Any]:
        from camunda_orchestration_sdk.runtime.job_worker import JobError, JobFailure

        topic = given.variables.to_dict()["topic"]
        seen.append((topic, given.custom_headers.to_dict(), given.retries))
        if topic == "offline":
            raise JobFailure("no network")
        if topic == "full":
            raise JobError("quota", "no seat left", {"why": "full"})
        return {"answer": 42}

    async def at(address: str) -> dict[str, int]:
        from camunda_orchestration_sdk import WorkerConfig

        async with client(address, token) as camunda:
            assert (await camunda.get_topology()).cluster_size == 1
            config = WorkerConfig("outside", 30_000, request_timeout_milliseconds=5_000, with_lease=True)
            worker = camunda.create_job_worker(config, work)
            await asyncio.sleep(0.3)  # its first request waits by now
            made = begun(office, "fine", "offline", "full")
            await until(lambda: done_with(office))
            await worker.aclose()
        return made

    with served(office) as address:
        made = asyncio.run(at(address))

    queue = {"queue": "fast"}
    assert sorted(seen) == [("fine", queue, 2), ("full", queue, 2), ("offline", queue, 1), ("offline", queue, 2)]
    with office.read() as session:
        fine, offline, full = (find_case(session, made[topic]) for topic in ("fine", "offline", "full"))
        assert (open_elements(fine), fine.root()["answer"]) == (["checked"], 42)
        stops = [(stop.code, stop.values["message"]) for stop in incident.open_in(session, offline.id)]
        assert (open_elements(offline), offline.status, stops) == ([], "incident", [("worker_failed", "no network")])
        assert (open_elements(full), full.root()["why"]) == (["refused"], "full")
        assert event_kinds(full) == ["instance_started", "job_activated", "error_thrown"]
        assert full.events()[-1].part("job")["by"] == "robot"
        for case in (fine, offline, full):
            assert verify.verify(audit.export(session, case)) == []


def test_its_messages_are_heard(office: Database, of: Any) -> None:
    token = account(office, messages=["terms"])
    with office.write() as session:
        keys = [started(session, "waiter", of(session).nurhayati, topic=topic).id for topic in ("a", "b")]
        session.commit()

    async def send(address: str) -> Any:
        from camunda_orchestration_sdk.models import MessageCorrelationRequest, MessagePublicationRequest

        async with client(address, token) as camunda:
            await camunda.publish_message(data=MessagePublicationRequest("terms", correlation_key="a", message_id="1"))
            return await camunda.correlate_message(data=MessageCorrelationRequest("terms", correlation_key="b"))

    with served(office) as address:
        heard = asyncio.run(send(address))
    assert str(heard.process_instance_key) == str(keys[1])
    with office.read() as session:
        assert [open_elements(find_case(session, key)) for key in keys] == [["told"], ["told"]]
