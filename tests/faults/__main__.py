"""`make faults`: kills, a crashed database and a full disk while people work; prints what was tried and what was lost.

ACTS=500 acts a run, SEED=…; SOAK=1 with SOAK_MINUTES=60 watches memory and waits instead. Loopback only.
"""

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent))

import databases
from scene import Scene, scene
from soak import soak
from storage import full_disk

ACTS = int(os.environ.get("ACTS", "500"))
SEED = int(os.environ.get("SEED", "20261128"))
Breaks = Callable[[Scene, random.Random], None]


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that servers and folders are cleared away
    if os.environ.get("SOAK"):
        with databases.server() as running, databases.postgresql(running) as url:
            return soak(url, float(os.environ.get("SOAK_MINUTES", "60")), SEED)
    wrong: list[str] = []
    with databases.sqlite() as url, scene(url, webs=1, workers=0) as one:
        wrong += _run("SQLite, one server, kill -9", one, ACTS, Scene.kill_one, (2, 20))
    with databases.sqlite() as url, scene(url, webs=1, workers=0) as one:
        wrong += _told("SQLite, disk full", one, lambda: full_disk(one, ACTS // 10, SEED))
    with databases.server() as running:
        with databases.postgresql(running) as url, scene(url, webs=2, workers=2) as several:
            wrong += _run("PostgreSQL, two servers and two workers, kill -9", several, ACTS, Scene.kill_one, (1, 10))
        with databases.postgresql(running) as url, scene(url, webs=2, workers=2) as several:
            wrong += _run("PostgreSQL, the database crashes", several, ACTS // 4, _crash(running), (5, 15))
    print(f"\nlost or doubled: {len(wrong)}", flush=True)
    return 1 if wrong else 0


def _run(name: str, one: Scene, acts: int, breaks: Breaks, after: tuple[int, int]) -> list[str]:
    def work() -> list[str]:
        driver = one.driver(acts, SEED)
        one.drive(driver, lambda dice: breaks(one, dice), after)
        return driver.broken

    return _told(name, one, work)


def _crash(running: databases.Postgres) -> Breaks:
    def crash(one: Scene, _dice: random.Random) -> None:
        running.crash()
        one.kills += 1

    return crash


def _told(name: str, one: Scene, work: Callable[[], list[str]]) -> list[str]:
    began = time.monotonic()
    wrong = work()
    wrong += one.fallen
    drained = one.drain()
    wrong += one.reckon()
    print(f"\n{name}: {one.ledger.done()} acts, broken {one.kills} times, {time.monotonic() - began:.0f} s", flush=True)
    for (kind, fate), count in sorted(one.ledger.counts().items()):
        print(f"    {kind:<18}{fate:<9}{count:>5}", flush=True)
    again, letters = one.doubles()
    print(f"    jobs begun more than once {again}, each done once; {letters} letters, one number each", flush=True)
    came, twice = one.mails()
    print(f"    {came} mails, {twice} of them a second time under the same id", flush=True)
    print(
        f"    every due job done {drained:.0f} s after the last act; every chain verified, every case replayed",
        flush=True,
    )
    for line in wrong[:20]:
        print(f"    LOST: {line}", flush=True)
    return wrong


if __name__ == "__main__":
    sys.exit(main())
