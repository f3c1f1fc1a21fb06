"""Commentary → HTML that is safe to publish.  Notes of words alone, which most are, need no
parser."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

from weeknotes.markup.mathml import title_html
from weeknotes.markup.plain import ROOT, plain_html, plain_paragraphs
from weeknotes.markup.readers import for_readers
from weeknotes.model import Note
from weeknotes.text.links import find_wiki_links
from weeknotes.text.unicode import title_text

__all__ = ["for_readers", "note_html", "note_text", "title_html", "title_text"]


def note_html(note: Note, root: str, top: int = 3) -> str:
    """A note as HTML.  `root` leads from the page to the site's root (`../`), or is the site's
    address, as in feeds; `top` is the level of its highest heading."""
    return _html(note, top).replace(ROOT, escape(root))


@lru_cache(maxsize=4096)
def _html(note: Note, top: int) -> str:
    """A note as HTML for any page and any feed: Markdown is read once, however many show it."""
    if (paragraphs := plain_paragraphs(note.text)) is not None:
        return plain_html(paragraphs)
    from weeknotes.markup.parser import parsed_html

    return parsed_html(note, top)


def note_text(note: Note) -> str:
    """A note's words alone, for a summary: no markup, no addresses, one line."""
    text = note.text
    if not plain_paragraphs(text):
        from weeknotes.markup.parser import parsed_text

        text = parsed_text(note)
    if "(" in text:
        text = re.sub(r"\(\s*\)", "", text)
    if "[[" in text:
        for wiki in reversed(find_wiki_links(text)):
            text = text[: wiki.start] + wiki.label + text[wiki.end :]
    return " ".join(text.split()).replace(" ,", ",").replace(" .", ".").replace(" )", ")")
