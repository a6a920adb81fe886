"""Facts about a compiled closure: that it is a constant, a free path or a range.

The compiler of the construct around it reads them, and can then do without calling the closure.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from engine.feel.compiler.compiler import Code

Marked = TypeVar("Marked", bound=Callable[..., Any])
Compared = Callable[[Any, Mapping[str, object]], bool | None]


def constant(value: Any) -> Code:
    """A closure that gives `value` for every frame; `constant_of` reads it."""
    return _marked(lambda _frame: value, "constant", value)


def constant_of(code: Code) -> tuple[Any, ...]:
    """The value of a constant in a tuple, () for what has to be evaluated."""
    return getattr(code, "constant", ())


def reading(code: Code, root: str, keys: tuple[str, ...]) -> Code:
    """The closure of a free path; `path_of` reads it."""
    return _marked(code, "path", root, keys)


def path_of(code: Code) -> tuple[str, tuple[str, ...]] | None:
    """The free variable that a closure reads, with the names on the way from it; None for all else."""
    return getattr(code, "path", None)


def bounding(code: Code, operator: str, endpoint: Code) -> Code:
    """The closure of a range such as `(< endpoint)`; `bound_of` reads it."""
    return _marked(code, "bound", operator, endpoint) if operator in ("<", "<=", ">", ">=") else code


def bound_of(code: Code) -> tuple[str, Code] | None:
    """The operator of a range with one end, and the closure of that end; None for all else."""
    return getattr(code, "bound", None)


def comparing(code: Marked, compared: Compared | None) -> Marked:
    """The closure of a test for which a value and the scope are often enough; `compared_of` reads it."""
    return code if compared is None else _marked(code, "compared", compared)


def compared_of(code: Callable[..., Any]) -> Compared | None:
    """The test of a value and the scope without a run, which gives None where they do not decide; None for all else."""
    return next(iter(getattr(code, "compared", ())), None)


def spanning(code: Code, start: Code, end: Code, make: Callable[[Any, Any], Any]) -> Code:
    """The closure of a range such as `[start..end]`, which `make` builds from its ends; `span_of` reads it."""
    return _marked(code, "span", start, end, make)


def span_of(code: Code) -> tuple[Code, Code, Callable[[Any, Any], Any]] | None:
    """The closures of both ends of a range, and the function that builds it; None for all else."""
    return getattr(code, "span", None)


def _marked(code: Marked, mark: str, *facts: Any) -> Marked:
    code.__dict__[mark] = facts
    return code
