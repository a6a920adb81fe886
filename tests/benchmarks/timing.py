"""How things are measured here: CPU time of this process (what others on the machine do hardly counts), medians."""

from collections.abc import Callable, Sequence
from statistics import median
from time import perf_counter, process_time


def cpu(act: Callable[[], object]) -> float:
    """CPU milliseconds that `act` takes in this process."""
    began = process_time()
    act()
    return (process_time() - began) * 1000


def wall(act: Callable[[], object]) -> float:
    """Milliseconds that somebody waits for `act`; for what another process, the database, does."""
    began = perf_counter()
    act()
    return (perf_counter() - began) * 1000


def of_cases(samples: Sequence[float], size: int) -> float:
    """The middle case: the mean of its `size` samples."""
    return middle([sum(samples[at : at + size]) / size for at in range(0, len(samples), size)])


def middle(samples: Sequence[float]) -> float:
    return median(samples) if samples else float("nan")
