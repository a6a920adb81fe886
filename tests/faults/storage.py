"""A disk that is full in the middle of a step: people are told, nothing is half done, and work goes on with room."""

import os

from ledger import OUTAGE
from scene import Scene

ROOM = 400_000
"""Bytes by which the files may still grow."""
ENOUGH = 10
"""How many must be told that the disk is full before there is room again."""


def full_disk(one: Scene, acts: int, seed: int) -> list[str]:
    """Let people work until the disk is full, give room, and let them work on."""
    driver, path = one.driver(acts * 100, seed), one.database.url.database or ""
    files = [path + more for more in ("", "-wal") if os.path.exists(path + more)]
    _restart(one, largest=max(os.path.getsize(file) for file in files) + ROOM)

    def look() -> None:
        if sum(entry.fate == OUTAGE for entry in one.ledger.entries) >= ENOUGH:
            driver.stopped.set()

    one.drive(driver, lambda _dice: look(), (0, 0))
    told = sum(entry.fate == OUTAGE for entry in one.ledger.entries)
    wrong = driver.broken + ([] if told else ["nobody was told that the disk is full"])
    _restart(one, largest=0)
    after = one.driver(one.ledger.done() + acts, seed + 1)
    after.run()
    one.kills = 1
    return wrong + after.broken


def _restart(one: Scene, largest: int) -> None:
    (web,) = one.webs
    web.kill()
    web.largest = largest
    web.start()
    web.wait()
