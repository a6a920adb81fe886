"""Every expression of a definition with what it may see: of diagrams, decisions and forms."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import forms
from engine import dmn, feel, spiff
from engine.lint.contents import Contents
from engine.lint.dataflow.decision import unfit
from engine.lint.dataflow.expression_scopes import seen_by
from engine.lint.dataflow.inference import Clash, Inference
from engine.lint.dataflow.inputs import STARTER
from engine.lint.dataflow.reach import Reach
from engine.lint.dataflow.shape import ANY, Shape, record
from forms.paths import touch

ROW = ("this", "parent", "i")
"""What an expression in a row of a list sees besides, as in form-js."""


@dataclass(frozen=True)
class ExpressionUse:
    """One expression at one element: the dotted paths that it reads from the variables, what it may see of them in each
    place that uses it, and what in it can never fit, whatever the values are."""

    file: str
    element: str
    name: str | None
    where: str
    text: str
    paths: frozenset[str]
    sees: Sequence[Shape]
    clashes: Sequence[Clash] = ()

    def unset(self) -> list[str]:
        """The paths that nothing can have set, in none of the places."""
        return [path for path in sorted(self.paths) if all(seen.at(path.split(".")) is None for seen in self.sees)]


def expression_uses(contents: Contents, reach: Reach) -> Iterator[ExpressionUse]:
    """The expressions of the definition's own files; those that cannot be read are left out."""
    yield from _diagrams(reach)
    yield from _decisions(contents, reach)
    yield from _forms(contents, reach)


def _own(reach: Reach, node: spiff.Node) -> bool:
    return reach.compiled.processes[node.process].foreign is None


def _diagrams(reach: Reach) -> Iterator[ExpressionUse]:
    for file, element, where, text, _names in reach.compiled.expressions():
        named = reach.nodes.get(element) or reach.compiled.flows[element]
        node = reach.nodes.get(element) or reach.nodes[reach.compiled.flows[element].source]
        try:
            parsed = feel.parse(text)
        except feel.FeelError:
            continue
        if _own(reach, node):
            sees, inference = seen_by(reach, element, where), Inference()
            inference.of(parsed.tree, sees)
            yield ExpressionUse(file, element, named.name or None, where, text, parsed.paths, [sees], inference.clashes)


def _decisions(contents: Contents, reach: Reach) -> Iterator[ExpressionUse]:
    """The expressions of each decision that is called or required, with the variables of all its callers."""
    readers: dict[tuple[str, str], list[tuple[spiff.Node, frozenset[str]]]] = defaultdict(list)
    for path, model, nodes in _called(contents, reach):
        for node in nodes:
            for element, paths in model.reads_of_each(node.decision or "").items():
                readers[path, element].append((node, paths))
        sees = [reach.inner(node) for node in nodes]
        for element, text, clash in unfit(model, model.decisions[nodes[0].decision or ""], sees):
            yield ExpressionUse(path, element, None, "decision", text, frozenset(), sees, [clash])
    for (_, element), uses in readers.items():
        (first, paths), sees = uses[0], [reach.inner(node) for node, _ in uses]
        yield ExpressionUse(first.file, first.id, first.name, "decision", element, paths, sees)


def _called(contents: Contents, reach: Reach) -> Iterator[tuple[str, dmn.Model, list[spiff.Node]]]:
    """Each decision that is called: the file and the model that hold it, and the elements that call it."""
    callers: dict[str, list[spiff.Node]] = defaultdict(list)
    for node in reach.nodes.values():
        if node.decision and node.binding != "latest" and _own(reach, node):
            callers[node.decision].append(node)
    for path, model in contents.models.items():
        yield from ((path, model, nodes) for decision, nodes in callers.items() if decision in model.decisions)


def _forms(contents: Contents, reach: Reach) -> Iterator[ExpressionUse]:
    main = reach.compiled.processes[reach.compiled.main]
    for identity, form in contents.forms.items():
        tasks = [node for node in reach.nodes.values() if node.kind == "user_task" and node.form == identity]
        sees = [reach.inner(node) for node in tasks]
        sees += [record({"starter": STARTER})] if main.start_form == identity else []
        if sees:
            yield from _form(form, reach.answers[identity], sees)


def _form(form: forms.Form, answer: Shape, sees: Sequence[Shape]) -> Iterator[ExpressionUse]:
    rows = [path for field in form.fields if field.rows for path in field.rows.paths]
    own = [*form.keys, *rows, *ROW]
    # In a row its own fields hide what is around it, so nothing is known of their kinds.
    hidden = record(dict.fromkeys([*ROW, *(path.split(".")[0] for path in rows)], ANY))
    for key, formula in form.formulas:
        outside = frozenset(path for path in formula.reads if not any(touch(path, name) for name in own))
        clashes = [_clashes(formula.expression, seen.put((), answer).put((), hidden)) for seen in sees]
        certain = clashes[0] if all(clashes) else []
        yield ExpressionUse(f"forms/{form.id}.form", key, None, "form", formula.text, outside, sees, certain)
    inside = [field for each in form.fields if each.rows for field in each.rows.fields]
    for field in [*form.fields, *inside]:
        path = field.component.options.key if field.component.options else ""
        if path and not any(touch(path, name) for name in own):
            yield ExpressionUse(f"forms/{form.id}.form", field.path, None, "form", path, frozenset({path}), sees)


def _clashes(expression: feel.Expression, sees: Shape) -> list[Clash]:
    inference = Inference()
    inference.of(expression.tree, sees)
    return inference.clashes
