"""The entry to FEEL: a text is parsed and compiled once, cached, and evaluated with a scope."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from engine.feel import limits, range_text
from engine.feel.builtins import (
    aggregates,
    contexts,
    conversion,
    dates,
    lists,
    logic,
    numbers,
    ranges,
    strings,
    working_days,
)
from engine.feel.builtins.registry import LIBRARY
from engine.feel.compiler import access, calls, comparison, loops, operators, unary_tests, variables
from engine.feel.compiler.closure_facts import compared_of, constant_of, path_of
from engine.feel.compiler.compiler import Reads, Scope, compile_node
from engine.feel.error import FeelError, position_of
from engine.feel.external import java_numbers, java_text
from engine.feel.syntax.ast import SyntaxNode
from engine.feel.syntax.hints import hint
from engine.feel.syntax.parser import ExpressionParser
from engine.feel.values.evaluation import EvalContext, EvalRun
from engine.feel.values.types import DeclaredTypes, Type

CONSTRUCTS = (access, operators, calls, comparison, loops, unary_tests)
"""What registers how the constructs of the language are compiled."""
FAMILIES = (
    aggregates,
    contexts,
    conversion,
    dates,
    java_numbers,
    java_text,
    lists,
    logic,
    numbers,
    range_text,
    ranges,
    strings,
    working_days,
)
"""What registers the built-in functions, and those behind Java signatures."""
_PHRASES = tuple(name for name in LIBRARY if not name.isalnum())


class Expression:
    """A compiled expression, and what it reads from outside.

    `names` are free names, `paths` the dotted paths from them; `perhaps` names that a filter's item may hold instead.
    `path` is the variable and the names from it where the expression is nothing else; `compared` tests a value with a
    scope where unary tests are no more than `< path`, and gives None where that does not decide.
    """

    __slots__ = ("_code", "_constant", "compared", "names", "path", "paths", "perhaps", "text", "tree")

    def __init__(self, text: str, tree: SyntaxNode, known: frozenset[str]) -> None:
        reads = Reads(known=known)
        try:
            self._code = compile_node(tree, Scope(reads=reads))
        except FeelError as error:
            error.position = error.position or (1, 1)
            raise
        self._constant, self.path = constant_of(self._code), path_of(self._code)
        self.compared = compared_of(self._code)
        self.text = text
        self.tree = tree
        self.names = frozenset(reads.names)
        self.paths = frozenset(reads.paths)
        self.perhaps = frozenset(reads.perhaps)

    def evaluate(self, scope: Mapping[str, object], env: EvalContext) -> Any:
        """The FEEL value; what the standard calls an error is None.

        Raises FeelError for a bound that is reached (`too_many_steps`, `too_deep`, `list_too_long`, `string_too_long`,
        `pattern_too_costly`) and for a `foreign_value` in the scope.
        """
        if self.path is not None:
            value = variables.value_at(scope, *self.path)
            if value is not variables.CONVERTED:
                return value
        elif self._constant:
            return self._constant[0]
        run = EvalRun(scope, env)
        steps = run.left
        try:
            return self._code(run)
        except FeelError as error:
            error.position = error.position or position_of(self.text, run.at)
            raise
        except (RecursionError, MemoryError):
            raise FeelError("too_deep", position_of(self.text, run.at), limit=limits.FRAMES) from None
        finally:
            run.close(steps)


def parse(text: str, names: Iterable[str] = (), types: DeclaredTypes | None = None) -> Expression:
    """The compiled expression of `text`; `names` are known variables, needed where they hold spaces or signs.

    `types` are those that `instance of` and parameters may name besides FEEL's own; without them it is cached.

    Raises FeelError with a position: `syntax_error`, `unclosed_string`, `bad_character`, `unknown_type`, `unsupported`,
    `too_deep`, `source_too_long`, `number_too_large`, `bad_escape`.
    """
    known = names if type(names) is frozenset else frozenset(names)
    return _cached(text, known, False) if types is None else _parsed(text, known, False, types)


def parse_unary(text: str, names: Iterable[str] = (), types: DeclaredTypes | None = None) -> Expression:
    """The compiled unary tests of a table's cell: with `?` in the scope they give true, false or None.

    Raises as `parse`.
    """
    known = names if type(names) is frozenset else frozenset(names)
    return _cached(text, known, True) if types is None else _parsed(text, known, True, types)


def parse_type(text: str, types: DeclaredTypes | None = None) -> Type:
    """The type that a text such as `list<number>` names. Raises as `parse`."""
    parser = ExpressionParser(text, (), (), types)
    type_ = parser.type()
    if parser.token.kind != "end":
        parser.refuse("end")
    return type_


@lru_cache(maxsize=limits.CACHED)
def _cached(text: str, names: frozenset[str], unary: bool) -> Expression:
    return _parsed(text, names, unary, None)


def _parsed(text: str, names: frozenset[str], unary: bool, types: DeclaredTypes | None) -> Expression:
    try:
        parser = ExpressionParser(text, names, _PHRASES, types)
        return _compiled(text, parser, names, unary)
    except FeelError as error:
        error.hint = hint(text, error, names)
        raise


def _compiled(text: str, parser: ExpressionParser, names: frozenset[str], unary: bool) -> Expression:
    try:
        return Expression(text, parser.unary_tests() if unary else parser.parse(), names)
    except RecursionError:
        raise FeelError("too_deep", parser.where(), limit=limits.DEPTH) from None


def text_of(text: str) -> tuple[str, str]:
    """("expression", rest) for a text with a leading `=`, as BPMN attributes have it, else ("constant", text)."""
    return ("expression", text[1:]) if text.startswith("=") else ("constant", text)
