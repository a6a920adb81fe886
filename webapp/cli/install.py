"""Commands that set Jenjang up: the schema and the first administrator."""

import click

from engine import migrations, person, seed_data
from engine.case import note_relations, watch
from webapp.cli.output import configured_database, create_file, refusal_text
from webapp.demo import origin
from webapp.jobs import procrastinate_worker


@click.command()
def migrate() -> None:
    """Bring the database to the newest schema, and put in what ships with Jenjang where it is missing.

    Definitions that ship are published at the first start; a definition that has a version is left alone.
    """
    database = configured_database()
    create_file(database)
    migrations.upgrade(database)
    if database.url.get_backend_name() == "postgresql":
        procrastinate_worker.prepare(database)
    with database.write() as session:
        seed_data.install(session)
        published = seed_data.publish(session, "Terbitan pertama yang disertakan Jenjang")
        note_relations(session)
        watch(session)
        session.commit()
    for definition in published:
        click.echo(f"terbit: {definition.key} versi {definition.version} ({definition.digest[:12]})")
    click.echo(f"skema siap: {database.url.render_as_string(hide_password=True)}")


@click.command()
@click.option("--name", prompt="Nama administrator pertama", help="The name of the first administrator.")
@click.option("--login", prompt="Login", help="The login of the first administrator.")
@click.password_option(help="Its password, asked for if not given.")
@click.pass_context
def init(ctx: click.Context, name: str, login: str, password: str) -> None:
    """Make the schema and the first administrator. Once: it is refused ever after."""
    if len(password) < 12:
        raise click.ClickException("Kata sandi terlalu pendek: 12 karakter atau lebih.")
    ctx.invoke(migrate)
    hashed = person.hash_password(password)
    database = configured_database()
    with database.write() as session:
        origin.refuse(session, demo=False)
        try:
            person.set_up(session, name=name, login=login, password_hash=hashed)
        except person.AlreadySetUp as refusal:
            raise click.ClickException(refusal_text(refusal)) from None
        session.commit()
    click.echo(f"administrator pertama: {login}")
