"""docs/house.md and the tree say the same."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
HOUSE = (ROOT / "docs/house.md").read_text(encoding="utf-8")
TREE = re.search(r"```\n(processes/.*?)```", HOUSE, re.DOTALL).group(1)
DATA = {"templates", "static", "translations", "assets"}


def named() -> set[str]:
    """Every path that the tree of docs/house.md names, with its folder before it."""
    found, above = set(), ""
    for line in TREE.splitlines():
        names = re.findall(r"[a-z_]+(?:\.py|/)(?=\s|$)", line)
        deep = line.startswith(" ")
        if not deep:
            above = names[0]
        found |= {above + name if deep else name for name in names[: None if deep else 1]}
    return found


def built() -> set[str]:
    """Every folder at the top, and every room of the engine, of forms and of webapp."""
    top = {f"{name}/" for name in ("processes", "forms", "engine", "webapp", "tests", "docs")}
    rooms = set()
    for house in ("engine", "forms", "webapp"):
        for path in (ROOT / house).iterdir():
            if path.suffix == ".py" and path.name != "__init__.py":
                rooms.add(f"{house}/{path.name}")
            elif (path / "__init__.py").exists() or path.name in DATA:
                rooms.add(f"{house}/{path.name}/")
    return top | rooms


def test_every_room_that_is_built_is_named_in_the_house_and_every_room_named_is_built():
    assert sorted(built() - named()) == []
    assert sorted(named() - built()) == []


def test_nothing_else_stands_at_the_top():
    allowed = {
        "processes",
        "forms",
        "engine",
        "webapp",
        "tests",
        "docs",
        "var",
        "README.md",
        "CHANGELOG.md",
        "LICENSE",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "Makefile",
        "pyproject.toml",
        "requirements.lock",
    }
    found = {
        path.name for path in ROOT.iterdir() if not path.name.startswith(".") and not path.name.endswith(".egg-info")
    }
    assert found <= allowed


def test_the_layers_in_the_house_are_those_that_are_checked():
    line = re.search(r"`(story → .*?)`", HOUSE).group(1)
    told = [[name.strip() for name in floor.split(":")] for floor in line.split("→")]
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract.get("containers") == ["engine"])
    assert told == [[name.strip(" ()") for name in floor.split(":")] for floor in layers]


def test_every_module_begins_with_the_sentence_that_says_what_it_is_for():
    silent = [
        str(path.relative_to(ROOT))
        for house in ("engine", "forms", "webapp")
        for path in (ROOT / house).rglob("*.py")
        if "node_modules" not in path.parts and not path.read_text(encoding="utf-8").startswith('"""')
    ]
    assert silent == []


def test_a_session_carries_nothing_but_its_transaction():
    use = re.compile(r"\b(?:session|database|office|connection)\.info\b")
    users = {
        path.relative_to(ROOT).as_posix()
        for room in ("engine", "webapp", "tests")
        for path in (ROOT / room).rglob("*.py")
        if "node_modules" not in path.parts and use.search(path.read_text(encoding="utf-8"))
    }
    assert users == {"engine/database/transaction.py"}
