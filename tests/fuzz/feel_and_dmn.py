"""Coverage-guided fuzzing of FEEL and DMN with atheris: `feel_and_dmn.py [--runs N]`, over and over from the same seed.

Ends with 0 after so many runs, and where atheris is not installed; a crash of ours, or a run of a minute, ends it with
its input in `var/fuzz/`.
"""

import argparse
import datetime
import sys
from pathlib import Path

try:
    import atheris
except ImportError:
    print("atheris is not installed (it has no wheel for this Python or machine): coverage-guided fuzzing is skipped")
    sys.exit(0)

sys.path.insert(0, str(Path(__file__).parent.parent))
with atheris.instrument_imports(include=["engine.feel", "engine.dmn"]):
    from engine import dmn, feel
from helpers.grammars.dmn_files import ModelWriter
from helpers.grammars.feel_texts import Writer

from engine.errors import Refusal

ENV = feel.EvalContext(datetime.datetime(2026, 3, 16, 9, tzinfo=datetime.UTC), steps=2_000)
SCOPE = {"n": 2, "s": "ab", "l": [1, {"a": 2}], "c": {"a": 1}, "first name": "z", "?": 2, "x": 1}
FOUND = Path("var/fuzz")


def once(data: bytes) -> None:
    """One run: bytes are a text, lead the grammar, or lead the words of a file; refusals are right, all else is not."""
    given = atheris.FuzzedDataProvider(data)
    kind = given.ConsumeIntInRange(0, 4)
    try:
        if kind == 4:
            _decide(ModelWriter(lambda below: given.ConsumeIntInRange(0, below - 1)).model())
            return
        writer = Writer(lambda below: given.ConsumeIntInRange(0, below - 1))
        text = given.ConsumeUnicode(400) if kind == 0 else writer.expression(4)
        _evaluate(writer.mutated(text) if kind == 1 else text)
    except Refusal:
        return


def _evaluate(text: str) -> None:
    for parse in (feel.parse_unary, feel.parse):
        feel.to_text(parse(text, SCOPE).evaluate(SCOPE, ENV))


def _decide(source: str) -> None:
    model = dmn.parse(source.encode())
    for name in model.decisions:
        model.decide(name, SCOPE, ENV)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    FOUND.mkdir(parents=True, exist_ok=True)
    atheris.Setup(
        [
            sys.argv[0],
            f"-atheris_runs={options.runs}",
            f"-seed={options.seed}",
            "-max_len=4000",
            "-len_control=0",
            "-timeout=60",
            "-verbosity=0",
            "-print_final_stats=1",
            f"-artifact_prefix={FOUND}/",
        ],
        once,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
