"""The compiler of names, paths and filters."""

from decimal import Decimal
from typing import Any

from engine.feel.builtins.lists import index_of
from engine.feel.builtins.properties import member
from engine.feel.builtins.registry import LIBRARY
from engine.feel.compiler.closure_facts import constant
from engine.feel.compiler.compiler import Code, Scope, compile_block, compile_node, compiles
from engine.feel.compiler.variables import free, free_path
from engine.feel.syntax.ast import Filter, Literal, Name, Negate, Path, SyntaxNode
from engine.feel.values.decimals import CONTEXT
from engine.feel.values.evaluation import Frame


@compiles(Literal)
def literal(node: Literal, _scope: Scope) -> Code:
    """A constant."""
    return constant(node.value)


@compiles(Name)
def name(node: Name, scope: Scope) -> Code:
    """A name: bound by a block around, else a free variable, else a built-in function."""
    key, hops = node.name, scope.hops(node.name)
    scope.reads.partials += key == "partial"
    scope.reads.questions += key == "?"
    if hops is None:
        return _walking(key, scope)
    if hops == 0:
        return lambda frame: frame.vars.get(key)
    if hops == 1:
        return lambda frame: frame.parent.vars.get(key)  # type: ignore[union-attr]
    return _outer(key, hops) if hops > 0 else free(key, scope)


def _outer(key: str, hops: int) -> Code:
    def look(frame: Frame) -> Any:
        for _ in range(hops):
            frame = frame.parent  # type: ignore[assignment]
        return frame.vars.get(key)

    return look


def _walking(key: str, scope: Scope) -> Code:
    if not scope.binds(key):
        reads = scope.reads
        (reads.names if key in reads.known else reads.perhaps).add(key)
    fallback = LIBRARY.get(key)

    def look(frame: Frame) -> Any:
        at: Frame | None = frame
        while at is not None:
            if key in at.vars:
                return at.vars[key]
            at = at.parent
        return frame.run.variable(key) if key in frame.run.scope else fallback

    return look


@compiles(Path)
def path(node: Path, scope: Scope) -> Code:
    """`source.name`, where only the end of a path from a variable is converted."""
    keys: list[str] = [node.name]
    source = node.source
    while isinstance(source, Path):
        keys.append(source.name)
        source = source.source
    keys.reverse()
    if isinstance(source, Name) and scope.hops(source.name) == -1 and source.name not in LIBRARY:
        return free_path(source.name, tuple(keys), scope)
    code = compile_node(source, scope)
    if len(keys) == 1:
        only = keys[0]
        return lambda frame: member(code(frame), only, frame.run)

    def look(frame: Frame) -> Any:
        value = code(frame)
        for key in keys:
            value = member(value, key, frame.run)
        return value

    return look


@compiles(Filter)
def filtered(node: Filter, scope: Scope) -> Code:
    """`list[position]` or `list[condition]`; a single value is a list of one."""
    source = compile_node(node.source, scope)
    constant = _constant_position(node.condition)
    if constant is not None:
        return lambda frame: item_at(source(frame), constant)
    condition, steps = compile_block(node.condition, scope.inner(("item",)).inner(None))
    at = node.at

    def select(frame: Frame) -> Any:
        value, run = source(frame), frame.run
        items = value if type(value) is list else [] if value is None else [value]
        run.at = at
        if not items:
            return None if value is None or type(condition(_item_frame(None, frame))) is Decimal else []
        chosen = []
        for place, item in enumerate(items):
            run.charge(steps)
            condition_value = condition(_item_frame(item, frame))
            if condition_value is True:
                chosen.append(item)
            elif place == 0 and type(condition_value) is Decimal:
                return item_at(items, condition_value)
        return chosen

    return select


def _item_frame(item: Any, frame: Frame) -> Frame:
    return Frame(item if type(item) is dict else {}, Frame({"item": item}, frame, frame.run), frame.run)


def item_at(value: Any, position: Decimal) -> Any:
    """The item at a position (from 1, negative from the end), None outside."""
    items = value if type(value) is list else [value]
    at = index_of(position, len(items))
    return None if at is None else items[at]


def _constant_position(node: SyntaxNode) -> Decimal | None:
    if isinstance(node, Negate) and isinstance(node.operand, Literal) and type(node.operand.value) is Decimal:
        return CONTEXT.minus(node.operand.value)
    return node.value if isinstance(node, Literal) and type(node.value) is Decimal else None
