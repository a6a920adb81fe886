"""Pages for those who watch: the auditor and the operator."""
