"""The small, safe part of Markdown that form texts and task helps use: everything else stays the text it is."""

from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup

RULES = ("heading", "list", "emphasis", "backticks", "link", "escape", "newline", "balance_pairs", "fragments_join")


def render(source: object) -> Markup:
    """Paragraphs, headings, lists, bold, italic, code and https links; HTML in the source is shown, not run."""
    return Markup(_PARSER.render(str(source or "")).strip())  # noqa: S704 - the parser escapes what is text


def _parser() -> MarkdownIt:
    """The rules of CommonMark that are wanted, no others: no HTML, no image, no code block (docs/decisions/0010)."""
    parser = MarkdownIt("zero", {"breaks": True, "html": False, "maxNesting": 100}).enable(RULES)
    parser.validateLink = _leads_to_the_web  # type: ignore[method-assign]
    parser.add_render_rule("heading_open", lambda *_: '<p class="form-heading"><strong>')
    parser.add_render_rule("heading_close", lambda *_: "</strong></p>\n")
    parser.add_render_rule("link_open", _link)
    return parser


def _leads_to_the_web(url: str) -> bool:
    return url.startswith(("https://", "http://"))


def _link(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    tokens[index].attrSet("rel", "noopener noreferrer")
    return renderer.renderToken(tokens, index, options, env)


_PARSER = _parser()
