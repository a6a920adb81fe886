"""Hard cases from the outside, as stories of the shipped procedures: what law and practice ask comes out.

The stories were written beside the project, in a folder that also holds those that do not come out yet; those that do
are kept here. Their titles and final outcomes are held to that folder where it is there.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from engine import seed_data, story
from webapp.demo.stage import play_in_memory

HERE = Path(__file__).parent / "hard_cases"
OUTSIDE = Path(__file__).parents[2] / "shared/cases/stories"
BUNDLES = {bundle.key: bundle for bundle in seed_data.bundles()}
SAME_KIND = {"already_applied": "case_running"}
"""Refusals by the code that the outside gave a kind, and by ours."""


def told_in(folder: Path, name: str) -> story.Story:
    return story.read((folder / name).read_text(encoding="utf-8"))


STORIES = sorted(path.name for path in HERE.glob("*.toml"))


@pytest.mark.parametrize("name", STORIES)
def test_a_hard_case_comes_out_as_law_and_practice_ask(name: str) -> None:
    played = play_in_memory(told_in(HERE, name), BUNDLES)
    assert [(one.what, one.expected, one.actual) for one in played.differences] == []
    assert len(played.steps) == len(told_in(HERE, name).steps), "every step was played"


@pytest.mark.parametrize("name", STORIES)
def test_a_hard_case_ends_as_the_outside_says(name: str) -> None:
    if not (OUTSIDE / name).is_file():
        pytest.skip(f"the folder of stories from the outside is not here: {OUTSIDE}")
    ours, theirs = told_in(HERE, name), told_in(OUTSIDE, name)
    assert ours.title == theirs.title
    assert final_outcome(ours) == final_outcome(theirs)


def final_outcome(told: story.Story) -> Mapping[str, Any]:
    """What the last step that expects anything expects."""
    last = next(step.expect for step in reversed(told.steps) if step.expect)
    return {**last, **({"refused": SAME_KIND.get(last["refused"], last["refused"])} if "refused" in last else {})}
