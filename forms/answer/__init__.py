"""An answer: what is visible, what may be written, what is checked, in which order."""
