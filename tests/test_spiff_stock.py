"""SpiffWorkflow as it comes: where it is right we go the same way, where it is wrong the diagram shows it and ours is right."""

import random
import re
from collections.abc import Callable
from typing import Any

import pytest
from diagrams.drawing import bpmn
from diagrams.driver import Case
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

TWO_HANDS = bpmn(
    "approval",
    "start begin\nand fork join\nuser hr budget director\nxor choose again\nend done",
    "begin > again > fork > hr > join > director > choose\nfork > budget > join",
    "choose > done : =ok = 1\nchoose > again : default",
)
CHECKS = bpmn(
    "checks",
    "start begin\nor join\nand fork\nxor choose\nuser a b c review\nend done",
    "begin > fork\nb > join\nc > join\na > join > review > done\nfork > a\nfork > choose",
    "choose > b : =way = 1\nchoose > c : default",
)


class Stock:
    """The stock engine with all its history, conditions in its own Python."""

    def __init__(self, main: str, diagram: bytes, **values: Any) -> None:
        told = re.sub(rb"<bpmn:conditionExpression>=(\w+) = (\d+)<", rb"<bpmn:conditionExpression>\1 == \2<", diagram)
        parser = BpmnParser()
        parser.add_bpmn_str(told)
        self.workflow = BpmnWorkflow(parser.get_spec(main), parser.get_subprocess_specs(main))
        self.workflow.task_tree.data.update(values)
        self.workflow.do_engine_steps()

    def ready(self) -> list[Any]:
        return self.workflow.get_tasks(state=TaskState.READY, manual=True)

    @property
    def open(self) -> list[str]:
        return sorted(task.task_spec.bpmn_id for task in self.ready())

    def complete(self, name: str, values: dict[str, Any] | None = None) -> None:
        task = next(task for task in self.ready() if task.task_spec.bpmn_id == name)
        task.data.update(values or {})
        task.run()
        self.workflow.do_engine_steps()


def flow(seed: int) -> tuple[bytes, dict[str, int]]:
    """Split and choosing blocks in a row, without loops."""
    chance, lines, before, values = random.Random(seed), [], "begin", {}
    nodes = ["start begin", "end done"]
    for number in range(chance.randint(2, 5)):
        kind, width = chance.choice(["and", "xor"]), chance.randint(2, 3)
        split, join, names = f"s{number}", f"j{number}", [f"t{number}{each}" for each in "abc"[:width]]
        nodes += [f"{kind} {split} {join}", f"user {' '.join(names)}"]
        lines.append(f"{before} > {split}")
        values[f"v{number}"] = chance.randint(0, width - 1)
        for index, name in enumerate(names):
            last = "default" if index == width - 1 else f"=v{number} = {index}"
            lines += [f"{split} > {name}" + (f" : {last}" if kind == "xor" else ""), f"{name} > {join}"]
        before = join
    return bpmn("p", "\n".join(nodes), "\n".join([*lines, f"{before} > done"])), values


def test_without_loops_we_go_the_way_that_the_stock_engine_goes(rounds: Callable[[int, int], int]) -> None:
    for seed in range(rounds(20, 500)):
        diagram, values = flow(seed)
        chance = random.Random(seed)
        ours, stock = Case("p", diagram).start(**values), Stock("p", diagram, **values)
        while ours.open:
            assert ours.open == stock.open, seed
            name = chance.choice(ours.open)
            ours.complete(name)
            stock.complete(name)
        assert stock.workflow.is_completed(), seed


def test_a_stock_parallel_join_fires_early_in_the_second_round_and_ours_does_not() -> None:
    stock, ours = Stock("approval", TWO_HANDS, ok=0), Case("approval", TWO_HANDS).start(ok=0)
    for name in ("hr", "budget", "director", "budget"):
        stock.complete(name)
        ours.complete(name)
    assert stock.open == ["director", "hr"]
    assert ours.open == ["hr"]


@pytest.mark.parametrize("way", [0, 1])
def test_an_inclusive_join_waits_for_the_slower_branch_whatever_the_order_of_flows(way: int) -> None:
    ours = Case("checks", CHECKS).start(way=way)
    slower = "b" if way else "c"
    ours.complete("a")
    assert ours.open == [slower]
    ours.complete(slower)
    assert ours.open == ["review"]


def test_the_stock_engine_keeps_its_history_and_ours_does_not() -> None:
    stock, ours = Stock("approval", TWO_HANDS, ok=0), Case("approval", TWO_HANDS).start(ok=0)
    for _round in range(3):
        for name in ("hr", "budget", "director"):
            ours.complete(name)
        stock.complete("hr")
        stock.complete("budget")
        stock.complete("director")
    assert len(stock.workflow.tasks) > 30
    assert ours.state is not None
    assert len(ours.state["tokens"]) == 2


def test_nothing_is_predicted_so_wide_diagrams_cost_what_they_move() -> None:
    lines = ["begin > f0"] + [f"j{n} > f{n + 1}" for n in range(7)] + ["j7 > done"]
    lines += [f"f{n} > {each}{n} > j{n}" for n in range(8) for each in "ab"]
    nodes = ["start begin", "end done"] + [f"and f{n} j{n}\nuser a{n} b{n}" for n in range(8)]
    diagram = bpmn("p", "\n".join(nodes), "\n".join(lines))
    stock, ours = Stock("p", diagram), Case("p", diagram).start()
    assert len(stock.workflow.tasks) > 500
    assert ours.state is not None
    assert len(ours.state["tokens"]) == 2
