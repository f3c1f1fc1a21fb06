"""A page for every paper with all that was said of it, and the index of papers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import unquote

from weeknotes.model import Mention, Note, Paper, Site, TagRef
from weeknotes.views import (
    Authors,
    Frame,
    Page,
    Source,
    WeekLink,
    authors,
    frame,
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
    """A paragraph elsewhere that mentions the paper; `anchor` is empty where it stands in a week's introduction."""

    week: WeekLink
    anchor: str
    title: str
    href: str
    paragraph: Note


@dataclass(frozen=True, slots=True)
class PaperView:
    """papers/2304.07880.html"""

    frame: Frame
    title: str
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

    title: str
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
            frame=frame(site, path, words.all_papers, f"{words.all_papers} · {words.count(words.paper_count, len(recent))}", "papers"),
            weeks=tuple((weeks[week], tuple(map(_line, group))) for week, group in groupby(recent, lambda paper: paper.entries[-1].week)),
            count=len(recent),
        ),
    )


def _line(paper: Paper) -> PaperLine:
    names = [author.name for author in paper.authors]
    short = names[0] + (" et al." if len(names) > 3 else "") if names and len(names) != 2 else " & ".join(names)
    if len(names) == 3:
        short = f"{names[0]}, {names[1]} & {names[2]}"
    return PaperLine(paper.title, paper.href, short, len(paper.entries))


def _paper(site: Site, paper: Paper, weeks: dict[str, WeekLink], words: Words) -> Page:
    path = unquote(paper.href)
    notes = tuple(NoteView(weeks[e.week], e.anchor, e.note, e.tags) for e in paper.entries)
    mentions = tuple(_mention(site, mention, weeks) for mention in paper.mentions)
    described = " · ".join(
        filter(None, (", ".join(author.name for author in paper.authors[:6]), *dict.fromkeys(note.week.label for note in notes)))
    )
    return Page(
        path,
        "paper.html",
        PaperView(
            frame=frame(site, path, paper.title, described, "papers", "article"),
            title=paper.title,
            titled=paper.titled,
            authors=authors(paper.authors),
            variants=paper.variants,
            sources=sources(paper, words),
            tags=paper.tags,
            notes=notes,
            mentions=mentions,
        ),
    )


def _mention(site: Site, mention: Mention, weeks: dict[str, WeekLink]) -> MentionView:
    """A paragraph with where it stands: another paper's entry, or a week's introduction."""
    week = weeks[mention.week]
    if mention.entry is None:
        return MentionView(week, "", week.label, week.href, mention.paragraph)
    paper = site.papers[mention.entry.paper]
    return MentionView(week, mention.entry.anchor, mention.entry.title or paper.title, paper.href, mention.paragraph)
