"""A page for every paper with all that was said of it, and the index of papers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import unquote

from weeknotes.model import Note, Paper, Site, TagRef
from weeknotes.views import (
    Authors,
    Frame,
    Heading,
    Page,
    Source,
    WeekLink,
    authors,
    frame,
    heading,
    sources,
    week_link,
    words_of,
)
from weeknotes.words import Words


@dataclass(frozen=True, slots=True)
class NoteView:
    """One note on the paper, and where it stands on its week's page."""

    week: WeekLink
    anchor: str
    note: Note
    tags: tuple[TagRef, ...]


@dataclass(frozen=True, slots=True)
class MentionView:
    """A paragraph of another entry that mentions the paper."""

    week: WeekLink
    anchor: str
    heading: Heading
    href: str
    paragraph: Note


@dataclass(frozen=True, slots=True)
class PaperView:
    """papers/2304.07880.html"""

    frame: Frame
    heading: Heading
    titled: bool
    authors: Authors
    variants: tuple[str, ...]
    sources: tuple[Source, ...]
    tags: tuple[TagRef, ...]
    notes: tuple[NoteView, ...]
    mentions: tuple[MentionView, ...]


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper in the index."""

    heading: Heading
    href: str
    authors: str
    count: int


@dataclass(frozen=True, slots=True)
class PapersView:
    """papers/index.html: (week, the papers that it was the last to discuss), newest first."""

    frame: Frame
    weeks: tuple[tuple[WeekLink, tuple[PaperLine, ...]], ...]
    count: int


def pages(site: Site) -> Iterator[Page]:
    words = words_of(site.config)
    weeks = {week.id: week_link(week, words) for week in site.weeks}
    for paper in site.papers.values():
        yield _paper(site, paper, weeks, words)
    order = {week.id: i for i, week in enumerate(site.weeks)}
    recent = sorted(site.papers.values(), key=lambda paper: (-order[paper.entries[-1].week], paper.entries[-1].number))
    path = "papers/index.html"
    yield Page(
        path,
        "papers.html",
        PapersView(
            frame=frame(site, path, words.all_papers, site.config.description, "papers"),
            weeks=tuple((weeks[week], tuple(map(_line, group))) for week, group in groupby(recent, lambda paper: paper.entries[-1].week)),
            count=len(recent),
        ),
    )


def _line(paper: Paper) -> PaperLine:
    names = paper.authors
    short = names[0] + (" et al." if len(names) > 3 else "") if names and len(names) != 2 else " & ".join(names)
    if len(names) == 3:
        short = f"{names[0]}, {names[1]} & {names[2]}"
    return PaperLine(heading(paper.title), paper.href, short, len(paper.entries))


def _paper(site: Site, paper: Paper, weeks: dict[str, WeekLink], words: Words) -> Page:
    path = unquote(paper.href)
    notes = tuple(NoteView(weeks[e.week], e.anchor, e.note, e.tags) for e in paper.entries)
    mentions = tuple(
        MentionView(
            weeks[m.entry.week],
            m.entry.anchor,
            heading(m.entry.title or site.papers[m.entry.paper].title),
            site.papers[m.entry.paper].href,
            m.paragraph,
        )
        for m in paper.mentions
    )
    described = " · ".join(filter(None, (", ".join(paper.authors[:6]), *(note.week.label for note in notes))))
    return Page(
        path,
        "paper.html",
        PaperView(
            frame=frame(site, path, paper.title, described, "papers"),
            heading=heading(paper.title),
            titled=paper.titled,
            authors=authors(paper.authors),
            variants=paper.variants,
            sources=sources(paper, words),
            tags=paper.tags,
            notes=notes,
            mentions=mentions,
        ),
    )
