"""The engine runs process definitions, keeps their tasks and writes the audit; it knows no HTTP."""
