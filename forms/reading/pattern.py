"""Patterns written by designers (ECMAScript), matched by FEEL's regular expressions in linear time."""

import datetime
import re

from engine import feel

LIMIT_PATTERN = 300
LIMIT_TEXT = 1_000
ENV = feel.EvalContext(now=datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC))
# ECMAScript's \d and \w mean ASCII, and it lets any sign be escaped; XPath, which FEEL has, differs in both.
ASCII = {"d": "0-9", "w": "A-Za-z0-9_"}
ESCAPED_IN_XPATH = frozenset("\\|.-^?*+{}()[]$nrtsSdDwW")
PIECE = re.compile(r"\\(.)|(.)", re.DOTALL)


class BadFormPattern(ValueError):
    """A pattern that is no regular expression, too long, or asks for look-around or back-references."""


class FormPattern:
    """A pattern of a form, compiled."""

    def __init__(self, text: str) -> None:
        """Raises BadFormPattern."""
        self.text = text
        self._xpath = _xpath(text)
        if len(text) > LIMIT_PATTERN or _matches("", self._xpath) is None:
            raise BadFormPattern

    def matches(self, text: str) -> bool:
        """True if the pattern is found anywhere in `text`, as in form-js: ^ and $ tie it to the ends."""
        return _matches(text, self._xpath) is True

    def __repr__(self) -> str:
        return f"FormPattern({self.text!r})"


def _matches(text: str, pattern: str) -> object:
    try:
        return feel.parse("matches(text, pattern)").evaluate({"text": text, "pattern": pattern}, ENV)
    except feel.FeelError:
        return None


def _xpath(text: str) -> str:
    inside, parts = False, []
    for piece in PIECE.finditer(text):
        escaped, sign = piece[1], piece[2]
        parts.append(_escape(escaped, inside) if escaped else sign)
        inside = inside if escaped else sign == "[" or (inside and sign != "]")
    return "".join(parts)


def _escape(sign: str, inside: bool) -> str:
    if sign in ASCII:
        return ASCII[sign] if inside else f"[{ASCII[sign]}]"
    if sign.lower() in ASCII and not inside:
        return f"[^{ASCII[sign.lower()]}]"
    if sign.isdigit():
        raise BadFormPattern
    return f"\\{sign}" if sign in ESCAPED_IN_XPATH or sign.isalnum() else sign
