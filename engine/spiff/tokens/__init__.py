"""Tokens while a step runs: their variables, what cancels or compensates them, what is due, what is logged."""
