"""The `jenjang` command."""

import click

from engine.errors import Refusal
from webapp.cli import archives, cases, demo, expressions, holidays, install, people, processes, servers, tokens
from webapp.cli.output import refusal_text
from webapp.platform import logs
from webapp.platform.config import BadSetting


class Commands(click.Group):
    """Refusals of the engine end a command with a sentence and exit code 1, never with a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            raise click.ClickException(refusal_text(refusal)) from None
        except BadSetting as wrong:
            raise click.ClickException(str(wrong)) from None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--verbose", is_flag=True, help="Tell what goes on in the background.")
def main(verbose: bool) -> None:
    """Jenjang: HR procedures drawn as BPMN, run, and audited.

    Settings come from the environment (JENJANG_DATABASE, JENJANG_SECRET, ...); docs/operator.md lists them.
    Exit codes: 0 done, 1 refused or something found, 2 wrong usage.
    """
    logs.configure(verbose=verbose)


for command in (
    install.init,
    install.migrate,
    servers.serve,
    servers.worker,
    demo.demo,
    people.people,
    holidays.holiday,
    processes.check,
    processes.publish,
    processes.play,
    expressions.evaluate,
    expressions.decide,
    cases.export,
    cases.verify,
    cases.replay,
    cases.starts,
    archives.backup,
    archives.restore,
    tokens.token,
):
    main.add_command(command)
