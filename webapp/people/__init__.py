"""People, units, substitutions, machines: pages for the administrator, and registration."""
