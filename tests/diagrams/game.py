"""A token game over a net, written plainly: where tokens stand, what work is open, what a signal ends."""

from diagrams.net import Net


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
        entry = next((each for each in self.work if each[0] == task), None)
        here = entry is not None
        if entry is not None:
            self.work.remove(entry)
            self.work += [(task, entry[1] - 1)] if entry[1] > 1 else []
            self.leave(task, values) if entry[1] == 1 else None
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
        names, grown = {edge[0] for edge in edges}, True
        while grown:
            more = {edge[0] for edge in self.net.edges if edge[1] in names and edge[0] != name}
            more |= {host for host, (bell, _cuts) in self.net.rings.items() if bell in names}
            grown = not more <= names
            names |= more
        return names

    def leave(self, name: str, values: dict[str, bool]) -> None:
        self.tokens += self.chosen(name, values)

    def chosen(self, name: str, values: dict[str, bool]) -> list[tuple[str, str, str]]:
        out = self.net.out(name)
        true = [edge for edge in out if edge[2] == "" or values.get(edge[2])]
        return true or [edge for edge in out if edge[2] == "default"]

    def _at_once(self, name: str) -> bool:
        return self.net.rounds.get(name, ("", 1))[0] == "each"
