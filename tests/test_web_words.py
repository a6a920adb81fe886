"""Nothing reaches a reader without words: every code of engine and forms, every sentence of the pages, in both languages."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from engine.audit import EventKind
from engine.feel.syntax.token_stream import KEYWORDS
from webapp.rendering import translations
from webapp.rendering.languages import LANGUAGES, SOURCE
from webapp.rendering.translations import Reader, catalogue, say, translate

ROOT = Path(__file__).parent.parent
SENTENCE = re.compile(r"""(?<!\w)_\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
RECORDERS = ("record", "advance", "_advance", "mend", "note", "note_start")
# Codes that only programs meet: a job's holder, a run, the demo's stories. They have words, but no family of their own.
INNER = {"wrong", "error", "warning"}


def sources(*rooms: str) -> Iterator[ast.Module]:
    for room in rooms:
        for path in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield ast.parse(path.read_text(encoding="utf-8"))


def literal(node: ast.AST | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def called(node: ast.Call) -> str:
    return ast.unparse(node.func).split(".")[-1]


def refusal_codes() -> set[str]:
    """The codes of refusals: class attributes, and the first argument where one is raised."""
    found: set[str] = set()
    for module in sources("engine", "webapp"):
        for node in ast.walk(module):
            if isinstance(node, ast.ClassDef):
                found |= {code for each in node.body if (code := _class_code(each))}
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
                code = literal(node.exc.args[0])
                if code and called(node.exc) in (
                    "Refusal",
                    "NotAllowed",
                    "NotFound",
                    "Conflict",
                    "BadXml",
                    "LetterFailed",
                    "FactRefused",
                ):
                    found.add(code)
    return found


def _class_code(node: ast.stmt) -> str | None:
    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "code":
        return literal(node.value)
    return None


def codes_of(rooms: tuple[str, ...], makers: tuple[str, ...]) -> set[str]:
    """The codes given to these makers: their first to third argument that looks like one."""
    found = set()
    for module in sources(*rooms):
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and called(node) in makers:
                found |= {
                    code
                    for each in node.args[:3]
                    if (code := literal(each)) and re.fullmatch(r"[a-z]+(_[a-z]+)*", code)
                }
    return found - INNER


def error_pairs() -> set[str]:
    """Codes of field errors: `("code", {...})`."""
    found = set()
    for module in sources("engine", "webapp"):
        for node in ast.walk(module):
            if isinstance(node, ast.Dict):
                for value in node.values:
                    for each in ast.walk(value) if isinstance(value, ast.List) else ():
                        if isinstance(each, ast.Tuple) and each.elts and (code := literal(each.elts[0])):
                            found.add(code)
    return found


FAMILIES = sorted(
    {path.stem for language in LANGUAGES.values() for path in language.folder.glob("*.toml")} - {"language", "screen"}
)
OTHERS = [code for code in LANGUAGES if code != SOURCE]


def places(words: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(words) if name}


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("family", FAMILIES)
def test_every_language_knows_the_same_codes_with_the_same_places(family: str, language: str) -> None:
    source, other = catalogue(SOURCE, family), catalogue(language, family)
    assert source.keys() == other.keys()
    for code, words in source.items():
        assert places(words) == places(other[code]), code


def missing(codes: set[str], family: str) -> set[str]:
    return codes - catalogue("id", family).keys()


def test_every_refusal_has_words() -> None:
    assert missing(refusal_codes() - {"misfit"}, "refusal") == set()


def test_every_error_of_an_answer_has_words() -> None:
    codes = codes_of(("forms",), ("wrong", "Wrong")) | error_pairs()
    assert missing(codes, "form") == set()


def test_every_finding_has_words() -> None:
    makers = ("Finding", "DiagramFinding", "DmnError", "Problem", "add", "finding", "flaw")
    codes = codes_of(("engine/lint", "engine/spiff", "engine/dmn", "forms"), makers)
    assert missing(codes, "lint") == set()


def reasons_of_diagrams() -> set[str]:
    """The codes that reading and checking a diagram yields: `yield "code", {…}`, `findings.at(file, element, "code")`."""
    found = set()
    for module in sources("engine/spiff"):
        for node in ast.walk(module):
            told = node.value.elts if isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple) else []
            if isinstance(node, ast.Call) and called(node) == "at" and len(node.args) == 3:
                told = node.args[2:]
            found |= {
                code for each in told[:2] if (code := literal(each)) and isinstance(told[-1], ast.Dict | ast.Constant)
            }
    return {code for code in found if re.fullmatch(r"[a-z]+(_[a-z]+)*", code)} - INNER


