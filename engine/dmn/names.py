"""The names that an expression may read: FEEL names may hold spaces, so the parser has to know them beforehand."""

Names = frozenset[str]
"""The names of variables and of the parts inside their values."""
