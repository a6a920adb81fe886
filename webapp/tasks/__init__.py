"""Tasks: the inbox, the page of one task, several tasks answered together."""
