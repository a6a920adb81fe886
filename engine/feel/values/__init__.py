"""The values of FEEL: kinds, arithmetic, order, text, JSON, and one evaluation of an expression."""
