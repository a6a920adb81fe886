"""The description of the API in OpenAPI, and the topology that clients query before anything else."""

import re
from importlib.metadata import version
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from flask import Blueprint, current_app, json

from webapp.api import shapes
from webapp.api.door import machines
from webapp.platform.auth import public

PARAMETER = re.compile(r"<int:(\w+)>")
CACHE_KEY = "openapi"


def init(blueprint: Blueprint) -> None:
    blueprint.get("/topology")(topology)
    blueprint.get("/openapi.json")(description)


@machines
def topology() -> dict[str, Any]:
    """Who answers"""
    single_node = {"clusterSize": 1, "partitionsCount": 1, "replicationFactor": 1, "lastCompletedChangeId": "-1"}
    return {"brokers": [], "clusterId": None, "gatewayVersion": version("jenjang"), **single_node}


topology.gives = shapes.TopologySchema  # type: ignore[attr-defined]


@public
def description() -> dict[str, Any]:
    """This description"""
    if CACHE_KEY not in current_app.extensions:  # anybody may ask: it is not made anew each time
        current_app.extensions[CACHE_KEY] = _build()
    document: dict[str, Any] = current_app.extensions[CACHE_KEY]
    return document


def _build() -> dict[str, Any]:
    spec = APISpec("Jenjang", version("jenjang"), "3.1.0", plugins=[MarshmallowPlugin()])
    spec.components.security_scheme("bearer", {"type": "http", "scheme": "bearer"})
    spec.components.security_scheme("basic", {"type": "http", "scheme": "basic"})
    for rule in current_app.url_map.iter_rules():
        if rule.endpoint.startswith("api."):
            view = current_app.view_functions[rule.endpoint]
            method = next(iter((rule.methods or set()) - {"HEAD", "OPTIONS"})).lower()
            spec.path(PARAMETER.sub(r"{\1}", rule.rule), operations={method: _operation(view, rule.arguments)})
    document: dict[str, Any] = json.loads(json.dumps(spec.to_dict()))
    return document


def _operation(view: Any, arguments: set[str]) -> dict[str, Any]:
    gives, takes = getattr(view, "gives", None), getattr(view, "takes", None)
    done = {"200": {"description": "Done", "content": _json(gives)}} if gives else {"204": {"description": "Done"}}
    wrong = {"default": {"description": "What was wrong", "content": _json(shapes.ProblemSchema, "problem+json")}}
    operation: dict[str, Any] = {"summary": view.__doc__, "responses": done | wrong}
    if hasattr(view, "guard"):
        operation["security"] = [{"bearer": []}, {"basic": []}]
    if takes:
        operation["requestBody"] = {"required": True, "content": _json(takes)}
    if arguments:
        operation["parameters"] = [
            {"in": "path", "name": name, "required": True, "schema": {"type": "string", "pattern": "^[0-9]{1,19}$"}}
            for name in sorted(arguments)
        ]
    return operation


def _json(shape: Any, kind: str = "json") -> dict[str, Any]:
    return {f"application/{kind}": {"schema": shape}}
