"""In a story somebody plays the other side: service tasks are done, or end with an error, and nothing is sent."""

from typing import Any

from diagrams.drawing import boundary, error, io, job, zeebe
from helpers.definitions import process, role_task

from engine import story
from webapp.demo.stage import play_in_memory

TOLD = """
process = "told"
clock = 2026-07-08T09:00:00+07:00
[people.nurhayati]
nip = "199002282014022994"
unit = "dishub"
[[step]]
by = "nurhayati"
start = {}
"""
PROPERTIES = {"startableBy": "everyone", "subject": "starter"}


def told() -> Any:
    """A mail, then a worker outside; the error `gone` leads to missing."""
    mail = job(
        "tell",
        "mail",
        io({"to": '="a@contoh.go.id"'}),
        zeebe("taskHeaders", zeebe("header", key="template", value="x.txt")),
    )
    return process(
        "told",
        "start asked\nend done lost",
        mail,
        job("scan", "scan_documents"),
        role_task("checked", "rank_officer"),
        boundary("gone", "scan", '<bpmn:errorEventDefinition errorRef="e"/>'),
        "asked > tell > scan > checked > done\ngone > lost",
        root=error("e", "gone"),
        mails__x__txt="Subject: x\n\ny",
    )


def played(*steps: str) -> Any:
    return play_in_memory(story.read(TOLD + "".join(f"[[step]]\n{step}\n" for step in steps)), {"told": told()})


def test_the_other_side_does_its_work() -> None:
    answer = 'job = "scan"\nanswer = { "pages" = 3 }\nexpect = { open = ["checked"], variables = { pages = 3 } }'
    assert played('job = "tell"', answer).differences == []


def test_the_other_side_ends_with_an_error() -> None:
    assert played('job = "tell"', 'job = "scan"\nerror = "gone"\nexpect = { ended = "lost" }').differences == []


def test_work_that_does_not_wait_cannot_be_done() -> None:
    assert played('job = "scan"\nexpect = { refused = "story_job_not_open" }').differences == []
