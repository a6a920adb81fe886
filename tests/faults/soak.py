"""An hour of ordinary work on two servers and two workers: memory of each process and p95 of the waits, over time."""

import threading
import time
from statistics import mean, quantiles

from scene import Scene, scene
from sqlalchemy import func, select

from engine.task import Task

SAMPLES = 20
REST = 0.5  # seconds at most between two acts of a person


def soak(url: str, minutes: float, seed: int) -> int:
    """Print a line for each twentieth of the time; 1 where something was lost, or memory or the waits went on growing."""
    with scene(url, webs=2, workers=2) as one:
        driver = one.driver(10**9, seed, REST)
        thread = threading.Thread(target=driver.run, daemon=True)
        thread.start()
        memories, lates = [], []
        print(f"{'minute':>7}{'acts':>8}{'open':>7}{'p50 ms':>9}{'p95 ms':>9}   MB of each process", flush=True)
        for sample in range(SAMPLES):
            time.sleep(minutes * 60 / SAMPLES)
            waits, driver.waits = driver.waits, []
            memories.append([each.memory() for each in one.everybody])
            middle, late = (quantiles(waits, n=20)[place] * 1000 for place in (9, 18)) if len(waits) > 1 else (0, 0)
            lates.append(late)
            told = " ".join(f"{memory:.0f}" for memory in memories[-1])
            print(
                f"{minutes * (sample + 1) / SAMPLES:>7.1f}{one.ledger.done():>8}{_open(one):>7}{middle:>9.0f}{late:>9.0f}"
                f"   {told}",
                flush=True,
            )
        driver.stopped.set()
        thread.join()
        wrong = driver.broken + one.fallen
        one.drain()
        wrong += one.reckon()
        grown = max(last / half for half, last in zip(memories[SAMPLES // 2], memories[-1], strict=True))
        slower = mean(lates[SAMPLES // 2 :]) / mean(lates[: SAMPLES // 2])
        print(
            f"second half: memory × {grown:.2f} at most, p95 × {slower:.2f} of the first half's; "
            f"lost or doubled: {len(wrong)}",
            flush=True,
        )
        for line in wrong[:20]:
            print(f"    LOST: {line}", flush=True)
        return 1 if wrong or grown > 1.2 or slower > 1.5 else 0


def _open(one: Scene) -> int:
    """The tasks that wait for people."""
    with one.database.read() as session:
        return session.scalar(select(func.count()).select_from(Task).where(Task.status == "open")) or 0
