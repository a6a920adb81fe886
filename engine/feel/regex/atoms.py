"""The parser of the smallest pieces of an XPath regular expression: escapes, properties, character classes."""

from engine.feel.error import FeelError
from engine.feel.regex import charsets
from engine.feel.regex.charsets import Test
from engine.feel.regex.matcher import REFER, TAKE, Instruction

MOST_DEPTH = 20
Code = list[Instruction]


class BadPattern(Exception):
    """Raised for a text that is no regular expression."""


class AtomParser:
    """Reads escapes and classes from one place of a pattern."""

    def __init__(self, text: str, flags: str) -> None:
        self.text = text
        self.flags = flags
        self.at = 0
        self.depth = 0
        self.groups = 0
        self.closed: set[int] = set()
        self.refers = False

    def take(self, test: Test) -> Instruction:
        """Takes one character; ignoring case where the flag is set."""
        return TAKE, charsets.folded(test) if "i" in self.flags else test, None

    def seen(self, sign: str) -> bool:
        """Takes `sign` if it stands here."""
        if self.text.startswith(sign, self.at):
            self.at += len(sign)
            return True
        return False

    def next(self) -> str:
        """Takes one character."""
        if self.at >= len(self.text):
            raise BadPattern
        self.at += 1
        return self.text[self.at - 1]

    def escape(self) -> Code:
        """The node for what follows a backslash outside a class: a reference to a group, or as inside a class."""
        sign = self.text[self.at : self.at + 1]
        if sign in "123456789" and sign:
            number = int(self.next())
            while self.text[self.at : self.at + 1].isdigit() and number * 10 + int(self.text[self.at]) in self.closed:
                number = number * 10 + int(self.next())
            if number not in self.closed:
                raise BadPattern
            self.refers = True
            return [(REFER, number, True if "i" in self.flags else None)]
        return [self.take(self.escaped())]

    def escaped(self) -> Test:
        """The test of an escape after its backslash."""
        sign = self.next()
        if sign in charsets.ESCAPES:
            return charsets.single(charsets.ESCAPES[sign])
        if sign in "pP":
            return self.property(sign == "P")
        known = charsets.CLASSES.get(sign.lower())
        if known is None:
            raise BadPattern
        return charsets.negated(known) if sign.isupper() else known

    def property(self, negative: bool) -> Test:
        """`{name}` of a property."""
        end = self.text.find("}", self.at)
        test = charsets.property_of(self.text[self.at : end]) if self.next() == "{" and end > 0 else None
        if test is None:
            raise BadPattern
        self.at = end + 1
        return charsets.negated(test) if negative else test

    def char_class(self) -> Test:
        """`[a-z-[aeiou]]` after its bracket."""
        negative, tests, removed, first = self.seen("^"), list[Test](), None, self.at
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise FeelError("pattern_too_costly", limit=MOST_DEPTH)
        while not self.seen("]") or not tests:
            if self.at > first and self.seen("-["):
                removed = self.char_class()
                if self.next() != "]":
                    raise BadPattern
                break
            tests.append(self.class_item())
        self.depth -= 1
        test = charsets.any_of(tests)
        test = charsets.folded(test) if "i" in self.flags else test
        test = charsets.negated(test) if negative else test
        return charsets.without(test, removed) if removed else test

    def class_item(self) -> Test:
        """A character, a span or an escape inside a class."""
        sign = self.next()
        if sign == "\\" and self.text[self.at : self.at + 1] not in charsets.ESCAPES:
            return self.escaped()
        if sign in "[]":
            raise BadPattern
        first = charsets.ESCAPES[self.next()] if sign == "\\" else sign
        if self.text[self.at : self.at + 1] != "-" or self.text[self.at + 1 : self.at + 2] in ("]", "["):
            return charsets.single(first)
        self.at += 1
        last = self.next()
        last = charsets.ESCAPES.get(self.next(), "") if last == "\\" else last
        if last < first:
            raise BadPattern
        return charsets.span(first, last)
