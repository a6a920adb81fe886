"""A form answered for several cases at once: what it asks then, and the answer that each of them gets."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from engine import feel
from forms.answer.field import Field
from forms.answer.record import RowsField
from forms.answer.sharing import TOGETHER, SeparateOutcome, allowed, common, shared
from forms.form import Form
from forms.paths import dig, put
from forms.reading.options import Option


@dataclass(frozen=True)
class SharedForm:
    """A form for several cases: `form` reads no variable of any of them, `apart` are the outcomes that it leaves out.

    `possible`: whether there is an outcome that they may share; `form` is None where there is nothing to fill in.
    """

    possible: bool
    form: Form | None = None
    apart: tuple[SeparateOutcome, ...] = ()

    def answer(
        self, form: Form | None, answer: Mapping[str, object], scope: Mapping[str, object], env: feel.EvalContext
    ) -> dict[str, object]:
        """The answer of one case: the shared values, over the values that its own form has already."""
        own = form.defaults(scope, env) if form else {}
        for path in self.form.keys if self.form else ():
            put(own, path, dig(answer, path))
        return own

    def same(self, left: Mapping[str, object], right: Mapping[str, object]) -> bool:
        """True if two answers say the same in all that is shared."""
        return all(dig(left, path) == dig(right, path) for path in (self.form.keys if self.form else ()))


def together(form: Form | None, ends: Collection[str]) -> SharedForm:
    """The form that several cases may share, where these outcomes (as tokens, "" for none) end something."""
    if form is None or form.outcome is None:
        return _without_outcome(form, ends)
    outcome, keys = form.outcome.component, shared(form.components, form.outcome.component)
    options = outcome.options.fixed if outcome.options else ()
    apart = {option.token: alone for option in options if (alone := _apart(form, keys, option, ends))}
    left = [option.token for option in options if option.token not in apart]
    if not left:
        return SharedForm(False, None, tuple(apart.values()) or (SeparateOutcome("depends", form.outcome.label),))
    return SharedForm(True, Form(form.id, common(form.components, keys, {outcome.path: left})), tuple(apart.values()))


def _without_outcome(form: Form | None, ends: Collection[str]) -> SharedForm:
    keys = shared(form.components, None) if form else frozenset()
    needed = next(_needed(form, keys, "", None), None) if form else None
    if needed is not None or "" in ends:
        return SharedForm(
            False, None, (SeparateOutcome("needed", "", _name(needed)) if needed else SeparateOutcome("ends", ""),)
        )
    return SharedForm(True, Form(form.id, common(form.components, keys, {})) if form else None)


def _apart(form: Form, keys: frozenset[str], option: Option, ends: Collection[str]) -> SeparateOutcome | None:
    outcome = form.outcome.component if form.outcome else None
    if outcome is None or option.token not in allowed(outcome, ends):
        return SeparateOutcome("form" if outcome and TOGETHER in outcome.properties else "ends", option.label)
    needed = next(_needed(form, keys, outcome.path, option.value), None)
    demand = form.record.demand
    if needed is None and demand and option.token in demand.options and demand.reason not in keys:
        needed = form.record.by_path[demand.reason]
    return SeparateOutcome("needed", option.label, _name(needed)) if needed else None


def _needed(form: Form, keys: frozenset[str], outcome: str, value: object) -> Iterator[Field]:
    """The fields that several cases cannot share and that may have to be filled in for this outcome."""
    for field in form.fields:
        if field.path not in keys and _required(field):
            hides = [feel.constant_value(hide.expression, outcome, value) for hide in field.hides]
            if not any(hidden is True for hidden in hides):
                yield field


def _required(field: Field) -> bool:
    if field.rows and isinstance(field.answer_field, RowsField) and not field.answer_field.grows:
        return any(_required(inside) for inside in field.rows.fields)
    return field.required


def _name(field: Field) -> str:
    return field.label or field.path
