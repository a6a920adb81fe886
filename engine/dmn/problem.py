"""Problems of a model that are known before it decides anything: findings for the linter."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine import feel

Problem = tuple[str, str, Mapping[str, object]]


@dataclass
class Problems:
    """The findings, gathered while a file is read: (code, element id, values)."""

    findings: list[Problem] = field(default_factory=list)

    def add(self, code: str, element: str, **values: object) -> None:
        self.findings.append((code, element, values))

    def row_width(self, element: str, expected: int, actual: int) -> None:
        """Adds a row with more or fewer cells than there are columns."""
        values = {"expected": expected, "given": actual}
        self.add("row_width", element, **values)

    def expression(self, element: str, text: str, error: feel.FeelError) -> None:
        """Adds a text that is not FEEL or can never have a value: why, where, the text, and what was probably meant."""
        self.add("bad_expression", element, **feel.report(error, text))
