"""Reads item definitions into types, each once, those of imported models included."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from engine import feel
from engine.dmn import source
from engine.dmn.problem import Problems
from engine.dmn.types import constraint
from engine.dmn.types.builtin_types import NAMES
from engine.dmn.types.function_type import FunctionType
from engine.dmn.types.types import ANY, ContextType, DmnType, ListType, PlainType, RestrictedType
from engine.dmn.types.written_type import WrittenType
from engine.feel.values.types import Type as FeelType

_LIST = re.compile(r"list\s*<(.+)>")


@dataclass
class Types:
    """The types of one model by name; `imported` holds those of others as `import name.type name`."""

    definitions: Mapping[str, etree._Element]
    problems: Problems
    imported: Mapping[str, DmnType] = field(default_factory=dict)
    resolved: dict[str, DmnType] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)

    def named(self, name: str | None, element: str) -> DmnType | None:
        """The type called `name`; None where there is no name. An unknown name is a problem of `element`."""
        if name is None:
            return None
        if name in self.resolved:
            return self.resolved[name]
        if name in self.definitions:
            return self._define(name, element)
        if name in self.imported:
            return self.imported[name]
        if name in NAMES:
            return PlainType(NAMES[name])
        if "<" in name:
            return self._written(name, element)
        self.problems.add("unknown_type", element, type=name)
        return ANY

    def declared(self, name: str) -> FeelType | None:
        """The type that the model declares under `name`, as FEEL knows it."""
        known = name in self.definitions or name in self.imported
        type_ = self.named(name, name) if known else None
        return None if type_ is None else type_.feel()

    def _written(self, name: str, element: str) -> DmnType:
        listed = _LIST.fullmatch(name)
        if listed is not None:
            return ListType(self.named(listed[1].strip(), element) or ANY, name)
        try:
            return WrittenType(name, feel.parse_type(name, self))
        except feel.FeelError:
            self.problems.add("unknown_type", element, type=name)
            return ANY

    def _define(self, name: str, element: str) -> DmnType:
        if name in self.open:
            self.problems.add("type_cycle", element, types=[*self.open[self.open.index(name) :], name])
            return ANY
        self.open.append(name)
        type_ = self._read(self.definitions[name], name)
        self.open.pop()
        return self.resolved.setdefault(name, type_)

    def _read(self, definition: etree._Element, name: str) -> DmnType:
        element = source.attribute(definition, "id") or name
        type_ = self._item(definition, name, element)
        type_ = self._restricted(type_, definition, "allowedValues", name, element)
        if source.attribute(definition, "isCollection") == "true":
            type_ = ListType(type_, name)
        return self._restricted(type_, definition, "typeConstraint", name, element)

    def _item(self, definition: etree._Element, name: str, element: str) -> DmnType:
        components = list(source.children(definition, "itemComponent"))
        if components:
            named = {source.attribute(part, "name") or "": part for part in components}
            return ContextType(name, {part: self._read(named[part], f"{name}.{part}") for part in named})
        function = source.child(definition, "functionItem")
        if function is not None:
            output = source.attribute(function, "outputTypeRef")
            parameter_types = [source.type_name(part) for part in source.children(function, "parameters")]
            parameters = tuple(self.named(parameter_type, element) or ANY for parameter_type in parameter_types)
            return FunctionType(name, self.named(output, element), parameters if parameter_types else None)
        return self.named(source.type_name(definition), element) or ANY

    def _restricted(self, base: DmnType, definition: etree._Element, word: str, name: str, element: str) -> DmnType:
        text = source.text(source.child(definition, word))
        if not text:
            return base
        limit, error = constraint.read(text)
        if error is not None:
            self.problems.expression(element, text, error)
        return RestrictedType(base, limit, name)
