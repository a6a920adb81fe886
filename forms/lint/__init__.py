"""Checks of a form before anybody fills it in."""
