"""FEEL in a form: expressions behind `=`, and texts with `{{expressions}}` inside."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from engine import feel
from forms.findings import Findings

MARKUP = re.compile(r"([\\`*_\[\]<>])")
BLOCK = re.compile(r"^(\d{0,9})([-+#=~.)]+)(?=\s|$)")
INSERT = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
LIMIT_TEXT, LIMIT_TEXT_DEPTH = 2_000, 3

Names = Mapping[str, object]
ToText = Callable[[object], str]


@dataclass(frozen=True)
class Formula:
    """A FEEL expression of a form; its value is JSON."""

    text: str
    expression: feel.Expression

    @property
    def reads(self) -> frozenset[str]:
        """The dotted paths that it reads."""
        return self.expression.paths

    def value(self, names: Names, env: feel.EvalContext) -> object:
        """Its value as JSON; null for what JSON cannot hold. Raises FeelError when a bound is exceeded."""
        result = self.expression.evaluate(names, env)
        try:
            return feel.to_json(result)
        except feel.FeelError:
            return None


def formula(text: str, where: str, key: str, findings: Findings) -> Formula | None:
    """The expression `text` (without its `=`), or a finding `bad_expression` that names `where`."""
    try:
        parsed = Formula(text, feel.parse(text))
        slips = feel.static_errors(parsed.expression)
    except feel.FeelError as error:
        parsed, slips = None, [error]
    for slip in slips:
        findings.add("bad_expression", key, where=where, **feel.report(slip, text[:LIMIT_TEXT]))
    return parsed


def tagged(value: object, where: str, key: str, findings: Findings) -> Formula | None:
    """The expression of a value that must begin with `=`; a finding `not_an_expression` otherwise."""
    if isinstance(value, str) and value.startswith("="):
        return formula(value[1:], where, key, findings)
    findings.add("not_an_expression", key, where=where)
    return None


@dataclass(frozen=True)
class Template:
    """A text whose parts are constant or calculated."""

    parts: tuple[str | Formula, ...] = ()

    @property
    def reads(self) -> frozenset[str]:
        """The dotted paths that its expressions read."""
        return frozenset(path for part in self.parts if isinstance(part, Formula) for path in part.reads)

    def render(self, names: Names, env: feel.EvalContext, to_text: ToText) -> str:
        """The text, with each value as `to_text` writes it."""
        return "".join(part if isinstance(part, str) else to_text(part.value(names, env)) for part in self.parts)


def template(value: object, where: str, key: str, findings: Findings) -> Template:
    """A text of the form: `=expression`, or words with `{{expression}}` among them."""
    if value is None or value == "":
        return Template()
    if not isinstance(value, str):
        findings.add("not_text", key, where=where)
        return Template()
    if value.startswith("="):
        expression = formula(value[1:], where, key, findings)
        return Template((expression,) if expression else ())
    parts: list[str | Formula] = []
    for index, piece in enumerate(INSERT.split(value)):
        if index % 2 == 0:
            parts.append(piece)
        elif piece.lstrip().startswith(("#", "/")):
            findings.add("unsupported_template", key, where=where, text=piece[:200])
        elif inner := formula(piece, where, key, findings):
            parts.append(inner)
    return Template(tuple(part for part in parts if part))


def plain(value: object, depth: int = 0) -> str:
    """A value in signs that need no language: decimal comma, lists with commas, nothing for null."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, str):
        return value[:LIMIT_TEXT]
    if depth > LIMIT_TEXT_DEPTH:
        return "…"
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {plain(item, depth + 1)}" for name, item in islice(value.items(), 100))[:LIMIT_TEXT]
    return ", ".join(plain(item, depth + 1) for item in value[:100])[:LIMIT_TEXT] if isinstance(value, list) else "…"


def _number(value: int | float) -> str:
    # Beyond these sizes nobody reads digits, and Python refuses to write out an integer of 4,300 of them.
    if not -1e18 < value < 1e18:
        return "…"
    return format(Decimal(str(value)), "f").replace(".", ",")


def escaped(to_text: ToText) -> ToText:
    """The same `to_text` for Markdown (CommonMark), so that no typed value becomes markup."""

    def escape(value: object) -> str:
        inline = MARKUP.sub(r"\\\1", " ".join(to_text(value).split()))
        return BLOCK.sub(r"\1\\\2", inline)

    return escape
