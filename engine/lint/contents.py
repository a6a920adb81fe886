"""The files of a definition, read: diagrams compiled, decisions and forms parsed; findings for what cannot be read."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

import forms
from engine import dmn, feel, spiff
from engine.errors import Refusal
from forms import SharedForm


@dataclass(frozen=True)
class Finding:
    """A finding of a rule: where it is, and the values of the sentence that explains it."""

    rule: str
    severity: str
    file: str
    element: str | None = None
    name: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Contents:
    """A definition's files, read: diagrams compiled to one, decisions, forms, letters."""

    key: str
    files: Mapping[str, bytes]
    compiled: spiff.Compiled | None
    models: Mapping[str, dmn.Model]
    forms: Mapping[str, forms.Form]
    read: dict[str, tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict, compare=False, repr=False)
    together: dict[str, SharedForm] = field(default_factory=dict, compare=False, repr=False)

    @property
    def diagrams(self) -> spiff.Compiled:
        """The compiled diagrams of a definition that has been published."""
        if self.compiled is None:
            raise Refusal("not_compiled", key=self.key)
        return self.compiled

    def model_of(self, decision: str) -> dmn.Model | None:
        """The model that holds the decision."""
        return next((model for model in self.models.values() if decision in model.decisions), None)

    def decide(self, decision: str, scope: Mapping[str, object], env: feel.EvalContext) -> dmn.DecisionResult:
        """Evaluate a decision of these files. Raises DmnError, also for a decision that is not here."""
        model = self._holding(decision)
        decided = model.decide(decision, scope, env)
        if decision not in self.read:
            self.read[decision] = model.reads(decision), model.perhaps(decision)
        reads, perhaps = self.read[decision]
        return decided._replace(reads=reads, perhaps=perhaps)

    def explain(self, decision: str, scope: Mapping[str, object], env: feel.EvalContext) -> dmn.Explanation:
        """The explanation of a decision of these files. Raises DmnError for a decision that is not here."""
        return dmn.explain(self._holding(decision), decision, scope, env)

    def _holding(self, decision: str) -> dmn.Model:
        model = self.model_of(decision)
        if model is None:
            raise dmn.DmnError("decision_unknown", decision=decision)
        return model


@dataclass(frozen=True)
class LintContext:
    """The context that a definition is checked in: the roles (key to kind) and job types that exist; None: unknown.

    `unset` are types whose settings are missing, `internal` those that no diagram may name; `systems` are those that
    type `http` may call, with their methods; `processes` the keys of all procedures that are published.
    """

    roles: Mapping[str, str] | None = None
    job_types: frozenset[str] | None = None
    unset: frozenset[str] = frozenset()
    internal: frozenset[str] = frozenset()
    systems: Mapping[str, Sequence[str]] | None = None
    processes: frozenset[str] | None = None


Rule = Callable[[Contents, LintContext], Iterable[Finding]]


def read(
    key: str, files: Mapping[str, bytes], compiled: spiff.Compiled | None = None
) -> tuple[Contents, list[Finding]]:
    """The contents of the files, and findings for what cannot be read. `compiled` spares compiling a published one."""
    findings: list[Finding] = []
    models = {
        path: model for path in files if path.endswith(".dmn") if (model := _decisions(path, files[path], findings))
    }
    read_forms = [form for path in files if path.endswith(".form") if (form := _form(path, files[path], findings))]
    if compiled is None:
        compiled = _compiled(key, files, findings)
    return Contents(key, files, compiled, models, {form.id: form for form in read_forms}), findings


def _decisions(path: str, source: bytes, findings: list[Finding]) -> dmn.Model | None:
    try:
        model = dmn.parse(source)
    except Refusal as refusal:
        element = refusal.values.get("element")
        findings.append(Finding(refusal.code, "error", path, str(element) if element else None, values=refusal.values))
        return None
    for code, problem_element, values in model.problems():
        findings.append(Finding(code, "error", path, problem_element, values=values))
    return model


def _form(path: str, source: bytes, findings: list[Finding]) -> forms.Form | None:
    try:
        form = forms.parse(source)
    except forms.BadForm as bad:
        findings += [Finding(p.code, "error", path, p.key, values=p.values) for p in bad.problems]
        return None
    if form.id != PurePosixPath(path).stem:
        findings.append(
            Finding("form_id_differs", "error", path, form.id, values={"expected": PurePosixPath(path).stem})
        )
    return form


def _compiled(key: str, files: Mapping[str, bytes], findings: list[Finding]) -> spiff.Compiled | None:
    diagrams = {path: source for path, source in files.items() if path.endswith(".bpmn")}
    try:
        return spiff.compile(key, diagrams)
    except spiff.NotExecutable as refusal:
        findings += [Finding(f.code, "error", f.file, f.element, f.name, f.values) for f in refusal.findings]
    except Refusal as refusal:
        findings.append(Finding(refusal.code, "error", str(refusal.values.get("file", "")), values=refusal.values))
    return None
