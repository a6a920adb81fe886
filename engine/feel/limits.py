"""The bounds of FEEL: each a counted limit that raises FeelError, never a crash or a hang."""

SOURCE = 20_000
"""Characters of an expression."""
DEPTH = 100
"""Nesting of brackets, operators, paths and blocks in one expression."""
FRAMES = 450
"""Nesting of evaluation, user-defined functions that call each other included."""
STEPS = 100_000
"""Steps of one evaluation: rounds of loops, calls, and the work that a call does on long arguments."""
ITEMS = 100_000
"""Items of a list or entries of a context that an expression makes."""
CHARACTERS = 200_000
"""Characters of a string that an expression makes."""
DIGITS = 34
"""Digits of a number, as in IEEE 754 decimal128."""
EXPONENT = 6144
"""Largest exponent of a number, as in IEEE 754 decimal128."""
PATTERN = 500
"""Characters of a regular expression."""
SEARCHED = 20_000
"""Characters of a string that a regular expression may search."""
SEARCH_STEPS = 200_000
"""Steps that one search with a regular expression may take."""
YEAR = 999_999_999
"""Largest year, and its negative the smallest (ISO 8601 and XML Schema know no last year)."""
DURATION = 2**63 - 1
"""Seconds of the longest duration of days and time."""
NESTED_VALUE = 100
"""Nesting of lists and contexts in a value that comes from or goes to JSON."""
PLAIN_VALUES = 1_000_000
"""Values that a conversion from or to JSON may meet."""
CACHED = 4_096
"""Compiled expressions in the cache."""
TRACE_ENTRIES = 400
"""Entries in the trace of one expression."""
TRACE_STEPS = 200_000
"""Steps that tracing an expression may take in all: each part is evaluated once more."""
