"""Commands about process definitions: check, publish, play."""

from collections.abc import Iterator
from pathlib import Path

import click

from engine import definition, seed_data, story
from engine.bundle import Bundle
from engine.lint import Trial
from engine.story import Difference, StoryStep
from webapp.cli.output import as_json, configured_database, echo_json, finding_text, finding_to_dict, refusal_text
from webapp.definitions.rehearsal import Rehearsal, rehearse
from webapp.demo.stage import play_in_memory


def folders(path: Path) -> list[Path]:
    """The process folders under a path: itself, or those in it."""
    if (path / f"{path.resolve().name}.bpmn").is_file():
        return [path]
    inside = sorted(folder for folder in path.iterdir() if (folder / f"{folder.name}.bpmn").is_file())
    if not inside:
        raise click.ClickException(f"Tidak ada definisi di {path}: folder harus berisi <kunci>/<kunci>.bpmn.")
    return inside


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@as_json
def check(paths: tuple[Path, ...], json_: bool) -> None:
    """Check the definitions under PATHS, try their decisions and play their stories; exit code 1 if anything forbids
    publishing them.

    Every sequence flow must be walked by a story, and every row of a table reached by a row of `<decision>.cases.csv`.
    """
    bundles = {bundle.key: bundle for bundle in seed_data.bundles()}
    chosen = [seed_data.bundle(folder) for path in paths for folder in folders(path)]
    bundles |= {bundle.key: bundle for bundle in chosen}
    results = [rehearse(bundle, folder, bundles) for bundle, folder in zip(chosen, _folders_of(paths), strict=True)]
    if json_:
        echo_json([_rehearsal_to_dict(result) for result in results])
    else:
        for result in results:
            _print_rehearsal(result)
    raise SystemExit(0 if all(result.passed for result in results) else 1)


def _folders_of(paths: tuple[Path, ...]) -> Iterator[Path]:
    return (folder for path in paths for folder in folders(path))


def _rehearsal_to_dict(result: Rehearsal) -> dict[str, object]:
    return {
        "key": result.bundle.key,
        "passed": result.passed,
        "findings": [finding_to_dict(each) for each in result.findings],
        "stories": {name: [each.to_dict() for each in differences] for name, differences in result.stories.items()},
        "unwalked": result.unwalked,
        "trial": {
            "tried": result.trial.tried,
            "failed": [mismatch.to_dict() for mismatch in result.trial.failed],
            "untried": result.trial.untried,
            "unfired": result.trial.unfired,
            "unread": {name: refusal.code for name, refusal in result.trial.unread.items()},
        },
    }


def _print_rehearsal(result: Rehearsal) -> None:
    walked = f"{len(result.stories)} cerita" if result.stories else "tanpa cerita"
    rows = f"{result.trial.tried} baris uji"
    passed = "lulus" if result.passed else "GAGAL"
    click.echo(f"{passed}: {result.bundle.key} ({result.bundle.digest[:12]}, {walked}, {rows})")
    for finding in result.findings:
        click.echo("  " + finding_text(finding))
    for name, differences in result.stories.items():
        for each in differences:
            click.echo(f"  cerita {name}: {each.what}: diharapkan {each.expected!r}, ternyata {each.actual!r}")
    if result.unwalked:
        click.echo(f"  alur yang tidak dilalui cerita mana pun: {', '.join(result.unwalked)}")
    _print_trial(result.trial)


def _print_trial(trial: Trial) -> None:
    for name, refusal in trial.unread.items():
        click.echo(f"  uji {name}: {refusal_text(refusal)}")
    for each in trial.failed:
        place = f"{each.decision} baris {each.line}" + (f" ({each.name})" if each.name else "")
        click.echo(f"  uji {place}: {each.path or 'hasil'}: diharapkan {each.expected!r}, ternyata {each.actual!r}")
    if trial.untried:
        click.echo(f"  keputusan tanpa baris uji: {', '.join(trial.untried)}")
    for table in dict.fromkeys(name for name, _ in trial.unfired):
        rows = ", ".join(str(number) for name, number in trial.unfired if name == table)
        click.echo(f"  baris tabel {table} yang tidak dicapai baris uji mana pun: {rows}")


@click.command()
@click.argument("keys", nargs=-1, required=True)
@click.option("--reason", default="Diterbitkan lewat baris perintah", show_default=True, help="Why it is published.")
@as_json
def publish(keys: tuple[str, ...], reason: str, json_: bool) -> None:
    """Publish the definitions KEYS (folders of processes/, or paths). The same files give no new version."""
    database = configured_database()
    with database.write() as session:
        published = [definition.publish(session, None, _bundle(key), reason) for key in keys]
        session.commit()
    if json_:
        echo_json([{"key": d.key, "version": d.version, "digest": d.digest} for d in published])
        return
    for each in published:
        click.echo(f"{each.key} versi {each.version} ({each.digest[:12]})")


def _bundle(key: str) -> Bundle:
    folder = Path(key) if Path(key).is_dir() else seed_data.ROOT / "processes" / key
    if not folder.is_dir():
        raise click.ClickException(f"Tidak ada definisi {key}.")
    return seed_data.bundle(folder)


@click.command()
@click.argument("path", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--story",
    "story_file",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The story to play.",
)
@as_json
def play(path: Path, story_file: Path, json_: bool) -> None:
    """Play a story on the definition in PATH, in memory; exit code 1 at the first difference."""
    bundles = {bundle.key: bundle for bundle in seed_data.bundles()}
    bundles |= {folder.name: seed_data.bundle(folder) for folder in folders(path)}
    played = play_in_memory(story.read(story_file.read_text(encoding="utf-8")), bundles)
    if json_:
        echo_json(
            [
                {
                    "step": step.number,
                    "verb": step.verb,
                    "target": step.target,
                    "differences": [each.to_dict() for each in differences],
                }
                for step, differences in played.steps
            ]
        )
    else:
        for step, differences in played.steps:
            _print_step(step, differences)
    raise SystemExit(1 if played.differences else 0)


def _print_step(step: StoryStep, differences: list[Difference]) -> None:
    target = "" if isinstance(step.target, dict) else f" {step.target}"
    click.echo(f"{'x' if differences else '✓'} {step.number}. {step.by or ''} {step.verb}{target}".replace("  ", " "))
    for each in differences:
        click.echo(f"    {each.what}: diharapkan {each.expected!r}, ternyata {each.actual!r}")
