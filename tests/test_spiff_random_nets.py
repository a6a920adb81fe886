"""Random sound processes, structured and not, against a token game; stored after every step, and whole in memory."""

import random
from collections import Counter
from collections.abc import Callable

from diagrams.driver import Case
from diagrams.game import Scope
from diagrams.net import Maker

STEPS = 40


def tasks(case: Case) -> list[str]:
    return sorted(waiting.element for waiting in case.waiting.values() if waiting.kind == "task")


def play(seed: int) -> Counter[str]:
    """Plays one process by the engine, stored after every step and whole in memory, and by the game."""
    maker, order, seen = Maker(seed), random.Random(seed), Counter[str]()
    if not maker.small():
        return seen
    diagram, values = maker.diagram(), maker.values()
    stored = Case("p", diagram).start(**values)
    whole = Case("p", diagram, reload=False, collapse=False).start(**values)
    game = Scope(maker.net, values)
    for _step in range(STEPS):
        assert tasks(stored) == tasks(whole) == game.open(), (seed, maker.net)
        assert (stored.ended is not None) == (whole.ended is not None) == game.done(), seed
        if game.done():
            break
        listening = any(waiting.kind == "signal" for waiting in stored.waiting.values())
        if listening and order.random() < 0.15:
            seen["signal"] += 1
            for case in (stored, whole):
                case.signal("ring")
            game.ring(values)
            continue
        task, values = order.choice(game.open()), maker.values()
        seen["task"] += 1
        for case in (stored, whole):
            case.complete(task, values)
        assert game.complete(task, values), seed
        assert stored.steps[-1].trail == whole.steps[-1].trail, seed
    seen["ended"] += game.done()
    assert len(str(stored.state)) < 12_000, seed
    return seen


def test_the_engine_plays_random_processes_as_the_game_does(rounds: Callable[[int, int], int]) -> None:
    seen = sum((play(seed) for seed in range(rounds(8, 3_000))), Counter[str]())
    assert seen["signal"] > 3
    assert seen["ended"] > 3
