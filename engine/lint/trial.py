"""Decisions tried by their test rows: what came out otherwise, and which rows of the tables no test row reaches."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine import dmn, feel
from engine.errors import Refusal
from engine.lint.cases import Case, read
from engine.lint.contents import Contents
from forms.paths import merged


@dataclass(frozen=True)
class Failed:
    """A test row that came out otherwise: the path in the result with what was expected and found there."""

    decision: str
    line: int
    name: str
    path: str
    expected: Any
    found: Any


@dataclass
class Trial:
    """What the test rows of a definition show. `untried` are decisions that none evaluates, `unfired` rows of tables
    (decision, number) that none makes fire, `unread` the files that cannot be read, with the reason."""

    tried: int = 0
    failed: list[Failed] = field(default_factory=list)
    untried: list[str] = field(default_factory=list)
    unfired: list[tuple[str, int]] = field(default_factory=list)
    unread: dict[str, Refusal] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Whether every row came out as it says, and nothing was left untried."""
        return not (self.failed or self.untried or self.unfired or self.unread)


def trial(contents: Contents, sources: Mapping[str, str], env: feel.EvalContext) -> Trial:
    """Try the decisions of a definition by the texts of their test rows (by decision), with the calendar of `env`."""
    result, evaluated, fired = Trial(), set[str](), set[str]()
    for decision, source in sorted(sources.items()):
        for case, one in _cases(contents, decision, source, result):
            told, evaluations = _run(contents, decision, one, feel.EvalContext(one.clock, env.calendar))
            result.tried += 1
            result.failed += [Failed(decision, case, one.name, *each) for each in told]
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


def _cases(contents: Contents, decision: str, source: str, result: Trial) -> Iterator[tuple[int, Case]]:
    try:
        cases = read(source)
        if contents.model_of(decision) is None:
            raise Refusal("cases_without_decision", decision=decision)
        yield from ((case.line, case) for case in cases)
    except Refusal as refusal:
        result.unread[decision] = refusal


def _run(
    contents: Contents, decision: str, case: Case, env: feel.EvalContext
) -> tuple[list[tuple[str, Any, Any]], list[dmn.Evaluation]]:
    try:
        decided = contents.decide(decision, scope_of(contents, decision, case.given, env, (decision,)), env)
    except Refusal as refusal:
        return [("", dict(case.expected), refusal.code)], []
    made = feel.to_json(decided.value)
    found = {path: _dig(made, path.split(".") if path else []) for path in case.expected}
    wrong = [(path, case.expected[path], found[path]) for path in found if found[path] != case.expected[path]]
    return wrong, decided.evaluations


def scope_of(
    contents: Contents, decision: str, given: Mapping[str, Any], env: feel.EvalContext, above: tuple[str, ...]
) -> dict[str, Any]:
    """What a decision sees: what is given, over the results of the definition's other decisions that it reads."""
    scope, model = dict(given), contents.model_of(decision)
    for name in sorted(_names(model.reads(decision)) if model else ()):
        if name not in above and contents.model_of(name) is not None:
            inner = scope_of(contents, name, given, env, (*above, name))
            made = feel.to_json(contents.decide(name, inner, env).value)
            over, both = given.get(name, made), isinstance(made, dict)
            scope[name] = merged(made, over) if both and isinstance(over, Mapping) else over
    return scope


def _names(paths: Iterable[str]) -> set[str]:
    return {path.split(".")[0] for path in paths}


def _dig(value: Any, path: list[str]) -> Any:
    if not path:
        return value
    if isinstance(value, list):
        return [_dig(item, path) for item in value]
    return _dig(value.get(path[0]), path[1:]) if isinstance(value, dict) else None
