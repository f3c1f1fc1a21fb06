"""Write whole digests: entries that are read back exactly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from weeknotes.editing.entry import Form, NewEntry
from weeknotes.editing.insert import insert_entry
from weeknotes.parsing import parse
from weeknotes.parsing.hashtags import hashtags, is_tag_line
from weeknotes.sources.decoding import Source


class Composed(NamedTuple):
    """The text of a digest, the entries that could not be written in it, and the tags that no
    hashtag can be, such as `2023`."""

    text: str
    left: tuple[NewEntry, ...]
    no_tags: tuple[str, ...] = ()


def compose(name: str, heading: str, entries: Sequence[NewEntry]) -> Composed:
    """A digest with these entries.  `heading` is its first line; empty for a digest without a
    week."""
    start = f"{heading}\n" if heading else ""
    texts: list[str] = []
    written: list[NewEntry] = []
    left: list[NewEntry] = []
    no_tags = dict.fromkeys(
        tag for entry in entries for tag in entry.tags if not _is_tag(tag)
    )
    for entry in entries:
        for variant in _variants(entry):
            if text := _alone(name, variant):
                texts.append(text)
                written.append(variant)
                break
        else:
            left.append(entry)
    for separator in ("", "\n", "---\n"):
        text = start + separator.join(texts)
        if _is_read(name, text, written):
            return Composed(text, tuple(left), tuple(no_tags))
    return Composed(start if texts else "", tuple(entries))


def _variants(entry: NewEntry) -> list[NewEntry]:
    """The entry, and with its note as a quotation, whose lines begin nothing."""
    entry = entry._replace(tags=tuple(filter(_is_tag, entry.tags)))
    quoted = tuple(f"> {line}" for line in entry.note)
    return [entry, entry._replace(note=quoted)] if entry.note else [entry]


def _is_tag(text: str) -> bool:
    line = f"#{text}"
    return is_tag_line(line) and hashtags(line) == [(1, len(line))]


_WEEK = "2000-01-w1\n"


def _alone(name: str, entry: NewEntry) -> str | None:
    """The text of an entry that is read as such alone in a digest."""
    source = Source(name, name, _WEEK.encode(), _WEEK)
    insertion = insert_entry(source, parse(source), 0, entry, Form.FLAT)
    return insertion.text.removeprefix(_WEEK) if insertion else None


def _is_read(name: str, text: str, entries: Sequence[NewEntry]) -> bool:
    weeks = parse(Source(name, name, text.encode(), text)).weeks
    found = [entry for week in weeks for entry in week.entries]
    if len(weeks) > 1 or len(found) != len(entries):
        return False
    pairs = zip(entries, found, strict=True)
    return all(new.is_read_as(entry) and not entry.doubts for new, entry in pairs)
