"""Random sound processes: tasks that split, loops, jumps, subprocesses, signals that interrupt or not."""

import itertools
import random
from dataclasses import dataclass, field

from diagrams.drawing import boundary, bpmn, element, event_definition, inside, on_event, signal

RING = event_definition("signal", "ring")


@dataclass
class Net:
    """One process or subprocess: nodes by kind, edges as (from, to, condition); conditions are names of variables."""

    kinds: dict[str, str] = field(default_factory=dict)
    edges: list[tuple[str, str, str]] = field(default_factory=list)
    inner: dict[str, "Net"] = field(default_factory=dict)
    rounds: dict[str, tuple[str, int]] = field(default_factory=dict)
    rings: dict[str, tuple[str, bool]] = field(default_factory=dict)
    handler: tuple[str, bool] | None = None
    first: str = ""

    def out(self, node: str) -> list[tuple[str, str, str]]:
        return [edge for edge in self.edges if edge[0] == node]

    def into(self, node: str) -> list[tuple[str, str, str]]:
        return [edge for edge in self.edges if edge[1] == node]


class Maker:
    """Makes a random net and its diagram."""

    def __init__(self, seed: int) -> None:
        self.random, self.count, self.names = random.Random(seed), 0, []  # type: ignore[var-annotated]
        self.net = self.scope(2)

    def name(self, kind: str) -> str:
        self.count += 1
        return f"{kind}{self.count}"

    def variable(self) -> str:
        self.names.append(self.name("v"))
        return self.names[-1]

    def values(self) -> dict[str, bool]:
        return {name: self.random.random() < 0.4 for name in self.names}

    def small(self) -> bool:
        """True if it stays within what publishing allows."""
        return self.count < 180

    def scope(self, depth: int) -> Net:
        net = Net(first=self.name("begin"))
        done = self.name("done")
        net.kinds |= {net.first: "start", done: "end"}
        entry, exit_ = self.region(net, depth)
        net.edges += [(net.first, entry, ""), (exit_, done, "")]
        if self.random.random() < 0.3:
            net.handler = (self.name("handle"), self.random.random() < 0.5)
        return net

    def region(self, net: Net, depth: int) -> tuple[str, str]:
        """Blocks in a row, with jumps between them: all in one thread, so that it stays sound."""
        blocks = [self.block(net, depth) for _each in range(self.random.randint(1, 2 if depth < 2 else 3))]
        doors = []
        for entry, exit_ in blocks:
            merge, split = self.name("xor"), self.name("xor")
            net.kinds |= {merge: "xor", split: "xor"}
            net.edges += [(merge, entry, ""), (exit_, split, "")]
            doors.append((merge, split))
        for before, after in itertools.pairwise(doors):
            net.edges.append((before[1], after[0], "default"))
        for _jump in range(self.random.randint(0, 3)):
            source, target = self.random.choice(doors)[1], self.random.choice(doors)[0]
            if not any(edge[:2] == (source, target) for edge in net.edges):
                net.edges.append((source, target, self.variable()))
        last = self.name("xor")
        net.kinds[last] = "xor"
        net.edges.append((doors[-1][1], last, "default"))
        return doors[0][0], last

    def block(self, net: Net, depth: int) -> tuple[str, str]:
        kind = self.random.choice(["task", "task", "and", "or", "xor", "sub"] if depth else ["task"])
        if kind == "task":
            return self.task(net)
        if kind == "sub":
            return self.sub(net, depth)
        split, join = self.split(net, kind), self.name(kind)
        net.kinds[join] = "xor" if kind == "xor" else self.random.choice(["or", kind])
        branches = [self.region(net, depth - 1) for _each in range(2)]
        for number, (entry, exit_) in enumerate(branches):
            condition = "" if kind == "and" else "default" if number else self.variable()
            net.edges += [(split, entry, condition), (exit_, join, "")]
        return self.entry(net, split), join

    def split(self, net: Net, kind: str) -> str:
        """A gateway, or a task that several flows leave."""
        by_task = kind in ("and", "or") and self.random.random() < 0.5
        name = self.name("task" if by_task else kind)
        net.kinds[name] = "task" if by_task else kind
        return name

    @staticmethod
    def entry(net: Net, split: str) -> str:
        return split

    def task(self, net: Net) -> tuple[str, str]:
        name = self.name("task")
        net.kinds[name] = "task"
        kind = self.random.choice(["plain", "plain", "again", "each", "ring"])
        if kind in ("again", "each"):
            net.rounds[name] = (kind, self.random.randint(1, 3))
        return self.ringing(net, name) if kind == "ring" else (name, name)

    def sub(self, net: Net, depth: int) -> tuple[str, str]:
        name = self.name("sub")
        net.kinds[name], net.inner[name] = "sub", self.scope(depth - 1)
        return self.ringing(net, name) if self.random.random() < 0.5 else (name, name)

    def ringing(self, net: Net, host: str) -> tuple[str, str]:
        """The signal ends the activity and takes another way to the same merge, or lets somebody know beside it."""
        bell, other, merge = self.name("bell"), self.name("task"), self.name("xor")
        interrupts = self.random.random() < 0.6
        net.rings[host] = (bell, interrupts)
        net.kinds |= {bell: "bell", other: "task", merge: "xor"}
        over = self.name("over")
        net.kinds |= {} if interrupts else {over: "end"}
        net.edges += [(host, merge, ""), (bell, other, ""), (other, merge if interrupts else over, "")]
        return host, merge

    def diagram(self) -> bytes:
        return bpmn("p", *self.parts(self.net), root=signal("ring"))

    def parts(self, net: Net) -> list[str]:
        drawn, lines = [], []
        for name, kind in net.kinds.items():
            if kind == "sub":
                drawn.append(element("subProcess", name, inner=inside(*self.parts(net.inner[name]))))
            elif kind == "task":
                drawn.append(element("userTask", name, inner=_repeated(*net.rounds.get(name, ("", 0)))))
            elif kind != "bell":
                lines.append(f"{kind} {name}")
        drawn += [boundary(bell, host, RING, interrupting=cuts) for host, (bell, cuts) in net.rings.items()]
        if net.handler:
            name, cuts = net.handler
            drawn.append(
                on_event(
                    f"on_{name}",
                    RING,
                    f"user {name}\nend e_{name}",
                    f"on_{name}_start > {name} > e_{name}",
                    interrupting=cuts,
                )
            )
        says = {"": "", "default": " : default"}
        lines += [f"{source} > {target}" + says.get(asks, f" : ={asks}") for source, target, asks in net.edges]
        return [*drawn, "\n".join(lines)]


def _repeated(kind: str, number: int) -> str:
    if kind == "again":
        return f'<bpmn:standardLoopCharacteristics loopMaximum="{number}"/>'
    if kind == "each":
        return f"<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>{number}</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>"
    return ""
