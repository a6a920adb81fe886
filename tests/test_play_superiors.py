"""Stories name superiors: who they are, and what comes of it where there is nobody."""

from typing import Any

import pytest
from diagrams.drawing import user
from helpers.definitions import process

from engine import story
from webapp.demo.stage import play_in_memory

TOLD = """
process = "endorsed"
clock = 2026-07-08T09:00:00+07:00
[people.sari]
nip = "199105052015042981"
unit = "dishub"
{superior}
[people.bambang]
name = "Bambang"
unit = "dishub"
[[step]]
by = "sari"
start = {{}}
"""


def played(superior: str, *steps: str) -> Any:
    """Sari's superior is to endorse."""
    endorsed = process(
        "endorsed", "start asked\nend done", user("endorse", assignee="=subject.superior.id"), "asked > endorse > done"
    )
    text = TOLD.format(superior=superior) + "".join(f"[[step]]\n{step}\n" for step in steps)
    return play_in_memory(story.read(text), {"endorsed": endorsed})


def test_a_story_names_the_superior_of_its_people() -> None:
    named = 'superior = "bambang"'
    offered = 'by = "bambang"\nclaim = "endorse"\nexpect = { offered = { endorse = "Bambang" } }'
    assert played(named, offered, 'task = "endorse"\nexpect = { ended = "done" }').differences == []


def test_where_a_story_names_nobody_somebody_is_invented() -> None:
    assert played("", 'task = "endorse"\nexpect = { ended = "done" }').differences == []


def test_a_story_can_expect_that_nobody_may() -> None:
    waits = 'wait_until = 2026-07-09T09:00:00+07:00\nexpect = { incident = "nobody_named", open = ["endorse"] }'
    assert played("", waits).differences == []


def test_a_superior_whom_the_story_does_not_know_is_told() -> None:
    with pytest.raises(story.BadStory, match="story_person_unknown"):
        played('superior = "budi"')
