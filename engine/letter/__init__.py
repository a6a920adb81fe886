"""Official letters: a number, a typst template of the definition, a PDF/A."""

from engine.letter.letter import Letter, LetterCounter, LetterFailed, compile, draw, make, next_number, of, told  # noqa: A004

__all__ = ["Letter", "LetterCounter", "LetterFailed", "compile", "draw", "make", "next_number", "of", "told"]
