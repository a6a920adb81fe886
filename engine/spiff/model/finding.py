"""Why a diagram cannot be executed: one finding per element and reason."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from engine.errors import Refusal


@dataclass(frozen=True)
class DiagramFinding:
    """An element of a file that cannot be executed, with the code of the reason and its values."""

    code: str
    file: str
    element: str | None = None
    name: str | None = None
    values: dict[str, object] = field(default_factory=dict)


class NotExecutable(Refusal):
    """Diagrams that hold what we do not execute; `findings` says each element and reason."""

    code = "not_executable"

    def __init__(self, findings: Sequence[DiagramFinding]) -> None:
        self.findings = list(findings)
        super().__init__(None, findings=[(finding.code, finding.element) for finding in findings])
