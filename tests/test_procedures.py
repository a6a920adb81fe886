"""The procedures that ship: nothing is found in them, their stories and test rows come out as told, and nothing is left
unwalked: no sequence flow, no decision, no row of a table."""

import ast

import pytest

from engine import lint, seed_data, story
from webapp.cli.output import finding_text
from webapp.definitions.rehearsal import rehearse

BUNDLES = {bundle.key: bundle for bundle in seed_data.bundles()}


def test_the_four_procedures_ship():
    assert set(BUNDLES) == {"promotion", "recruitment", "training_nomination", "training_offer"}


@pytest.mark.parametrize("key", sorted(BUNDLES))
def test_a_shipped_procedure_passes_its_rehearsal(key: str):
    result = rehearse(BUNDLES[key], seed_data.ROOT / "processes" / key, BUNDLES)
    assert [finding_text(finding) for finding in result.findings] == []
    assert {name: found for name, found in result.stories.items() if found} == {}
    assert result.stories
    assert result.unwalked == []
    assert (result.trial.failed, result.trial.unread) == ([], {})
    assert (result.trial.untried, result.trial.unfired) == ([], [])


SCENARIOS = {"R1", "R2", "R3", "T1", "T4", "P1", "P2", "P4"}


def test_the_scenarios_of_the_domain_are_among_the_stories():
    paths = (seed_data.ROOT / "processes").glob("*/stories/*.toml")
    told_in = {story.read(path.read_text(encoding="utf-8")).scenario for path in paths}
    assert {name for name in told_in if name} >= SCENARIOS


WORDS_OF_OUR_OWN = {"error", "cancelled", "received", "failed", "recorded", "complete", "stopped", "passed"}
"""Outcomes of these procedures that are also words of the engine: states, kinds of events, codes."""


def judgements() -> set[str]:
    """Every outcome of a shipped form and every verdict of a shipped table, in small letters."""
    contents = [lint.read(bundle.key, bundle.files)[0] for bundle in BUNDLES.values()]
    found = {
        str(value)
        for one in contents
        for form in one.forms.values()
        if form.outcome
        for value, _ in form.outcome.options
    }
    for model in (model for one in contents for model in one.models.values()):
        for table in (decision.table for decision in model.decisions.values() if decision.table):
            names = [output.name for output in table.outputs]
            if "verdict" in names:
                found |= {str(rule.constants[names.index("verdict")]) for rule in table.rules}
    return {value.lower() for value in found}


def test_no_python_names_an_outcome_or_a_verdict_of_a_procedure():
    values = judgements()
    assert {"ms", "tms", "btl", "bts", "blocked", "approved", "struck"} <= values
    named = [
        f"{path.relative_to(seed_data.ROOT)}:{node.lineno} {node.value}"
        for room in ("engine", "webapp", "forms")
        for path in (seed_data.ROOT / room).rglob("*.py")
        if "node_modules" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if node.value.lower() in values - WORDS_OF_OUR_OWN
    ]
    assert named == []
