"""The output `tone` beside a verdict says how a page shows it; a tone that no page knows would be shown as none."""

from collections.abc import Iterable

from engine.lint.contents import Contents, Finding, LintContext
from forms import TONES


def check(contents: Contents, context: LintContext) -> Iterable[Finding]:
    """`unknown_tone`, with those there are, for each tone that a row gives as a constant."""
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
