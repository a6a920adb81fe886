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
Told = dict[str, Any]


def init(blueprint: Blueprint) -> None:
    blueprint.post("/jobs/activation")(activate)
    blueprint.post("/jobs/<int:job_key>/completion")(complete)
    blueprint.post("/jobs/<int:job_key>/failure")(fail)
    blueprint.post("/jobs/<int:job_key>/error")(throw_error)
    blueprint.patch("/jobs/<int:job_key>")(extend)


@machines
@db.reads
@takes(shapes.Activation, gives=shapes.Jobs)
def activate(asked: Told) -> Told:
    """Activate jobs"""
    me().require_type(asked["type"])
    taken = _taken(asked)
    if taken or asked["wait"] < 0 or not WAITING.acquire(blocking=False):
        return {"jobs": taken}
    try:
        return {"jobs": _waited(asked)}
    finally:
        WAITING.release()


@machines
@takes(shapes.Completion)
def complete(asked: Told, job_key: int) -> tuple[str, int]:
    """Complete a job"""
    held = job_handlers.find_leased(db.session(), me(), job_key, asked["token"])
    job_handlers.complete(db.session(), me(), held, asked["variables"] or {})
    db.commit()
    return NO_CONTENT


@machines
@takes(shapes.Failure)
def fail(asked: Told, job_key: int) -> tuple[str, int]:
    """Fail a job"""
    held = job_handlers.find_leased(db.session(), me(), job_key, asked["token"])
    after = timedelta(milliseconds=asked["back_off"])
    job_handlers.fail(db.session(), me(), held, asked["message"], asked["retries"], after)
    db.commit()
    return NO_CONTENT


@machines
@takes(shapes.Error)
def throw_error(asked: Told, job_key: int) -> tuple[str, int]:
    """Throw a BPMN error for a job"""
    held = job_handlers.find_leased(db.session(), me(), job_key, asked["token"])
    job_handlers.throw_error(db.session(), me(), held, asked["code"], asked["variables"] or {})
    db.commit()
    return NO_CONTENT


@machines
@takes(shapes.Update)
def extend(asked: Told, job_key: int) -> tuple[str, int]:
    """Keep a job longer"""
    held = job_handlers.find_leased(db.session(), me(), job_key, asked["token"])
    job_handlers.extend(held, timedelta(milliseconds=asked["changeset"]["timeout"]))
    db.commit()
    return NO_CONTENT


def _waited(asked: Told) -> list[Told]:
    end = time.monotonic() + min(asked["wait"] / 1000 or USUAL, LONGEST)
    taken: list[Told] = []
    while not taken and time.monotonic() < end:
        time.sleep(PAUSE)
        taken = _taken(asked)
    return taken


def _taken(asked: Told) -> list[Told]:
    """Jobs under a new lease; the writer's turn is only taken where there is something to take."""
    with db.database().read() as reading:
        if not job.due(reading, types=[asked["type"]], limit=1):
            return []
    with db.database().write() as session:
        session.get_one(Machine, me().id).require_use()  # it may have been revoked while the request waited
        lease = timedelta(milliseconds=asked["timeout"])
        found = job_handlers.activate(
            session, me(), asked["type"], lease, fenced=bool(asked["with_lease"]), limit=min(asked["most"], MOST)
        )
        told = [_told(session, each, asked) for each in found]
        session.commit()
    return told


def _told(session: Session, found: Job, asked: Told) -> Told:
    case = find_case(session, found.case_id or 0)
    given = found.payload["input"]
    return dict(
        shapes.Activated().dump(
            {
                "job_key": str(found.id),
                "type": found.type,
                "element_id": found.element,
                "element_instance_key": str(found.ref),
                "process_definition_id": case.definition.key,
                "process_definition_version": case.definition.version,
                "process_definition_key": str(case.definition_id),
                "process_instance_key": str(case.id),
                "root_process_instance_key": str(case.id),
                "custom_headers": found.payload["headers"],
                "variables": {name: given[name] for name in given if not asked["wanted"] or name in asked["wanted"]},
                "worker": asked["worker"],
                "retries": found.attempts_left,
                "deadline": int(found.lease_until.timestamp() * 1000) if found.lease_until else 0,
                "kind": "BPMN_ELEMENT",
                "listener_event_type": "UNSPECIFIED",
                "user_task": None,
                "tags": [],
                "business_id": case.number,
                "priority": 0,
                "tenant_id": "<default>",
                "physical_tenant_id": "default",
                "job_lease_token": str(found.lease) if found.fenced else None,
            }
        )
    )
