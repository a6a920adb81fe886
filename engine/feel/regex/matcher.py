"""The matcher of compiled patterns: a machine that tries no state twice, so that no pattern takes long."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from engine.feel import limits
from engine.feel.error import FeelError
from engine.feel.values.evaluation import EvalRun

TAKE, SPLIT, JUMP, SAVE, START, END, REFER, MATCH = range(8)
Instruction = tuple[int, Any, Any]


@dataclass(frozen=True, slots=True)
class Match:
    """A match: the text, and the bounds of the match and of each group."""

    text: str
    slots: tuple[int, ...]

    @property
    def start(self) -> int:
        """The index where it begins."""
        return self.slots[0]

    @property
    def end(self) -> int:
        """The index after its end."""
        return self.slots[1]

    def group(self, number: int) -> str:
        """The text of a group, empty if the group took no part."""
        first = self.slots[2 * number] if 2 * number < len(self.slots) else -1
        return self.text[first : self.slots[2 * number + 1]] if first >= 0 else ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern."""

    program: tuple[Instruction, ...]
    groups: int
    refers: bool
    multiline: bool
    lone: bool = field(init=False)
    """True if the pattern is a single character."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "lone", len(self.program) == 2 and self.program[0][0] == TAKE)

    def search(self, text: str, run: EvalRun) -> Match | None:
        """The first match; raises FeelError `pattern_too_costly` beyond a counted number of steps."""
        return next(self.find_all(text, run), None)

    def find_all(self, text: str, run: EvalRun) -> Iterator[Match]:
        """All matches from left to right, without overlaps. Raises as `search`."""
        search, at = _Matcher(self, text), 0
        while at <= len(text):
            before = search.left
            match = search.next(at)
            run.charge((before - search.left) >> 2)
            if match is None:
                return
            yield match
            at = match.end if match.end > match.start else match.end + 1


class _Matcher:
    """One search through one text, with the steps left for it."""

    def __init__(self, pattern: Pattern, text: str) -> None:
        self.pattern = pattern
        self.text = text
        self.left = limits.SEARCH_STEPS
        self.tried: set[Any] = set()

    def next(self, at: int) -> Match | None:
        self.tried = set()
        text, pattern = self.text, self.pattern
        code, suits, _ = pattern.program[0]
        while at <= len(text):
            if code == TAKE:
                at = self.skipped(at, suits)
            if at > len(text):
                return None
            if pattern.lone:
                self.spend(2)
                return Match(text, (at, at + 1))
            slots = self.match(at)
            if slots is not None:
                return Match(text, slots)
            at += 1
        return None

    def skipped(self, at: int, suits: Callable[[str], bool]) -> int:
        """The next index with a character that suits, after the text where there is none; each index is a step."""
        start, text, size = at, self.text, len(self.text)
        while at < size and not suits(text[at]):
            at += 1
        at += at == size
        self.spend(at - start)
        return at

    def match(self, start: int) -> tuple[int, ...] | None:
        """The slots of a match that begins at `start`, None where there is none."""
        stack = [(0, start, (start, -1) + (-1, -1) * self.pattern.groups)]
        while stack:
            counter, at, slots = stack.pop()
            while self.new((counter, at, slots) if self.pattern.refers else (counter, at)):
                code, first, second = self.pattern.program[counter]
                counter += 1
                if code == SPLIT:
                    stack.append((second, at, slots))
                    counter = first
                elif code == JUMP:
                    counter = first
                elif code == SAVE:
                    slots = (*slots[:first], at, *slots[first + 1 :])
                elif code == MATCH:
                    return (slots[0], at, *slots[2:])
                else:
                    at = self.moved(code, first, second, at, slots)
        return None

    def new(self, state: Any) -> bool:
        """True if this state was not tried before; false for -1, which is no index."""
        if state in self.tried or state[1] < 0:
            return False
        self.tried.add(state)
        self.spend(1)
        return True

    def spend(self, steps: int) -> None:
        self.left -= steps
        if self.left < 0:
            raise FeelError("pattern_too_costly", limit=limits.SEARCH_STEPS)

    def moved(self, code: int, first: Any, folded: Any, at: int, slots: tuple[int, ...]) -> int:
        """The index after a character, an anchor or a reference to a group, -1 if it does not match."""
        text, lines = self.text, self.pattern.multiline
        if code == TAKE:
            return at + 1 if at < len(text) and first(text[at]) else -1
        if code == START:
            return at if at == 0 or (lines and text[at - 1] == "\n") else -1
        if code == END:
            return at if at == len(text) or (lines and text[at] == "\n") else -1
        begin, end = slots[2 * first], slots[2 * first + 1]
        group_text = text[begin:end] if begin >= 0 else ""
        here = text[at : at + len(group_text)]
        same = here == group_text or (folded is not None and here.lower() == group_text.lower())
        return at + len(group_text) if same else -1
