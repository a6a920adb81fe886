"""The checks of a whole form: keys that clash, conditions that wait for themselves."""

from engine import feel
from forms.answer.field import FieldSet
from forms.answer.sharing import check_together
from forms.findings import Findings
from forms.paths import prefixes
from forms.reading.component import Component
from forms.reading.outcome import check_outcome, of_record

RESERVED = frozenset({"csrf_token"})
RESERVED_IN_ROWS = frozenset({"this", "parent", "i"})


def check(components: tuple[Component, ...], findings: Findings) -> None:
    """Notes everything that is wrong with the tree as a whole."""
    check_outcome(components, findings)
    check_together(components, findings)
    _check_keys(components, findings, in_row=False)
    for component in _lists(components):
        _check_keys(component.children, findings, in_row=True)
        _check_list(component, findings)


def check_conditions(record: FieldSet, findings: Findings) -> None:
    """Notes `condition_cycle` for fields whose conditions wait for each other."""
    if record.cycle:
        findings.add("condition_cycle", record.cycle[0], keys=list(record.cycle))
    for field in record.fields:
        if field.rows:
            check_conditions(field.rows, findings)


def _lists(components: tuple[Component, ...]) -> list[Component]:
    return [
        part
        for component in components
        for part in ([component] if component.kind == "dynamiclist" else []) + _lists(component.children)
    ]


def _check_keys(components: tuple[Component, ...], findings: Findings, *, in_row: bool) -> None:
    inputs = list(of_record(components))
    seen: set[str] = set()
    for component in inputs:
        if component.path in seen:
            findings.add("duplicate_key", component.path)
        seen.add(component.path)
    for path in sorted(seen):
        above = next((prefix for prefix in prefixes(path) if prefix in seen), None)
        if above:
            findings.add("key_beside_key", path, other=above)
        _check_name(path, findings, in_row=in_row)
    for component in inputs:
        _check_default(component, findings)


def _check_name(path: str, findings: Findings, *, in_row: bool) -> None:
    first = path.split(".")[0]
    if first.startswith("_") or first in RESERVED or (in_row and first in RESERVED_IN_ROWS):
        findings.add("reserved_key", path)
    try:
        known = feel.parse(path).paths == {path}
    except feel.FeelError:
        known = False
    if not known:
        findings.add("unnameable_key", path)


def _check_default(component: Component, findings: Findings) -> None:
    options = component.options
    if component.default is None or not options or not options.known:
        return
    defaults = component.default if isinstance(component.default, list) else [component.default]
    for value in defaults:
        if value not in ("", None) and not any(option.meant_by(value) for option in options.fixed):
            findings.add("bad_default", component.path, value=str(value)[:100])


def _check_list(component: Component, findings: Findings) -> None:
    grows = (
        component.settings.get("allowAddRemove", True) is True and component.settings.get("isRepeating", True) is True
    )
    fixed = [inside.path for inside in of_record(component.children) if inside.readonly]
    if not list(of_record(component.children)):
        findings.add("empty_list", component.path)
    if grows and fixed:
        # A row that is removed would move the standing values to other rows.
        findings.add("readonly_in_growing_list", component.path, keys=fixed)
