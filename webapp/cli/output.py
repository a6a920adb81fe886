"""What commands share: the database of the settings, and output in words or as JSON."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from engine.database.base import Database
from engine.errors import Invalid, Refusal
from engine.lint import Finding
from webapp.jobs.procrastinate_worker import open_database
from webapp.platform.config import Config
from webapp.rendering import translations
from webapp.rendering.excerpt import excerpt
from webapp.rendering.translations import Reader

READER = Reader("id", "Asia/Jakarta")
as_json = click.option("--json", "json_", is_flag=True, help="Answer as JSON.")


def configured_database() -> Database:
    """The database of the settings."""
    return open_database(Config.read())


def create_file(database: Database) -> None:
    """Make the folder and the file of an SQLite database: it holds personal data, so for its owner alone."""
    if database.url.get_backend_name() == "sqlite" and database.url.database not in (None, "", ":memory:"):
        path = Path(str(database.url.database))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)


def refusal_text(refusal: Refusal) -> str:
    """A refusal as a sentence, with a line for each field."""
    lines = [translations.say("refusal", refusal.code, refusal.values, READER)]
    if isinstance(refusal, Invalid):
        for path, errors in refusal.errors.items():
            lines += [f"  {path}: {translations.say('form', code, values, READER)}" for code, values in errors]
    for finding in refusal.values.get("findings", ()) if isinstance(refusal.values, Mapping) else ():  # type: ignore[attr-defined]
        lines.append("  " + finding_text(finding))
    return "\n".join(lines)


def finding_text(finding: Finding) -> str:
    """A finding: severity, file, element, what is wrong, what to do; then the place in an expression, values to try."""
    place = " ".join(
        part for part in (finding.file, finding.element, f"“{finding.name}”" if finding.name else "") if part
    )
    words = translations.say(
        "lint", finding.rule, {"element": finding.element, "name": finding.name, **finding.values}, READER
    )
    lines = [f"{finding.severity}: {place}: {words} [{finding.rule}]", *excerpt_lines(finding.values, "      ")]
    if example := finding.values.get("example"):
        lines.append("      contoh: " + ", ".join(f"{label} = {text}" for label, text in example.items()))
    return "\n".join(lines)


def excerpt_lines(values: Mapping[str, object], indent: str = "  ") -> list[str]:
    """The lines that show where an expression is wrong, and what may be meant."""
    mark = excerpt(values, READER)
    return [indent + line for line in (mark.line, mark.caret, mark.hint) if line] if mark else []


def finding_to_dict(finding: Finding) -> dict[str, Any]:
    """A finding as JSON."""
    values = json.loads(json.dumps(dict(finding.values), default=str))
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "file": finding.file,
        "element": finding.element,
        "name": finding.name,
        "values": values,
    }


def echo_json(value: object) -> None:
    """Print as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))
