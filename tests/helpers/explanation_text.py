"""An explanation as a page shows it when it is opened: what has more than six lines under it is folded."""

from functools import cache

from engine import dmn
from forms.paths import dig
from helpers.decisions import cases, contents, model_of
from webapp import reasons
from webapp.reasons import Line
from webapp.rendering.translations import Reader

FOLDED = 6


@cache
def labels(key: str) -> reasons.Labels:
    """What the shipped procedure calls its variables."""
    return reasons.labels(contents(key).models.values(), contents(key).forms.values())


def explanation_of(decision: str, condition: str, table: str, language: str) -> str:
    """The explanation of one decision, for the first test row that meets the condition `subject.rank=III/c`."""
    path, _, text = condition.partition("=")
    rows = (each for each in cases() if f"{each.key}/{each.decision}" == decision)
    row = next(each for each in rows if str(dig(each.scope, path)) == text)
    story = dmn.explain(model_of(row), row.decision, row.scope, row.env)
    lines = reasons.explanation(story, labels(row.key), Reader(language))
    return "\n".join(_opened(next(line for line in lines if line.place == table), 0))


def _opened(line: Line, depth: int) -> list[str]:
    folded = len(line.inner) > FOLDED and depth > 0
    inner = [] if folded else [text for each in line.inner for text in _opened(each, depth + 1)]
    return ["  " * depth + line.text + (" …" if folded else ""), *inner]
