"""The docs are complete and true: commands, targets, settings, links, codes, labels of the screen."""

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import pytest

from webapp.cli import main
from webapp.platform.config import Config

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HOW_TOS = ("approver", "applicant", "designer", "auditor")
# Who notes a finding: name of the call -> which argument is its code.
NOTERS = {
    "Finding": 0,
    "DiagramFinding": 0,
    "at": 2,
    "add": 0,
    "DmnError": 0,
    "BadXml": 0,
    "_at": 1,
    "flaw": 0,
}
READERS = ("engine/lint/**/*.py", "engine/spiff/**/*.py", "engine/dmn/**/*.py", "engine/xml.py", "forms/**/*.py")


def page(name: str) -> str:
    return (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")


def everything() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in PAGES)


def commands(group: click.Group, before: str = "jenjang") -> Iterator[str]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{before} {name}")
        else:
            yield f"{before} {name}"


def anchors(text: str) -> set[str]:
    """What GitHub makes of the headings."""
    heads = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def constants(node: ast.expr) -> set[str]:
    if isinstance(node, ast.IfExp):
        return constants(node.body) | constants(node.orelse)
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()


def codes(path: Path) -> set[str]:
    """The codes of findings that a module can make: noted, yielded as (…, code, values), or returned by the allow-list."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            place = NOTERS.get(ast.unparse(node.func).split(".")[-1])
            found |= constants(node.args[place]) if place is not None and len(node.args) > place else set()
        if (
            isinstance(node, ast.Yield)
            and isinstance(node.value, ast.Tuple)
            and isinstance(node.value.elts[-1], ast.Dict)
        ):
            found |= constants(node.value.elts[-2])
        if isinstance(node, ast.Return) and node.value and path.name == "allow_list.py":
            found |= constants(node.value)
    return found


def every_code() -> set[str]:
    from engine.spiff.checks.nodes import NEEDED

    found = {code for pattern in READERS for path in ROOT.glob(pattern) for code in codes(path)}
    return found | {f"{name}_missing" for names in NEEDED.values() for name in names}


def test_every_command_is_documented() -> None:
    told = everything()
    assert [name for name in commands(main) if name not in told] == []


def test_every_make_target_is_documented() -> None:
    targets = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert targets
    assert [name for name in targets if f"`make {name}`" not in page("developer")] == []


def test_every_setting_has_its_row_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `JENJANG_(\w+)` \| ([^|]*) \|", page("operator"), re.MULTILINE))
    assert set(rows) == {field.name.upper() for field in fields(Config)}
    defaults = {field.name.upper(): field.default for field in fields(Config) if field.name != "secret"}
    said = {
        name: "off" if value is False else f"`{value}`" if value != "" else "none" for name, value in defaults.items()
    }
    assert {name: rows[name] for name in said} == said


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_relative_link_resolves(path: Path) -> None:
    for target in LINK.findall(path.read_text(encoding="utf-8")):
        file, _, anchor = target.partition("#")
        if "://" in target:
            continue
        there = (path.parent / file).resolve() if file else path
        assert there.exists(), target
        assert not anchor or anchor in anchors(there.read_text(encoding="utf-8")), target


def test_every_finding_that_can_forbid_publishing_has_a_row() -> None:
    told = page("designer").partition("## Temuan dan perbaikannya")[2]
    rows = {code for row in re.findall(r"^\| (`[^|]*) \|", told, re.MULTILINE) for code in re.findall(r"`(\w+)`", row)}
    assert sorted(every_code() - rows) == []
    assert sorted(rows - every_code()) == []


def test_warnings_are_marked_and_nothing_else_is() -> None:
    told = page("designer").partition("### Isi definisi")[2].partition("### Diagram")[0]
    marked = set(re.findall(r"^\| `(\w+)` \(p\) \|", told, re.MULTILINE))
    warned: set[str] = set()
    for path in (ROOT / "engine/lint/rules").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and ast.unparse(node.func) == "Finding"
                and constants(node.args[1]) == {"warning"}
            ):
                warned |= constants(node.args[0])
    assert marked == warned


def test_every_misfit_of_the_verifier_has_a_row() -> None:
    module = ast.parse((ROOT / "engine/verify.py").read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(module) if isinstance(node, ast.Call) and ast.unparse(node.func) == "Misfit"]
    made = set().union(*(constants(call.args[1]) for call in calls))
    assert sorted(code for code in made if f"| `{code}` |" not in page("auditor")) == []


@pytest.mark.parametrize("name", HOW_TOS)
def test_what_is_bold_stands_on_the_screen(name: str) -> None:
    shown = [ROOT / "webapp/templates", ROOT / "webapp/translations/id", ROOT / "forms", ROOT / "processes"]
    kinds = (".html", ".toml", ".form", ".bpmn", ".csv")
    files = [path for folder in shown for path in folder.rglob("*") if path.suffix in kinds]
    screen = "\n".join(path.read_text(encoding="utf-8") for path in files)
    said = re.findall(r"\*\*([^*]+)\*\*", page(name))
    assert [label for label in said if label != "tebal" and label not in screen] == []


def test_every_column_of_the_import_is_documented() -> None:
    from engine.employee.columns import COLUMNS

    told = page("operator").partition("## Import of people")[2].partition("\n## ")[0]
    words = set(re.findall(r"\w+", told))
    assert sorted(column for column in COLUMNS if column not in words) == []
