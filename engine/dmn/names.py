"""The names that an expression may read; the parser has to know them, since FEEL names may hold spaces."""

Names = frozenset[str]
"""The names of variables and of the parts inside their values."""
