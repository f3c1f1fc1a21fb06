"""An entry to be written: its fields, and the forms in which it can be written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from weeknotes.parsing.result import RawEntry


class NewEntry(NamedTuple):
    """The fields of an entry to be written.  `note` are the lines of its commentary."""

    urls: tuple[str, ...]
    title: str = ""
    authors: tuple[str, ...] = ()
    note: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    def is_read_as(self, entry: RawEntry) -> bool:
        """Whether the parser read exactly these fields."""
        return (
            tuple(url.text for url in entry.urls) == self.urls
            and (entry.title.text if entry.title else "") == self.title
            and tuple(entry.names) == self.authors
            and not entry.alternate_titles
            and _words(block.text for block in entry.commentary) == _words(self.note)
            and tuple(tag.text for tag in entry.tags) == self.tags
        )


def _words(texts: Iterator[str] | Sequence[str]) -> list[str]:
    return " ".join(texts).split()


class Form(StrEnum):
    """How the entries of a digest are written."""

    FLAT = "flat"
    """Addresses, then `Title (Authors)`."""
    HEADING = "heading"
    """`## Title (Authors)`, then the addresses."""
    LIST = "list"
    """`- [Title](address) (Authors)`."""


def form_of(first_line: str) -> Form:
    """The form of an entry with this first line."""
    if first_line.startswith("#"):
        return Form.HEADING
    return Form.LIST if first_line.startswith(("- ", "* ", "+ ")) else Form.FLAT


def texts_of(entry: NewEntry, form: Form) -> Iterator[str]:
    """The texts for an entry, the best one first.  `## ` turns any line into a title."""
    below = [
        *entry.note,
        *([" ".join(f"#{tag}" for tag in entry.tags)] if entry.tags else []),
    ]
    urls, people = list(entry.urls), in_brackets(entry.authors)
    title = entry.title and entry.title + people
    if form is Form.LIST and len(urls) == 1:
        head = f"- [{entry.title}]({urls[0]}){people}" if title else f"- {urls[0]}"
        yield _joined([head, *[f"  {line}" for line in below]])
    if form is Form.HEADING and title:
        yield _joined([f"## {title}", *urls, *below])
    if title:
        yield _joined([*urls, title, *below])
        yield _joined([*urls, f"## {title}", *below])
        if has_unusual_names(entry.authors):
            head = f"## {entry.title}"
            top = [head, *urls] if form is Form.HEADING else [*urls, head]
            yield _joined([*top, author_line(entry.authors), *below])
    else:
        yield _joined([*urls, *below])


def shortened(authors: tuple[str, ...], limit: int) -> tuple[str, ...]:
    """The first names, then `et al.`; all of them if the limit is 0."""
    return (*authors[:limit], "et al.") if 0 < limit < len(authors) else authors


def in_brackets(names: Sequence[str]) -> str:
    """Names as they are written after a title; empty without names."""
    return f" ({', '.join(names)})" if names else ""


def has_unusual_names(names: Sequence[str]) -> bool:
    """Whether names in brackets after a title could be other words: a team, names of one word."""
    return len(names) == 1 or any(" " not in name or "(" in name for name in names)


def author_line(names: Sequence[str]) -> str:
    return f"Authors: {', '.join(names)}"


def _joined(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
