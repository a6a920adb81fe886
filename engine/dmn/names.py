"""Which names an expression may read: FEEL names may hold spaces, so the parser must be told them beforehand."""

Names = frozenset[str]
"""The names of variables and of the parts inside their values."""
