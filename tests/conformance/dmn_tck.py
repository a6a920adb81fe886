"""Runs every case of the DMN Technology Compatibility Kit under a folder: `dmn_tck.py DIR [--show] [--least PERCENT]`.

A case passes when each of its result nodes has the expected value; null is expected where the kit expects an error.
Exits 1 when fewer cases pass than `--least` says (every case where it says nothing), 2 when there is nothing to run.
"""

import argparse
import datetime
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from lxml import etree

from engine import dmn, feel, xml
from engine.errors import Refusal

NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
ENV = feel.EvalContext(now=datetime.datetime.now(datetime.UTC))
READ = {
    kind: feel.parse(text, ("x",))
    for kind, text in {
        "date": "date(x)",
        "time": "time(x)",
        "dateTime": "date and time(x)",
        "duration": "duration(x)",
    }.items()
}
EQUAL = feel.parse("a = b", ("a", "b"))
NEAR = Decimal("1e-8")
"""The kit writes irrational numbers with 8 decimals or more: these are compared to 8."""


@dataclass(frozen=True)
class Outcome:
    """One case: where it stands, and what went wrong, if anything."""

    folder: str
    case: str
    wrong: str | None

    @property
    def level(self) -> str:
        return self.folder.partition("/")[0]


def main() -> int:
    options = _options()
    folders = sorted({file.parent for file in Path(options.folder).rglob("*-test-*.xml")})
    if not folders:
        print(f"no case under {options.folder}")
        return 2
    began = time.perf_counter()
    outcomes = [outcome for folder in folders for outcome in _folder(folder)]
    _report(outcomes, options.show, time.perf_counter() - began)
    passed = sum(outcome.wrong is None for outcome in outcomes)
    return 0 if passed * 100 >= options.least * len(outcomes) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", help="the kit, or any folder of it")
    parser.add_argument("--show", action="store_true", help="say what was expected and what came")
    parser.add_argument("--least", type=float, default=100.0, help="percent of cases that must pass")
    return parser.parse_args()


def _report(outcomes: list[Outcome], show: bool, seconds: float) -> None:
    by_folder: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        by_folder[outcome.folder].append(outcome)
    passed = sum(outcome.wrong is None for outcome in outcomes)
    print(f"passed {passed} of {len(outcomes)} ({100 * passed / len(outcomes):.2f} %) in {seconds:.1f} s")
    for level in sorted({outcome.level for outcome in outcomes}):
        inside = [outcome.wrong is None for outcome in outcomes if outcome.level == level]
        print(f"{level}: passed {sum(inside)} of {len(inside)} ({100 * sum(inside) / len(inside):.2f} %)")
    for folder, cases in by_folder.items():
        failed = [outcome for outcome in cases if outcome.wrong is not None]
        if failed:
            print(f"{folder}: {len(failed)} of {len(cases)} failed: {' '.join(one.case for one in failed)}")
        for outcome in failed if show else ():
            print(f"    {outcome.case}: {outcome.wrong}")


def _folder(folder: Path) -> Iterator[Outcome]:
    place = f"{folder.parent.name}/{folder.name}"
    models = _models(folder)
    for file in sorted(folder.glob("*-test-*.xml")):
        root = xml.parse(file.read_bytes(), limit_bytes=10_000_000, limit_nodes=1_000_000)
        named = root.findtext("{*}modelName") or f"{folder.name}.dmn"
        model = models.get(named) or models.get(f"{named}.dmn")
        for case in root.iterfind("{*}testCase"):
            wrong = f"no model {named}" if model is None else _wrong(case, model)
            yield Outcome(place, case.get("id") or "", wrong)


def _models(folder: Path) -> dict[str, dmn.Model]:
    """The models of a folder by file name, the imported before those that import them."""
    sources = {file.name: file.read_bytes() for file in sorted(folder.glob("*.dmn"))}
    models: dict[str, dmn.Model] = {}
    for _round in sources:
        models = {name: dmn.parse(source, models.values()) for name, source in sources.items()}
    return models


def _wrong(case: etree._Element, model: dmn.Model) -> str | None:
    scope = _scope(case, model)
    for node in case.iterfind("{*}resultNode"):
        expected_node = node.find("{*}expected")
        expected = None if expected_node is None else _value(expected_node)
        try:
            actual, error = _decided(case, node.get("name") or "", model, scope), None
        except Refusal as refusal:
            actual, error = None, refusal
        except Exception as crash:  # a crash is a failure even where null is expected
            return f"{node.get('name')}: {type(crash).__name__}: {crash}"
        if not _same(expected, actual):
            return f"{node.get('name')}: expected {expected!r}, got {error or repr(actual)}"
    return None


def _scope(case: etree._Element, model: dmn.Model) -> dict[str, object]:
    """The inputs by name; `import.name` also inside a context named as the import."""
    scope = {node.get("name") or "": _value(node) for node in case.iterfind("{*}inputNode")}
    for name, value in [*scope.items()]:
        through = next((one for one in model.imports if one and name.startswith(f"{one}.")), None)
        inner = scope.setdefault(through, {}) if through is not None else None
        if isinstance(inner, dict):
            inner[name.removeprefix(f"{through}.")] = value
    return scope


def _decided(case: etree._Element, name: str, model: dmn.Model, scope: dict[str, object]) -> object:
    invoked = case.get("invocableName")
    if case.get("type") == "decisionService":
        service = next(service for service in model.services.values() if service.name == invoked)
        value = model.serve(service.id, scope, ENV).value
        return value[name] if len(service.outputs) > 1 and isinstance(value, dict) else value
    if case.get("type") == "bkm":
        knowledge = next(one for one in model.elements.values() if one.name == invoked)
        return model.call(knowledge.id, scope, ENV).value
    decision = next((one for one in model.decisions.values() if one.name == name), None)
    return model.decide(decision.id if decision is not None else name, scope, ENV).value


def _value(element: etree._Element) -> object:
    """The FEEL value that an input, an expected result, a component or an item says."""
    if element.get(NIL) == "true":
        return None
    listed = element.find("{*}list")
    if listed is not None:
        return None if listed.get(NIL) == "true" else [_value(item) for item in listed.iterfind("{*}item")]
    components = element.findall("{*}component")
    if components:
        return {part.get("name"): _value(part) for part in components}
    value = element.find("{*}value")
    return None if value is None or value.get(NIL) == "true" else _simple(value)


def _simple(value: etree._Element) -> object:
    text, kind = value.text or "", (value.get(TYPE) or "string").rpartition(":")[2]
    if kind in READ:
        return READ[kind].evaluate({"x": text.strip()}, ENV)
    if kind == "boolean":
        return text.strip() in ("true", "1")
    return Decimal(text.strip()) if kind in ("decimal", "double", "float", "integer", "int", "long") else text


def _same(expected: object, actual: object) -> bool:
    if isinstance(expected, list) and isinstance(actual, list):
        return len(expected) == len(actual) and all(map(_same, expected, actual))
    if isinstance(expected, dict) and isinstance(actual, dict):
        return expected.keys() == actual.keys() and all(_same(expected[key], actual[key]) for key in expected)
    if isinstance(expected, Decimal) and isinstance(actual, Decimal):
        return expected == actual or (_decimals(expected) >= 8 and abs(expected - actual) <= NEAR)
    if expected is None or actual is None:
        return expected is actual
    return EQUAL.evaluate({"a": expected, "b": actual}, ENV) is True


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


if __name__ == "__main__":
    sys.exit(main())
