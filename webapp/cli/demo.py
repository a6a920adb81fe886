"""Commands of the demo: its city, and its clock."""

import re
from datetime import timedelta

import click

from webapp import demo as city
from webapp.cli.servers import ready
from webapp.demo import origin
from webapp.platform.config import Config

DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?")


@click.command()
@click.option("--forward", metavar="DURATION", help="Move the demo's clock forward by an ISO duration: P3D, PT12H.")
def demo(forward: str | None) -> None:
    """Make the demo city where it is missing, or move its clock forward and run what falls due. JENJANG_DEMO=1 only."""
    if not Config.read().demo:
        raise click.ClickException("Hanya untuk demo: setel JENJANG_DEMO=1.")
    database = ready()
    if forward is None:
        city.build(database, say=click.echo)
        return
    origin.check(database, demo=True)
    match = DURATION.fullmatch(forward)
    if not match or not any(match.groups()):
        raise click.ClickException(f"{forward!r} bukan durasi ISO 8601 seperti P3D atau PT12H.")
    days, hours, minutes = (int(part or 0) for part in match.groups())
    at = city.forward(database, None, timedelta(days=days, hours=hours, minutes=minutes))
    click.echo(f"jam demo sekarang {at.isoformat(timespec='minutes')}")
