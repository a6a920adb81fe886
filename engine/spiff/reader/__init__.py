"""From BPMN's XML to the model: the dialect that is allowed, and a file for each kind of thing read."""
