"""Convert Markdown notes to safe HTML.  Most notes have no markup and need no parser."""

import re
from functools import lru_cache
from html import escape

from weeknotes.markup.first_sentence import mark_first_sentence
from weeknotes.markup.line_breaks import kept_particles
from weeknotes.markup.mathml import title_html
from weeknotes.markup.plain import ROOT, plain_html, plain_paragraphs
from weeknotes.markup.readers import for_readers
from weeknotes.model import Note
from weeknotes.text.links import wiki_words
from weeknotes.text.unicode import title_text

__all__ = [
    "for_readers",
    "note_html",
    "note_text",
    "text_html",
    "title_html",
    "title_text",
]


# A summary may be made from one paragraph of a note, whose footnotes and `</details>` are in
# another paragraph.
_OTHER_HALF = re.compile(
    r"\[\^[^\[\]\s]+\]:?|</?(?:details|summary|aside)\b[^<>\n]*>", re.IGNORECASE
)


def note_html(note: Note, root: str, top: int = 3, mark_first: bool = False) -> str:
    """A note as HTML.  `root` is the path from the page to the site's root (`../`), or the site's
    URL; `top` is the level (1–6) of the highest heading in the note.  `mark_first` marks its first
    sentence."""
    html = _html(note, top)
    return (mark_first_sentence(html) if mark_first else html).replace(
        ROOT, escape(root)
    )


@lru_cache(maxsize=4096)
def _html(note: Note, top: int) -> str:
    """A note as HTML with the placeholder `ROOT`.  Cached, so that each note is parsed once for all
    pages and feeds."""
    paragraphs = plain_paragraphs(note.text)
    if paragraphs is not None:
        return kept_particles(plain_html(paragraphs))
    from weeknotes.markup.parser import parsed_html

    return kept_particles(parsed_html(note, top))


def text_html(text: str) -> str:
    """A text without markup as HTML."""
    return kept_particles(escape(text))


def note_text(note: Note) -> str:
    """The text of a note on one line, without markup and addresses, for summaries."""
    text = note.text
    if not plain_paragraphs(text):
        from weeknotes.markup.parser import parsed_text

        text = parsed_text(note)
    if "(" in text:
        text = re.sub(r"\(\s*\)", "", text)
    if "[[" in text:
        text = wiki_words(re.sub(r"!\[\[[^\[\]\n]*\]\]", "", text))
    if "[^" in text or "<" in text:
        text = _OTHER_HALF.sub("", text)
    text = " ".join(text.split())
    for mark in ",.)":
        text = text.replace(f" {mark}", mark)
    return text
