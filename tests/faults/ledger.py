"""What people were told: each act under a word of its own, with what the server said of it."""

import re
import threading
from collections import Counter
from dataclasses import dataclass

from person import Answer

DONE, REFUSED, UNKNOWN, OUTAGE = "done", "refused", "unknown", "outage"
WORD = re.compile(r"[a-z]+-\d+x")
FIRST = 9_950  # every run passes ten thousand, as an hour does: nothing may lean on how many digits there are


@dataclass(frozen=True)
class Entry:
    """One act: its kind of event, the word that stands in it (for a claim task and person), what became of it."""

    kind: str
    word: str
    fate: str
    status: int


class Ledger:
    """Everything that was tried, by many people at once."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self._lock, self._next = threading.Lock(), FIRST

    def word(self, kind: str) -> str:
        with self._lock:
            self._next += 1
            return f"{kind}-{self._next:05}x"

    def note(self, kind: str, word: str, answer: Answer) -> str:
        """Write down what the server said; what became of the act."""
        fate = _fate(answer)
        with self._lock:
            self.entries.append(Entry(kind, word, fate, answer.status))
        return fate

    def done(self) -> int:
        """Acts that were acknowledged."""
        with self._lock:
            return sum(entry.fate == DONE for entry in self.entries)

    def counts(self) -> Counter[tuple[str, str]]:
        return Counter((entry.kind, entry.fate) for entry in self.entries)


def _fate(answer: Answer) -> str:
    if answer.status == 302 and "/login" not in answer.location:
        return DONE
    if answer.status == 503:
        # A connection that breaks in the very commit leaves it open whether it was stored; the page says so.
        return UNKNOWN if "database_away" in answer.text else OUTAGE
    return UNKNOWN if answer.status in (0, 500, 502) else REFUSED
