"""The check of an external function's literal, so that an unknown one is refused when it is parsed."""

from engine.feel.external import functions
from engine.feel.syntax.ast import ContextLiteral, Literal, SyntaxNode


def unknown(definition: SyntaxNode) -> str | None:
    """The function that a literal definition names, if it is not registered; None for any other definition."""
    if isinstance(definition, Literal):
        return "external function"
    if not isinstance(definition, ContextLiteral):
        return None
    java = dict(definition.entries).get("java")
    if java is None:
        return "external function"
    entries = dict(java.entries) if isinstance(java, ContextLiteral) else {}
    class_, signature = entries.get("class"), entries.get("method signature")
    if not isinstance(class_, Literal) or not isinstance(signature, Literal):
        return None if entries.keys() >= {"class", "method signature"} else "external function"
    return None if functions.known(class_.value, signature.value) else f"{class_.value}.{signature.value}"
