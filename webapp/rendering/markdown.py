"""The small, safe part of Markdown that form texts and task helps use: everything else stays the text it is."""

import re

from markupsafe import Markup, escape

LINK = re.compile(r"\[([^\]\n]{1,200})\]\((https?://[^\s()\"'<>]{1,500})\)")
BOLD = re.compile(r"\*\*(\S(?:[^*\n]*\S)?)\*\*")
ITALIC = re.compile(r"(?<![\w*])[*_](\S(?:[^*_\n]*\S)?)[*_](?![\w*])")
CODE = re.compile(r"`([^`\n]+)`")
HEADING = re.compile(r"(#{1,6})\s+(.+)")
BULLET = re.compile(r"\s*[-*+]\s+(.*)")
NUMBERED = re.compile(r"\s*\d{1,3}[.)]\s+(.*)")


def render(source: object) -> Markup:
    """Paragraphs, headings, lists, bold, italic, code and https links; HTML in the source is shown, not run."""
    blocks = re.split(r"\n\s*\n", str(source or "").replace("\r\n", "\n").strip())
    return Markup("\n").join(_block(block) for block in blocks if block)


def _block(block: str) -> Markup:
    lines, headings = block.split("\n"), Markup("")
    while lines and (heading := HEADING.fullmatch(lines[0].strip())):
        headings += Markup('<p class="form-heading"><strong>{}</strong></p>').format(_inline(heading[2]))
        lines.pop(0)
    return headings + _plain(lines) if lines else headings


def _plain(lines: list[str]) -> Markup:
    for pattern, tag in ((BULLET, "ul"), (NUMBERED, "ol")):
        if pattern.match(lines[0]):
            return _listed(lines, pattern, tag)
    return Markup("<p>{}</p>").format(Markup("<br>").join(_inline(line) for line in lines))


def _listed(lines: list[str], pattern: re.Pattern[str], tag: str) -> Markup:
    items: list[str] = []
    for line in lines:
        if item := pattern.match(line):
            items.append(item[1])
        else:
            items[-1] += " " + line.strip()
    body = Markup("").join(Markup("<li>{}</li>").format(_inline(item)) for item in items)
    return Markup("<{0}>{1}</{0}>").format(tag, body)


def _inline(line: str) -> Markup:
    safe = str(escape(line))
    safe = LINK.sub(r'<a href="\2" rel="noopener noreferrer">\1</a>', safe)
    safe = CODE.sub(r"<code>\1</code>", safe)
    safe = BOLD.sub(r"<strong>\1</strong>", safe)
    return Markup(ITALIC.sub(r"<em>\1</em>", safe))  # noqa: S704 - escaped above
