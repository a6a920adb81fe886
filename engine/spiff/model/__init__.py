"""The model of a diagram as plain data: nodes, flows, events, loops, findings."""
