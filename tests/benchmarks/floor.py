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


def step(rounds: int = 60) -> float:
    """CPU milliseconds of one completion: the mean over the five tasks of a case, the median over the cases."""
    parser = SpiffBpmnParser()
    parser.add_bpmn_file(str(HERE / "floor.bpmn"))
    parser.add_dmn_file(str(HERE / "floor.dmn"))
    spec = parser.get_spec("floor")
    return middle([_case(spec) for _round in range(rounds)])


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
