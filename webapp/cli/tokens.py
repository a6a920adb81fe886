"""Commands about machine accounts and their tokens."""

import click

from engine import definition, machine
from webapp.cli.output import as_json, configured_database, echo_json


@click.group()
def token() -> None:
    """Tokens of machine accounts: programs that work or send messages by API."""


@token.command()
@click.argument("name")
@click.option("--job", "jobs", multiple=True, help="A type of job that it may do; as often as needed.")
@click.option("--message", "messages", multiple=True, help="A message that it may send; as often as needed.")
@click.option("--begin", "begins", multiple=True, help="A procedure that its messages may begin; as often as needed.")
def make(name: str, jobs: tuple[str, ...], messages: tuple[str, ...], begins: tuple[str, ...]) -> None:
    """Make the account NAME and print its token, this once."""
    with configured_database().write() as session:
        definition.check_keys(session, begins)
        _account, secret = machine.admit(session, None, name, job_types=jobs, messages=messages, begins=begins)
        session.commit()
    click.echo(secret)


@token.command()
@click.argument("name")
@click.option("--begin", "begins", multiple=True, help="A procedure that its messages may begin; none: nothing.")
def begins(name: str, begins: tuple[str, ...]) -> None:
    """Say anew of which procedures the messages of the account NAME may begin cases."""
    with configured_database().write() as session:
        definition.check_keys(session, begins)
        machine.named(session, name).let_begin(None, begins)
        session.commit()
    click.echo(f"{name} memulai: {', '.join(sorted(set(begins))) or 'tidak ada'}")


@token.command("list")
@as_json
def listed(json_: bool) -> None:
    """List the accounts, never their tokens."""
    with configured_database().read() as session:
        known = [{**each.to_audit(), "revoked": each.revoked_at is not None} for each in machine.all_of_them(session)]
    if json_:
        echo_json(known)
        return
    for each in known:
        scopes = ", ".join(
            [
                *each["job_types"],
                *(f"pesan {name}" for name in each["messages"]),
                *(f"memulai {key}" for key in each["begins"]),
            ]
        )
        click.echo(f"{each['name']}: {scopes}{' (dicabut)' if each['revoked'] else ''}")


@token.command()
@click.argument("name")
def revoke(name: str) -> None:
    """Take back the token of the account NAME."""
    with configured_database().write() as session:
        machine.named(session, name).revoke(None)
        session.commit()
    click.echo(f"token {name} tidak diterima lagi")
