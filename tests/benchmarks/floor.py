"""The floor: the same procedure, taken through the same way by stock SpiffWorkflow in memory, nothing stored or asked."""

from collections.abc import Collection, Mapping
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState
from timing import cpu, middle
from town import Town
from ways import Engine

from engine.case import find as find_case

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
SCRIPTED = ("businessRuleTask", "serviceTask", "sendTask", "scriptTask")
ROUNDS = 8


class Floor:
    """Sampled again and again between what is compared with it, for the machine is not equally busy all the time.

    Its diagrams are those of the procedure with whatever costs time beside SpiffWorkflow's own step taken out: tables,
    scripts and letters do nothing, each condition is the constant that leads the way of the case (`passed`).
    """

    def __init__(self, files: Mapping[str, bytes], main: str, passed: Collection[str], tasks: Collection[str]) -> None:
        parser = BpmnParser()
        for name, content in sorted(files.items()):
            if name.endswith(".bpmn"):
                parser.add_bpmn_xml(_plain(content, frozenset(passed)), filename=name)
        self._spec, self._called = parser.get_spec(main), parser.get_subprocess_specs(main)
        self._tasks = frozenset(tasks)
        self.spent: list[float] = []

    @classmethod
    def of(cls, town: Town, until: str | None = None) -> "Floor":
        """The floor of the town's procedure: the way and the tasks of one of its cases, up to the task `until`."""
        case = town.case(Engine(), until)
        with town.database.read() as session:
            found = find_case(session, case)
            tasks = [task.element for task in found.tasks() if task.status == "completed"]
            return cls(found.definition.bundle().files, found.definition.key, found.path_taken()["done"], tasks)

    def sample(self, cases: int = ROUNDS) -> None:
        """Take some cases through; of each the mean over its tasks is kept."""
        self.spent += [self._case() for _round in range(cases)]

    def step(self) -> float:
        """CPU milliseconds of one completion."""
        return middle(self.spent)

    def _case(self) -> float:
        workflow, left, spent = BpmnWorkflow(self._spec, self._called), set(self._tasks), 0.0
        workflow.do_engine_steps()
        while left:
            task: Any = next(iter(workflow.get_tasks(state=TaskState.READY, manual=True)))
            took = cpu(lambda task=task: _complete(workflow, task))
            if task.task_spec.bpmn_id in left:
                left.remove(task.task_spec.bpmn_id)
                spent += took
        return spent / len(self._tasks)


def _complete(workflow: BpmnWorkflow, task: Any) -> None:
    task.run()
    workflow.do_engine_steps()


def _plain(content: bytes, passed: frozenset[str]) -> etree._Element:
    """A diagram of ours as stock SpiffWorkflow reads one."""
    root = etree.fromstring(content, etree.XMLParser(remove_comments=True, resolve_entities=False, no_network=True))
    for extensions in list(root.iter(f"{BPMN}extensionElements")):
        called = extensions.find("{*}calledElement")
        if called is not None:
            extensions.getparent().set("calledElement", called.get("processId"))
        extensions.getparent().remove(extensions)
    for node in list(root.iter(*(f"{BPMN}{kind}" for kind in SCRIPTED))):
        node.tag = f"{BPMN}scriptTask"
        etree.SubElement(node, f"{BPMN}script").text = "pass"
    for flow in root.iter(f"{BPMN}sequenceFlow"):
        for condition in flow.iter(f"{BPMN}conditionExpression"):
            condition.text = str(flow.get("id") in passed)
    for timer in root.iter(f"{BPMN}timeDate", f"{BPMN}timeDuration"):
        timer.text = '"2999-01-01T00:00:00+00:00"' if timer.tag.endswith("Date") else '"P99D"'
    return root
