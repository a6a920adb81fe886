"""Runs due jobs: activate, effect, settle, complete; whatever fails is tried again, then becomes an incident."""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from engine import job, job_handlers
from engine.database import db_errors
from engine.database.base import Database
from engine.errors import Conflict, Invalid, NotFound, Refusal
from engine.job import HANDLERS, Handler, Job
from webapp.jobs import notice_mail  # noqa: F401  its handler registers itself

log = logging.getLogger("jenjang.worker")
PAUSE, EXTEND = 1.0, 10.0  # seconds
Lane = Callable[[Handler], bool]


def run_due(database: Database, lane: Lane | None = None) -> int:
    """Run every job that is due (of a lane), those that they cause too; returns how many were run."""
    done = 0
    while keys := _due(database, lane):
        ran = sum(_run_guarded(database, key) for key in keys)
        done += ran
        if not ran:
            break
    return done


def _run_guarded(database: Database, key: int) -> bool:
    """Do one job; one whose failure cannot even be recorded does not delay those behind it."""
    try:
        return run_job(database, key)
    except Exception as error:
        if db_errors.classify(error):
            raise
        log.exception("job %s could not be failed", key)
        return False


def run_job(database: Database, key: int) -> bool:
    """Do one job; False if it was not free. Without an effect outside it is one transaction."""
    try:
        with database.write() as session:
            if (leased := _activate(session, key)) is None:
                return False
            lease, handler = leased.lease, HANDLERS[leased.type]
            if handler.effect is None:
                _settle(session, leased, lease, None)
                session.commit()
                return True
            material = handler.prepare(session, leased) if handler.prepare else dict(leased.payload)
            wanted = leased.status == "pending"  # a timer that fell due first may have taken it back
            session.commit()
    except Exception as error:
        _record_failure(database, key, error)
        return True
    return _run_effect(database, key, lease, handler.effect, material) if wanted else True


def _activate(session: Session, key: int) -> Job | None:
    """The job under a new lease; None where it is not due, held, done, gone, or the work of somebody outside."""
    try:
        leased = job_handlers.lock_job(session, key)
        if leased.type not in job.done_here(session):
            return None
        leased.activate()
    except (Conflict, NotFound):
        return None
    return leased


def _run_effect(database: Database, key: int, lease: int, effect: Callable[[Any], Any], material: Any) -> bool:
    """Run the effect outside any transaction, at least once under the job's key, and settle its result."""
    try:
        with _lease_extended(database, key, lease):
            result = effect(material)
        with database.write() as session:
            _settle(session, job_handlers.lock_job(session, key), lease, result)
            session.commit()
    except Exception as error:
        _record_failure(database, key, error, lease)
    return True


@contextmanager
def _lease_extended(database: Database, key: int, lease: int) -> Iterator[None]:
    """Extend the lease while the effect lasts, so that nobody else takes up what is being done."""
    over = threading.Event()

    def extend() -> None:
        while not over.wait(EXTEND):
            try:
                with database.write() as session:
                    job.find(session, key, lock=True).extend(lease)
                    session.commit()
            except Conflict:
                return
            except Exception as error:  # a database that is busy now may hear the next time, before the lease ends
                log.warning("the lease of job %s was not extended (%s)", key, type(error).__name__)

    keeper = threading.Thread(target=extend, daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()


def _settle(session: Session, leased: Job, lease: int, result: Any) -> None:
    leased.complete(lease)
    if isinstance(result, job.BpmnError):
        job_handlers.throw(session, leased, result)
    else:
        HANDLERS[leased.type].settle(session, leased, result)


def _record_failure(database: Database, key: int, error: Exception, lease: int | None = None) -> None:
    """Write the failure down in a transaction of its own; after the last attempt the case has an incident."""
    code = error.code if isinstance(error, Refusal) else "job_failed"
    bug = None if isinstance(error, Refusal) else error  # its words may hold what people said
    log.warning("job %s failed: %s (%s)", key, code, type(error).__name__, exc_info=bug)
    values = _values(error)
    with database.write() as session:
        failed = job_handlers.lock_job(session, key)
        try:
            own_lease = lease if lease is not None else failed.activate()
            if not failed.fail(own_lease, type(error).__name__ if bug else str(error), **_retry_advice(error)):
                job_handlers.give_up(session, failed, code, {**values, "error": type(error).__name__})
        except Conflict:
            return
        session.commit()


def _values(error: Exception) -> dict[str, Any]:
    """The values for the sentence of the failure; errors of an answer by the path of their field."""
    values: dict[str, Any] = {}
    if isinstance(error, Refusal):
        values = {name: str(value) for name, value in error.values.items()}
    if isinstance(error, Invalid):
        values["errors"] = {
            path: [[code, {name: str(value) for name, value in values.items()}] for code, values in wrong]
            for path, wrong in error.errors.items()
        }
    return values


def _retry_advice(error: Exception) -> dict[str, Any]:
    """The keywords of `Job.fail`: whether another attempt may help and when, where the failure says so."""
    if not isinstance(error, job.Failed):
        return {}
    return {"retry": error.again, "after": None if error.after is None else timedelta(seconds=error.after)}


def _due(database: Database, lane: Lane | None) -> Sequence[int]:
    with database.read() as session:
        types = [kind for kind in job.done_here(session) if lane is None or lane(HANDLERS[kind])]
        return job.due(session, types=types)


class Worker:
    """Threads that run due jobs until they are stopped: the runner of a server on SQLite.

    What asks other systems has a thread of its own, so that one which does not answer holds up no timer and no letter.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._run, args=(lane,), name="jenjang-worker", daemon=True)
            for lane in (lambda handler: not handler.asks, lambda handler: handler.asks)
        ]

    def start(self) -> "Worker":
        for thread in self._threads:
            thread.start()
        return self

    def stop(self) -> None:
        """Let the running jobs finish and stop."""
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=30)

    def alive(self) -> bool:
        """True if every thread still looks for jobs."""
        return all(thread.is_alive() for thread in self._threads) and not self._stop.is_set()

    def _run(self, lane: Lane) -> None:
        while not self._stop.wait(PAUSE):
            try:
                run_due(self.database, lane)
            except Exception:
                log.exception("the worker goes on after an error")
