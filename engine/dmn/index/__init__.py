"""Rows of a table looked up by value instead of tested one by one."""
