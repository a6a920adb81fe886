"""The problems of a form before anybody fills it in: codes with values, gathered, then raised together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Problem:
    """One finding: its `code`, the `key` (or id) of the component, and the values of its sentence."""

    code: str
    key: str
    values: Mapping[str, object] = field(default_factory=dict)


class BadForm(Exception):
    """A form that cannot be compiled; `problems` lists all of them."""

    code = "bad_form"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        self.values: Mapping[str, object] = {"problems": len(self.problems)}
        super().__init__("; ".join(f"{problem.code}({problem.key})" for problem in self.problems))


class Findings:
    """The problems of one form, in the order in which they are met."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def add(self, code: str, key: object = "", **values: object) -> None:
        """Note a problem; keys from a hostile file are cut to a readable length."""
        self.problems.append(Problem(code, str(key)[:200], values))

    def settle(self) -> None:
        """Raise BadForm if there are any."""
        if self.problems:
            raise BadForm(self.problems)
