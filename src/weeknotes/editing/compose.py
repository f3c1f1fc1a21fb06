"""Write whole digests: entries that are read back exactly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from weeknotes.editing.entry import Form, NewEntry, texts_of
from weeknotes.parsing import parse
from weeknotes.parsing.hashtags import tags_of_line
from weeknotes.parsing.result import RawEntry
from weeknotes.sources.decoding import Source


class Composed(NamedTuple):
    """The text of a digest, the entries that could not be written in it, and the tags that cannot
    be hashtags, such as `2023`."""

    text: str
    left: tuple[NewEntry, ...]
    no_tags: tuple[str, ...] = ()


class _Part(NamedTuple):
    """An entry of a digest, and the forms in which it can be written, the best one first."""

    entry: NewEntry
    forms: tuple[tuple[str, NewEntry], ...]

    def fits(self, read: RawEntry) -> bool:
        """Whether the entry was read back exactly.  If another form can still be tried, the entry
        must also be read without a doubt."""
        is_last = len(self.forms) == 1
        return self.forms[0][1].is_read_as(read) and (is_last or not read.doubts)


_SEPARATORS = ("", "\n", "---\n")


def compose(name: str, heading: str, entries: Sequence[NewEntry]) -> Composed:
    """A digest with these entries.  `heading` is its first line; empty for a digest without a
    week."""
    start = f"{heading}\n" if heading else ""
    no_tags = dict.fromkeys(
        tag for entry in entries for tag in entry.tags if not is_tag(tag)
    )
    parts = [_Part(entry, tuple(_forms(name, entry))) for entry in entries]
    left = [part.entry for part in parts if not part.forms]
    parts = [part for part in parts if part.forms]
    text = start
    for separator in _SEPARATORS:
        text, lost = _settled(name, start, separator, parts)
        if not lost:
            break
    left += lost
    return Composed(text if parts else "", tuple(left), tuple(no_tags))


def _settled(
    name: str, start: str, separator: str, parts: Sequence[_Part]
) -> tuple[str, list[NewEntry]]:
    """The digest, and the entries that had to be left out.  If an entry is not read back among the
    others, its next form is tried.  If no form is left, the entry is left out."""
    parts = list(parts)
    lost: list[NewEntry] = []
    while True:
        text = start + separator.join(part.forms[0][0] for part in parts)
        wrong = _wrong(name, text, parts)
        if not wrong:
            return text, lost
        for n in wrong:
            parts[n] = parts[n]._replace(forms=parts[n].forms[1:])
        gone = [part.entry for part in parts if not part.forms]
        if gone and separator != _SEPARATORS[-1]:
            return text, gone
        lost += gone
        parts = [part for part in parts if part.forms]


def _wrong(name: str, text: str, parts: Sequence[_Part]) -> list[int]:
    """The indices of the entries that are not read back exactly.  If another number of entries is
    read back, only the first of these indices."""
    read = parse(Source(name, name, text.encode(), text))
    pairs = zip(parts, read.entries, strict=False)
    wrong = [n for n, (part, entry) in enumerate(pairs) if not part.fits(entry)]
    if len(read.entries) == len(parts) and len(read.weeks) < 2:
        return wrong
    return wrong[:1] or [len(parts) - 1]


def _forms(name: str, entry: NewEntry) -> Iterator[tuple[str, NewEntry]]:
    """The forms of an entry that are read back exactly if the digest has no other entry.  A note
    can also be written as a quotation, because no line of a quotation begins an entry."""
    entry = entry._replace(tags=tuple(filter(is_tag, entry.tags)))
    quoted = entry._replace(note=tuple(f"> {line}" for line in entry.note))
    for variant in (entry, quoted) if entry.note else (entry,):
        for text in texts_of(variant, Form.FLAT):
            alone = _Part(variant, ((text, variant),))
            if not _wrong(name, f"2000-01-w1\n{text}", [alone]):
                yield text, variant


def is_tag(text: str) -> bool:
    """Whether a text can be a hashtag."""
    line = f"#{text}"
    return tags_of_line(line) == [(1, len(line))]
