"""A note's first sentences, for lists and feeds."""

from __future__ import annotations

import re
from typing import Final

from weeknotes.markup import note_text
from weeknotes.model import Note

SUMMARY_LENGTH: Final = 120
"""Characters of a summary: as many whole sentences as fit, or else one that is cut at a word."""


def summary(note: Note, limit: int = SUMMARY_LENGTH) -> str:
    """A note's first sentences on one line."""
    text = note_text(note)
    if len(text) <= limit:
        return text
    cut = text[:limit]
    sentences = re.match(r".*[.!?…](?=\s)", cut)
    if sentences:
        return sentences.group()
    return (cut[: cut.rfind(" ")] if " " in cut[limit // 2 :] else cut).rstrip(" ,.;:") + "…"
