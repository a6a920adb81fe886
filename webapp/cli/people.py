"""Commands about people."""

from pathlib import Path

import click

from engine import employee
from webapp.cli.output import READER, as_json, configured_database, echo_json
from webapp.rendering import translations


@click.group()
def people() -> None:
    """Persons, units, memberships and facts."""


@people.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@as_json
def import_(file: Path, json_: bool) -> None:
    """Take persons, units, memberships and facts from FILE (CSV; docs/operator.md lists its columns).

    Rows that fit are taken, the others are reported by row and reason; exit code 1 if there were any.
    """
    rows = employee.read_csv(file.read_bytes())
    database = configured_database()
    with database.write() as session:
        reports = employee.import_people(session, None, rows)
        session.commit()
    failed = [report for report in reports if report.code == "refused"]
    if json_:
        echo_json([vars(report) for report in reports])
    else:
        for report in reports:
            click.echo(
                f"baris {report.row}: {translations.say('intake', report.code, report.values, READER)}{_why(report)}"
            )
        click.echo(f"{len(reports) - len(failed)} baris diterima, {len(failed)} ditolak")
    raise SystemExit(1 if failed else 0)


def _why(report: employee.RowReport) -> str:
    """The end of a report line: the person and the warnings of the row, or why it was refused, field by field."""
    if report.code != "refused":
        remarks = [f"\n  {translations.say('form', code, values, READER)}" for code, values in report.warnings]
        return "".join([f" – {report.values['name']}" if "name" in report.values else "", *remarks])
    lines = [translations.say("refusal", report.values["refusal"], report.values, READER)]
    for column, errors in report.values.get("errors", {}).items():
        lines += [f"  {column}: {translations.say('form', code, values, READER)}" for code, values in errors]
    return ": " + "\n".join(lines)
