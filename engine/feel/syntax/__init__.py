"""From text to the syntax tree: tokens, names, parsers."""
