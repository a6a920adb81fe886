"""The part of a form that may be answered for several cases at once, as its components say (`together`)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from forms.findings import Findings
from forms.formula import Formula, Template
from forms.reading.component import SHOWN_ONLY, Component
from forms.reading.outcome import demand, of_record, outcomes

TOGETHER, NONE = "together", "none"
OF_ONE = ("filepicker", "dynamiclist")
"""Kinds of components whose answer belongs to one case: documents are filed with one, rows are those of one."""


@dataclass(frozen=True)
class SeparateOutcome:
    """An outcome that each case gets separately: by the form, as it `ends` something, or as a field is `needed`."""

    because: str
    outcome: str
    field: str = ""


def check_together(components: tuple[Component, ...], findings: Findings) -> None:
    """Notes `unknown_together_option`, `bad_together`, `together_impossible`."""
    fields, asking = list(of_record(components)), outcomes(components)
    for component in _marked(components):
        if component in asking:
            _check_options(component, findings)
        elif component.properties[TOGETHER] not in ("true", "false"):
            findings.add("bad_together", component.path or component.id, value=component.properties[TOGETHER][:100])
        elif component.properties[TOGETHER] == "true" and not _shareable(component, fields):
            findings.add("together_impossible", component.path or component.id)


def _check_options(outcome: Component, findings: Findings) -> None:
    named, options = _named(outcome), outcome.options
    if named and options and not options.known:
        findings.add("together_impossible", outcome.path)
    elif options:
        for option in sorted(named - {option.token for option in options.fixed}):
            findings.add("unknown_together_option", outcome.path, option=option[:100])


def _shareable(component: Component, fields: list[Component]) -> bool:
    return _same_for_all(component) and any(component is field for field in fields)


def allowed(outcome: Component, ends: Collection[str]) -> frozenset[str]:
    """The options (as tokens) that may be given together: those that the form names, else those that end nothing."""
    fixed = {option.token for option in outcome.options.fixed} if outcome.options else set()
    return frozenset(_named(outcome) & fixed if TOGETHER in outcome.properties else fixed - set(ends))


def shared(components: tuple[Component, ...], outcome: Component | None) -> frozenset[str]:
    """The paths that one answer may write for all: the outcome, its reason, and the fields that the form names."""
    reason = demand(outcome).reason if outcome else ""
    default = {component.path: "true" if component.path == reason else "false" for component in of_record(components)}
    named = {
        component.path
        for component in of_record(components)
        if component.properties.get(TOGETHER, default[component.path]) == "true" and _same_for_all(component)
    }
    return frozenset(named | {outcome.path} if outcome else named)


def common(
    components: tuple[Component, ...], keys: frozenset[str], options: Mapping[str, Collection[str]]
) -> tuple[Component, ...]:
    """The components that ask for these keys, without anything that could read one case's variables.

    `options` says for a path which of its options (as tokens) are left.
    """
    return tuple(part for component in components if (part := _common(component, keys, options)))


def _common(component: Component, keys: frozenset[str], options: Mapping[str, Collection[str]]) -> Component | None:
    if component.kind == "group":
        inside = common(component.children, keys, options)
        return replace(_plain(component, keys), children=inside) if inside else None
    if component.kind in SHOWN_ONLY:
        tells = component.kind == "text" and all(_within(formula, keys) for formula in component.formulas)
        return component if tells else None
    if component.path not in keys:
        return None
    left, plain = options.get(component.path), _plain(component, keys)
    if left is None or plain.options is None:
        return plain
    fixed = tuple(option for option in plain.options.fixed if option.token in left)
    return replace(plain, options=replace(plain.options, fixed=fixed))


def _plain(component: Component, keys: frozenset[str]) -> Component:
    """The component with only those expressions that read nothing but the shared answer itself."""
    return replace(
        component,
        label=Template(tuple(part for part in component.label.parts if _within(part, keys))),
        description=_text(component.description, keys),
        prefix=_text(component.prefix, keys),
        suffix=_text(component.suffix, keys),
        hide=component.hide if _within(component.hide, keys) else None,
        readonly=component.readonly if _within(component.readonly, keys) else False,
        default_formula=component.default_formula if _within(component.default_formula, keys) else None,
        bounds={name: bound for name, bound in component.bounds.items() if _within(bound, keys)},
    )


def _text(words: Template, keys: frozenset[str]) -> Template:
    """The text, or an empty one where any part reads one case: the rest alone would say something else."""
    return words if all(_within(part, keys) for part in words.parts) else Template()


def _within(part: object, keys: frozenset[str]) -> bool:
    return not isinstance(part, Formula) or all(path in keys for path in part.reads)


def _same_for_all(component: Component) -> bool:
    """True if the component can be the same for every case: no documents, no rows, no options from variables."""
    fixed_options = component.options is None or component.options.known
    return component.kind not in OF_ONE and fixed_options and component.readonly is not True


def _named(outcome: Component) -> set[str]:
    tokens = {token.strip() for token in outcome.properties.get(TOGETHER, "").split(",")} - {""}
    return set() if tokens == {NONE} else tokens


def _marked(components: tuple[Component, ...]) -> Iterator[Component]:
    for component in components:
        if TOGETHER in component.properties:
            yield component
        yield from _marked(component.children)
