"""Notes without markup: most are, and this is many times faster than the parser."""

import re

# A paragraph of one line, in which no list, table, fence or break can begin; its first character
# must not begin one either.
_PARAGRAPH = re.compile(r"[^\s\d#>=|:+\-`~\\*_\[<$][^\r\n`~\\*_\[<$]*")
ROOT = "\0"
"""Stands for the path to the site's root in the HTML of a note, which is the same for all pages.
No text holds it, as markdown-it replaces it."""


def plain_paragraphs(text: str) -> list[str] | None:
    """The paragraphs of a note without markup; None where any character could be markup."""
    if "://" in text:
        return None
    paragraphs = text.split("\n\n")
    return paragraphs if all(map(_is_plain, paragraphs)) else None


def _is_plain(paragraph: str) -> bool:
    return bool(_PARAGRAPH.fullmatch(paragraph)) and not paragraph[-1].isspace()


def _escaped(text: str) -> str:
    """Text as the parser escapes it; `str.translate` is slow for Korean."""
    text = text.replace("&", "&amp;")
    text = text.replace(">", "&gt;")
    return text.replace('"', "&quot;")


def plain_html(paragraphs: list[str]) -> str:
    """The HTML that the parser would make of them."""
    return "".join(f"<p>{_escaped(paragraph)}</p>\n" for paragraph in paragraphs)
