"""A run of one case: its state as JSON, its beginning, its moves."""
