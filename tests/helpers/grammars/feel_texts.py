"""Writes random expressions by the grammar of FEEL; the numbers that choose come from hypothesis or from bytes."""

from collections.abc import Callable

LITERALS = (
    "1",
    "0",
    "-1",
    "2.5",
    "1e3",
    "1e6100",
    "1e-6140",
    "0.1",
    "9999999999999999999999999999999999",
    '"a"',
    '""',
    '"b c"',
    r'"\u00e9\n\"\\"',
    '"2020-02-29"',
    '"[1..3]"',
    "true",
    "false",
    "null",
    '@"2020-02-29"',
    '@"10:00:00"',
    '@"23:59:59.999999999Z"',
    '@"10:00:00@Asia/Jakarta"',
    '@"2020-02-29T10:00:00"',
    '@"2020-02-29T10:00:00+07:00"',
    '@"2020-03-29T02:30:00@Europe/Paris"',
    '@"-999999999-01-01"',
    '@"999999999-12-31T23:59:59.999999999"',
    '@"P1D"',
    '@"-PT1.000000001S"',
    '@"P1Y2M"',
    '@"P2129706043D"',
    '@"P83333333Y"',
    '@"nonsense"',
)
NAMES = ("n", "s", "b", "d", "l", "c", "first name", "missing", "item", "partial", "?")
MEMBERS = (
    "a",
    "b",
    "year",
    "days",
    "months",
    "start",
    "end included",
    "time offset",
    "timezone",
    "first name",
    "weekday",
)
TYPES = (
    "number",
    "string",
    "boolean",
    "date",
    "time",
    "date and time",
    "days and time duration",
    "years and months duration",
    "Any",
    "Null",
    "list",
    "list<number>",
    "list<list<Any>>",
    "context",
    "context<a: number, b: string>",
    "range<date>",
    "function",
    "function<number, Any> -> string",
    "function<> -> Any",
)
FUNCTIONS = {
    "abs": "n",
    "after": "point1 point2",
    "all": "list",
    "any": "list",
    "append": "list item",
    "before": "range1 range2",
    "ceiling": "n scale",
    "coincides": "range1 range2",
    "concatenate": "list list",
    "contains": "string match",
    "context": "entries",
    "context merge": "contexts",
    "context put": "context key value",
    "count": "list",
    "date": "from",
    "date and time": "date time",
    "day of week": "date",
    "day of year": "date",
    "decimal": "n scale",
    "distinct values": "list",
    "duplicate values": "list",
    "duration": "from",
    "during": "range1 range2",
    "ends with": "string match",
    "even": "number",
    "every day": "x",
    "exp": "number",
    "finished by": "range1 range2",
    "finishes": "range1 range2",
    "flatten": "list",
    "floor": "n scale",
    "get entries": "m",
    "get or else": "value default",
    "get value": "m key",
    "includes": "range point",
    "index of": "list match",
    "insert before": "list position newItem",
    "is": "value1 value2",
    "is defined": "value",
    "is empty": "list",
    "last day of month": "date",
    "list contains": "list element",
    "list replace": "list position newItem",
    "log": "number",
    "lower case": "string",
    "matches": "input pattern flags",
    "max": "list",
    "mean": "list",
    "median": "list",
    "meets": "range1 range2",
    "met by": "range1 range2",
    "min": "list",
    "mode": "list",
    "modulo": "dividend divisor",
    "month of year": "date",
    "not": "negand",
    "now": "",
    "number": "from",
    "odd": "number",
    "overlaps": "range1 range2",
    "overlaps after": "range1 range2",
    "overlaps before": "range1 range2",
    "partition": "list size",
    "product": "list",
    "range": "from",
    "remove": "list position",
    "replace": "input pattern replacement flags",
    "reverse": "list",
    "round down": "n scale",
    "round half down": "n scale",
    "round half up": "n scale",
    "round up": "n scale",
    "sort": "list precedes",
    "split": "string delimiter",
    "sqrt": "number",
    "started by": "range1 range2",
    "starts": "range1 range2",
    "starts with": "string match",
    "stddev": "list",
    "string": "from",
    "string join": "list delimiter",
    "string length": "string",
    "sublist": "list start_position length",
    "substring": "string start_position length",
    "substring after": "string match",
    "substring before": "string match",
    "sum": "list",
    "time": "from",
    "today": "",
    "trim": "string",
    "union": "list list",
    "upper case": "string",
    "week of year": "date",
    "working days after": "date n",
    "working days between": "a b",
    "years and months duration": "from to",
}
"""Every built-in function (one that is none among them) with its parameters."""
PATTERNS = (
    '"a"',
    '"[a-z-[b]]+"',
    r'"(a|b)\\1"',
    r'"\\p{Lu}*?"',
    '"(a*)*$"',
    '"^.|"',
    r'"[^\\s\\d]{1,3}"',
    '"("',
    '"$1"',
    '"i"',
)
OPERATORS = ("+", "-", "*", "/", "**", "=", "!=", "<", "<=", ">", ">=", "and", "or")
ALPHABET = [
    *"01.\"'\\()[]{}<>=!+-*/,:?@ aeéT🐎\n",
    "..",
    "**",
    "//",
    "/*",
    "*/",
    "->",
    "if ",
    " then ",
    " else ",
    "for ",
    " in ",
    " return ",
    "some ",
    " satisfies ",
    " and ",
    " or ",
    " between ",
    " instance of ",
    "function(",
    "null",
    "external",
    "date",
    "list<",
    "\ud800",
    "\x00",
]
"""What a text is mutated with."""


