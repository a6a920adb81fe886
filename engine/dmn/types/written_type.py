"""Types written out where they are used: `list<number>`, `context<a: string>`, `function<date> -> boolean`."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine import feel
from engine.dmn.types.constraint import Constraint
from engine.dmn.types.types import other_type
from engine.feel.values.evaluation import EvalRun
from engine.feel.values.types import Type as FeelType
from engine.feel.values.types import coerced


@dataclass(frozen=True, slots=True)
class WrittenType:
    """A type in the words of FEEL; values are brought into it by FEEL's own conversions alone."""

    name: str
    type: FeelType

    def convert(self, value: object, env: feel.EvalContext) -> object:
        run = EvalRun({}, env)
        steps_left = run.left
        converted = coerced(value, self.type, run)
        run.close(steps_left)
        if converted is None and value is not None:
            raise other_type(self.name, value)
        return converted

    def receive(self, value: object, env: feel.EvalContext) -> object:
        return self.convert(feel.from_json(value), env)

    def parts(self) -> Iterator[str]:
        return iter(_parts([self.type]))

    def order(self) -> Constraint | None:
        return None

    def feel(self) -> FeelType:
        return self.type


def _parts(waiting: list[FeelType]) -> set[str]:
    """The names of the members of types, at every depth; each type is visited once."""
    seen, names = set[int](), set[str]()
    while waiting:
        type_ = waiting.pop()
        if id(type_) not in seen:
            seen.add(id(type_))
            names.update(type_.members or ())
            waiting += [*(type_.members or {}).values(), *([type_.element] if type_.element else [])]
    return names
