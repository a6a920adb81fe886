"""The options of a component: a list drawn by the designer, one in a variable, or one that an expression gives."""

from collections.abc import Mapping
from dataclasses import dataclass

import orjson

from engine import feel
from forms.findings import Findings
from forms.formula import Formula, Names, plain, tagged
from forms.paths import dig, is_path

LIMIT_OPTIONS = 2_000


@dataclass(frozen=True)
class Option:
    """One thing to choose: its JSON value, its label, and the token that stands for the value in HTML."""

    value: object
    label: str

    @property
    def token(self) -> str:
        """The value as a string: itself, or its JSON."""
        return self.value if isinstance(self.value, str) else orjson.dumps(self.value).decode()

    def meant_by(self, answer: object) -> bool:
        """True if `answer` is this value, or its token."""
        return (type(answer) is type(self.value) and answer == self.value) or answer == self.token


@dataclass(frozen=True)
class Options:
    """The source of a component's options; exactly one of the three is set."""

    fixed: tuple[Option, ...] = ()
    key: str = ""
    expression: Formula | None = None

    @property
    def known(self) -> bool:
        """True if they are the same for every case."""
        return not self.key and self.expression is None

    @property
    def reads(self) -> frozenset[str]:
        """The dotted paths they depend on."""
        if self.expression:
            return self.expression.reads
        return frozenset({self.key} if self.key else ())

    def now(self, names: Names, env: feel.EvalContext) -> tuple[Option, ...]:
        """The options for these variables; none when the source is not a list."""
        if self.known:
            return self.fixed
        source = self.expression.value(names, env) if self.expression else dig(names, self.key)
        entries = source[:LIMIT_OPTIONS] if isinstance(source, list) else []
        options = [option for entry in entries if (option := _option(entry))]
        return tuple({option.token: option for option in options}.values())


def _option(entry: object) -> Option | None:
    if isinstance(entry, Mapping):
        value = entry.get("value")
        label = entry.get("label")
        if value is None:
            return None
        return Option(value, label if isinstance(label, str) and label else plain(value))
    return None if entry is None or isinstance(entry, list) else Option(entry, plain(entry))


def read_options(spec: Mapping[str, object], key: str, findings: Findings) -> Options:
    """The options of a component: `values`, `valuesKey` or `valuesExpression`."""
    sources = [name for name in ("values", "valuesKey", "valuesExpression") if spec.get(name)]
    if len(sources) != 1:
        findings.add("bad_options", key, sources=sources)
        return Options()
    value = spec[sources[0]]
    if sources[0] == "values":
        return Options(fixed=_fixed(value, key, findings))
    if sources[0] == "valuesExpression":
        return Options(expression=tagged(value, "valuesExpression", key, findings))
    if not isinstance(value, str) or not is_path(value):
        findings.add("bad_options", key, sources=sources)
        return Options()
    return Options(key=value)


def _fixed(value: object, key: str, findings: Findings) -> tuple[Option, ...]:
    entries = value if isinstance(value, list) else []
    options = [option for entry in entries[:LIMIT_OPTIONS] if isinstance(entry, Mapping) and (option := _option(entry))]
    if not options or len(options) != len(entries):
        findings.add("bad_options", key, sources=["values"])
    tokens = [option.token for option in options]
    for token in {token for token in tokens if tokens.count(token) > 1}:
        findings.add("duplicate_option", key, option=token)
    return tuple(options)
