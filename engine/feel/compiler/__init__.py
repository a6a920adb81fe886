"""From the syntax tree to closures: a file for each group of constructs."""
