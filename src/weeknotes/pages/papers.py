"""A page for every paper with all that was said of it, and the index of papers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple
from urllib.parse import unquote

from weeknotes.bibliography import library, schema_org
from weeknotes.citing import references
from weeknotes.model import Mention, Note, Paper, Related, Site, TagRef
from weeknotes.views import (
    Authors,
    Frame,
    Page,
    Source,
    WeekLink,
    authors,
    cite_stem,
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


@dataclass(frozen=True, slots=True)
class MentionView:
    """A paragraph elsewhere that mentions the paper; `anchor` is empty where it stands in a week's introduction."""

    week: WeekLink
    anchor: str
    title: str
    href: str
    paragraph: Note


@dataclass(frozen=True, slots=True)
class RelatedView:
    """Another paper, and what it has in common with this one, in words."""

    title: str
    href: str
    why: str


class PaperLink(NamedTuple):
    """A paper beside this one in time."""

    title: str
    href: str


@dataclass(frozen=True, slots=True)
class PaperView:
    """papers/2304.07880.html; `cite` with `.bib` or `.json` is a file to cite from, `review` is JSON-LD (empty where nothing was
    said of the paper, or it is nothing of others)."""

    frame: Frame
    title: str
    titled: bool
    authors: Authors
    variants: tuple[str, ...]
    sources: tuple[Source, ...]
    tags: tuple[TagRef, ...]
    notes: tuple[NoteView, ...]
    mentions: tuple[MentionView, ...]
    related: tuple[RelatedView, ...]
    older: PaperLink | None
    newer: PaperLink | None
    cite: str
    bibtex: str
    review: Mapping[str, object]


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
    links = [PaperLink(paper.title, paper.href) for paper in site.papers.values()]
    days = {week.id: week.published for week in site.weeks}
    for paper, older, newer in zip(site.papers.values(), [None, *links], [*links[1:], None], strict=False):
        yield _paper(site, paper, (older, newer), weeks, days[paper.entries[0].week], words)
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


def _paper(
    site: Site,
    paper: Paper,
    beside: tuple[PaperLink | None, PaperLink | None],
    weeks: dict[str, WeekLink],
    day: date | None,
    words: Words,
) -> Page:
    path = unquote(paper.href)
    notes = tuple(NoteView(weeks[e.week], e.anchor, e.note) for e in paper.entries)
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
            related=tuple(_related(site, related, words) for related in paper.related),
            older=beside[0],
            newer=beside[1],
            cite=cite_stem(site, paper.href, (paper.key,)),
            bibtex=forms.bibtex if (forms := library(site).get(paper.key)) else "",
            review=_review(site, paper, day),
        ),
    )


def _related(site: Site, related: Related, words: Words) -> RelatedView:
    """`같은 주제 3 · 같은 저자 1 · LoRA, MoE`: the sorts that there are, and at most three words."""
    paper = site.papers[related.paper]
    why = [
        words.linked if related.linked else "",
        words.same_tags.format(n=related.tags) if related.tags else "",
        words.same_authors.format(n=related.authors) if related.authors else "",
        ", ".join(related.words[:3]),
    ]
    return RelatedView(paper.title, paper.href, " · ".join(filter(None, why)))


def _review(site: Site, paper: Paper, day: date | None) -> Mapping[str, object]:
    """The page as schema.org has it: a review of a paper by the site's author, of the `day` of its first note."""
    cited = references(site)
    if paper.key not in cited or not any(entry.note.text for entry in paper.entries):
        return {}
    config = site.config
    review: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Review",
        "url": config.base_url + paper.href if config.base_url else "",
        "author": {"@type": "Person", "name": config.author} if config.author else None,
        "datePublished": day.isoformat() if day else "",
        "keywords": [tag.name for tag in paper.tags],
        "itemReviewed": schema_org(cited[paper.key]),
    }
    return {name: value for name, value in review.items() if value}


def _mention(site: Site, mention: Mention, weeks: dict[str, WeekLink]) -> MentionView:
    """A paragraph with where it stands: another paper's entry, or a week's introduction."""
    week = weeks[mention.week]
    if mention.entry is None:
        return MentionView(week, "", week.label, week.href, mention.paragraph)
    paper = site.papers[mention.entry.paper]
    return MentionView(week, mention.entry.anchor, mention.entry.title or paper.title, paper.href, mention.paragraph)
