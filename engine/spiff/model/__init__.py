"""What a diagram says, as plain data: nodes, flows, events, loops, findings."""
