"""A page for every paper with all that was said of it, and the index of papers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple
from urllib.parse import unquote

from weeknotes.citation import cite
from weeknotes.fingerprints import mark_of
from weeknotes.i18n import Words
from weeknotes.model import Entry, Mention, Note, Paper, Related, Reworded, Site, TagRef, Week
from weeknotes.pages.common.pagination import Part, Parts, in_time
from weeknotes.pages.common.views import (
    Authors,
    Frame,
    Page,
    Source,
    WeekLink,
    authors,
    cite_stem,
    frame,
    sources,
    week_links,
    words_of,
)


class NoteView(NamedTuple):
    """One note on the paper, and where it stands on its week's page."""

    week: WeekLink
    anchor: str
    note: Note


class MentionView(NamedTuple):
    """A paragraph elsewhere that mentions the paper; `anchor` is empty where it stands in a week's
    introduction."""

    week: WeekLink
    anchor: str
    title: str
    href: str
    paragraph: Note


class RelatedView(NamedTuple):
    """Another paper, and what it has in common with this one, in words."""

    title: str
    href: str
    why: str


class PaperLink(NamedTuple):
    """A paper beside this one in time."""

    title: str
    href: str


class PaperView(NamedTuple):
    """papers/2304.07880.html; `cite` with `.bib` or `.json` is a file to cite from, `review` is
    JSON-LD (empty where nothing was said of the paper, or it is nothing of others)."""

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
    """papers/index.html, or a part of it: (week, the papers that it was the last to discuss),
    newest first; `count` is all of them, of a part its own."""

    frame: Frame
    parts: Parts
    weeks: tuple[tuple[WeekLink, tuple[PaperLine, ...]], ...]
    count: int


def pages(site: Site) -> Iterator[Page]:
    links = week_links(site)
    papers = list(site.papers.values())
    for paper, older, newer in zip(papers, [None, *papers], [*papers[1:], None], strict=False):
        yield _page(site, paper, older, newer, links)
    order = {week.id: i for i, week in enumerate(site.weeks)}
    papers.sort(key=lambda paper: (order[paper.entries[-1].week], paper.entries[-1].number))
    for part in in_time(
        "papers/index.html",
        papers,
        lambda paper: site.week[paper.entries[-1].week].label,
        words_of(site.config),
    ):
        count = len(part.items) if part.parts.span else len(papers)
        mark = mark_of(
            count,
            part.parts.mark,
            *[(paper.outline, site.week[paper.entries[-1].week].outline) for paper in part.items],
        )
        yield Page.of(
            part.path, "papers.html", mark, _papers, site, part, count, links, listed=True
        )


def reworded(site: Site, told: Reworded) -> Iterator[Page]:
    links = week_links(site)
    papers = list(site.papers.values())
    for paper, older, newer in zip(papers, [None, *papers], [*papers[1:], None], strict=False):
        if paper.key in told.papers:
            yield _page(site, paper, older, newer, links)


def _page(
    site: Site,
    paper: Paper,
    older: Paper | None,
    newer: Paper | None,
    links: Callable[[str], WeekLink],
) -> Page:
    mark, when = _mark(site, paper, older, newer), site.place[paper.entries[0].week]
    return Page.of(
        unquote(paper.href),
        "paper.html",
        mark,
        _paper,
        site,
        paper,
        older,
        newer,
        links,
        listed=True,
        when=when,
    )


def _mark(site: Site, paper: Paper, older: Paper | None, newer: Paper | None) -> bytes:
    """Of all that its page shows: itself, who mentions it, what is related, what stands beside
    it."""
    weeks, papers = site.week, site.papers
    return mark_of(
        paper.mark,
        older and (older.title, older.href),
        newer and (newer.title, newer.href),
        tuple([weeks[entry.week].outline for entry in paper.entries]),
        tuple(
            [
                (
                    *_said(weeks[m.week], m.entry),
                    m.place,
                    papers[m.entry.paper].outline if m.entry else b"",
                )
                for m in paper.mentions
            ]
        ),
        tuple([(papers[row[0]].title, papers[row[0]].href, *row[1:]) for row in paper.near]),
    )


