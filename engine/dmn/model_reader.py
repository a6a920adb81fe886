"""Reads a DMN file into a Model: first the elements and their names, then the logic, which needs every name."""

from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from lxml import etree

from engine.dmn import graph_checks, source
from engine.dmn.boxed.functions import FunctionDefinition, read_function
from engine.dmn.boxed.reader import ExpressionReader
from engine.dmn.errors import DmnError
from engine.dmn.expression import BoxedExpression
from engine.dmn.model import Model
from engine.dmn.names import Names
from engine.dmn.problem import Problems
from engine.dmn.requirements_graph import Decision, DRGElement, InputData, Key, Knowledge, Reference, Service
from engine.dmn.types.function_type import result_of
from engine.dmn.types.item_definition import Types
from engine.dmn.types.types import DmnType

NODES = ("inputData", "businessKnowledgeModel", "decisionService", "decision")


def parse(xml: bytes, imported: Iterable[Model] = ()) -> Model:
    """The model that a DMN file (1.1 to 1.5) describes, its expressions compiled.

    `imported` are the models that it may import, found by namespace. Raises DmnError (`not_dmn`, `bad_xml`,
    `xml_doctype`, `xml_too_large`, `too_deep`); everything else that is wrong is in `Model.problems()`.
    """
    root = source.definitions(xml)
    try:
        return ModelReader(root, {model.namespace: model for model in imported}).model()
    except RecursionError:
        raise DmnError("too_deep", element=None) from None


