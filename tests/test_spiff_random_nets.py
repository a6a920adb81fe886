"""Random sound processes, structured and not, against a token game: tasks that split, loops, jumps, scopes, signals."""

import itertools
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from diagrams.drawing import boundary, bpmn, element, inside, on_event, signal, told
from diagrams.driver import Case

STEPS = 40
RING = told("signal", "ring")


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
        """Whether it stays within what publishing allows."""
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


class Scope:
    """The game in one process or subprocess: tokens on edges, work that is open, scopes inside."""

    def __init__(self, net: Net, values: dict[str, bool]) -> None:
        self.net, self.tokens = net, [net.out(net.first)[0]]
        self.work: list[tuple[str, int]] = []
        self.inner: list[tuple[str, Scope]] = []
        self.handling, self.listens = 0, net.handler is not None
        self.settle(values)

    def open(self) -> list[str]:
        tasks = [name for name, left in self.work for _each in range(left if self._at_once(name) else 1)]
        tasks += [name for _sub, scope in self.inner for name in scope.open()]
        return sorted(tasks + [self.net.handler[0]] * self.handling if self.net.handler else tasks)

    def done(self) -> bool:
        return not (self.tokens or self.work or self.inner or self.handling)

    def complete(self, task: str, values: dict[str, bool]) -> bool:
        """One piece of work at this task is done; whether it was here."""
        found = next((each for each in self.work if each[0] == task), None)
        here = found is not None
        if found is not None:
            self.work.remove(found)
            self.work += [(task, found[1] - 1)] if found[1] > 1 else []
            self.leave(task, values) if found[1] == 1 else None
        elif self.net.handler and self.net.handler[0] == task and self.handling:
            self.handling, here = self.handling - 1, True
        else:
            here = any(scope.complete(task, values) for _name, scope in self.inner)
        self.settle(values)
        return here

    def ring(self, values: dict[str, bool]) -> None:
        """The signal: the outermost who listens comes first."""
        if self.listens and self.net.handler:
            self.handling += 1
            if self.net.handler[1]:
                self.tokens, self.work, self.inner, self.listens = [], [], [], False
                return
        for each in [*self.work]:
            bell, interrupts = self.net.rings.get(each[0], ("", False))
            if interrupts:
                self.work.remove(each)
            self.tokens += self.net.out(bell)
        for entry in [*self.inner]:
            bell, interrupts = self.net.rings.get(entry[0], ("", False))
            self.tokens += self.net.out(bell)
            if interrupts:
                self.inner.remove(entry)
            else:
                entry[1].ring(values)
        self.settle(values)

    def settle(self, values: dict[str, bool]) -> None:
        moved = True
        while moved:
            moved = any(self.move(edge, values) for edge in [*self.tokens])
            for entry in [each for each in self.inner if each[1].done()]:
                self.inner.remove(entry)
                self.leave(entry[0], values)
                moved = True
            moved = moved or any(self.join_or(name, values) for name, kind in self.net.kinds.items() if kind == "or")

    def move(self, edge: tuple[str, str, str], values: dict[str, bool]) -> bool:
        """Moves the token of an edge into its node, if that takes it by itself."""
        name, kind = edge[1], self.net.kinds[edge[1]]
        if edge not in self.tokens or (kind == "or" and len(self.net.into(name)) > 1):
            return False
        if kind == "and":
            return self.join_and(name)
        self.tokens.remove(edge)
        if kind == "task":
            self.work.append((name, self.net.rounds.get(name, ("", 1))[1]))
        elif kind == "sub":
            self.inner.append((name, Scope(self.net.inner[name], values)))
        elif kind == "xor":
            self.tokens.append(self.chosen(name, values)[0])
        elif kind == "or":
            self.tokens += self.chosen(name, values)
        return True

    def join_and(self, name: str) -> bool:
        incoming = self.net.into(name)
        if not all(edge in self.tokens for edge in incoming):
            return False
        for edge in incoming:
            self.tokens.remove(edge)
        self.tokens += self.net.out(name)
        return True

    def join_or(self, name: str, values: dict[str, bool]) -> bool:
        """Fires when no token can reach an empty flow that cannot reach a filled one as well (13.4.3)."""
        incoming = self.net.into(name)
        filled = [edge for edge in incoming if edge in self.tokens]
        if len(incoming) < 2 or not filled:
            return False
        empty = self.behind(name, [edge for edge in incoming if edge not in filled]) - self.behind(name, filled)
        places = [edge[1] for edge in self.tokens if edge[1] != name]
        places += [each for each, _left in self.work] + [each for each, _scope in self.inner]
        if any(place in empty for place in places):
            return False
        for edge in filled:
            self.tokens.remove(edge)
        self.tokens += self.chosen(name, values)
        return True

    def behind(self, name: str, edges: list[tuple[str, str, str]]) -> set[str]:
        found, grown = {edge[0] for edge in edges}, True
        while grown:
            more = {edge[0] for edge in self.net.edges if edge[1] in found and edge[0] != name}
            more |= {host for host, (bell, _cuts) in self.net.rings.items() if bell in found}
            grown = not more <= found
            found |= more
        return found

    def leave(self, name: str, values: dict[str, bool]) -> None:
        self.tokens += self.chosen(name, values)

    def chosen(self, name: str, values: dict[str, bool]) -> list[tuple[str, str, str]]:
        out = self.net.out(name)
        true = [edge for edge in out if edge[2] == "" or values.get(edge[2])]
        return true or [edge for edge in out if edge[2] == "default"]

    def _at_once(self, name: str) -> bool:
        return self.net.rounds.get(name, ("", 1))[0] == "each"


def tasks(case: Case) -> list[str]:
    return sorted(waiting.element for waiting in case.waiting.values() if waiting.kind == "task")


def play(seed: int) -> Counter[str]:
    """Plays one process by the engine, stored after every step and whole in memory, and by the game."""
    maker, order, seen = Maker(seed), random.Random(seed), Counter[str]()
    if not maker.small():
        return seen
    diagram, values = maker.diagram(), maker.values()
    stored = Case("p", diagram).start(**values)
    whole = Case("p", diagram, reload=False, collapse=False).start(**values)
    game = Scope(maker.net, values)
    for _step in range(STEPS):
        assert tasks(stored) == tasks(whole) == game.open(), (seed, maker.net)
        assert (stored.ended is not None) == (whole.ended is not None) == game.done(), seed
        if game.done():
            break
        listening = any(waiting.kind == "signal" for waiting in stored.waiting.values())
        if listening and order.random() < 0.15:
            seen["signal"] += 1
            for case in (stored, whole):
                case.signal("ring")
            game.ring(values)
            continue
        task, values = order.choice(game.open()), maker.values()
        seen["task"] += 1
        for case in (stored, whole):
            case.complete(task, values)
        assert game.complete(task, values), seed
        assert stored.steps[-1].trail == whole.steps[-1].trail, seed
    seen["ended"] += game.done()
    assert len(str(stored.state)) < 12_000, seed
    return seen


def test_the_engine_plays_random_processes_as_the_game_does(rounds: Callable[[int, int], int]) -> None:
    seen = sum((play(seed) for seed in range(rounds(8, 3_000))), Counter[str]())
    assert seen["signal"] > 3
    assert seen["ended"] > 3
