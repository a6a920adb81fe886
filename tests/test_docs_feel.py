"""docs/feel.md is true: every formula, every command with its output, every explanation is what the engine gives."""

import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from helpers.decisions import wednesday
from helpers.explanation_text import explanation_of

from engine import feel
from webapp.cli import main
from webapp.rendering.translations import catalogue

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/feel.md").read_text(encoding="utf-8")
SCOPE = json.loads(re.search(r"```json\n(.*?)```", PAGE, re.DOTALL)[1])  # type: ignore[index]
FORMULAS = [
    (formula.strip(), said.strip())
    for fence in re.findall(r"```feel\n(.*?)```", PAGE, re.DOTALL)
    for formula, said in re.findall(r"(.+?)\s+// -> (.*)\n", fence)
]
COMMANDS = re.findall(r"```console\n\$ jenjang (.*?)\n(.*?)```", PAGE, re.DOTALL)
REASONS = re.findall(r"<!-- (\S+) (\S+=\S+) (\S+) (id|en) -->\n```text\n(.*?)```", PAGE, re.DOTALL)


def test_there_are_twenty_numbered_formulas_and_five_explanations() -> None:
    assert re.findall(r"^(\d+)\. ", PAGE, re.MULTILINE) == [str(number) for number in range(1, 21)]
    assert len(re.findall(r"^\d+\. .*\n\n```feel\n", PAGE, re.MULTILINE)) == 20
    assert len({(decision, given) for decision, given, *_ in REASONS}) == 5


@pytest.mark.parametrize(("formula", "said"), FORMULAS)
def test_every_formula_gives_what_is_said(formula: str, said: str) -> None:
    made, expected = (feel.parse(text).evaluate(SCOPE, wednesday()) for text in (formula, said))
    assert (type(made), made) == (type(expected), expected)
    assert feel.static_errors(feel.parse(formula)) == []


@pytest.mark.parametrize(("command", "output"), COMMANDS)
def test_every_command_prints_what_is_shown(command: str, output: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert CliRunner().invoke(main, shlex.split(command)).output == output


@pytest.mark.parametrize(("decision", "given", "table", "language", "told"), REASONS)
def test_every_explanation_is_the_one_that_a_page_shows(
    decision: str, given: str, table: str, language: str, told: str
) -> None:
    assert explanation_of(decision, given, table, language) + "\n" == told


def test_every_unit_is_named() -> None:
    assert [unit for unit in catalogue("id", "unit") if f"`{unit}`" not in PAGE] == []
