"""What docs/designer.md says of expressions, stories, elements, forms and tables is what the engine does."""

import json
import re
from datetime import datetime
from pathlib import Path

import pytest

from engine import calendar, feel, story
from engine.database.base import Base, Database
from engine.dmn.table.hit_policy import AGGREGATIONS, HitPolicy
from engine.spiff.reader.zeebe import ZEEBE_ELEMENTS
from engine.story.read import EXPECTED, TOP, VERBS
from forms.reading.component import KNOWN

PAGE = (Path(__file__).parent.parent / "docs/designer.md").read_text(encoding="utf-8")


def fences(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


def chapter(title: str) -> str:
    return PAGE.partition(f"## {title}")[2].partition("\n## ")[0]


@pytest.fixture(scope="module")
def wednesday() -> feel.EvalContext:
    """8 July 2026, 09:00 WIB, with the holidays of 2026."""
    database = Database("sqlite://")
    Base.metadata.create_all(database.engine)
    with database.write() as session:
        calendar.seed(session, [2026])
        days = calendar.load(session)
    database.close()
    return feel.EvalContext(now=datetime.fromisoformat("2026-07-08T09:00:00+07:00"), calendar=days)


def test_the_feel_examples_give_what_they_say(wednesday: feel.EvalContext) -> None:
    scope = json.loads(fences("json")[0])
    lines = [line for fence in fences("feel") for line in fence.splitlines() if line.strip()]
    examples = [re.split(r"\s+// -> ", line) for line in lines]
    assert len(examples) > 30
    for example in examples:
        assert len(example) == 2, example
        made, said = (feel.parse(part).evaluate(scope, wednesday) for part in example)
        assert (type(made), made) == (type(said), said), example


def test_the_example_story_can_be_read() -> None:
    told = story.read(fences("toml")[0])
    assert [step.verb for step in told.steps] == ["start", "task"]


def test_every_verb_and_expectation_of_a_story_is_documented() -> None:
    told = chapter("Cerita sebagai uji")
    assert [word for word in (*VERBS, *EXPECTED) if f"`{word}`" not in told] == []
    assert [word for word in TOP if not re.search(rf"\b{word}\b", told)] == []


def test_every_element_and_extension_of_the_dialect_is_documented() -> None:
    told = chapter("Perluasan zeebe")
    attributes = {name for known in ZEEBE_ELEMENTS.values() for name in known}
    assert sorted(name for name in ZEEBE_ELEMENTS if f"`zeebe:{name}`" not in told) == []
    assert sorted(name for name in attributes - {"name", "expression"} if f"`{name}`" not in told) == []


def test_every_form_component_and_hit_policy_is_documented() -> None:
    assert sorted(kind for kind in KNOWN if f"`{kind}`" not in PAGE) == []
    policies = [policy.value for policy in HitPolicy] + list(AGGREGATIONS)
    assert [policy for policy in policies if f"`{policy}`" not in PAGE] == []
