"""Summaries of notes, for lists and feeds."""

import re

from weeknotes.markup import note_text
from weeknotes.model import Note

SUMMARY_LENGTH = 120
"""Maximum length in characters.  A summary has as many whole sentences as fit, or one truncated
sentence."""

_ENOUGH = 5000
"""Characters of a long note that are parsed for its summary."""


def summary(note: Note) -> str:
    """The first sentences of a note on one line, at most `SUMMARY_LENGTH` characters (plus `…`)."""
    start = note._replace(text=note.text[:_ENOUGH])
    text = note_text(start)
    if len(text) <= SUMMARY_LENGTH and len(note.text) > _ENOUGH:
        text = note_text(note)
    return shortened(text, SUMMARY_LENGTH)


def shortened(text: str, limit: int) -> str:
    """The first sentences of a text, at most `limit` characters (plus `…`)."""
    if len(text) <= limit:
        return text
    cut = text[:limit]
    if sentences := re.match(r".*[.!?…](?=\s)", cut):
        return sentences[0]
    space = cut.rfind(" ", limit // 2)
    words = cut if space < 0 else cut[:space]
    return words.rstrip(" ,.;:") + "…"
