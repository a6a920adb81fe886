"""Which layer the CPU time of a completion goes to: a look at the stack every few milliseconds of it."""

import signal
from collections import Counter
from collections.abc import Callable
from types import FrameType

TICK = 0.001
LAYERS = (
    ("SpiffWorkflow and the run", ("/SpiffWorkflow/", "/engine/spiff/")),
    ("FEEL and DMN", ("/engine/feel/", "/engine/dmn/")),
    ("forms", ("/forms/", "/marshmallow/")),
    ("audit: canonical JSON, hashes", ("/engine/audit/",)),
    ("SQL: SQLAlchemy and driver", ("/sqlalchemy/", "/psycopg/", "/engine/database/base.py")),
    ("Flask, session, CSRF, views", ("/flask", "/werkzeug/", "/jinja2/", "/webapp/", "/itsdangerous/", "/wtforms/")),
    ("the engine's own verbs", ("/engine/",)),
)


class Shares:
    """Counts, while what it measures runs, whose code the process is in; the library's code counts for its caller."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._on = False

    def __enter__(self) -> "Shares":
        signal.signal(signal.SIGPROF, self._look)
        signal.setitimer(signal.ITIMER_PROF, TICK, TICK)
        return self

    def __exit__(self, *_raised: object) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, signal.SIG_IGN)

    def __call__(self, act: Callable[[], object]) -> None:
        self._on = True
        act()
        self._on = False

    def parts(self) -> list[tuple[str, float]]:
        """Each layer with its part of the whole, in the order of LAYERS."""
        whole = sum(self.counts.values()) or 1
        return [(layer, self.counts[layer] / whole) for layer, _files in LAYERS]

    def _look(self, _signal: int, frame: FrameType | None) -> None:
        while self._on and frame is not None:
            if layer := _layer(frame.f_code.co_filename):
                self.counts[layer] += 1
                return
            frame = frame.f_back


def _layer(file: str) -> str | None:
    return next((layer for layer, parts in LAYERS if any(part in file for part in parts)), None)
