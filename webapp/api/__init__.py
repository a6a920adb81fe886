"""JSON for machines, in the shape of Camunda 8's REST API, so that its published clients work against it."""

from flask import Blueprint

from webapp.api import door, jobs, messages, openapi
from webapp.platform.auth import csrf

blueprint = Blueprint("api", __name__, url_prefix="/v2")
door.init(blueprint)
for room in (jobs, messages, openapi):
    room.init(blueprint)
# No cookie opens these views, so that no other site can use one: see `door`.
csrf.exempt(blueprint)
