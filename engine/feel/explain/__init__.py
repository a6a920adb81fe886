"""Explanations of evaluations, and checks of expressions without evaluating them."""
