"""Messages that programs send: kept until a case waits for them, or handed over at once."""

from datetime import timedelta
from typing import Any

from flask import Blueprint

from engine import job_handlers
from webapp.api import shapes
from webapp.api.door import machines, me, takes
from webapp.platform import db

TENANT = "<default>"


def init(blueprint: Blueprint) -> None:
    blueprint.post("/messages/publication")(publish)
    blueprint.post("/messages/correlation")(correlate)


@machines
@takes(shapes.Publication, gives=shapes.Published)
def publish(asked: dict[str, Any]) -> dict[str, Any]:
    """Publish a message"""
    told = job_handlers.publish(
        db.session(),
        me(),
        asked["name"],
        asked["key"],
        asked["variables"] or {},
        message_id=asked["message_id"],
        time_to_live=timedelta(milliseconds=asked["time_to_live"]),
    )
    db.commit()
    return {"messageKey": str(told.id), "tenantId": TENANT}


@machines
@takes(shapes.Correlation, gives=shapes.Correlated)
def correlate(asked: dict[str, Any]) -> dict[str, Any]:
    """Correlate a message"""
    told, case = job_handlers.correlate(db.session(), me(), asked["name"], asked["key"], asked["variables"] or {})
    db.commit()
    return {"messageKey": str(told.id), "processInstanceKey": str(case.id), "tenantId": TENANT}
