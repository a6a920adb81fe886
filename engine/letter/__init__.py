"""Official letters: numbered, compiled from a typst template of the definition to a PDF/A."""

from engine.letter.letter import ISSUER, Letter, LetterCounter, draw, next_number, of, to_template
from engine.letter.printing import LetterFailed, compile  # noqa: A004

__all__ = ["ISSUER", "Letter", "LetterCounter", "LetterFailed", "compile", "draw", "next_number", "of", "to_template"]