class Writer:
    """`choose(n)` gives a number below n; 0 leads to the simplest expression."""

    def __init__(self, choose: Callable[[int], int]) -> None:
        self.choose = choose

    def one(self, options: tuple[str, ...] | list[str]) -> str:
        return options[self.choose(len(options))]

    def expression(self, depth: int) -> str:
        """An expression of at most so many levels."""
        forms = (
            (self.literal, self.name)
            if depth <= 0
            else (
                self.literal,
                self.name,
                self.call,
                self.binary,
                self.listed,
                self.context,
                self.filtered,
                self.path,
                self.condition,
                self.loop,
                self.quantified,
                self.contained,
                self.between,
                self.case,
                self.function,
                self.ranged,
                self.negated,
                self.named_call,
                self.spaced,
                self.matched,
            )
        )
        return forms[self.choose(len(forms))](depth - 1)

    def mutated(self, text: str) -> str:
        """`text` with some pieces left out, put in or doubled."""
        for _ in range(1 + self.choose(4)):
            start = self.choose(len(text) + 1)
            end = min(len(text), start + self.choose(4))
            text = text[:start] + ("", self.one(ALPHABET), text[start:end] * 2)[self.choose(3)] + text[end:]
        return text

    def literal(self, _depth: int) -> str:
        return self.one(LITERALS)

    def name(self, _depth: int) -> str:
        return self.one(NAMES)

    def several(self, depth: int, most: int) -> list[str]:
        return [self.expression(depth) for _ in range(self.choose(most + 1))]

    def call(self, depth: int) -> str:
        return f"{self.one(list(FUNCTIONS))}({', '.join(self.several(depth, 4))})"

    def named_call(self, depth: int) -> str:
        function = self.one(list(FUNCTIONS))
        arguments = [
            f"{name.replace('_', ' ')}: {self.expression(depth)}" for name in dict.fromkeys(FUNCTIONS[function].split())
        ]
        return f"{function}({', '.join(arguments)})"

    def matched(self, depth: int) -> str:
        function = self.one(("matches", "replace", "split"))
        return f"{function}({', '.join([self.expression(depth), *(self.one(PATTERNS) for _ in range(1 + self.choose(3)))])})"

    def binary(self, depth: int) -> str:
        return f"{self.expression(depth)} {self.one(OPERATORS)} {self.expression(depth)}"

    def negated(self, depth: int) -> str:
        return f"-({self.expression(depth)})"

    def spaced(self, depth: int) -> str:
        return f"({self.one((' ', '/* x */', chr(10), '// y' + chr(10)))}{self.expression(depth)} )"

    def listed(self, depth: int) -> str:
        return f"[{', '.join(self.several(depth, 4))}]"

    def context(self, depth: int) -> str:
        keys = ("a", "b", "first name", '"a b"', "c")
        return (
            "{" + ", ".join(f"{key}: {value}" for key, value in zip(keys, self.several(depth, 3), strict=False)) + "}"
        )

    def filtered(self, depth: int) -> str:
        return f"({self.expression(depth)})[{self.expression(depth)}]"

    def path(self, depth: int) -> str:
        return f"({self.expression(depth)}).{self.one(MEMBERS)}"

    def condition(self, depth: int) -> str:
        return f"if {self.expression(depth)} then {self.expression(depth)} else {self.expression(depth)}"

    def domain(self, depth: int) -> str:
        return self.expression(depth) if self.choose(2) else f"{self.expression(0)}..{self.expression(0)}"

    def loop(self, depth: int) -> str:
        second = f", j in {self.domain(depth)}" if self.choose(4) == 3 else ""
        return f"for i in {self.domain(depth)}{second} return {self.expression(depth)}"

    def quantified(self, depth: int) -> str:
        return f"{self.one(('some', 'every'))} i in {self.domain(depth)} satisfies {self.expression(depth)}"

    def contained(self, depth: int) -> str:
        tests = self.one(("[{}..{}]", "({}, {})", "(< {}, {})", "[{}, {}]", "]{}..{}["))
        return f"{self.expression(depth)} in {tests.format(self.expression(0), self.expression(0))}"

    def between(self, depth: int) -> str:
        return f"{self.expression(0)} between {self.expression(depth)} and {self.expression(depth)}"

    def case(self, depth: int) -> str:
        return f"({self.expression(depth)}) instance of {self.one(TYPES)}"

    def ranged(self, depth: int) -> str:
        if self.choose(2):
            return f"({self.one(('<', '<=', '>', '>=', '=', '!='))} {self.expression(0)})"
        return f"{self.one(('[', '(', ']'))}{self.expression(0)}..{self.expression(0)}{self.one((']', ')', '['))}"

    def function(self, depth: int) -> str:
        kind = self.one(("", ": number", ": list<Any>", ": date and time"))
        literal = f"(function(a{kind}, b) {self.expression(depth)})"
        return f"{literal}({', '.join(self.several(depth, 2))})" if self.choose(3) else literal
