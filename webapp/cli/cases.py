"""Commands about cases: export a history, verify one, do every step again."""

import json
from pathlib import Path
from typing import Any

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import audit
from engine import verify as checks
from engine.case import Case, PastStart, starts_about_others
from engine.case import replay as replay_case
from engine.database.base import key_of
from engine.verify import Misfit
from webapp.cli.output import READER, as_json, configured_database, echo_json
from webapp.rendering import translations


@click.command()
@click.argument("number", metavar="INSTANCE")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Where to write it; else standard output.")
def export(number: str, out: Path | None) -> None:
    """Export the whole history of the case INSTANCE (its number or key) as JSON that `verify` checks offline."""
    database = configured_database()
    with database.read() as session:
        case = _case(session, number)
        text = json.dumps(audit.export(session, case), ensure_ascii=False, indent=1)
    if out:
        out.touch()
        out.chmod(0o600)  # it holds what people answered
        out.write_text(text, encoding="utf-8")
        click.echo(f"{case.number}: {case.event_count} peristiwa → {out}")
    else:
        click.echo(text)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@as_json
def verify(file: Path, json_: bool) -> None:
    """Recompute the chain of an exported history; exit code 1 with the first event that does not fit."""
    try:
        history = json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        raise click.ClickException(f"{file} bukan ekspor riwayat (JSON tidak terbaca).") from None
    misfits = checks.verify(history)
    if json_:
        echo_json([vars(misfit) for misfit in misfits])
    else:
        for misfit in misfits:
            click.echo(_misfit_text(misfit))
        if not misfits:
            click.echo(f"utuh: {history['length']} peristiwa, kepala rantai {history['head'][:16]}…")
            for seq, part, by, at in checks.erased(history):
                click.echo(f"  peristiwa {seq + 1}: {part} dihapus oleh {by} pada {at}")
    raise SystemExit(1 if misfits else 0)


@click.command()
@click.argument("numbers", metavar="[INSTANCE]...", nargs=-1)
@as_json
def replay(numbers: tuple[str, ...], json_: bool) -> None:
    """Check the chain of cases (all, or those named) and do every step of them again: each must give the same state.

    Exit code 1 where one does not, with the case and the event.
    """
    database, misfits_by_case = configured_database(), {}
    with database.read() as session:
        keys = [_case(session, number).id for number in numbers] or session.scalars(select(Case.id)).all()
    for key in keys:
        with database.read() as session:  # one case at a time in memory
            case = session.get_one(Case, key)
            if misfits := checks.verify(audit.export(session, case)) + replay_case(case):
                misfits_by_case[case.number] = misfits
    if json_:
        as_rows = {number: [vars(misfit) for misfit in misfits] for number, misfits in misfits_by_case.items()}
        echo_json({"cases": len(keys), "misfits": as_rows})
    else:
        for number, misfits in misfits_by_case.items():
            for misfit in misfits:
                click.echo(f"{number}: {_misfit_text(misfit)}")
        click.echo(f"{len(keys)} usulan diperiksa dan diulang, {len(misfits_by_case)} tidak cocok")
    raise SystemExit(1 if misfits_by_case else 0)


@click.command()
@click.option("--unrelated", is_flag=True, help="Only those whose starter had no relation that the procedure asks for.")
@as_json
def starts(unrelated: bool, json_: bool) -> None:
    """List the cases that somebody began about somebody else, with the relation of that day (`startableFor`).

    Exit code 1 where `--unrelated` finds any.
    """
    with configured_database().read() as session:
        past = [each for each in starts_about_others(session) if not (unrelated and each.relation)]
        rows = [_start_row(each) for each in past]
    if json_:
        echo_json(rows)
    else:
        for row in rows:
            code = "row" if row["relation"] else "row_unrelated" if row["certain"] else "row_uncertain"
            click.echo(translations.say("start", code, row, READER))
        click.echo(translations.say("start", "count_unrelated" if unrelated else "count", {"count": len(rows)}, READER))
    raise SystemExit(1 if unrelated and rows else 0)


def _start_row(past: PastStart) -> dict[str, Any]:
    words = translations.say("relation", past.relation, {}, READER) if past.relation else None
    return {
        "number": past.number,
        "process": past.process,
        "title": past.title,
        "day": past.day.isoformat(),
        "starter": past.starter.name,
        "starter_login": past.starter.login,
        "subject": past.subject.name,
        "subject_nip": past.subject.nip,
        "relation": past.relation,
        "relation_words": words,
        "certain": past.certain,
    }


def _case(session: Session, reference: str) -> Case:
    """The case with this number or key."""
    query = select(Case).where((Case.number == reference) | (Case.id == key_of(reference)))
    case = session.scalars(query).first()
    if case is None:
        raise click.ClickException(f"Tidak ada usulan {reference}.")
    return case


def _misfit_text(misfit: Misfit) -> str:
    place = "ekspor" if misfit.seq is None else f"peristiwa {misfit.seq + 1}"
    return f"{place}: {translations.say('misfit', misfit.code, misfit.values, READER)}"
