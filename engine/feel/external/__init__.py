"""Functions of another language (DMN 1.5, 10.3.2.13.2): signatures of Java that stand for pure functions of ours."""
