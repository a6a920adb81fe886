"""What a diagram says, as plain data that is frozen with its definition: processes, nodes, flows."""

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Flow:
    """A sequence flow; `condition` is FEEL without its leading `=`."""

    id: str
    source: str
    target: str
    name: str = ""
    condition: str | None = None


@dataclass(frozen=True)
class Loop:
    """A multi-instance loop. `collection` and `output_element` keep their leading `=`; `condition` is without it."""

    sequential: bool
    collection: str
    element: str | None = None
    output: str | None = None
    output_element: str | None = None
    condition: str | None = None


@dataclass(frozen=True)
class Happening:
    """What an event waits for or throws: none, timer, message, error, terminate. Texts keep their leading `=`."""

    kind: str = "none"
    timer: str | None = None
    time: str | None = None
    message: str | None = None
    key: str | None = None
    code: str | None = None
    interrupting: bool = True


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
    event: Happening = field(default_factory=Happening)
    attached_to: str | None = None
    default: str | None = None

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "Node":
        """The node that `dataclasses.asdict` told."""
        loop = Loop(**told["loop"]) if told["loop"] else None
        pairs = {side: [(source, target) for source, target in told[side]] for side in ("inputs", "outputs")}
        return cls(**{**told, **pairs, "loop": loop, "event": Happening(**told["event"])})


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

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "Process":
        """The process that `dataclasses.asdict` told."""
        return cls(**{**told, "lanes": [(lane, name) for lane, name in told["lanes"]]})


def to_json(thing: Process | Node | Flow) -> dict[str, Any]:
    """Plain JSON of a process, node or flow."""
    return asdict(thing)
