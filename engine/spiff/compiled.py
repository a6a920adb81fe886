"""The result of compiling: the processes of a definition with all that is bound to them, frozen as JSON."""

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import orjson
from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec

from engine.spiff.model.events import EventDefinition
from engine.spiff.model.expressions import LocatedExpression, expressions_of
from engine.spiff.model.nodes import Flow, Node, Process, to_json
from engine.spiff.specs.build import SpecSource, build_specs


@dataclass(frozen=True)
class Compiled:
    """An executable bundle. `nodes` and `flows` are keyed by their ids, called processes of other bundles included."""

    main: str
    processes: dict[str, Process] = field(default_factory=dict)
    nodes: dict[str, Node] = field(default_factory=dict)
    flows: dict[str, Flow] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Everything, as JSON."""
        return {
            "main": self.main,
            "processes": [to_json(each) for each in self.processes.values()],
            "nodes": [to_json(each) for each in self.nodes.values()],
            "flows": [to_json(each) for each in self.flows.values()],
        }

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> "Compiled":
        """The bundle of a document made by `to_json`."""
        processes = [Process.from_json(each) for each in document["processes"]]
        nodes = [Node.from_json(each) for each in document["nodes"]]
        flows = [Flow(**each) for each in document["flows"]]
        return cls(
            document["main"],
            {each.id: each for each in processes},
            {each.id: each for each in nodes},
            {each.id: each for each in flows},
        )

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON."""
        return hashlib.sha256(orjson.dumps(self.to_json(), option=orjson.OPT_SORT_KEYS)).hexdigest()

    def specs(self) -> dict[str, BpmnProcessSpec]:
        """SpiffWorkflow's specs, shared by every run of this digest in this process."""
        data = {process.id: process.data for process in self.processes.values()}
        return build_specs(SpecSource(self.digest, tuple(self.nodes.values()), tuple(self.flows.values()), data))

    def expressions(self) -> list[LocatedExpression]:
        """Every expression: (file, element, where, text without `=`, names that are visible besides the variables)."""
        flows = [(self.nodes[flow.source].file, flow) for flow in self.flows.values()]
        return expressions_of(self.nodes.values(), flows)

    @property
    def forms(self) -> frozenset[str]:
        """The ids of the forms named by user tasks and start events."""
        starts = [process.start_form for process in self.processes.values()]
        return frozenset(form for form in [*starts, *(node.form for node in self.nodes.values())] if form)

    @property
    def decisions(self) -> frozenset[str]:
        """The ids of the decisions named by business rule tasks."""
        return frozenset(node.decision for node in self.nodes.values() if node.decision)

    @property
    def job_types(self) -> frozenset[str]:
        """The types of the jobs; a type that is an expression keeps its `=`."""
        return frozenset(node.job_type for node in self.nodes.values() if node.job_type)

    @property
    def messages(self) -> frozenset[str]:
        """The names of the messages caught and thrown."""
        events = [event for node in self.nodes.values() for event in node.event.each if event.kind == "message"]
        return frozenset(event.message for event in events if event.message)

    @property
    def starts(self) -> list[Node]:
        """The nodes by whose event the main process can be begun, in document order."""
        inside = [node for node in self.nodes.values() if node.container == self.main]
        first = {node.id for node in inside if node.kind == "event_based_gateway" and node.instantiate}
        after = {flow.target for flow in self.flows.values() if flow.source in first}
        return [
            node
            for node in inside
            if (node.kind == "start_event" and node.event.kind != "none")
            or node.id in after
            or (node.kind == "receive_task" and node.instantiate)
        ]

    @property
    def triggers(self) -> list[tuple[str, EventDefinition]]:
        """The events that begin the main process, by their element, with `[n]` behind it where it takes several."""
        return [
            (f"{node.id}[{number}]" if node.event.parallel else node.id, part)
            for node in self.starts
            for number, part in enumerate(node.event.each)
        ]
