"""Why a decision came out as it did, as data.

The decision is made as always; what it went through is then walked once more, so that deciding alone costs nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from engine import feel
from engine.dmn.boxed.contexts import Conditional, Context, ListOf, Relation
from engine.dmn.boxed.functions import FunctionDefinition, Invocation
from engine.dmn.boxed.iterators import Iteration
from engine.dmn.explain.table import table_trace
from engine.dmn.explain.trace import CallTrace, DecisionTrace, Explanation, LogicTrace
from engine.dmn.expression import BoxedExpression, LiteralExpression, Scope
from engine.dmn.model import Model
from engine.dmn.paths import read_values
from engine.dmn.requirements_graph import Decision
from engine.dmn.run import DecisionRun
from engine.dmn.table.table import Table
from engine.errors import Refusal

LIMIT_CALLED, LIMIT_ENTRIES, LIMIT_INPUTS = 50, 100, 100
NOTHING = feel.display(None)


def explain(model: Model, decision_id: str, scope: Scope, env: feel.EvalContext) -> Explanation:
    """The result of `Model.decide` and why; or why it refuses, with everything that was decided before.

    Raises DmnError `unknown_decision`.
    """
    decision = model.known(decision_id)
    run, refused, value = DecisionRun(model, scope, env), None, NOTHING
    reasons: Mapping[str, object] = {}
    try:
        value = feel.display(run.value(decision))
    except RecursionError:
        refused = "too_deep"
    except Refusal as refusal:
        refused, reasons = refusal.code, refusal.values
    met = [element for key in run.values if isinstance(element := model.elements[key], Decision)]
    stopped = [element for element in run.open if isinstance(element, Decision)] if refused else []
    called = _called(run, {one.id for one in (*met, *stopped)})
    rows = {evaluation.decision: evaluation.rows for evaluation in run.evaluations}
    traces = tuple(_decision(one, run, rows.get(one.id, [])) for one in [*met, *reversed(stopped)])
    return Explanation(decision_id, value, traces, _inputs(model, decision_id, scope), called, refused, reasons)


def _inputs(model: Model, decision_id: str, scope: Scope) -> dict[str, feel.DisplayValue]:
    paths = sorted(model.reads(decision_id) | {name for name in model.perhaps(decision_id) if name in scope})
    return {path: feel.display(value) for path, value in read_values(paths[:LIMIT_INPUTS], scope).items()}


def _decision(decision: Decision, run: DecisionRun, rows: Sequence[int]) -> DecisionTrace:
    logic = None
    if decision.logic is not None:
        try:
            logic = _logic(decision.logic, run.seen_by(decision), run, rows)
        except (Refusal, RecursionError):
            logic = None  # the refusal says what stopped the decision
    value = feel.display(run.values.get(decision.key))
    elements = [run.model.elements.get(reference.key) for reference in decision.needs]
    requires = tuple(one.id for one in elements if isinstance(one, Decision))
    return DecisionTrace(decision.id, decision.name, value, logic, requires)


def _called(run: DecisionRun, own: set[str]) -> tuple[CallTrace, ...]:
    return tuple(
        CallTrace(
            evaluation.name,
            feel.display(evaluation.result),
            {label: feel.display(value) for label, value in evaluation.inputs.items()},
            tuple(evaluation.rows),
        )
        for evaluation in [one for one in run.evaluations if one.decision not in own][:LIMIT_CALLED]
    )


def _logic(boxed: BoxedExpression, scope: Scope, run: DecisionRun, rows: Sequence[int] = ()) -> LogicTrace:
    if isinstance(boxed, Table):
        return LogicTrace("table", NOTHING, table=table_trace(boxed, scope, run, rows))
    return TRACERS.get(type(boxed), _bare)(boxed, scope, run)


def _bare(boxed: BoxedExpression, scope: Scope, run: DecisionRun) -> LogicTrace:
    return LogicTrace(KINDS[type(boxed)], feel.display(boxed.evaluate(scope, run)))


def _expression(literal: LiteralExpression, scope: Scope, run: DecisionRun) -> LogicTrace:
    if literal.compiled is None:
        return _bare(literal, scope, run)
    trace = feel.explain(literal.compiled, scope, run.env)
    return LogicTrace("expression", trace.value, trace)


def _context(context: Context, scope: Scope, run: DecisionRun) -> LogicTrace:
    inner, entries = dict(scope), []
    for entry in context.entries[:LIMIT_ENTRIES]:
        entries.append((entry.name or "", _logic(entry.expression, inner, run)))
        inner[entry.name or ""] = entry.evaluate(inner, run)
    return LogicTrace("context", feel.display(context.evaluate(scope, run)), entries=tuple(entries))


def _list(listed: ListOf, scope: Scope, run: DecisionRun) -> LogicTrace:
    entries = tuple(("", _logic(item, scope, run)) for item in listed.items[:LIMIT_ENTRIES])
    return LogicTrace("list", feel.display(listed.evaluate(scope, run)), entries=entries)


def _conditional(choice: Conditional, scope: Scope, run: DecisionRun) -> LogicTrace:
    taken = ("then", choice.then) if choice.condition.evaluate(scope, run) is True else ("else", choice.otherwise)
    entries = (("if", _logic(choice.condition, scope, run)), (taken[0], _logic(taken[1], scope, run)))
    return LogicTrace("conditional", feel.display(choice.evaluate(scope, run)), entries=entries)


def _invocation(call: Invocation, scope: Scope, run: DecisionRun) -> LogicTrace:
    entries = tuple((name, _logic(one, scope, run)) for name, one in call.bindings.items())
    return LogicTrace("invocation", feel.display(call.evaluate(scope, run)), entries=entries)


KINDS: Mapping[type, str] = {
    LiteralExpression: "literal",
    Context: "context",
    ListOf: "listof",
    Relation: "relation",
    Conditional: "conditional",
    FunctionDefinition: "functiondefinition",
    Invocation: "invocation",
    Iteration: "iteration",
}
"""What the logic is called in an explanation of its value alone."""

TRACERS: Mapping[type, Callable[[Any, Scope, DecisionRun], LogicTrace]] = {
    LiteralExpression: _expression,
    Context: _context,
    ListOf: _list,
    Conditional: _conditional,
    Invocation: _invocation,
}