def _said(week: Week, entry: Entry | None) -> tuple[bytes, bytes]:
    """What stands for where a mention is: an entry of a week, or its introduction."""
    return (week.outline, entry.mark) if entry else (week.mark, b"")


def _papers(
    site: Site, part: Part[Paper], count: int, week: Callable[[str], WeekLink]
) -> PapersView:
    words = words_of(site.config)
    title = part.parts.titled(words.all_papers)
    weeks = [
        (week(last), tuple(map(_line, group)))
        for last, group in groupby(part.items, lambda paper: paper.entries[-1].week)
    ]
    return PapersView(
        frame=frame(
            site.config,
            part.path,
            title,
            f"{title} · {words.count(words.paper_count, count)}",
            "papers",
        ),
        parts=part.parts,
        weeks=tuple(reversed(weeks)),
        count=count,
    )


def _line(paper: Paper) -> PaperLine:
    authors = paper.named
    names = [name for _, name in authors]
    short = (
        names[0] + (" et al." if len(names) > 3 else "")
        if names and len(names) != 2
        else " & ".join(names)
    )
    if len(names) == 3:
        short = f"{names[0]}, {names[1]} & {names[2]}"
    return PaperLine(paper.title, paper.href, short, len(paper.entries))


def _paper(
    site: Site,
    paper: Paper,
    older: Paper | None,
    newer: Paper | None,
    week: Callable[[str], WeekLink],
) -> PaperView:
    words = words_of(site.config)
    people = paper.authors
    forms = cite(paper)
    notes = tuple(NoteView(week(e.week), e.anchor, e.note) for e in paper.entries)
    described = " · ".join(
        filter(
            None,
            (
                ", ".join(author.name for author in people[:6]),
                *dict.fromkeys(note.week.label for note in notes),
            ),
        )
    )
    return PaperView(
        frame=frame(site.config, unquote(paper.href), paper.title, described, "papers", "article"),
        title=paper.title,
        titled=paper.titled,
        authors=authors(people),
        variants=paper.variants,
        sources=sources(paper, words),
        tags=paper.tags,
        notes=notes,
        mentions=tuple(_mention(site, mention, week) for mention in paper.mentions),
        related=tuple(_related(site, related, words) for related in paper.related),
        older=PaperLink(older.title, older.href) if older else None,
        newer=PaperLink(newer.title, newer.href) if newer else None,
        cite=cite_stem(paper.href, (paper,)),
        bibtex=forms.bibtex,
        review=_review(site, paper, forms.schema_org, site.week[paper.entries[0].week].published),
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


def _review(
    site: Site, paper: Paper, item: Mapping[str, object], day: date | None
) -> Mapping[str, object]:
    """The page as schema.org has it: a review of a paper (the `item`) by the site's author, of the
    `day` of its first note."""
    if not item or not any(entry.said for entry in paper.entries):
        return {}
    config = site.config
    review: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Review",
        "url": config.base_url + paper.href if config.base_url else "",
        "author": {"@type": "Person", "name": config.author} if config.author else None,
        "datePublished": day.isoformat() if day else "",
        "keywords": [tag.name for tag in paper.tags],
        "itemReviewed": item,
    }
    return {name: value for name, value in review.items() if value}


def _mention(site: Site, mention: Mention, link: Callable[[str], WeekLink]) -> MentionView:
    """A paragraph with where it stands: another paper's entry, or a week's introduction."""
    week = link(mention.week)
    if mention.entry is None:
        return MentionView(week, "", week.label, week.href, mention.paragraph)
    paper = site.papers[mention.entry.paper]
    return MentionView(
        week,
        mention.entry.anchor,
        mention.entry.title or paper.title,
        paper.href,
        mention.paragraph,
    )
