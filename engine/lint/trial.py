"""Decisions tried by their test rows: the rows that came out otherwise, and the rows of tables that none reaches."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine import dmn, feel
from engine.errors import Refusal
from engine.lint.contents import Contents
from engine.lint.decision_tests import DecisionTestRow, read
from forms.paths import merged


@dataclass(frozen=True)
class RowMismatch:
    """A test row that came out otherwise: the path in the result, the value expected there and the actual one."""

    decision: str
    line: int
    name: str
    path: str
    expected: Any
    actual: Any

    def to_dict(self) -> dict[str, Any]:
        """As `jenjang check --json` prints it."""
        named = {name: value for name, value in vars(self).items() if name != "actual"}
        return {**named, "found": self.actual}


@dataclass
class Trial:
    """The outcome of the test rows of a definition. `untried` are decisions that none evaluates, `unfired` rows of
    tables (decision, number) that none makes fire, `unread` the files that cannot be read, with the reason."""

    tried: int = 0
    failed: list[RowMismatch] = field(default_factory=list)
    untried: list[str] = field(default_factory=list)
    unfired: list[tuple[str, int]] = field(default_factory=list)
    unread: dict[str, Refusal] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """True if every row came out as expected, and nothing was left untried."""
        return not (self.failed or self.untried or self.unfired or self.unread)


def trial(contents: Contents, sources: Mapping[str, str], env: feel.EvalContext) -> Trial:
    """Try the decisions of a definition by the texts of their test rows (by decision), with the calendar of `env`."""
    result, evaluated, fired = Trial(), set[str](), set[str]()
    for decision, source in sorted(sources.items()):
        for line, row in _rows(contents, decision, source, result):
            mismatches, evaluations = _run(contents, decision, row, feel.EvalContext(row.clock, env.calendar))
            result.tried += 1
            result.failed += [RowMismatch(decision, line, row.name, *each) for each in mismatches]
            evaluated |= {each.decision for each in evaluations}
            fired |= {row for each in evaluations for row in each.row_ids}
    models = contents.models.values()
    result.untried = [name for model in models for name in model.decisions if name not in evaluated]
    result.unfired = [
        (table.name, rule.number)
        for model in models
        for table in model.tables
        for rule in table.rules
        if rule.id not in fired
    ]
    return result


def _rows(contents: Contents, decision: str, source: str, result: Trial) -> Iterator[tuple[int, DecisionTestRow]]:
    try:
        rows = read(source)
        if contents.model_of(decision) is None:
            raise Refusal("cases_without_decision", decision=decision)
        yield from ((row.line, row) for row in rows)
    except Refusal as refusal:
        result.unread[decision] = refusal


def _run(
    contents: Contents, decision: str, row: DecisionTestRow, env: feel.EvalContext
) -> tuple[list[tuple[str, Any, Any]], list[dmn.Evaluation]]:
    try:
        decided = contents.decide(decision, scope_of(contents, decision, row.variables, env, (decision,)), env)
    except Refusal as refusal:
        return [("", dict(row.expected), refusal.code)], []
    value = feel.to_json(decided.value)
    actual = {path: _dig(value, path.split(".") if path else []) for path in row.expected}
    wrong = [(path, row.expected[path], actual[path]) for path in actual if actual[path] != row.expected[path]]
    return wrong, decided.evaluations


def scope_of(
    contents: Contents, decision: str, variables: Mapping[str, Any], env: feel.EvalContext, above: tuple[str, ...]
) -> dict[str, Any]:
    """The scope of a decision: the variables, over the results of the definition's other decisions that it reads."""
    scope, model = dict(variables), contents.model_of(decision)
    for name in sorted(_names(model.reads(decision)) if model else ()):
        if name not in above and contents.model_of(name) is not None:
            inner = scope_of(contents, name, variables, env, (*above, name))
            value = feel.to_json(contents.decide(name, inner, env).value)
            over, both = variables.get(name, value), isinstance(value, dict)
            scope[name] = merged(value, over) if both and isinstance(over, Mapping) else over
    return scope


def _names(paths: Iterable[str]) -> set[str]:
    return {path.split(".")[0] for path in paths}


def _dig(value: Any, path: list[str]) -> Any:
    if not path:
        return value
    if isinstance(value, list):
        return [_dig(item, path) for item in value]
    return _dig(value.get(path[0]), path[1:]) if isinstance(value, dict) else None
