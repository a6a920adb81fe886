"""Random structured flows with rework: stored and collapsed, whole and in memory, and a plain game agree at every step."""

import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from diagrams.drawing import bpmn, element, inside
from diagrams.driver import Case

STEPS = 60
Vars = dict[str, Any]


@dataclass
class Block:
    """A piece of a flow: a task, or a `seq`, `xor`, `and`, `or`, `loop`, `sub` of pieces."""

    kind: str
    name: str
    parts: list["Block"] = field(default_factory=list)


class Maker:
    """Makes a random flow, its diagram, and the variables that its conditions read."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.count = 0
        self.nodes: list[str] = []
        self.flows: list[str] = []
        self.variables: dict[str, Callable[[], Any]] = {}
        self.block = self.make(3)
        entry, exit_ = self.draw(self.block)
        self.flows = [f"begin > {entry}", *self.flows, f"{exit_} > done"]

    def diagram(self) -> bytes:
        return bpmn("p", "start begin\nend done", *self.parts())

    def parts(self) -> list[str]:
        drawn = [node for node in self.nodes if node.startswith("<")]
        return [*drawn, "\n".join(node for node in self.nodes if node not in drawn), "\n".join(self.flows)]

    def values(self) -> Vars:
        return {name: value() for name, value in self.variables.items()}

    def name(self, kind: str) -> str:
        self.count += 1
        return f"{kind}{self.count}"

    def make(self, depth: int) -> Block:
        kinds = ["task", "seq", "xor", "and", "or", "loop", "sub"] if depth else ["task"]
        kind = self.random.choice(kinds if depth < 3 else kinds[1:])
        sizes = {"task": 0, "loop": 1, "sub": 1}
        parts = [self.make(depth - 1) for _each in range(sizes.get(kind, self.random.randint(2, 3)))]
        return Block(kind, self.name(kind), parts)

    def draw(self, block: Block) -> tuple[str, str]:
        return getattr(self, f"draw_{block.kind}")(block)  # type: ignore[no-any-return]

    def draw_task(self, block: Block) -> tuple[str, str]:
        self.nodes.append(f"user {block.name}")
        return block.name, block.name

    def draw_seq(self, block: Block) -> tuple[str, str]:
        ends = [self.draw(part) for part in block.parts]
        self.flows += [f"{before[1]} > {after[0]}" for before, after in itertools.pairwise(ends)]
        return ends[0][0], ends[-1][1]

    def draw_and(self, block: Block) -> tuple[str, str]:
        return self.branches(block, "and", lambda _index: "")

    def draw_xor(self, block: Block) -> tuple[str, str]:
        last = len(block.parts) - 1
        self.variables[block.name] = lambda: self.random.randint(0, last)
        return self.branches(block, "xor", lambda index: f"={block.name} = {index}" if index < last else "default")

    def draw_or(self, block: Block) -> tuple[str, str]:
        last = len(block.parts) - 1
        for index in range(last):
            self.variables[f"{block.name}_{index}"] = lambda: self.random.random() < 0.6
        return self.branches(block, "or", lambda index: f"={block.name}_{index}" if index < last else "default")

    def branches(self, block: Block, kind: str, condition: Callable[[int], str]) -> tuple[str, str]:
        split, join = f"{block.name}_split", f"{block.name}_join"
        self.nodes.append(f"{kind} {split} {join}")
        order = list(enumerate(block.parts))
        self.random.shuffle(order)
        for index, part in order:
            entry, exit_ = self.draw(part)
            told = condition(index)
            self.flows += [f"{split} > {entry}" + (f" : {told}" if told else ""), f"{exit_} > {join}"]
        return split, join

    def draw_sub(self, block: Block) -> tuple[str, str]:
        nodes, flows = self.nodes, self.flows
        begin, done = f"{block.name}_begin", f"{block.name}_done"
        self.nodes, self.flows = [f"start {begin}", f"end {done}"], []
        entry, exit_ = self.draw(block.parts[0])
        self.flows += [f"{begin} > {entry}", f"{exit_} > {done}"]
        held = element("subProcess", block.name, inner=inside(*self.parts()))
        self.nodes, self.flows = [*nodes, held], flows
        return block.name, block.name

    def draw_loop(self, block: Block) -> tuple[str, str]:
        again, choose = f"{block.name}_again", f"{block.name}_choose"
        self.nodes.append(f"xor {again} {choose}")
        self.variables[block.name] = lambda: self.random.random() < 0.4
        entry, exit_ = self.draw(block.parts[0])
        self.flows += [f"{again} > {entry}", f"{exit_} > {choose}", f"{choose} > {again} : ={block.name}"]
        tail = f"{block.name}_out"
        self.nodes.append(f"task {tail}")
        self.flows.append(f"{choose} > {tail} : default")
        return again, tail


class Game:
    """What is open in a block: played on its structure alone, with no joins, no tokens and no history."""

    def __init__(self, block: Block, values: Vars) -> None:
        self.block, self.index = block, 0
        self.open: list[Game] = []
        self.waits = block.kind == "task"
        chosen = {
            "task": list,
            "seq": lambda: block.parts[:1],
            "loop": lambda: block.parts,
            "sub": lambda: block.parts,
            "and": lambda: block.parts,
            "xor": lambda: [block.parts[values[block.name]]],
            "or": lambda: (
                [part for at, part in enumerate(block.parts[:-1]) if values[f"{block.name}_{at}"]] or block.parts[-1:]
            ),
        }[block.kind]()
        self.open = [Game(part, values) for part in chosen]

    def tasks(self) -> list[str]:
        return [self.block.name] if self.waits else sorted(name for game in self.open for name in game.tasks())

    def done(self) -> bool:
        return not self.waits and not self.open

    def complete(self, task: str, values: Vars) -> None:
        if self.waits and self.block.name == task:
            self.waits = False
            return
        for game in self.open:
            if task in game.tasks():
                game.complete(task, values)
        self.open = [game for game in self.open if not game.done()]
        if not self.open:
            self.go_on(values)

    def go_on(self, values: Vars) -> None:
        if self.block.kind == "loop" and values[self.block.name]:
            self.open = [Game(self.block.parts[0], values)]
        if self.block.kind == "seq" and self.index + 1 < len(self.block.parts):
            self.index += 1
            self.open = [Game(self.block.parts[self.index], values)]


def test_random_flows_go_the_same_way_collapsed_whole_and_in_the_plain_game(rounds: Callable[[int, int], int]) -> None:
    for seed in range(rounds(30, 1_000)):
        play(seed)


def play(seed: int) -> None:
    maker = Maker(seed)
    values = maker.values()
    diagram, order = maker.diagram(), random.Random(seed)
    stored = Case("p", diagram).start(**values)
    whole = Case("p", diagram, reload=False, collapse=False).start(**values)
    game = Game(maker.block, values)
    for _step in range(STEPS):
        assert stored.open == whole.open == game.tasks(), (seed, maker.flows)
        if game.done():
            break
        task, values = order.choice(stored.open), maker.values()
        stored.complete(task, values)
        whole.complete(task, values)
        game.complete(task, values)
        assert stored.steps[-1].trail == whole.steps[-1].trail, seed
        assert (stored.root, stored.ended) == (whole.root, whole.ended), seed
    assert game.done() == (stored.ended is not None), seed
    assert len(str(stored.state)) < 5_000


def test_the_whole_history_can_be_stored_and_read_too() -> None:
    maker = Maker(7)
    values = maker.values()
    whole = Case("p", maker.diagram(), collapse=False).start(**values)
    game = Game(maker.block, values)
    for _step in range(STEPS):
        assert whole.open == game.tasks()
        if game.done():
            break
        task, values = whole.open[0], maker.values()
        whole.complete(task, values)
        game.complete(task, values)
