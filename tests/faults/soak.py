"""An hour of ordinary work on two servers and two workers: memory of each process and p95 of the waits, over time."""

import threading
import time
from statistics import quantiles

from scene import scene

SAMPLES = 20
REST = 0.5  # seconds at most between two acts of a person


def soak(url: str, minutes: float, seed: int) -> int:
    """Print a line for each twentieth of the time; 1 where something was lost or memory went on growing."""
    with scene(url, webs=2, workers=2) as one:
        driver = one.driver(10**9, seed, REST)
        thread = threading.Thread(target=driver.run, daemon=True)
        thread.start()
        memories = []
        print(f"{'minute':>7}{'acts':>8}{'p50 ms':>9}{'p95 ms':>9}   MB of each process", flush=True)
        for sample in range(SAMPLES):
            time.sleep(minutes * 60 / SAMPLES)
            waits, driver.waits = driver.waits, []
            memories.append([each.memory() for each in one.everybody])
            middle, late = (quantiles(waits, n=20)[place] * 1000 for place in (9, 18)) if len(waits) > 1 else (0, 0)
            told = " ".join(f"{memory:.0f}" for memory in memories[-1])
            print(
                f"{minutes * (sample + 1) / SAMPLES:>7.1f}{one.ledger.done():>8}{middle:>9.0f}{late:>9.0f}   {told}",
                flush=True,
            )
        driver.stopped.set()
        thread.join()
        wrong = driver.broken + one.fallen
        one.drain()
        wrong += one.reckon()
        grown = max(last / half for half, last in zip(memories[SAMPLES // 2], memories[-1], strict=True))
        print(f"second half: memory × {grown:.2f} at most; lost or doubled: {len(wrong)}", flush=True)
        for line in wrong[:20]:
            print(f"    LOST: {line}", flush=True)
        return 1 if wrong or grown > 1.2 else 0
