"""Forms on pages: shown, filed, and their documents."""
