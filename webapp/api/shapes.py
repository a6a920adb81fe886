"""What machines send and get: the shapes that check a request and describe it in OpenAPI."""

from typing import Any

from marshmallow import Schema, ValidationError, fields
from marshmallow.validate import Length, Range, Regexp

from engine.database.json_limits import DEEPEST, storable

HOUR = 3_600_000  # milliseconds
DAY = 24 * HOUR
TIMEOUT = Range(1_000, 7 * DAY)


def key(**more: Any) -> fields.String:
    """A 64-bit key, as a string of digits."""
    return fields.String(metadata={"pattern": "^[0-9]{1,19}$"}, **more)


def text(longest: int, shortest: int = 0, **more: Any) -> fields.String:
    """A text without control characters, which a database need not be able to hold."""
    return fields.String(validate=[Length(shortest, longest), Regexp(r"[^\x00-\x1f\x7f]*\Z")], **more)


def variables() -> fields.Dict:
    return fields.Dict(keys=fields.String(), load_default=dict, allow_none=True, validate=_storable)


def _storable(sent: object) -> None:
    if not storable(sent):
        raise ValidationError(f"Nested deeper than {DEEPEST} levels, or with a NUL character.")


def lease_token() -> fields.String:
    return fields.String(load_default=None, allow_none=True, data_key="jobLeaseToken")


class ActivationSchema(Schema):
    """The request of a worker for jobs. Times in milliseconds; `requestTimeout` 0 waits as long as the server likes."""

    type = text(200, 1, required=True)
    timeout = fields.Integer(required=True, strict=True, validate=TIMEOUT)
    most = fields.Integer(required=True, strict=True, validate=Range(1, 1000), data_key="maxJobsToActivate")
    worker = text(200, load_default="")
    wait = fields.Integer(load_default=0, strict=True, validate=Range(-DAY, DAY), data_key="requestTimeout")
    wanted = fields.List(fields.String(), load_default=list, data_key="fetchVariable")
    with_lease = fields.Boolean(load_default=False, allow_none=True, data_key="withLease")
    tenant_ids = fields.List(fields.String(), load_default=list, data_key="tenantIds")
    tenant_filter = fields.String(load_default=None, data_key="tenantFilter")


class ActivatedSchema(Schema):
    """A job under its lease. `variables` are what the diagram maps in, and nothing else."""

    job_key = key(data_key="jobKey")
    type = fields.String()
    element_id = fields.String(data_key="elementId")
    element_instance_key = key(data_key="elementInstanceKey")
    process_definition_id = fields.String(data_key="processDefinitionId")
    process_definition_version = fields.Integer(data_key="processDefinitionVersion")
    process_definition_key = key(data_key="processDefinitionKey")
    process_instance_key = key(data_key="processInstanceKey")
    root_process_instance_key = key(data_key="rootProcessInstanceKey")
    custom_headers = fields.Dict(data_key="customHeaders")
    variables = fields.Dict()
    worker = fields.String()
    retries = fields.Integer()
    deadline = fields.Integer()
    kind = fields.String()
    listener_event_type = fields.String(data_key="listenerEventType")
    user_task = fields.Dict(allow_none=True, data_key="userTask")
    tags = fields.List(fields.String())
    business_id = fields.String(data_key="businessId")
    priority = fields.Integer()
    tenant_id = fields.String(data_key="tenantId")
    physical_tenant_id = fields.String(data_key="physicalTenantId")
    job_lease_token = fields.String(allow_none=True, data_key="jobLeaseToken")


class JobsSchema(Schema):
    """The jobs that were taken."""

    jobs = fields.List(fields.Nested(ActivatedSchema))


class CompletionSchema(Schema):
    """The result of a job."""

    variables = variables()
    result = fields.Raw(load_default=None, allow_none=True, validate=lambda result: result is None)
    token = lease_token()


class FailureSchema(Schema):
    """An attempt that failed, and how many are left."""

    retries = fields.Integer(load_default=0, strict=True, validate=Range(0, 1000))
    message = fields.String(load_default="", validate=Length(0, 10_000), data_key="errorMessage")
    back_off = fields.Integer(load_default=0, strict=True, validate=Range(0, 30 * DAY), data_key="retryBackOff")
    token = lease_token()


class ErrorSchema(Schema):
    """A BPMN error that the diagram may catch."""

    code = text(200, 1, required=True, data_key="errorCode")
    message = fields.String(load_default="", validate=Length(0, 10_000), data_key="errorMessage")
    variables = variables()
    token = lease_token()


class ChangesSchema(Schema):
    """The changes of a job that are possible: how long it is leased, from now on."""

    timeout = fields.Integer(required=True, strict=True, validate=TIMEOUT)


class UpdateSchema(Schema):
    """A longer lease."""

    changeset = fields.Nested(ChangesSchema, required=True)
    operation_reference = fields.Integer(load_default=None, data_key="operationReference")
    token = lease_token()


class CorrelationSchema(Schema):
    """A message for who waits for it now."""

    name = text(200, 1, required=True)
    key = text(500, load_default="", data_key="correlationKey")
    variables = variables()
    tenant_id = fields.String(load_default=None, data_key="tenantId")


class PublicationSchema(CorrelationSchema):
    """A message that is kept for `timeToLive` milliseconds; the same `messageId` is accepted once."""

    time_to_live = fields.Integer(load_default=0, strict=True, validate=Range(0, 366 * DAY), data_key="timeToLive")
    message_id = text(200, 1, load_default=None, data_key="messageId")


class PublishedSchema(Schema):
    """The message that was stored."""

    message_key = key(data_key="messageKey")
    tenant_id = fields.String(data_key="tenantId")


class CorrelatedSchema(PublishedSchema):
    """The message that was stored, and the case that took it."""

    process_instance_key = key(data_key="processInstanceKey")


class TopologySchema(Schema):
    """One gateway, as clients ask before they begin."""

    brokers = fields.List(fields.Dict())
    cluster_id = fields.String(allow_none=True, data_key="clusterId")
    cluster_size = fields.Integer(data_key="clusterSize")
    partitions_count = fields.Integer(data_key="partitionsCount")
    replication_factor = fields.Integer(data_key="replicationFactor")
    gateway_version = fields.String(data_key="gatewayVersion")
    last_completed_change_id = fields.String(data_key="lastCompletedChangeId")


class ProblemSchema(Schema):
    """The description of an error (RFC 9457)."""

    type = fields.String()
    title = fields.String()
    status = fields.Integer()
    detail = fields.String()
    instance = fields.String()
    code = fields.String()
