"""The parser of XPath regular expressions: from a text to the program that the matcher runs."""

from engine.feel.error import FeelError
from engine.feel.regex import charsets
from engine.feel.regex.atoms import MOST_DEPTH, AtomParser, BadPattern, Code
from engine.feel.regex.matcher import END, JUMP, MATCH, SAVE, SPLIT, START, TAKE, Instruction, Pattern

_MOST_INSTRUCTIONS = 4_000


class PatternParser(AtomParser):
    """Parses one pattern; addresses are relative to their piece of code until it is placed."""

    def __init__(self, text: str, flags: str) -> None:
        super().__init__(_unspaced(text) if "x" in flags and "q" not in flags else text, flags)

    def pattern(self) -> Pattern:
        """The compiled pattern."""
        if "q" in self.flags:
            code: Code = [self.take(charsets.single(character)) for character in self.text]
        else:
            code = self.alternatives()
            if self.at < len(self.text):
                raise BadPattern
        return Pattern((*code, (MATCH, None, None)), self.groups, self.refers, "m" in self.flags)

    def alternatives(self) -> Code:
        """`a|b`."""
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise FeelError("pattern_too_costly", limit=MOST_DEPTH)
        ways = [self.sequence()]
        while self.seen("|"):
            ways.append(self.sequence())
        self.depth -= 1
        end = sum(len(way) + 2 for way in ways) - 2
        code: Code = []
        for way in ways[:-1]:
            start = len(code)
            code += [(SPLIT, start + 1, start + len(way) + 2), *_moved(way, start + 1), (JUMP, end, None)]
        return code + _moved(ways[-1], len(code))

    def sequence(self) -> Code:
        """Pieces one after the other."""
        code: Code = []
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            code += _moved(self.quantified(self.atom()), len(code))
            _bound(len(code))
        return code

    def atom(self) -> Code:
        """One character, class, anchor, reference or group."""
        sign = self.next()
        if sign == "(":
            return self.group()
        if sign in "^$":
            return [(START if sign == "^" else END, None, None)]
        if sign == ".":
            return [
                self.take(
                    charsets.negated(charsets.any_of([]))
                    if "s" in self.flags
                    else lambda character: character not in "\n\r"
                )
            ]
        if sign == "[":
            return [(TAKE, self.char_class(), None)]
        if sign == "\\":
            return self.escape()
        if sign in "?*+{}])":
            raise BadPattern
        return [self.take(charsets.single(sign))]

    def group(self) -> Code:
        """`(a)` or, uncaptured, `(?:a)`, after its bracket."""
        captured = not self.seen("?:")
        self.groups += captured
        number = self.groups
        code = self.alternatives()
        if self.next() != ")":
            raise BadPattern
        if not captured:
            return code
        self.closed.add(number)
        return [(SAVE, 2 * number, None), *_moved(code, 1), (SAVE, 2 * number + 1, None)]

    def quantified(self, code: Code) -> Code:
        """`code`, repeated by the quantifier after it."""
        least, most = self.quantity()
        if (least, most) == (1, 1):
            return code
        lazy = self.seen("?")
        _bound(len(code) * max(least, most or 0, 1))
        repeated: Code = []
        for _ in range(least):
            repeated += _moved(code, len(repeated))
        rest = _optional(code, most - least, lazy) if most is not None else _star(code, lazy)
        return repeated + _moved(rest, len(repeated))

    def quantity(self) -> tuple[int, int | None]:
        """Least and most rounds; (1, 1) where no quantifier stands."""
        for sign, bounds in (("*", (0, None)), ("+", (1, None)), ("?", (0, 1))):
            if self.seen(sign):
                return bounds
        if not self.seen("{"):
            return 1, 1
        end = self.text.find("}", self.at)
        least, comma, most = self.text[self.at : max(end, self.at)].partition(",")
        self.at = end + 1
        if not _count(least) or (most and not _count(most)) or end < 0:
            raise BadPattern
        fewest, highest = int(least), int(most) if most else None if comma else int(least)
        if highest is not None and highest < fewest:
            raise BadPattern
        return fewest, highest


def _bound(size: int) -> None:
    if size > _MOST_INSTRUCTIONS:
        raise FeelError("pattern_too_costly", limit=_MOST_INSTRUCTIONS)


def _count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 5


def _split(first: int, second: int, lazy: bool) -> Instruction:
    return (SPLIT, second, first) if lazy else (SPLIT, first, second)


def _star(code: Code, lazy: bool) -> Code:
    return [_split(1, len(code) + 2, lazy), *_moved(code, 1), (JUMP, 0, None)]


def _optional(code: Code, times: int, lazy: bool) -> Code:
    program: Code = []
    for _ in range(times):
        program.append(_split(len(program) + 1, (len(code) + 1) * times, lazy))
        program += _moved(code, len(program))
    return program


def _moved(code: Code, by: int) -> Code:
    return [
        (kind, first + by, second + by if second is not None else None)
        if kind in (SPLIT, JUMP)
        else (kind, first, second)
        for kind, first, second in code
    ]


def _unspaced(text: str) -> str:
    characters, depth, escaped = [], 0, False
    for character in text:
        depth += 0 if escaped else (character == "[") - (character == "]" and depth > 0)
        escaped = (character == "\\" and not escaped) or (escaped and character in " \t\n\r")
        if depth or character not in " \t\n\r":
            characters.append(character)
    return "".join(characters)
