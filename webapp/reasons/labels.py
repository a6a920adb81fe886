"""Labels of variables, columns, decisions and codes, from the files of a definition and our own words."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from webapp.rendering import translations
from webapp.rendering.translations import Reader

PATH = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*")
CODE = re.compile(r"[a-z]+(_[a-z0-9]+)+|[A-Z]+(_[A-Z0-9]+)+")
UNIT = re.compile(r"(.+) \((\w+)\)")


@dataclass(frozen=True)
class Labels:
    """Labels by dotted path and by the last name of a path; and by path the labels of a form field's choices."""

    paths: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, Mapping[object, str]] = field(default_factory=dict)

    def name(self, path: str, reader: Reader) -> str:
        """The label of a variable: from its form or table (in Indonesian), else our word for it, else its name."""
        last = path.rpartition(".")[2]
        ours = translations.catalogue(reader.language, "fact").get(last)
        own = (self.paths.get(path) or self.names.get(last)) if reader.reads_source else None
        return own or ours or spaced(last)

    def decision(self, key: str, name: str, reader: Reader) -> str:
        """The label of a decision: its Indonesian name, or in English a word of ours or its id."""
        if reader.reads_source and not CODE.fullmatch(name):
            return name
        return translations.catalogue(reader.language, "fact").get(key) or spaced(key)

    def code(self, value: str, path: str | None, reader: Reader) -> str | None:
        """The label of a code: the choice of the form field at `path`, our word, else the code as words.

        None where `value` is no code.
        """
        chosen = self.choices.get(path or "", {}).get(value) if reader.reads_source else None
        if chosen:
            return chosen
        if translations.known("value", value):
            return translations.say("value", value, {}, reader)
        return value.replace("_", " ").lower() if CODE.fullmatch(value) else None


def spaced(name: str) -> str:
    """A name as words: `months_in_rank` → "Months in rank"."""
    words = " ".join(name.replace("_", " ").split())
    return words[:1].upper() + words[1:]


def split_unit(label: str, reader: Reader) -> tuple[str, str]:
    """A label without its unit, and the unit: "Masa kerja (bulan)" → ("Masa kerja", "bulan")."""
    match = UNIT.fullmatch(label)
    if match and translations.known("unit", match[2].lower()):
        return match[1], translations.say("unit", match[2].lower(), {}, reader)
    return label, ""


def labels(models: Iterable[Any], forms: Iterable[Any] = ()) -> Labels:
    """The labels that decision models and forms declare."""
    paths: dict[str, str] = {}
    names: dict[str, str] = {}
    for model in models:
        for decision in model.decisions.values():
            names.update((name, decision.name) for name in decision.names if decision.name not in decision.names)
            _columns(decision, paths)
    choices: dict[str, Mapping[object, str]] = {}
    for form in forms:
        for each in form.fields:
            paths.setdefault(each.path, each.label)
            choices[each.path] = {**choices.get(each.path, {}), **dict(each.options)}
    return Labels(paths, names, choices)


def _columns(decision: Any, paths: dict[str, str]) -> None:
    for column in decision.table.inputs if decision.table else ():
        if PATH.fullmatch(column.expression.text) and column.label != column.expression.text:
            paths.setdefault(column.expression.text, column.label)
    for output in decision.table.outputs if decision.table else ():
        if output.name and output.label != output.name:
            paths.update((f"{name}.{output.name}", output.label) for name in decision.names)
