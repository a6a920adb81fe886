"""Job type `http`: a call to a system of the settings. The diagram names system, method and path, never a host."""

from typing import Any

import orjson
from sqlalchemy.orm import Session

from engine.job import BpmnError, Failed, Job, handler, http, integrations_of
from engine.job.http import HttpRequest, HttpResponse
from engine.job_handlers.locking import running_case


def prepare(session: Session, job: Job) -> tuple[str, HttpRequest] | None:
    """The system's name and the request; inputs fill the path, `query` and `body` are what they say."""
    case, integrations = running_case(session, job), integrations_of(session)
    if case is None or integrations is None:
        return None
    settings, inputs = job.payload["headers"], job.payload["input"]
    name, method = settings.get("system", ""), settings.get("method", "GET")
    system = integrations.systems.get(name)
    if system is None or method not in system.methods:
        raise Failed("http_system", again=False, system=name, method=method)
    body = orjson.dumps(inputs["body"]) if inputs.get("body") is not None else None
    headers = {"Idempotency-Key": job.key, **({"Content-Type": "application/json"} if body else {}), **system.headers}
    address = system.address + http.path(settings.get("path", ""), inputs)
    return name, HttpRequest(method, address, headers, _query(inputs.get("query")), body, system.timeout)


def call(material: tuple[str, HttpRequest] | None) -> HttpResponse | BpmnError | None:
    """The response. One of 4xx is a BPMN error `http_404` and so on, which the diagram may catch."""
    if material is None:
        return None
    name, request = material
    response = http.served(http.send(request), name)
    if response.status < 400:
        return response
    return BpmnError(f"http_{response.status}", {"http_error": {"status": response.status, "body": response.body}})


@handler("http", prepare=prepare, effect=call, needs=lambda integrations: integrations.systems)
def finish_call(session: Session, job: Job, response: HttpResponse | None) -> None:
    """Go on; the variable that the header `result` names (`response`) holds status and body."""
    case = running_case(session, job)
    if case is not None and response is not None:
        result = job.payload["headers"].get("result", "response")
        case.finish(job, {result: {"status": response.status, "body": response.body}})


def _query(parameters: Any) -> dict[str, Any]:
    if parameters is None:
        return {}
    if not isinstance(parameters, dict) or any(isinstance(value, dict) for value in parameters.values()):
        raise Failed("http_value", again=False, name="query")
    return {name: _plain(value) for name, value in parameters.items() if value is not None}


def _plain(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value
