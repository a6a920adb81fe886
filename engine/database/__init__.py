"""Where rows live: the declarative base, sessions and their transaction, statements past the unit of work, failures."""
