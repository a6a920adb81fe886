"""SpiffWorkflow's specs, built from the model: a file for each kind of element."""
