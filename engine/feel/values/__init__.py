"""The values of FEEL: kinds, arithmetic, order, text, JSON, and the run of an evaluation."""
