"""Guards variables against payloads from outside: facts that decisions read and answers of people stay as they are."""

from collections.abc import Iterable, Mapping
from typing import Any

from engine.case.case import Case
from engine.errors import Refusal
from engine.lint.dataflow.inputs import RESERVED


class NameReserved(Refusal):
    """A variable whose name belongs to the case itself or to a form of its procedure."""

    code = "name_reserved"


def refuse_reserved(variables: Mapping[str, Any], taken: Iterable[str] = RESERVED) -> dict[str, Any]:
    """The same variables. Raises NameReserved for a name that belongs to the case."""
    if names := sorted(set(variables) & set(taken)):
        raise NameReserved(names=names)
    return dict(variables)


def refuse_unmapped(case: Case, element: str | None, variables: Mapping[str, Any]) -> dict[str, Any]:
    """The same variables, if the element may set them: answers of people only where the diagram maps (`zeebe:output`).

    Raises NameReserved.
    """
    contents = case.definition.contents()
    node = contents.diagrams.nodes.get(element or "")
    if node is not None and node.outputs:
        return refuse_reserved(variables)
    answered = {key.split(".")[0] for form in contents.forms.values() for key in form.keys}
    return refuse_reserved(variables, RESERVED | answered)
