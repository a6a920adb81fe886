"""The procedures that ship: nothing is found in them, their stories and test rows come out as told, and nothing is left
unwalked: no sequence flow, no decision, no row of a table."""

import pytest

from engine import seed_data, story
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