def test_every_reason_against_a_diagram_has_words() -> None:
    codes = reasons_of_diagrams()
    assert {"dead_end", "signal_missing", "cancel_misplaced"} < codes
    assert missing(codes, "lint") == set()


def test_every_error_of_an_expression_has_words() -> None:
    assert missing(codes_of(("engine/feel",), ("FeelError", "_error")), "feel") == set()


def test_every_hint_and_everything_that_an_expression_waits_for_has_words() -> None:
    assert missing(codes_of(("engine/feel",), ("Hint",)), "hint") == set()
    expected = {code for code in codes_of(("engine/feel",), ("refuse",)) if code not in KEYWORDS}
    assert missing(expected, "expected") == set()


def test_every_reason_why_a_case_stops_has_words() -> None:
    codes = codes_of(("engine/spiff", "engine/case"), ("Failure", "open_incident"))
    codes |= codes_of(("engine/job", "engine/job_handlers"), ("Failed",)) | {"worker_failed"}
    assert missing(codes, "incident") == set()


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_kind_of_event_has_words_and_every_word_a_kind(language: str) -> None:
    assert set(catalogue(language, "event")) == {kind.value for kind in EventKind}


def test_events_are_recorded_by_members_of_the_enum() -> None:
    kinds = {kind.value for kind in EventKind}
    assert {kind.name.lower() for kind in EventKind} == kinds
    for module in sources("engine", "webapp"):
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and called(node) in RECORDERS:
                loose = kinds & {literal(part) for each in node.args for part in ast.walk(each)}
                assert not loose, ast.unparse(node)


def test_every_notice_has_words() -> None:
    assert missing(codes_of(("engine", "webapp"), ("notify",)), "notice") == set()


def sentences() -> set[str]:
    """The Indonesian sentences of templates and views."""
    found = set()
    for path in sorted((ROOT / "webapp/templates").rglob("*.html")):
        found |= {ast.literal_eval(each) for each in SENTENCE.findall(path.read_text(encoding="utf-8"))}
    for module in sources("webapp"):
        if "from webapp.rendering.template_globals import" not in ast.unparse(module):
            continue
        for node in ast.walk(module):
            if (
                isinstance(node, ast.Call)
                and called(node) == "text"
                and node.args
                and (sentence := literal(node.args[0]))
            ):
                found.add(sentence)
    return found


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_of_the_pages_has_one_in_every_language_and_none_is_left_over(language: str) -> None:
    known = catalogue(language, "screen")
    assert sentences() - known.keys() == set()
    assert known.keys() - sentences() == set()
    assert [one for one, other in known.items() if places(one) != places(other)] == []


def test_values_are_told_as_indonesians_write_them() -> None:
    reader = Reader("id", "Asia/Makassar")
    assert (
        translations.fill("{at}", {"at": translations.dates.aware("2026-07-17T09:40:00Z")}, reader)
        == "Jumat, 17 Juli 2026 17.40 WITA"
    )
    assert translations.fill("{n}", {"n": 1234.5}, reader) == "1.234,5"
    assert translations.fill("{n}", {"n": ["a", "b"]}, reader) == "a, b"
    assert translations.fill("{missing}", {}, reader) == "…"


def test_a_sentence_never_reaches_into_a_value() -> None:
    assert translations.fill("{a.__class__}{a[0]}", {"a": "x"}, Reader()) == "……"


def test_a_code_without_words_is_shown_as_it_is() -> None:
    assert say("refusal", "brand_new_code", {}, Reader("en")) == "brand_new_code"
    assert translate("Belum diterjemahkan", Reader("en"), {}) == "Belum diterjemahkan"
