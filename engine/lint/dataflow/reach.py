"""The variables that may be set, with their shapes, before and after each element: the data flow over the diagrams."""

from collections.abc import Iterator, Mapping

from engine import dmn, feel, spiff
from engine.lint.contents import Contents
from engine.lint.dataflow import inputs
from engine.lint.dataflow.concurrent import regions
from engine.lint.dataflow.decision import decided
from engine.lint.dataflow.inference import Inference
from engine.lint.dataflow.shape import ANY, NULL, Shape, as_variable, listed, of, record, share_parts, union
from engine.lint.dataflow.ways import Ways

PASSES = 60
"""Rounds over all elements until nothing changes; beyond them nothing is claimed."""
DELIVERED = ("message", "signal", "error")
"""Kinds of events that bring variables, which cannot be known beforehand."""
CATCHING = ("start_event", "catch_event", "receive_task", "boundary_event")
HOLDING = (*spiff.CONTAINERS, "call_activity")
NOBODY, ANYTHING = record({}), record({}, is_open=True)


class Reach:
    """`before` and `after` hold the variables by the id of the element. What may be set on some way counts as set."""

    def __init__(self, contents: Contents) -> None:
        self.contents, self.compiled = contents, contents.diagrams
        self.nodes = self.compiled.nodes
        self.before: dict[str, Shape] = {}
        self.after: dict[str, Shape] = {}
        self.beside: dict[str, Shape] = {}
        self.ways = Ways(self.compiled)
        self.regions = dict.fromkeys(regions(self.ways), NOBODY)
        self.answers = {identity: inputs.answer(form) for identity, form in contents.forms.items()}
        self.safe = inputs.RESERVED.union(*(answer.fields for answer in self.answers.values()))
        self._settle()

    def _settle(self) -> None:
        for _ in range(PASSES):
            known = dict(self.after)
            self.beside = {name: union(map(self._written, nodes)) for name, nodes in self.ways.beside.items() if nodes}
            self.regions = {region: union(map(self.out, sorted(region))) for region in self.regions}
            for node in self.nodes.values():
                self.before[node.id] = self._before(node)
                self.after[node.id] = share_parts(self.out(node.id), self._after(node, self.seen(node)))
            if known == self.after:
                return
        self.before = self.after = dict.fromkeys(self.nodes, ANYTHING)

    @property
    def everything(self) -> Shape:
        """All variables that are ever set anywhere."""
        return union([*self.before.values(), *self.after.values()])

    def out(self, name: str) -> Shape:
        """The variables behind an element."""
        return self.after.get(name, NOBODY)

    def _before(self, node: spiff.Node) -> Shape:
        ways = [self.out(name) for name in self.ways.into[node.id]]
        ways += [shape for region, shape in self.regions.items() if node.id in region]
        ways += [self.beside[node.container]] if node.container in self.beside else []
        if self.ways.begins(node) or self.ways.answers(node):
            ways += list(self._entered(node))
        if self.ways.answers(node):
            ways += [self.out(each.id) for each in self.ways.around(node)]
        if node.loop or node.repeat:
            ways.append(self.out(node.id))
        if node.attached_to in self.nodes:
            host = self.nodes[node.attached_to or ""]
            ways += [self.inner(host), self.out(host.id)]
        return inputs.touched(union(ways), self.beside.get(node.container, NOBODY)) if ways else NOBODY

    def _entered(self, node: spiff.Node) -> Iterator[Shape]:
        """The variables that a process or subprocess begins with."""
        if (container := self.ways.container(node)) is not None:
            yield self.inner(container)
            return
        process = self.compiled.processes[node.process]
        yield record(dict.fromkeys(process.data, ANY))
        if process.id == self.compiled.main:
            yield inputs.start(process).put((), self._answer(process.start_form))
        for call in self.nodes.values():
            if call.called == process.id:
                inside = self.inner(call)
                own = {*self.items(call), *(target.split(".")[0] for _, target in call.inputs)}
                yield inside if call.hand_in else record({name: inside.fields.get(name, ANY) for name in own})

    def _answer(self, form: str | None) -> Shape:
        """The variables that an answer writes; anything where the form is missing or cannot be read."""
        return self.answers.get(form, ANYTHING) if form else NOBODY

    def items(self, node: spiff.Node) -> dict[str, Shape]:
        """The variables that each turn of a loop brings."""
        if node.loop is None:
            return {"loopCounter": of("number")} if node.repeat else {}
        collection = self.value(node.loop.collection, self.seen(node))
        item = (collection.item or ANY) if collection.may("list") else ANY
        return {"loopCounter": of("number"), **({node.loop.element: item} if node.loop.element else {})}

    def seen(self, node: spiff.Node) -> Shape:
        """The variables in front of an element."""
        return self.before.get(node.id, NOBODY)

    def inner(self, node: spiff.Node) -> Shape:
        """The scope of an element's expressions: the variables, its data, its loop's item, its input mappings."""
        around = self.nodes.get(node.attached_to or "")
        seen = union([self.seen(node), self.inner(around)]) if around is not None else self.seen(node)
        seen = record({**seen.fields, **dict.fromkeys(node.data, ANY), **self.items(node)}, seen.is_open)
        own: set[str] = set()
        for source, target in node.inputs:
            value, path = self.value(source, seen), target.split(".")
            hidden = seen if path[0] in own else record({**seen.fields, path[0]: NULL}, seen.is_open)
            seen = hidden.put(path, value)
            own.add(path[0])
        return seen

    def value(self, text: str, seen: Shape) -> Shape:
        """The shape of a text that may begin with `=`, as a variable."""
        mode, body = feel.text_of(text)
        if mode != "expression":
            return of("string")
        try:
            return as_variable(Inference().of(feel.parse(body).tree, seen))
        except feel.FeelError:
            return ANY

    def gives(self, node: spiff.Node) -> Shape:
        """The result of an element, for its output mappings, else for the variables; open where it cannot be known."""
        if node.kind == "user_task":
            return self._answer(node.form)
        if node.kind == "script_task":
            return NOBODY.put((node.result or "").split("."), self.value(node.script or "", self.inner(node)))
        if node.kind == "business_rule_task":
            return NOBODY.put((node.result or "").split("."), self._decided(node))
        if node.kind == "call_activity":
            return self._called(node)
        if node.kind in CATCHING and any(part.kind in DELIVERED for part in node.event.each):
            return ANYTHING
        if node.kind in spiff.CONTAINERS:
            return union([self.out(each.id) for each in self.ways.inside[node.id]])
        return inputs.result(node) if node.job_type else NOBODY

    def _decided(self, node: spiff.Node) -> Shape:
        model = self.contents.model_of(node.decision or "")
        if model is None or node.binding == "latest":
            return ANY
        decision: dmn.Decision = model.decisions[node.decision or ""]
        return as_variable(decided(model, decision, self.inner(node)))

    def _called(self, node: spiff.Node) -> Shape:
        process = self.compiled.processes.get(node.called or "")
        if process is None or process.foreign is not None:
            return ANYTHING
        if not node.outputs and not node.hand_back:
            return NOBODY
        return union([NOBODY, *(self.out(each.id) for each in self.nodes.values() if each.process == node.called)])

    def output_scope(self, node: spiff.Node) -> Shape:
        """The variables that output mappings see."""
        gives = self.gives(node)
        return inputs.touched(self.inner(node), gives).put((), gives)

    def _written(self, node: spiff.Node) -> Shape:
        """The variables that an element, and all inside it, writes."""
        if node.kind in spiff.CONTAINERS and not node.outputs:
            return _without(union(map(self._written, self.ways.inside[node.id])), self._own(node))
        return self._after(node, NOBODY)

    def _after(self, node: spiff.Node, before: Shape) -> Shape:
        seen, gives = inputs.doer(node, before), self.gives(node)
        if node.outputs:
            seen_by = self.output_scope(node)
            for source, target in node.outputs:
                value = self.value(source, seen_by)
                seen, seen_by = seen.put(target.split("."), value), seen_by.put(target.split("."), value)
        elif node.kind in HOLDING:
            seen = union([inputs.touched(seen, gives), _without(gives, self._own(node))])
        else:
            # What people answered is not for a job to write, unless the diagram maps it.
            safe = self.safe if node.job_type else inputs.RESERVED
            seen = inputs.touched(seen, gives, safe).put((), gives)
        if node.loop and node.loop.output:
            item = self.value(node.loop.output_element or "", union([self.output_scope(node), seen]))
            seen = union([seen, before]).put([node.loop.output], listed(item))
        return union([seen, before]) if node.loop or node.repeat else seen

    def _own(self, node: spiff.Node) -> set[str]:
        """The names in the element's own scope, which end with it."""
        before: Mapping[str, Shape] = self.seen(node).fields
        names = {*node.data, *self.items(node), *(target.split(".")[0] for _, target in node.inputs)}
        return {name for name in names if name not in before}


def _without(shape: Shape, names: set[str]) -> Shape:
    return record({name: inner for name, inner in shape.fields.items() if name not in names}, shape.is_open)
