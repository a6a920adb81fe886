"""Pages of definitions, publishing, and the rehearsal before it."""
