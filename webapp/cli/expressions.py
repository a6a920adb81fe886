"""Commands about rules: evaluate a FEEL expression, make a decision of a DMN file, and explain it."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from engine import calendar, dmn, feel
from engine.lint import Finding
from webapp import reasons
from webapp.cli.output import READER, as_json, echo_json, excerpt_lines, finding_text
from webapp.demo.stage import Stage
from webapp.reasons import Line
from webapp.rendering import dates, translations


class Variables(click.ParamType):
    """The variables as a JSON object, or `@file` that holds one."""

    name = "JSON"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dict[str, Any]:
        if not isinstance(value, str):
            return dict(value)
        text = self._text(value, param, ctx)
        try:
            variables = json.loads(text, parse_float=Decimal, parse_constant=_refuse)
        except (ValueError, RecursionError) as wrong:
            self.fail("\n".join(["Ini bukan JSON.", *_place(text, wrong)]), param, ctx)
        if not isinstance(variables, dict):
            self.fail('Masukan harus objek JSON, misalnya {"golongan": "III/c"}.', param, ctx)
        return variables

    def _text(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not value.startswith("@"):
            return value
        try:
            return Path(value[1:]).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            self.fail(f"Berkas {value[1:]} tidak dapat dibaca.", param, ctx)


class IsoTime(click.ParamType):
    """A time in ISO 8601; without an offset it is WIB."""

    name = "TIME"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            at = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value} bukan waktu, misalnya 2026-07-08T09:00:00+07:00.", param, ctx)
        return at if at.tzinfo else at.replace(tzinfo=dates.zone_of(READER.zone))


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _place(text: str, wrong: Exception) -> list[str]:
    position = isinstance(wrong, json.JSONDecodeError) and {"text": text, "line": wrong.lineno, "column": wrong.colno}
    return excerpt_lines(position) if position else []


input_option = click.option(
    "--input", "variables", type=Variables(), default="{}", help="Variables, or @FILE with them."
)
now_option = click.option("--now", type=IsoTime(), help="What now() and today() are; default: this moment, in WIB.")
explain_option = click.option("--explain", "explain_", is_flag=True, help="Tell how it came about.")


@click.command(name="feel")
@click.argument("expression")
@input_option
@now_option
@explain_option
@as_json
def evaluate(expression: str, variables: dict[str, Any], now: datetime | None, explain_: bool, json_: bool) -> None:
    """Evaluate the FEEL EXPRESSION and print its value as JSON; exit code 1 if it is wrong.

    Dates, times and durations go in and come out as ISO 8601 texts: write date(x) where FEEL should see a date.
    """
    with _refusals(expression), _eval_context(now) as env:
        names = frozenset(variables)
        read = feel.parse(expression, names)
        slips = feel.static_errors(read, names)
        if slips:
            raise click.ClickException("\n".join(line for slip in slips for line in _error_lines(slip, expression)))
        value = read.evaluate(variables, env)
        story = feel.explain(read, variables, env) if explain_ else None
    for name in sorted(read.names - names):
        near = feel.nearest(name, names)
        click.echo(f"{name} tidak ada dalam masukan{f'; maksudnya {near}?' if near else '.'}", err=True)
    lines = reasons.expression(story, READER)[0].inner if story else ()
    _print_answer(value, asdict(story) if story else None, lines, json_)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--decision", required=True, help="Id or name of the decision.")
@input_option
@now_option
@explain_option
@as_json
def decide(
    file: Path, decision: str, variables: dict[str, Any], now: datetime | None, explain_: bool, json_: bool
) -> None:
    """Make the decision of the DMN FILE and print its value as JSON; exit code 1 if it is refused.

    Dates, times and durations go in and come out as ISO 8601 texts; a column of type date takes them as they are.
    """
    with _refusals(), _eval_context(now) as env:
        model = _model(file)
        decision_id = next(
            (
                decision_element.id
                for decision_element in model.decisions.values()
                if decision in (decision_element.id, decision_element.name)
            ),
            decision,
        )
        try:
            value = model.decide(decision_id, variables, env).value
        except dmn.DmnError:
            if explain_ and decision_id in model.decisions:
                _print_lines(
                    reasons.explanation(
                        dmn.explain(model, decision_id, variables, env), reasons.labels([model]), READER
                    )[1:]
                )
            raise
        story = dmn.explain(model, decision_id, variables, env) if explain_ else None
    lines = reasons.explanation(story, reasons.labels([model]), READER) if story else ()
    _print_answer(value, story.to_dict() if story else None, lines, json_)


@contextmanager
def _eval_context(now: datetime | None) -> Iterator[feel.EvalContext]:
    """The clock, and the working days as the joint decrees of the ministers set them."""
    moment = now or datetime.now(dates.zone_of(READER.zone))
    stage = Stage()
    try:
        with stage.write() as session:
            calendar.seed(session, range(moment.year - 1, moment.year + 2))
            yield feel.EvalContext(now=moment, calendar=calendar.load(session))
    finally:
        stage.close()


@contextmanager
def _refusals(text: str = "") -> Iterator[None]:
    """Refusals of rules as sentences, exit code 1."""
    try:
        yield
    except feel.FeelError as error:
        raise click.ClickException("\n".join(_error_lines(error, text))) from None
    except dmn.DmnError as error:
        raise click.ClickException(reasons.refusal(error.code, error.values, READER)) from None


def _error_lines(error: feel.FeelError, text: str) -> list[str]:
    values = feel.report(error, text)
    return [translations.say("lint", "expression_wrong", values, READER), *excerpt_lines(values)]


def _model(file: Path) -> dmn.Model:
    """The model of a file. Raises ClickException with everything that is wrong in it."""
    model = dmn.parse(file.read_bytes())
    findings = [Finding(code, "error", file.name, element, values=values) for code, element, values in model.problems()]
    if findings:
        raise click.ClickException("\n".join(map(finding_text, findings)))
    return model


def _print_answer(value: Any, explanation: dict[str, Any] | None, lines: Sequence[Line], json_: bool) -> None:
    plain = _to_json(value)
    if json_:
        echo_json({"value": plain, **({"explanation": explanation} if explanation else {})})
        return
    click.echo(json.dumps(plain, ensure_ascii=False))
    _print_lines(lines)


def _print_lines(lines: Sequence[Line]) -> None:
    for line in lines:
        click.echo(reasons.to_text(line, 1))


def _to_json(value: Any) -> Any:
    """JSON, or the text of a value that JSON has no form for: a range, a function."""
    try:
        return feel.to_json(value)
    except feel.FeelError:
        return feel.to_text(value)
