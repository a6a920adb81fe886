"""docs/house.md and the tree say the same."""

import ast
import re
import tomllib
from collections.abc import Iterator
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


EMPTY = frozenset({"told", "asked", "found", "given", "made", "kept", "held", "said"})
"""Names that say nothing of what they name."""
COLLECTIONS = {"engine/lint/rules", "engine/migrations/versions"}
"""Rooms of things of one kind, each in a file of its own: they may be many."""


def code(*rooms: str) -> Iterator[tuple[str, ast.Module]]:
    """Every Python file of the rooms, by path and parsed."""
    for room in rooms:
        for path in sorted((ROOT / room).rglob("*.py")):
            if "node_modules" not in path.parts:
                yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def bound(node: ast.AST) -> str | None:
    """The name that a node binds or reads off an object: variable, parameter, function, method, attribute."""
    match node:
        case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
            return name
        case ast.arg(arg=name):
            return name
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return name
        case ast.Attribute(attr=name):
            return name
        case ast.alias(name=name, asname=alias):
            return alias or name
        case ast.MatchAs(name=name) | ast.MatchStar(name=name) | ast.ExceptHandler(name=name):
            return name
    return None


def test_no_name_is_empty():
    empty = [
        f"{path}:{getattr(node, 'lineno', 0)} {bound(node)}"
        for path, module in code("engine", "forms", "webapp", "tests/helpers")
        for node in ast.walk(module)
        if bound(node) in EMPTY
    ]
    assert empty == []


QUESTIONS = re.compile(r"(What|Whom?|Whose|Which|Whether|Where|When|Why|How)\b")
PUBLISHED = frozenset({("webapp/api/openapi.py", "topology")})
"""Docstrings that are published as they are: the summaries of the API."""


def test_no_docstring_begins_with_a_question():
    """A docstring of a function or class begins with what is returned or done."""
    asking = [
        f"{path}:{node.lineno} {node.name}"
        for path, module in code("engine", "forms", "webapp")
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        if QUESTIONS.match(ast.get_docstring(node) or "") and (path, node.name) not in PUBLISHED
    ]
    assert asking == []


def test_no_template_sets_an_empty_name():
    sets = re.compile(rf"{{%-?\s*(?:set|for|with|macro)\s+(?:{'|'.join(EMPTY)})\b")
    empty = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in (ROOT / "webapp/templates").rglob("*.html")
        for match in sets.finditer(path.read_text(encoding="utf-8"))
    ]
    assert empty == []


def test_no_class_name_stands_twice():
    places: dict[str, list[str]] = {}
    for path, module in code("engine", "forms", "webapp"):
        for node in ast.walk(module):
            if isinstance(node, ast.ClassDef):
                places.setdefault(node.name, []).append(path)
    assert {name: paths for name, paths in places.items() if len(paths) > 1} == {}


def test_no_room_holds_more_than_twenty_files():
    rooms: dict[str, int] = {}
    for path, _module in code("engine", "forms", "webapp", "tests/helpers"):
        room, _, name = path.rpartition("/")
        if name != "__init__.py":
            rooms[room] = rooms.get(room, 0) + 1
    assert {room: files for room, files in rooms.items() if files > 20 and room not in COLLECTIONS} == {}


def test_a_session_carries_nothing_but_its_transaction():
    use = re.compile(r"\b(?:session|database|office|connection)\.info\b")
    users = {
        path.relative_to(ROOT).as_posix()
        for room in ("engine", "webapp", "tests")
        for path in (ROOT / room).rglob("*.py")
        if "node_modules" not in path.parts and use.search(path.read_text(encoding="utf-8"))
    }
    assert users == {"engine/database/transaction.py"}
