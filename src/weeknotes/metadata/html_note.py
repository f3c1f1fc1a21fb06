"""Notes of reference managers: HTML as the lines of a digest."""

from __future__ import annotations

import re

_BREAKS = re.compile(
    r"<br\s*/?>|</(?:p|div|li|ul|ol|h[1-6]|blockquote|tr)>|<(?:p|div|ul|ol)\b[^>]*>",
    re.IGNORECASE,
)
_INLINE = (
    (re.compile(r"</?(?:b|strong)\b[^>]*>", re.IGNORECASE), "**"),
    (re.compile(r"</?(?:i|em)\b[^>]*>", re.IGNORECASE), "*"),
    (re.compile(r"</?code\b[^>]*>", re.IGNORECASE), "`"),
    (re.compile(r"<li\b[^>]*>", re.IGNORECASE), "\n- "),
    (re.compile(r"<blockquote\b[^>]*>", re.IGNORECASE), "\n> "),
)
_LINK = re.compile(
    r"<a\b[^>]*\bhref=[\"']([^\"'\s]+)[\"'][^>]*>(.*?)</a>",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")


def note_lines(note: str) -> list[str]:
    """The lines of a note.  Text without HTML stays as it is."""
    import html

    if _TAG.search(note):
        note = " ".join(note.split())
        note = _LINK.sub(r"[\2](\1)", note)
        note = _BREAKS.sub("\n", note)
        for pattern, mark in _INLINE:
            note = pattern.sub(mark, note)
        note = html.unescape(_TAG.sub("", note))
    lines = (line.strip() for line in note.splitlines())
    return [line for line in lines if line.strip("*`->")]