class ModelReader:
    """Reads one file, once."""

    def __init__(self, root: etree._Element, imported: Mapping[str, Model]) -> None:
        self.root, self.problems = root, Problems()
        self.namespace = source.attribute(root, "namespace") or ""
        self.imports: dict[str, str] = {}
        self.elements: dict[Key, DRGElement] = {}
        types: dict[str, DmnType] = {}
        for element in source.children(root, "import"):
            self._import(element, imported, types)
        definitions = source.children(root, "itemDefinition")
        named = {source.attribute(definition, "name") or "": definition for definition in definitions}
        self.reader = ExpressionReader(Types(named, self.problems, types), self.problems, source.identities(root))
        self.nodes: dict[Key, etree._Element] = {}
        for node in source.children(root, *NODES):
            if self.nodes.setdefault(self._key(node), node) is not node:
                self.problems.add("duplicate_id", self._key(node)[1])

    def model(self) -> Model:
        for node in self._ordered():
            element = self._element(node)
            self.elements[element.key] = element
        own = [self.elements[key] for key in self.nodes]
        graph_checks.check(self.elements, own, self.problems)
        types = {name: self.reader.types.named(name, name) for name in self.reader.types.definitions}
        return Model(
            self.namespace,
            source.attribute(self.root, "name") or "",
            {element.id: element for element in own if isinstance(element, Decision)},
            {element.id: element for element in own if isinstance(element, Service)},
            self.elements,
            {name: type_ for name, type_ in types.items() if type_ is not None},
            self.imports,
            frozenset(name for element in own for name in element.names),
            tuple(self.problems.findings),
            tuple(self.reader.tables),
        )

    def _import(self, element: etree._Element, imported: Mapping[str, Model], types: dict[str, DmnType]) -> None:
        """Adds the elements and types of an imported model; a model that is not among `imported` is a problem."""
        name, namespace = source.attribute(element, "name") or "", source.attribute(element, "namespace") or ""
        model = imported.get(namespace)
        if model is None:
            if "DMN" in (source.attribute(element, "importType") or "DMN"):
                self.problems.add("unknown_import", source.attribute(element, "id") or name, namespace=namespace)
            return
        self.imports = {**model.imports, **self.imports, name: namespace}
        self.elements.update(model.elements)
        types.update((f"{name}.{inner}" if name else inner, type_) for inner, type_ in model.types.items())

    def _key(self, node: etree._Element) -> Key:
        return self.namespace, source.attribute(node, "id") or source.attribute(node, "name") or self.reader.identity(
            node
        )

    def _ordered(self) -> Iterator[etree._Element]:
        """Every node after those that it requires, for the names inside their values; as written where they cycle."""
        needs = {key: [reference.key for reference in self._needs(node)] for key, node in self.nodes.items()}
        try:
            order: Iterable[Key] = TopologicalSorter(needs).static_order()
            return (self.nodes[key] for key in list(order) if key in self.nodes)
        except CycleError:
            return iter(self.nodes.values())

    def _element(self, node: etree._Element) -> DRGElement:
        key, names = self._key(node), self._names(node)
        name = source.attribute(node, "name") or key[1]
        of_type = self.reader.type_of(source.child(node, "variable"))
        word, needs = source.word(node), self._needs(node)
        if word == "inputData":
            return InputData(key, name, names, of_type)
        if word == "businessKnowledgeModel":
            return Knowledge(key, name, names, of_type, needs, self._function(node, key, name, of_type, needs))
        if word == "decisionService":
            parts = [
                self._references(node, part)
                for part in ("inputData", "inputDecision", "outputDecision", "encapsulatedDecision")
            ]
            return Service(key, name, names, of_type, *parts)
        logic, question = self._logic(node, of_type, needs), source.text(node, "question")
        return Decision(key, name, names, of_type, needs, logic, question, source.text(node, "allowedAnswers"))

    def _logic(
        self, node: etree._Element, of_type: DmnType | None, needs: tuple[Reference, ...]
    ) -> BoxedExpression | None:
        expression = source.boxed(node)
        names = self._visible(needs).union(of_type.parts() if of_type is not None else ())
        return None if expression is None else self.reader.boxed(expression, names)

    def _function(
        self, node: etree._Element, key: Key, name: str, of_type: DmnType | None, needs: tuple[Reference, ...]
    ) -> FunctionDefinition:
        logic = source.child(node, "encapsulatedLogic")
        if logic is None:
            self.problems.add("no_expression", key[1])
            return FunctionDefinition(key[1], name, (), None, None)
        function = read_function(self.reader, logic, self._visible(needs).union(self._names(node)))
        return FunctionDefinition(
            key[1], name, function.parameters, function.body, function.result or result_of(of_type)
        )

    def _names(self, node: etree._Element) -> tuple[str, ...]:
        """Its variable's name; where it has none, its own and its id."""
        variable = source.attribute(source.child(node, "variable"), "name")
        if variable:
            return (variable,)
        return tuple(dict.fromkeys(name for name in (source.attribute(node, "name"), self._key(node)[1]) if name))

    def _needs(self, node: etree._Element) -> tuple[Reference, ...]:
        if source.word(node) == "decisionService":
            return tuple(ref for part in ("inputDecision", "outputDecision") for ref in self._references(node, part))
        requirements = source.children(node, "informationRequirement", "knowledgeRequirement")
        return tuple(
            reference
            for requirement in requirements
            for part in ("requiredDecision", "requiredInput", "requiredKnowledge")
            for reference in self._references(requirement, part)
        )

    def _references(self, element: etree._Element, word: str) -> tuple[Reference, ...]:
        return tuple(
            self._reference(source.attribute(target, "href") or "") for target in source.children(element, word)
        )

    def _reference(self, href: str) -> Reference:
        namespace, _, identity = href.rpartition("#")
        if namespace in ("", self.namespace):
            return Reference((self.namespace, identity))
        through = next((name for name, space in self.imports.items() if space == namespace), None)
        return Reference((namespace, identity), through or None)

    def _visible(self, needs: tuple[Reference, ...]) -> Names:
        """The names of what is required, and of the parts of its values."""
        known: set[str] = set()
        for reference in needs:
            known.update([reference.through] if reference.through else [])
            if reference.key in self.elements:
                known.update(graph_checks.parts(self.elements[reference.key]))
            elif reference.key in self.nodes:
                known.update(self._names(self.nodes[reference.key]))
        return frozenset(known)
