"""The form file, read: components, options, rules, outcome, tables."""
