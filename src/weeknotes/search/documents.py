"""Site → Document…, Name…: what search finds, as it is shown."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple, TypeVar

from weeknotes.identifiers import Kind, identify
from weeknotes.model import Paper, Site
from weeknotes.pages.common.entries import week_links
from weeknotes.text.links import find_urls, wiki_words
from weeknotes.text.unicode import title_text
from weeknotes.urls import href

T = TypeVar("T")
_SIGNS = re.compile(r"[\[*`~<>#+=-]")
_FOOTNOTE = re.compile(
    r"\[\^[^\[\]\s]+\]:?|\[![A-Za-z]+\][+-]?|(?<!\S)\[[ xX]\](?=\s)"
)
"""Footnotes, and the marks of callouts and tasks."""
_MARKED = re.compile(r"==(?=\S)([^=\n]+)(?<=\S)==")
_TAG = re.compile(
    r"</?(?:a|br|details|img|kbd|mark|sub|summary|sup)\b[^<>\n]*>", re.IGNORECASE
)
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)?\)")
_EMPHASIS = re.compile(r"\*\*|~~|`+|(?<!\s)\*(?!\s)|(?<=\s)\*(?=\S)")
_LINE_START = re.compile(r"^\s*(?:>\s?|#{1,6} |[-+*] )+", re.MULTILINE)


class Document(NamedTuple):
    """A paper with its own notes, without mentions in other notes.

    `titles` begins with the title that is shown.  `text` has one line for each paragraph.
    `sources` are the labels of its addresses.  `weeks` are (id, name) of the weeks of its notes.
    `has` are the values of the filter `has:`, which are the kinds of its links, and "note"."""

    href: str
    titles: tuple[str, ...]
    tags: tuple[str, ...]
    authors: tuple[str, ...]
    text: str
    sources: tuple[str, ...]
    weeks: tuple[tuple[str, str], ...]
    has: tuple[str, ...] = ()


class Name(NamedTuple):
    """A tag, an author, a week or an own page of the site.  `kind` is "t" for a tag, "a" for an
    author, "w" for a week and "p" for a page.  `notes` is the number of its notes."""

    kind: str
    name: str
    href: str
    notes: int


_HAS = frozenset(Kind) - {Kind.PAPER, Kind.FILE, Kind.PAGE}
_LONGEST_TITLE = 128
"""The maximum length of a name in search.  Without this limit, a title of 30,000 letters made an
index of 50 MB."""
WEEK = 16
"""The numbers of each week begin at a multiple of this, so that a new paper seldom changes the
numbers of other weeks."""


def numbered_papers(site: Site) -> dict[int, Paper]:
    """Papers by the numbers of their documents, in order of their first notes.  The numbers of each
    week begin at a multiple of `WEEK`."""
    weeks = groupby(site.papers.values(), key=lambda paper: paper.entries[0].week)
    return numbered([list(papers) for _, papers in weeks])


def numbered(weeks: Iterable[Sequence[T]]) -> dict[int, T]:
    """Items by number, from the items of each week."""
    found: dict[int, T] = {}
    start = 0
    for week in weeks:
        found |= enumerate(week, start)
        start += -(-len(week) // WEEK) * WEEK
    return found


def names(site: Site) -> Iterator[Name]:
    """All tags and authors with a page, the weeks that have a title, and the site's own pages."""
    for tag in site.tags:
        yield Name("t", tag.ref.name, tag.ref.href, len(tag.entries))
    for author in site.authors:
        yield Name("a", author.ref.name, author.ref.href, len(author.entries))
    for week in site.weeks:
        if week.title:
            yield Name(
                "w", week.title[:_LONGEST_TITLE], week.href, len(week.entries)
            )
    for page in site.own_pages:
        yield Name("p", title_text(page.title), href(page.path), 0)


def plain(text: str) -> str:
    """The text of a note without markup characters.  Most notes have no markup and are returned
    unchanged."""
    if not _SIGNS.search(text):
        return text
    if "[" in text:
        text = _FOOTNOTE.sub("", _LINK.sub(r"\1", wiki_words(text)))
    if "==" in text:
        text = _MARKED.sub(r"\1", text)
    if "<" in text:
        text = _TAG.sub("", text)
    return _LINE_START.sub("", _EMPHASIS.sub("", text))


def document(paper: Paper, site: Site) -> Document:
    """The document of a paper."""
    links, metadata = week_links(site), paper.metadata
    weeks = dict.fromkeys(entry.week for entry in paper.entries)
    titles = (metadata.title, *paper.alternate_titles)
    paragraphs = [note.text for entry in paper.entries for note in entry.paragraphs]
    return Document(
        href=metadata.href,
        titles=tuple(title_text(title) for title in titles),
        tags=tuple(tag.name for tag in paper.tags),
        authors=tuple(author.name for author in metadata.authors),
        text="\n".join(plain(text).replace("\n", " ") for text in paragraphs),
        sources=tuple(
            dict.fromkeys(address.label for address in metadata.addresses)
        ),
        weeks=tuple((week, links[week].label) for week in weeks),
        has=_has(paper, paragraphs),
    )


def _has(paper: Paper, paragraphs: Iterable[str]) -> tuple[str, ...]:
    """The kinds of the links of a paper and its notes.  If the paper has a note, "note" is also one
    of them."""
    kinds = {address.kind for address in paper.metadata.addresses}
    for text in paragraphs:
        if "://" in text:
            kinds |= {identify(found.url).kind for found in find_urls(text)}
    note = ["note"] if any(entry.has_note for entry in paper.entries) else []
    return (*sorted(kinds & _HAS), *note)
