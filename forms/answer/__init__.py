"""An answer: which fields are visible, which may be written, what is checked, in which order."""
