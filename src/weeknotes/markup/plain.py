"""Notes in which nothing can be markup: most of them, and many times faster to write than to
parse."""

from __future__ import annotations

import re
from typing import Final

# A paragraph is one line here, so that no list, table, fence or break can begin within it; what
# could begin one stands only at its start.
_PARAGRAPH: Final = re.compile(r"[^\s\d#>=|:+\-`~\\*_\[<$][^\r\n`~\\*_\[<$]*")
ROOT: Final = "\0"
"""In the HTML of a note, the way to the site's root until a page says what that is; no text holds
it (markdown-it replaces it)."""


def plain_paragraphs(text: str) -> list[str] | None:
    """The paragraphs of a note that holds words alone; None where a character of it could mean
    something."""
    if "://" in text:
        return None
    paragraphs = text.split("\n\n")
    if all(
        _PARAGRAPH.fullmatch(paragraph) and not paragraph[-1].isspace() for paragraph in paragraphs
    ):
        return paragraphs
    return None


def _escaped(text: str) -> str:
    """Words as the parser writes them into HTML; `str.translate` would look at each Korean letter
    by itself."""
    return text.replace("&", "&amp;").replace(">", "&gt;").replace('"', "&quot;")


def plain_html(paragraphs: list[str]) -> str:
    """The HTML that the parser would make of them."""
    return "".join(f"<p>{_escaped(paragraph)}</p>\n" for paragraph in paragraphs)
