"""Why a decision came out as it did, as data.

The decision is made as always; what it went through is then walked once more, so that deciding alone costs nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from engine import feel
from engine.dmn.boxed.contexts import Conditional, Context, ListOf
from engine.dmn.boxed.expression import Boxed, Literal, Scope
from engine.dmn.boxed.functions import Invocation
from engine.dmn.explain.inputs_read import read_values
from engine.dmn.explain.table import tell_table
from engine.dmn.explain.trace import Called, DecisionTold, Explanation, LogicTold
from engine.dmn.model import Model
from engine.dmn.requirements_graph import Decision
from engine.dmn.run import Run
from engine.dmn.table.table import Table
from engine.errors import Refusal

LIMIT_CALLED, LIMIT_ENTRIES, LIMIT_INPUTS = 50, 100, 100
NOTHING = feel.display(None)


def explain(model: Model, decision_id: str, scope: Scope, env: feel.EvalContext) -> Explanation:
    """What `Model.decide` gives and why; a refusal is told too, with everything that was decided before it.

    Raises DmnError `unknown_decision`.
    """
    asked = model.known(decision_id)
    run, refused, value = Run(model, scope, env), None, NOTHING
    reasons: Mapping[str, object] = {}
    try:
        value = feel.display(run.value(asked))
    except RecursionError:
        refused = "too_deep"
    except Refusal as refusal:
        refused, reasons = refusal.code, refusal.values
    met = [element for key in run.values if isinstance(element := model.elements[key], Decision)]
    stopped = [element for element in run.open if isinstance(element, Decision)] if refused else []
    called = _called(run, {one.id for one in (*met, *stopped)})
    rows = {told.decision: told.rows for told in run.evaluations}
    found = tuple(_decision(one, run, rows.get(one.id, [])) for one in [*met, *reversed(stopped)])
    return Explanation(decision_id, value, found, _inputs(model, decision_id, scope), called, refused, reasons)


def _inputs(model: Model, decision_id: str, scope: Scope) -> dict[str, feel.DisplayValue]:
    paths = sorted(model.reads(decision_id) | {name for name in model.perhaps(decision_id) if name in scope})
    return {path: feel.display(value) for path, value in read_values(paths[:LIMIT_INPUTS], scope).items()}


def _decision(decision: Decision, run: Run, rows: Sequence[int]) -> DecisionTold:
    logic = None
    if decision.logic is not None:
        try:
            logic = _logic(decision.logic, run.seen_by(decision), run, rows)
        except (Refusal, RecursionError):
            logic = None  # what stopped the decision is told by the refusal
    value = feel.display(run.values.get(decision.key))
    elements = [run.model.elements.get(reference.key) for reference in decision.needs]
    requires = tuple(one.id for one in elements if isinstance(one, Decision))
    return DecisionTold(decision.id, decision.name, value, logic, requires)


def _called(run: Run, own: set[str]) -> tuple[Called, ...]:
    return tuple(
        Called(
            told.name,
            feel.display(told.result),
            {label: feel.display(value) for label, value in told.inputs.items()},
            tuple(told.rows),
        )
        for told in [one for one in run.evaluations if one.decision not in own][:LIMIT_CALLED]
    )


def _logic(boxed: Boxed, scope: Scope, run: Run, rows: Sequence[int] = ()) -> LogicTold:
    if isinstance(boxed, Table):
        return LogicTold("table", NOTHING, table=tell_table(boxed, scope, run, rows))
    return TELLERS.get(type(boxed), _bare)(boxed, scope, run)


def _bare(boxed: Boxed, scope: Scope, run: Run) -> LogicTold:
    return LogicTold(type(boxed).__name__.lower(), feel.display(boxed.evaluate(scope, run)))


def _expression(literal: Literal, scope: Scope, run: Run) -> LogicTold:
    if literal.compiled is None:
        return _bare(literal, scope, run)
    told = feel.explain(literal.compiled, scope, run.env)
    return LogicTold("expression", told.value, told)


def _context(context: Context, scope: Scope, run: Run) -> LogicTold:
    inner, found = dict(scope), []
    for entry in context.entries[:LIMIT_ENTRIES]:
        found.append((entry.name or "", _logic(entry.expression, inner, run)))
        inner[entry.name or ""] = entry.evaluate(inner, run)
    return LogicTold("context", feel.display(context.evaluate(scope, run)), entries=tuple(found))


def _list(listed: ListOf, scope: Scope, run: Run) -> LogicTold:
    entries = tuple(("", _logic(item, scope, run)) for item in listed.items[:LIMIT_ENTRIES])
    return LogicTold("list", feel.display(listed.evaluate(scope, run)), entries=entries)


def _conditional(choice: Conditional, scope: Scope, run: Run) -> LogicTold:
    taken = ("then", choice.then) if choice.condition.evaluate(scope, run) is True else ("else", choice.otherwise)
    entries = (("if", _logic(choice.condition, scope, run)), (taken[0], _logic(taken[1], scope, run)))
    return LogicTold("conditional", feel.display(choice.evaluate(scope, run)), entries=entries)


def _invocation(call: Invocation, scope: Scope, run: Run) -> LogicTold:
    entries = tuple((name, _logic(one, scope, run)) for name, one in call.bindings.items())
    return LogicTold("invocation", feel.display(call.evaluate(scope, run)), entries=entries)


TELLERS: Mapping[type, Callable[[Any, Scope, Run], LogicTold]] = {
    Literal: _expression,
    Context: _context,
    ListOf: _list,
    Conditional: _conditional,
    Invocation: _invocation,
}
