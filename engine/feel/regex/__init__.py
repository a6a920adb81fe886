"""A regular-expression engine of linear time for the patterns of XPath (DMN 1.5, 10.3.4.3)."""
