"""People at work: each looks into the inbox, takes what is there, and does something with it, until enough was done."""

import random
import re
import threading
import time
from collections.abc import Callable
from html import unescape

from ledger import Ledger
from person import Answer, Person

STARTERS, OFFICERS, HEADS = ("199002282014022994", "ratna"), ("petugas", "second"), ("kadis",)
TASKS = re.compile(r'href="(/tasks/\d+)"')
HEADING = re.compile(r"<h1>([^<]+)</h1>")
OTHER = {"petugas": "second", "second": "petugas"}


class Driver:
    """All people at once, each in a thread with a seed of its own."""

    def __init__(self, ports: list[int], ledger: Ledger, acts: int, seed: int, rest: float = 0.0) -> None:
        self.ledger, self.acts, self.rest, self.seed = ledger, acts, rest, seed
        self.people = [Person(login, ports) for login in (*STARTERS, *OFFICERS, *HEADS)]
        self.stopped = threading.Event()
        self.waits: list[float] = []
        self.broken: list[str] = []

    def enter(self) -> None:
        for person in self.people:
            person.enter()

    def run(self) -> None:
        """Until enough acts were done, or `stopped`."""
        threads = [
            threading.Thread(target=self._live, args=(person, random.Random(self.seed + place)), daemon=True)
            for place, person in enumerate(self.people)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _live(self, person: Person, dice: random.Random) -> None:
        while not self.stopped.is_set() and self.ledger.done() < self.acts:
            began = time.perf_counter()
            answer = self._act(person, dice)
            if answer is None or answer.status in (-1, 0, 503):
                time.sleep(0.3)  # a person whose page does not come waits a moment
            else:
                self.waits.append(time.perf_counter() - began)
                if answer.status in (400, 500) or "/login" in answer.location:
                    self.broken.append(f"{person.login}: {answer.status} {answer.location}")
            time.sleep(self.rest * dice.random())

    def _act(self, person: Person, dice: random.Random) -> Answer | None:
        if person.login in STARTERS and dice.random() < 0.35:
            return self._start(person, dice)
        inbox = person.get("/")
        tasks = list(dict.fromkeys(TASKS.findall(inbox.text)))
        if not tasks:
            return inbox if inbox.status != 200 else None
        task = dice.choice(tasks)
        page = person.get(task)
        heading = HEADING.search(page.text)
        if page.status != 200 or heading is None:
            return page
        return self._work(person, dice, task, unescape(heading[1]).split(":")[0].strip())

    def _start(self, person: Person, dice: random.Random) -> Answer:
        word = self.ledger.word("start")
        if dice.random() < 0.25:
            answer = self._do("instance_started", f"{word}-w", lambda: person.post("/start/waiter", topic=f"{word}-w"))
            said = {"topic": f"{word}-w", "words": f"{word}-t", "identity": f"{word}-t"}
            self._do("instance_started", f"{word}-t", lambda: person.post("/start/thrower", **said))
            return answer
        return self._do("instance_started", word, lambda: person.post("/start/errand", request__topic=word))

    def _work(self, person: Person, dice: random.Random, task: str, name: str) -> Answer:
        chance, ledger = dice.random(), self.ledger
        if chance < 0.15:
            return self._do(
                "task_claimed", f"{task.rsplit('/')[-1]} {person.login}", lambda: person.post(f"{task}/claim")
            )
        if chance < 0.25 and person.login in OTHER and name != "decide":
            word = ledger.word("delegate")
            other = OTHER[person.login]
            return self._do("task_delegated", word, lambda: person.post(f"{task}/delegate", to=other, reason=word))
        word = ledger.word("complete")
        fields = _answer(name, word, dice)
        answer = self._do("task_completed", word, lambda: person.post(f"{task}/complete", **fields))
        if name == "verify" and dice.random() < 0.3 and answer.status == 302:
            reason = ledger.word("withdraw")
            self._do("task_withdrawn", reason, lambda: person.post(f"{task}/withdraw", reason=reason))
        return answer

    def _do(self, kind: str, word: str, ask: Callable[[], Answer]) -> Answer:
        answer = ask()
        self.ledger.note(kind, word, answer)
        return answer


def _answer(name: str, word: str, dice: random.Random) -> dict[str, str]:
    """What the form of a task asks."""
    if name == "verify":
        return {"verification__note": word, "verification__outcome": dice.choice(("ms", "ms", "btl"))}
    if name == "decide":
        return {"decision__reason": word, "decision__outcome": "granted"}
    return {{"mend": "request__topic", "remind": "reminder__note", "told": "told__note"}[name]: word}
