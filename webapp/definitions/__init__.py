"""Definitions: read, rehearsed, published."""
