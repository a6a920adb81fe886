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
@takes(shapes.PublicationSchema, gives=shapes.PublishedSchema)
def publish(payload: dict[str, Any]) -> dict[str, Any]:
    """Publish a message"""
    message = job_handlers.publish(
        db.session(),
        me(),
        payload["name"],
        payload["key"],
        payload["variables"] or {},
        message_id=payload["message_id"],
        time_to_live=timedelta(milliseconds=payload["time_to_live"]),
    )
    db.commit()
    return {"messageKey": str(message.id), "tenantId": TENANT}


@machines
@takes(shapes.CorrelationSchema, gives=shapes.CorrelatedSchema)
def correlate(payload: dict[str, Any]) -> dict[str, Any]:
    """Correlate a message"""
    message, case = job_handlers.correlate(
        db.session(), me(), payload["name"], payload["key"], payload["variables"] or {}
    )
    db.commit()
    return {"messageKey": str(message.id), "processInstanceKey": str(case.id), "tenantId": TENANT}
