"""Functions of another language (DMN 1.5, 10.3.2.13.2): Java signatures, implemented by pure functions of our own."""
