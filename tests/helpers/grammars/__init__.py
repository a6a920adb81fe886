"""Texts written by a grammar, for fuzzing: FEEL expressions, DMN files."""
