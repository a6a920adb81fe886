"""The processes, nodes and flows of a diagram, as plain data that is frozen with its definition."""

from dataclasses import asdict, dataclass, field
from typing import Any

from engine.spiff.model.events import EventDefinition
from engine.spiff.model.loops import AdHoc, Loop, Repeat

CONTAINERS = ("sub_process", "transaction", "ad_hoc", "event_sub_process")
"""The kinds of nodes that hold others."""
ACTIVITIES = (
    "user_task",
    "manual_task",
    "task",
    "service_task",
    "send_task",
    "receive_task",
    "script_task",
    "business_rule_task",
    "call_activity",
    "sub_process",
    "transaction",
    "ad_hoc",
)


@dataclass(frozen=True)
class Flow:
    """A sequence flow; `condition` is FEEL without its leading `=`. A pair of links is a flow that is not `drawn`."""

    id: str
    source: str
    target: str
    name: str = ""
    condition: str | None = None
    drawn: bool = True


@dataclass(frozen=True)
class Node:
    """One element of a diagram. `container` is the process or subprocess it stands in, `lane` the innermost lane."""

    id: str
    process: str
    container: str
    kind: str
    file: str
    name: str = ""
    lane: str | None = None
    documentation: str = ""
    form: str | None = None
    binding: str = "deployment"
    properties: dict[str, str] = field(default_factory=dict)
    assignment: dict[str, str | None] = field(default_factory=dict)
    schedule: dict[str, str | None] = field(default_factory=dict)
    priority: str | None = None
    decision: str | None = None
    result: str | None = None
    script: str | None = None
    called: str | None = None
    hand_in: bool = True
    hand_back: bool = True
    job_type: str | None = None
    retries: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    inputs: list[tuple[str, str]] = field(default_factory=list)
    outputs: list[tuple[str, str]] = field(default_factory=list)
    separate_from: list[str] = field(default_factory=list)
    legal_basis: str | None = None
    loop: Loop | None = None
    repeat: Repeat | None = None
    ad_hoc: AdHoc | None = None
    event: EventDefinition = field(default_factory=EventDefinition)
    attached_to: str | None = None
    default: str | None = None
    data: list[str] = field(default_factory=list)
    start_quantity: int = 1
    completion_quantity: int = 1
    for_compensation: bool = False
    handler: str | None = None
    activation: str | None = None
    instantiate: bool = False
    parallel: bool = False

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> "Node":
        """The node of a document made by `to_json`."""
        fields: dict[str, Any] = {
            side: [(source, target) for source, target in document[side]] for side in ("inputs", "outputs")
        }
        fields["event"] = EventDefinition.from_json(document["event"])
        kinds = {"loop": Loop.from_json, "repeat": lambda part: Repeat(**part), "ad_hoc": lambda part: AdHoc(**part)}
        fields |= {name: parse(document[name]) for name, parse in kinds.items() if document.get(name)}
        return cls(**{**document, **fields})


@dataclass(frozen=True)
class Process:
    """One executable process of a bundle; `foreign` is the key of the bundle it was bound from, None for our own."""

    id: str
    name: str
    file: str
    properties: dict[str, str] = field(default_factory=dict)
    start_form: str | None = None
    lanes: list[tuple[str, str]] = field(default_factory=list)
    version_tag: str | None = None
    documentation: str = ""
    foreign: str | None = None
    data: list[str] = field(default_factory=list)

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> "Process":
        """The process of a document made by `to_json`."""
        return cls(**{**document, "lanes": [(lane, name) for lane, name in document["lanes"]]})


def to_json(element: Process | Node | Flow) -> dict[str, Any]:
    """Plain JSON of a process, node or flow."""
    return asdict(element)
