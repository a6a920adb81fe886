"""Commands about holidays: `migrate` puts in those of the joint decree, an administrator declares the local ones."""

from datetime import datetime

import click

from engine import calendar
from engine.person.name import check_name
from webapp.cli.output import as_json, configured_database, echo_json

DAY = click.DateTime(["%Y-%m-%d"])
YEARS = click.IntRange(1900, 2200)


@click.group()
def holiday() -> None:
    """Holidays: the days that working days and deadlines leave out."""


@holiday.command()
@click.argument("day", type=DAY)
@click.argument("name")
@click.option("--kind", type=click.Choice(calendar.KINDS), default="local", show_default=True, help="What kind it is.")
def declare(day: datetime, name: str, kind: str) -> None:
    """Make DAY (2026-12-09) a holiday called NAME; it counts from now on."""
    YEARS.convert(day.year, None, click.get_current_context())
    check_name(name)
    with configured_database().write() as session:
        calendar.declare(session, None, day.date(), name, kind)
        session.commit()
    click.echo(f"{day.date()} menjadi hari libur: {name}")


@holiday.command()
@click.argument("day", type=DAY)
def withdraw(day: datetime) -> None:
    """Make DAY a working day again, whoever declared it a holiday."""
    with configured_database().write() as session:
        calendar.holiday_on(session, day.date()).withdraw(None)
        session.commit()
    click.echo(f"{day.date()} bukan hari libur lagi")


@holiday.command("list")
@click.argument("year", type=YEARS)
@as_json
def listed(year: int, json_: bool) -> None:
    """List the holidays of YEAR."""
    with configured_database().read() as session:
        days = [each.to_audit() for each in calendar.holidays(session, year)]
    if json_:
        echo_json(days)
        return
    for each in days:
        click.echo(f"{each['day']} {each['name']} ({each['kind']})")
