"""A digest line by line: what each line is, which field it went to, and the rule that decided."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from weeknotes.diagnostics import printable, width
from weeknotes.parse.lines import LineKind, classify
from weeknotes.parse.raw import RawEntry, Reading, Text
from weeknotes.source import Source

_BY_KIND: Final = {
    LineKind.BLANK: ("", ""),
    LineKind.FRONT: ("front matter", "between two lines `---` at the top of the file, with a `key:` in it"),
    LineKind.SEPARATOR: ("separator", "`---` after tags, or before an address, a week or a heading"),
    LineKind.HEADING: ("week", "a week and nothing else, but what may stand beside it"),
}
_WHY: Final = {
    "url": "addresses and nothing else",
    "title": "below the addresses: `Title (Authors)`, a `## heading`, or English set like a title",
    "variant": "a second title by the same authors",
    "tags": "hashtags and nothing else, or at the end of the last paragraph",
    "commentary": "what is nothing else",
    "introduction": "before the week's first entry",
}


def explain(source: Source, reading: Reading) -> str:
    """One line for each line of the file: its number, its class, its field, and why; decided boundaries name their ground."""
    fields: dict[int, list[str]] = {}
    why: dict[int, str] = {}
    for week in reading.weeks:
        _put(fields, week.intro, "introduction")
        for entry in week.entries:
            _put_entry(fields, entry)
            why.update({decided.line: f"{decided.ground}: {decided.why}" for decided in entry.decided})
    rows = []
    for line in classify(source.text):
        field, reason = _BY_KIND.get(line.kind, ("", ""))
        if line.kind not in _BY_KIND:
            names = fields.get(line.number, [])
            field = " + ".join(names)
            reason = why.get(line.number) or _WHY.get(names[0] if names else "", "")
        rows.append(printable(f"{line.number:>5}  {line.kind:<9}  {field:<17}  {_padded(line.text)}  {reason}".rstrip()))
    return "\n".join(rows) + "\n"


def _put(fields: dict[int, list[str]], texts: Iterable[Text], name: str) -> None:
    for text in texts:
        for number in range(text.span.line, text.span.line + text.text.count("\n") + 1):
            names = fields.setdefault(number, [])
            if name not in names:
                names.append(name)


def _put_entry(fields: dict[int, list[str]], entry: RawEntry) -> None:
    _put(fields, entry.urls, "url")
    _put(fields, [entry.title] if entry.title else [], "title")
    _put(fields, entry.authors, "authors")
    _put(fields, entry.variants, "variant")
    _put(fields, entry.commentary, "commentary")
    _put(fields, entry.tags, "tags")


def _padded(text: str, places: int = 48) -> str:
    """The text in so many places of a terminal, where Hangul takes two."""
    taken = 0
    for at, character in enumerate(text):
        taken += width(character)
        if taken >= places:
            return text[:at] + "…" + " " * (places - 1 - (taken - width(character)))
    return text + " " * (places - taken)
