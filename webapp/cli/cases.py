"""Commands about cases: export a history, verify one."""

import json
from pathlib import Path

import click
from sqlalchemy import select

from engine import audit
from engine import verify as checks
from engine.instance import ProcessInstance
from webapp import wording
from webapp.cli.telling import READER, as_json, echo_json, opened


@click.command()
@click.argument("instance")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Where to write it; else standard output.")
def export(instance: str, out: Path | None) -> None:
    """Export the whole history of the case INSTANCE (its number or key) as JSON that `verify` checks offline."""
    database = opened()
    with database.read() as session:
        key = int(instance) if instance.isdecimal() and len(instance) <= 18 else 0
        asked = select(ProcessInstance).where((ProcessInstance.number == instance) | (ProcessInstance.id == key))
        found = session.scalars(asked).first()
        if found is None:
            raise click.ClickException(f"Tidak ada usulan {instance}.")
        text = json.dumps(audit.export(session, found), ensure_ascii=False, indent=1)
    if out:
        out.write_text(text, encoding="utf-8")
        click.echo(f"{found.number}: {found.event_count} peristiwa → {out}")
    else:
        click.echo(text)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@as_json
def verify(file: Path, json_: bool) -> None:
    """Recompute the chain of an exported history; exit code 1 with the first event that does not fit."""
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        raise click.ClickException(f"{file} bukan ekspor riwayat (JSON tidak terbaca).") from None
    found = checks.verify(told)
    if json_:
        echo_json([vars(misfit) for misfit in found])
    else:
        for misfit in found:
            place = "ekspor" if misfit.seq is None else f"peristiwa {misfit.seq + 1}"
            click.echo(f"{place}: {wording.say('misfit', misfit.code, misfit.values, READER)}")
        if not found:
            click.echo(f"utuh: {told['length']} peristiwa, kepala rantai {told['head'][:16]}…")
            for seq, part, by, at in checks.erased(told):
                click.echo(f"  peristiwa {seq + 1}: {part} dihapus oleh {by} pada {at}")
    raise SystemExit(1 if found else 0)
