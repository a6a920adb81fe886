"""What values must look like: built-in types, item definitions, allowed values."""
