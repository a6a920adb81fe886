"""Boxed expressions: texts, contexts, functions, iterators, and their reader."""
