"""Convert a `ParseResult` to a `ParsedFile`.  This identifies its URLs, cleans its texts and drops
drafts.

A `ParsedFile` depends neither on other files nor on settings, so it can be cached by the bytes of
its file."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from weeknotes.citation.keys import base_key
from weeknotes.identifiers import Kind, absolute, identify, publication_of
from weeknotes.identifiers.people import author_key, given_first
from weeknotes.markup.summary import summary
from weeknotes.model import Note
from weeknotes.parsing.data_lines import YEAR
from weeknotes.parsing.draft_marks import without_drafts
from weeknotes.parsing.footnotes import with_footnotes
from weeknotes.parsing.link_candidates import FILE, LinkCandidate, link_candidates
from weeknotes.parsing.result import ParseResult, RawEntry, RawWeek
from weeknotes.parsing.telling_words import telling_words
from weeknotes.text.unicode import clean, fold
from weeknotes.text.weeks import WeekLabel, WeekRule, week_of

AddressRow = tuple[str, str, str, str]
"""An address as (URL, key, kind, label)."""


class ParsedEntry(NamedTuple):
    """An entry of a file.  `candidates` are the link candidates in `above` and `paragraphs`, in one
    sequence.  `authors` and `tags` are pairs (key, text as typed).  `telling_words.py` describes
    `telling_words`.  `citation_key` does not have the letter yet that makes a key unique."""

    addresses: tuple[AddressRow, ...]
    title: str
    authors: tuple[tuple[str, str], ...]
    tags: tuple[tuple[str, str], ...]
    alternate_titles: tuple[str, ...]
    paragraphs: tuple[str, ...]
    candidates: tuple[LinkCandidate, ...]
    telling_words: str
    summary: str
    citation_key: str
    above: tuple[str, ...]


class ParsedWeek(NamedTuple):
    """A week of a file.  `label` comes from the heading, the front matter or the file name.  `day`
    comes from the front matter or the file name.  Both may be None.  `span` is the position of the
    heading.  `alone` says that the file contains no other week.  `candidates` are the link
    candidates of the introduction."""

    path: str
    name: str
    label: WeekLabel | None
    day: date | None
    alone: bool
    title: str
    span: tuple[int, ...]
    intro: tuple[str, ...]
    candidates: tuple[LinkCandidate, ...]
    entries: tuple[ParsedEntry, ...]
    introduced: bool = True
    """Whether the introduction begins above the first entry."""

    def label_under(self, rule: WeekRule) -> WeekLabel | None:
        """The label of the week, or the label of its day under a week rule."""
        return self.label or (week_of(self.day, rule) if self.day else None)


class ParsedFile(NamedTuple):
    """The published weeks of a file, and the numbers of its drafts, of the drafts among the entries
    of its published weeks, and of its comments."""

    weeks: tuple[ParsedWeek, ...]
    drafts: int
    draft_entries: int
    comments: int

    def linked_files(self) -> set[str]:
        """The files in the notes folder that it links to."""
        entries = [entry for week in self.weeks for entry in week.entries]
        found = [one for week in self.weeks for one in week.candidates]
        return linked_files(
            [*found, *(c for entry in entries for c in entry.candidates)]
        )


def linked_files(candidates: Iterable[LinkCandidate]) -> set[str]:
    """The names (in NFC) of the files that these links may point to.  `*/` and a name stands for a
    file in any folder."""
    return {name for c in candidates if c.kind == FILE for name in c.targets if name}


def parsed_file(result: ParseResult, *, drafts: bool = False) -> ParsedFile:
    """Convert a parse result, without drafts (unless they are wanted) and without weeks with
    invalid front matter."""
    shown = [
        week
        for week in result.weeks
        if week.front.published or (drafts and not week.front.unreadable)
    ]
    omitted = entries = 0
    if not drafts:
        omitted = sum(week.front.draft for week in result.weeks)
        entries = sum(entry.draft for week in shown for entry in week.entries)
        shown = [without_drafts(week) for week in shown]
    return ParsedFile(
        tuple(map(_parsed_week, with_footnotes(shown))),
        omitted,
        entries,
        result.comments,
    )


def _parsed_week(week: RawWeek) -> ParsedWeek:
    return ParsedWeek(
        path=week.path,
        name=week.name,
        label=week.label,
        day=week.day,
        alone=week.alone,
        title=clean(week.front.title or week.heading_suffix),
        span=(*week.span,),
        intro=tuple(clean(block.text) for block in week.intro),
        candidates=tuple(link_candidates(week.intro, week.name)),
        entries=tuple(_parsed_entry(entry, week) for entry in week.entries),
        introduced=all(
            block.span.line < entry.line
            for block, entry in zip(week.intro[:1], week.entries[:1], strict=False)
        ),
    )


def _parsed_entry(entry: RawEntry, week: RawWeek) -> ParsedEntry:
    addresses = address_rows(entry)
    about = subject(addresses)
    title = clean(entry.title.text).replace("**", "") if entry.title else ""
    title = " ".join(title.split())
    alternate_titles = tuple(clean(title.text) for title in entry.alternate_titles)
    paragraphs = _paragraphs(entry, about[1] if about else "")
    authors = tuple(_author(typed) for typed in entry.names)
    tags: dict[str, str] = {}
    for typed in (*[tag.text for tag in entry.tags], *week.front.tags):
        key, tag = _tag(typed)
        tags.setdefault(key, tag)
    names = [name for key, name in authors if key]
    return ParsedEntry(
        addresses=addresses,
        title=title,
        authors=authors,
        tags=tuple(tags.items()),
        alternate_titles=alternate_titles,
        paragraphs=paragraphs,
        candidates=tuple(
            link_candidates((*entry.above, *entry.commentary), week.name)
        ),
        telling_words=telling_words((title, *alternate_titles), paragraphs),
        summary=_summary(paragraphs),
        citation_key=base_key(about[1], title, names) if about else "",
        above=tuple(clean(block.text) for block in entry.above),
    )


def _paragraphs(entry: RawEntry, key: str) -> tuple[str, ...]:
    """The commentary.  It ends with the year of the publication if there was one in a reference or
    a table; this year is left out if the address of the paper says the same."""
    typed = [clean(block.text) for block in entry.commentary]
    if key and entry.title and typed and YEAR.fullmatch(typed[-1]):
        known = str(publication_of(key).year)
        typed = typed[: len(typed) - (typed[-1].strip("()") == known)]
    return tuple(typed)


def _summary(paragraphs: Sequence[str]) -> str:
    """The summary of the first paragraph, unless this is only a year."""
    first = paragraphs[0] if paragraphs else ""
    return "" if not first or YEAR.fullmatch(first) else summary(Note(first))


def address_rows(entry: RawEntry) -> tuple[AddressRow, ...]:
    """The addresses of an entry, identified."""
    return tuple(_address(url.text) for url in entry.urls)


AnyAddress = TypeVar("AnyAddress", bound=AddressRow)


def subject(addresses: Sequence[AnyAddress]) -> AnyAddress | None:
    """The address that identifies an entry.  This is its first paper.  Without a paper, it is its
    first address, or None."""
    papers = (address for address in addresses if address[2] == Kind.PAPER)
    return next(papers, addresses[0] if addresses else None)


@lru_cache(maxsize=1 << 10)
def _address(url: str) -> AddressRow:
    resource = identify(url)
    return (
        clean(absolute(url)),
        resource.key,
        resource.kind.value,
        clean(resource.label),
    )


@lru_cache(maxsize=1 << 14)
def _author(typed: str) -> tuple[str, str]:
    name = given_first(clean(typed))
    return author_key(name), name


@lru_cache(maxsize=1 << 12)
def _tag(typed: str) -> tuple[str, str]:
    return fold(typed), clean(typed)


# Plain values, for the cache

Row = tuple[Any, ...]
Rows = tuple[list[Row], int, int, int]


def to_rows(file: ParsedFile) -> Rows:
    """A parsed file as plain values that `marshal` can store."""
    return [_week_row(week) for week in file.weeks], *file[1:]


def _week_row(week: ParsedWeek) -> Row:
    row = week._asdict() | {
        "label": week.label and tuple(week.label),
        "day": week.day and week.day.toordinal(),
        "candidates": _candidate_rows(week.candidates),
        "entries": [_entry_row(entry) for entry in week.entries],
    }
    return tuple(row.values())


def _entry_row(entry: ParsedEntry) -> Row:
    if not entry.candidates:
        return tuple(entry)
    row = entry._asdict() | {"candidates": _candidate_rows(entry.candidates)}
    return tuple(row.values())


def _candidate_rows(candidates: Sequence[LinkCandidate]) -> Row:
    return tuple(tuple(candidate) for candidate in candidates)


def from_rows(rows: Rows) -> ParsedFile:
    """The inverse of `to_rows`."""
    weeks, *counts = rows
    return ParsedFile(tuple(_week_of(row) for row in weeks), *counts)


def _week_of(row: Row) -> ParsedWeek:
    week = ParsedWeek(*row)
    label: Row | None = week.label
    return week._replace(
        label=WeekLabel(*label) if label else None,
        day=date.fromordinal(row[3]) if row[3] else None,
        candidates=_candidates_of(week.candidates),
        entries=tuple(_entry_of(entry) for entry in week.entries),
    )


def _entry_of(row: Row) -> ParsedEntry:
    entry = ParsedEntry(*row)
    if not entry.candidates:
        return entry
    return entry._replace(candidates=_candidates_of(entry.candidates))


def _candidates_of(rows: Sequence[Row]) -> tuple[LinkCandidate, ...]:
    return tuple(LinkCandidate(*row) for row in rows)
