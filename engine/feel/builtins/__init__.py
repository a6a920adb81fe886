"""The built-in functions: the registry, and a file for each family."""
