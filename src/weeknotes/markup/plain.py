"""A fast path for notes without markup, which are the majority."""

import re
from html import escape

# A paragraph on one line that certainly contains no markup: no character of it can begin a list, a
# table, a fence, a line break or an inline element.
_PARAGRAPH = re.compile(r"[^\s\d#>=|:+\-`~\\*_\[<$][^\r\n`~\\*_\[<$]*")
ROOT = "\0"
"""A placeholder for the path to the site's root in the HTML of a note, so that the HTML is the same
for all pages.  The placeholder cannot occur in text, because markdown-it replaces this
character."""


def plain_paragraphs(text: str) -> list[str] | None:
    """The paragraphs of a note without markup; None if it may contain markup."""
    if "://" in text or "==" in text:
        return None
    paragraphs = text.split("\n\n")
    return paragraphs if all(map(_is_plain, paragraphs)) else None


def _is_plain(paragraph: str) -> bool:
    return bool(_PARAGRAPH.fullmatch(paragraph)) and not paragraph[-1].isspace()


def plain_html(paragraphs: list[str]) -> str:
    """The same HTML as from the parser, which does not escape single quotes."""
    escaped = [escape(one, quote=False).replace('"', "&quot;") for one in paragraphs]
    return "".join(f"<p>{paragraph}</p>\n" for paragraph in escaped)
