"""Workers outside take up jobs over HTTP: with a published client, and where its answers come too late."""

import asyncio
from typing import Any

import pytest
from definitions import by, kinds, opened, process, published, started
from diagrams.drawing import boundary, error, io, job, zeebe
from machines import account, served
from sqlalchemy import select

from engine import audit, incident, instance, verify
from engine.base import Database
from engine.job import Job


@pytest.fixture
def cases(office: Database, of: Any) -> list[int]:
    """Three cases that wait for a worker: its inputs are the topic, a boundary catches the error `refused`."""
    told = io({"topic": '="Seminar"'}), zeebe("taskHeaders", zeebe("header", key="queue", value="fast"))
    work = job("work", "outside", *told).replace('type="', 'retries="2" type="', 1)
    bundle = process(
        "outsourced", "start asked\nend done", work, by("checked", "rank_officer"), by("refused", "rank_officer"),
        boundary("caught", "work", '<bpmn:errorEventDefinition errorRef="e"/>'),
        "asked > work > checked > done\ncaught > refused > done", root=error("e", "refused"),
    )  # fmt: skip
    with office.write() as session:
        published(session, bundle)
        made = [started(session, "outsourced", of(session).nurhayati).id for _ in range(3)]
        session.commit()
    return made


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_worker_of_a_published_client_completes_fails_and_throws(office: Database, cases: list[int]) -> None:
    token = account(office)
    done, failing, refused = (str(key) for key in cases)
    seen: list[tuple[str, Any, Any]] = []

    with served(office) as address:
        asyncio.run(work_off(office, address, token, seen, failing, refused))

    assert {(key, topic, queue) for key, topic, queue in seen} == {
        (key, "Seminar", "fast") for key in (done, failing, refused)
    }
    assert [key for key, *_ in seen].count(failing) == 2
    with office.read() as session:
        first, second, third = (instance.find(session, key) for key in cases)
        assert (opened(first), first.root()["answer"]) == (["checked"], 42)
        assert (opened(second), second.status) == ([], "incident")
        assert [(stop.code, stop.values["message"]) for stop in incident.open_in(session, second.id)] == [
            ("worker_failed", "no network")
        ]
        assert (opened(third), third.root()["why"]) == (["refused"], "quota")
        assert kinds(third) == ["instance_started", "error_thrown"]
        assert third.events()[-1].part("job")["by"] == "robot"
        for case in (first, second, third):
            assert verify.verify(audit.export(session, case)) == []


async def work_off(database: Database, address: str, token: str, seen: Any, failing: str, refused: str) -> None:
    """What a stranger would write, with `camunda-orchestration-sdk`."""
    from camunda_orchestration_sdk import CamundaAsyncClient, WorkerConfig
    from camunda_orchestration_sdk.runtime.job_worker import JobError, JobFailure

    settings = {"CAMUNDA_REST_ADDRESS": address, "CAMUNDA_AUTH_STRATEGY": "BASIC",
                "CAMUNDA_BASIC_AUTH_USERNAME": "robot", "CAMUNDA_BASIC_AUTH_PASSWORD": token}  # fmt: skip

    async def work(given: Any) -> dict[str, Any]:
        key = str(given.process_instance_key)
        seen.append((key, given.variables.to_dict()["topic"], given.custom_headers.to_dict()["queue"]))
        if key == failing:
            raise JobFailure("no network")
        if key == refused:
            raise JobError("refused", "quota is full", {"why": "quota"})
        return {"answer": 42}

    async with CamundaAsyncClient(configuration=settings) as client:
        assert (await client.get_topology()).cluster_size == 1
        config = WorkerConfig(
            "outside", job_timeout_milliseconds=30_000, request_timeout_milliseconds=2_000, with_lease=True
        )
        worker = client.create_job_worker(config, work)
        end = asyncio.get_running_loop().time() + 30
        while waiting(database) and asyncio.get_running_loop().time() < end:
            await asyncio.sleep(0.05)
        await worker.aclose()


def waiting(database: Database) -> int:
    """How many jobs wait for a worker still."""
    with database.read() as session:
        return len(session.scalars(select(Job.id).where(Job.type == "outside", Job.status == "pending")).all())
