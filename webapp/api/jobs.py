"""Jobs for workers outside: activate (waiting for some, if there are none), complete, fail, throw an error, extend."""

import threading
import time
from datetime import timedelta
from typing import Any

from flask import Blueprint
from sqlalchemy.orm import Session

from engine import job, job_handlers
from engine.case import find as find_case
from engine.job import Job
from engine.machine import Machine
from webapp.api import shapes
from webapp.api.door import machines, me, takes
from webapp.platform import db

MOST = 100
PAUSE = 0.5  # seconds between two looks at the queue
USUAL, LONGEST = 10.0, 20.0  # seconds that a request waits
WAITERS = 4  # requests that wait hold a thread of the server each: a few may, the others are answered at once
WAITING = threading.BoundedSemaphore(WAITERS)
NO_CONTENT = ("", 204)
Json = dict[str, Any]


def init(blueprint: Blueprint) -> None:
    blueprint.post("/jobs/activation")(activate)
    blueprint.post("/jobs/<int:job_key>/completion")(complete)
    blueprint.post("/jobs/<int:job_key>/failure")(fail)
    blueprint.post("/jobs/<int:job_key>/error")(throw_error)
    blueprint.patch("/jobs/<int:job_key>")(extend)


@machines
@db.reads
@takes(shapes.ActivationSchema, gives=shapes.JobsSchema)
def activate(payload: Json) -> Json:
    """Activate jobs"""
    me().require_type(payload["type"])
    jobs = _activate_due(payload)
    if jobs or payload["wait"] < 0 or not WAITING.acquire(blocking=False):
        return {"jobs": jobs}
    try:
        return {"jobs": _wait_for_jobs(payload)}
    finally:
        WAITING.release()


@machines
@takes(shapes.CompletionSchema)
def complete(payload: Json, job_key: int) -> tuple[str, int]:
    """Complete a job"""
    leased = job_handlers.find_leased(db.session(), me(), job_key, payload["token"])
    job_handlers.complete(db.session(), me(), leased, payload["variables"] or {})
    db.commit()
    return NO_CONTENT


@machines
@takes(shapes.FailureSchema)
def fail(payload: Json, job_key: int) -> tuple[str, int]:
    """Fail a job"""
    leased = job_handlers.find_leased(db.session(), me(), job_key, payload["token"])
    after = timedelta(milliseconds=payload["back_off"])
    job_handlers.fail(db.session(), me(), leased, payload["message"], payload["retries"], after)
    db.commit()
    return NO_CONTENT


@machines
@takes(shapes.ErrorSchema)
def throw_error(payload: Json, job_key: int) -> tuple[str, int]:
    """Throw a BPMN error for a job"""
    leased = job_handlers.find_leased(db.session(), me(), job_key, payload["token"])
    job_handlers.throw_error(db.session(), me(), leased, payload["code"], payload["variables"] or {})
    db.commit()
    return NO_CONTENT


@machines
@takes(shapes.UpdateSchema)
def extend(payload: Json, job_key: int) -> tuple[str, int]:
    """Keep a job longer"""
    leased = job_handlers.find_leased(db.session(), me(), job_key, payload["token"])
    job_handlers.extend(leased, timedelta(milliseconds=payload["changeset"]["timeout"]))
    db.commit()
    return NO_CONTENT


def _wait_for_jobs(payload: Json) -> list[Json]:
    end = time.monotonic() + min(payload["wait"] / 1000 or USUAL, LONGEST)
    jobs: list[Json] = []
    while not jobs and time.monotonic() < end:
        time.sleep(PAUSE)
        jobs = _activate_due(payload)
    return jobs


def _activate_due(payload: Json) -> list[Json]:
    """Jobs under a new lease; a write transaction is opened only where there is a job to take."""
    with db.database().read() as reading:
        if not job.due(reading, types=[payload["type"]], limit=1):
            return []
    with db.database().write() as session:
        session.get_one(Machine, me().id).require_use()  # it may have been revoked while the request waited
        lease = timedelta(milliseconds=payload["timeout"])
        leased = job_handlers.activate(
            session, me(), payload["type"], lease, fenced=bool(payload["with_lease"]), limit=min(payload["most"], MOST)
        )
        jobs = [_activated_job(session, each, payload) for each in leased]
        session.commit()
    return jobs


def _activated_job(session: Session, leased: Job, payload: Json) -> Json:
    case = find_case(session, leased.case_id or 0)
    variables = leased.payload["input"]
    return dict(
        shapes.ActivatedSchema().dump(
            {
                "job_key": str(leased.id),
                "type": leased.type,
                "element_id": leased.element,
                "element_instance_key": str(leased.ref),
                "process_definition_id": case.definition.key,
                "process_definition_version": case.definition.version,
                "process_definition_key": str(case.definition_id),
                "process_instance_key": str(case.id),
                "root_process_instance_key": str(case.id),
                "custom_headers": leased.payload["headers"],
                "variables": {
                    name: variables[name] for name in variables if not payload["wanted"] or name in payload["wanted"]
                },
                "worker": payload["worker"],
                "retries": leased.attempts_left,
                "deadline": int(leased.lease_until.timestamp() * 1000) if leased.lease_until else 0,
                "kind": "BPMN_ELEMENT",
                "listener_event_type": "UNSPECIFIED",
                "user_task": None,
                "tags": [],
                "business_id": case.number,
                "priority": 0,
                "tenant_id": "<default>",
                "physical_tenant_id": "default",
                "job_lease_token": str(leased.lease) if leased.fenced else None,
            }
        )
    )
