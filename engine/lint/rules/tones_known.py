"""Tones of outcomes and verdicts are among those that pages know, and of options that there are."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from engine.lint.contents import Contents, Finding, LintContext
from forms import TONES


def check(contents: Contents, context: LintContext) -> Iterable[Finding]:
    """`unknown_tone`, with those there are: of an outcome, or given by a row as a constant; `unknown_tone_option`."""
    for path in sorted(path for path in contents.files if path.endswith(".form")):
        form = contents.forms.get(PurePosixPath(path).stem)
        for problem in form.tone_problems() if form else ():
            yield Finding(problem.code, "error", path, problem.key, values=problem.values)
    for path, model in contents.models.items():
        for decision in model.decisions.values():
            names = [output.name for output in decision.table.outputs] if decision.table else []
            if decision.table is None or not {"verdict", "tone"} <= set(names):
                continue
            tones = [rule.outputs[names.index("tone")] for rule in decision.table.rules]
            constants = {str(tone.constant) for tone in tones if tone.is_constant and tone.constant is not None}
            for tone in sorted(constants - set(TONES)):
                values = {"tone": tone[:100], "known": list(TONES)}
                yield Finding("unknown_tone", "error", path, decision.id, decision.name, values)
