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
from engine.dmn.types.types import ANY, Collection, Plain, Record, Restricted, Type
from engine.dmn.types.written_type import WrittenType
from engine.feel.values.types import Type as FeelType

_LIST = re.compile(r"list\s*<(.+)>")


@dataclass
class Types:
    """The types of one model by name; `imported` holds those of others as `import name.type name`."""

    definitions: Mapping[str, etree._Element]
    problems: Problems
    imported: Mapping[str, Type] = field(default_factory=dict)
    made: dict[str, Type] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)

    def named(self, name: str | None, element: str) -> Type | None:
        """The type called `name`; None where nothing is said. An unknown one is a problem of `element`."""
        if name is None:
            return None
        if name in self.made:
            return self.made[name]
        if name in self.definitions:
            return self._define(name, element)
        if name in self.imported:
            return self.imported[name]
        if name in NAMES:
            return Plain(NAMES[name])
        if "<" in name:
            return self._written(name, element)
        self.problems.add("unknown_type", element, type=name)
        return ANY

    def declared(self, name: str) -> FeelType | None:
        """The type that the model declares under `name`, as FEEL knows it."""
        known = name in self.definitions or name in self.imported
        made = self.named(name, name) if known else None
        return None if made is None else made.feel()

    def _written(self, name: str, element: str) -> Type:
        listed = _LIST.fullmatch(name)
        if listed is not None:
            return Collection(self.named(listed[1].strip(), element) or ANY, name)
        try:
            return WrittenType(name, feel.parse_type(name, self))
        except feel.FeelError:
            self.problems.add("unknown_type", element, type=name)
            return ANY

    def _define(self, name: str, element: str) -> Type:
        if name in self.open:
            self.problems.add("type_cycle", element, types=[*self.open[self.open.index(name) :], name])
            return ANY
        self.open.append(name)
        made = self._read(self.definitions[name], name)
        self.open.pop()
        return self.made.setdefault(name, made)

    def _read(self, definition: etree._Element, name: str) -> Type:
        element = source.attribute(definition, "id") or name
        made = self._item(definition, name, element)
        made = self._restricted(made, definition, "allowedValues", name, element)
        if source.attribute(definition, "isCollection") == "true":
            made = Collection(made, name)
        return self._restricted(made, definition, "typeConstraint", name, element)

    def _item(self, definition: etree._Element, name: str, element: str) -> Type:
        components = list(source.children(definition, "itemComponent"))
        if components:
            named = {source.attribute(part, "name") or "": part for part in components}
            return Record(name, {part: self._read(named[part], f"{name}.{part}") for part in named})
        function = source.child(definition, "functionItem")
        if function is not None:
            output = source.attribute(function, "outputTypeRef")
            given = [source.type_name(part) for part in source.children(function, "parameters")]
            parameters = tuple(self.named(one, element) or ANY for one in given)
            return FunctionType(name, self.named(output, element), parameters if given else None)
        return self.named(source.type_name(definition), element) or ANY

    def _restricted(self, base: Type, definition: etree._Element, word: str, name: str, element: str) -> Type:
        text = source.text(source.child(definition, word))
        if not text:
            return base
        limit, error = constraint.read(text)
        if error is not None:
            self.problems.expression(element, text, error)
        return Restricted(base, limit, name)
