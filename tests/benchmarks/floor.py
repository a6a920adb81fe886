"""The floor: one completion in stock SpiffWorkflow, in memory, nothing stored; five user tasks with table and join."""

from pathlib import Path
from typing import Any

from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.spiff.parser.process import SpiffBpmnParser
from SpiffWorkflow.util.task import TaskState
from timing import cpu, middle

HERE = Path(__file__).parent
ANSWERS: dict[str, dict[str, Any]] = {
    "prepare": {"days": 7}, "check": {"checked": "yes"}, "hr": {}, "budget": {}, "decide": {"decided": "yes"},
}  # fmt: skip


class Floor:
    """Sampled again and again between what is compared with it, for the machine is not equally busy all the time."""

    def __init__(self) -> None:
        parser = SpiffBpmnParser()
        parser.add_bpmn_file(str(HERE / "floor.bpmn"))
        parser.add_dmn_file(str(HERE / "floor.dmn"))
        self._spec = parser.get_spec("floor")
        self.spent: list[float] = []

    def sample(self, cases: int = 8) -> None:
        """Take some cases through; of each the mean over its five tasks is kept."""
        self.spent += [_case(self._spec) for _round in range(cases)]

    def step(self) -> float:
        """CPU milliseconds of one completion."""
        return middle(self.spent)


def _case(spec: Any) -> float:
    workflow = BpmnWorkflow(spec)
    workflow.do_engine_steps()
    spent = [cpu(lambda name=name: _complete(workflow, name)) for name in ANSWERS]
    assert workflow.is_completed()
    return sum(spent) / len(spent)


def _complete(workflow: BpmnWorkflow, name: str) -> None:
    waiting = workflow.get_tasks(state=TaskState.READY, manual=True)
    task = next(task for task in waiting if task.task_spec.bpmn_id == name)
    task.data.update(ANSWERS[name])
    task.run()
    workflow.do_engine_steps()
