"""Why an expression gave what it gave, and what can be said of it before it runs."""
