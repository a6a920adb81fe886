"""Rehearses a definition before it is published: checks it, tries its decisions, plays its stories."""

from dataclasses import dataclass, field
from pathlib import Path

from engine import calendar, definition, lint, seed_data, story
from engine.bundle import Bundle
from engine.case import eval_context
from engine.errors import NotPublished, Refusal
from engine.lint import Contents, Finding, Trial
from engine.lint.decision_tests import CLOCK
from engine.story import Difference
from webapp.demo.stage import Stage, play_in_memory

CASES = ".cases.csv"


@dataclass
class Rehearsal:
    """The result of a rehearsal: findings, differences by story, flows that no story walked, tried decisions."""

    bundle: Bundle
    findings: list[Finding] = field(default_factory=list)
    stories: dict[str, list[Difference]] = field(default_factory=dict)
    unwalked: list[str] = field(default_factory=list)
    trial: Trial = field(default_factory=Trial)

    @property
    def passed(self) -> bool:
        """True if there is no error, no difference in a story or test row, and nothing left untried."""
        errors = any(finding.severity == "error" for finding in self.findings)
        return not (errors or any(self.stories.values()) or self.unwalked) and self.trial.passed


def rehearse(bundle: Bundle, folder: Path, bundles: dict[str, Bundle]) -> Rehearsal:
    """The rehearsal of a bundle: checked against the shipped roles, decisions tried, stories in its folder played."""
    result = Rehearsal(bundle, findings=_findings(bundle))
    if any(finding.severity == "error" for finding in result.findings):
        return result
    contents, _ = lint.read(bundle.key, bundle.files)
    result.trial = _trial(contents, folder)
    walked: set[str] = set()
    for path in sorted((folder / "stories").glob("*.toml")):
        result.stories[path.stem], trail = _play(path, bundles)
        walked |= trail
    flows = [flow.id for flow in contents.diagrams.flows.values()]
    result.unwalked = [flow for flow in flows if flow not in walked]
    return result


def _findings(bundle: Bundle) -> list[Finding]:
    stage = Stage()
    try:
        with stage.write() as session:
            seed_data.install(session)
        with stage.write() as session:
            return definition.check(session, bundle)
    finally:
        stage.close()


def _trial(contents: Contents, folder: Path) -> Trial:
    """The decisions tried with the rows of `<decision>.cases.csv`, by the working days of the calendar."""
    sources = {path.name.removesuffix(CASES): path.read_text(encoding="utf-8") for path in folder.glob(f"*{CASES}")}
    stage = Stage()
    try:
        stage.set_clock(CLOCK)
        with stage.write() as session:
            seed_data.install(session)
            return lint.trial(contents, sources, eval_context(session, calendar.WIB))
    finally:
        stage.close()


def _play(path: Path, bundles: dict[str, Bundle]) -> tuple[list[Difference], set[str]]:
    try:
        played = play_in_memory(story.read(path.read_text(encoding="utf-8")), bundles)
    except NotPublished as refusal:
        return [Difference("publish", None, str(refusal))], set()
    except Refusal as refusal:
        return [Difference("story", None, str(refusal))], set()
    return played.differences, played.trail
