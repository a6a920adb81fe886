"""Job type `http`: a call to a system of the settings. The diagram names system, method and path, never a host."""

from typing import Any

import orjson
from sqlalchemy.orm import Session

from engine import job
from engine.job import Failed, Job, Thrown, http, outside_of
from engine.job.http import Answer, Call
from engine.job_handlers.built_in import locked


def prepare(session: Session, asked: Job) -> tuple[str, Call] | None:
    """What to ask of whom: inputs fill the path; `query` and `body` are what they say."""
    found, around = locked(session, asked), outside_of(session)
    if found is None or around is None:
        return None
    headers, given = asked.payload["headers"], asked.payload["input"]
    name, method = headers.get("system", ""), headers.get("method", "GET")
    system = around.systems.get(name)
    if system is None or method not in system.methods:
        raise Failed("http_system", again=False, system=name, method=method)
    body = orjson.dumps(given["body"]) if given.get("body") is not None else None
    told = {"Idempotency-Key": asked.key, **({"Content-Type": "application/json"} if body else {}), **system.headers}
    address = system.address + http.path(headers.get("path", ""), given)
    return name, Call(method, address, told, _query(given.get("query")), body, system.timeout)


def call(material: tuple[str, Call] | None) -> Answer | Thrown | None:
    """Ask. An answer of 4xx is a BPMN error `http_404` and so on, which the diagram may catch."""
    if material is None:
        return None
    name, asked = material
    answer = http.served(http.ask(asked), name)
    if answer.status < 400:
        return answer
    return Thrown(f"http_{answer.status}", {"http_error": {"status": answer.status, "body": answer.body}})


@job.handler("http", prepare=prepare, effect=call, needs=lambda around: around.systems)
def answered(session: Session, asked: Job, answer: Answer | None) -> None:
    """Go on; the variable that the header `result` names (`response`) holds status and body."""
    found = locked(session, asked)
    if found is not None and answer is not None:
        named = asked.payload["headers"].get("result", "response")
        found.finish(asked, {named: {"status": answer.status, "body": answer.body}})


def _query(given: Any) -> dict[str, Any]:
    if given is None:
        return {}
    if not isinstance(given, dict) or any(isinstance(value, dict) for value in given.values()):
        raise Failed("http_value", again=False, name="query")
    return {name: _plain(value) for name, value in given.items() if value is not None}


def _plain(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value
