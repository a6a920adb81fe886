"""The types of values: built-in types, item definitions, allowed values."""
