"""The outcome: the one radio or select whose key ends in `.outcome`; its options are the buttons of the task."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from forms.findings import Findings, Problem
from forms.reading.component import Component

REASON_FOR = "reasonFor"
TONE = "tone."
TONES = ("success", "warning", "danger", "neutral")
"""How an outcome or a verdict may look: a page has one look for each; without a tone it is neutral."""


@dataclass(frozen=True)
class ReasonDemand:
    """The path of the outcome, of the reason beside it, and the options (as tokens) that need the reason."""

    outcome: str
    reason: str
    options: frozenset[str]


def of_record(components: tuple[Component, ...]) -> Iterator[Component]:
    """The components that hold a value in this record: those in groups too, those in lists not."""
    for component in components:
        if component.kind == "group":
            yield from of_record(component.children)
        elif component.path:
            yield component


def outcomes(components: tuple[Component, ...]) -> list[Component]:
    """Every component that calls itself an outcome; a sound form has at most one."""
    return [
        component
        for component in of_record(components)
        if component.kind in ("radio", "select") and component.path.split(".")[-1] == "outcome"
    ]


def demand(component: Component) -> ReasonDemand:
    """The reason that this outcome demands, and for which options."""
    beside = component.path.removesuffix("outcome")
    options = (option.strip() for option in component.properties.get(REASON_FOR, "").split(","))
    return ReasonDemand(component.path, f"{beside}reason", frozenset(option for option in options if option))


def tone_of(outcome: Component, token: str) -> str:
    """The tone of an option (as a token), as the property `tone.<value>` of the outcome says; neutral without one."""
    tone = outcome.properties.get(TONE + token, "neutral")
    return tone if tone in TONES else "neutral"


def check_outcome(components: tuple[Component, ...], findings: Findings) -> None:
    """Check that there is one outcome at most, that its reason is there, that what demands it is an option.

    Notes `several_outcomes`, `unknown_reason_option`, `missing_reason_field`.
    """
    candidates = outcomes(components)
    if len(candidates) > 1:
        findings.add("several_outcomes", candidates[1].path, outcomes=[component.path for component in candidates])
    for component in candidates:
        demanded = demand(component)
        if component.options and component.options.known:
            known = {option.token for option in component.options.fixed}
            for option in sorted(demanded.options - known):
                findings.add("unknown_reason_option", component.path, option=option)
        texts = [field.path for field in of_record(components) if field.kind in ("textfield", "textarea")]
        if demanded.options and demanded.reason not in texts:
            findings.add("missing_reason_field", component.path, reason=demanded.reason)


def tone_problems(outcome: Component) -> Sequence[Problem]:
    """`unknown_tone` and `unknown_tone_option`: tones that no page knows, or of no option.

    They forbid publishing and not reading: a version published before there were tones may use the word for its own.
    """
    findings = Findings()
    fixed = outcome.options.fixed if outcome.options and outcome.options.known else None
    for name, tone in outcome.properties.items():
        token = name.removeprefix(TONE)
        if token == name:
            continue
        if tone not in TONES:
            findings.add("unknown_tone", outcome.path, tone=tone[:100], known=list(TONES))
        if fixed is not None and all(option.token != token for option in fixed):
            findings.add("unknown_tone_option", outcome.path, option=token[:100])
    return findings.problems
