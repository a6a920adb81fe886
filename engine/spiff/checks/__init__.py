"""Checks of diagrams before they can run."""
