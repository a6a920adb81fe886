"""From a form to a page, and from what a browser posts to an answer."""
