"""A page for each paper with all notes and mentions, and the index of papers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple
from urllib.parse import unquote

from weeknotes.citation import cite
from weeknotes.config.links import license_of
from weeknotes.config.settings import Config
from weeknotes.i18n import Words
from weeknotes.identifiers import Kind, abstract_and_pdf, publication_of
from weeknotes.model import Entry, Mention, Note, Paper, PaperMetadata, Site, TagRef
from weeknotes.pages.common.context import PageContext, page_context
from weeknotes.pages.common.entries import (
    Authors,
    PaperLink,
    SourceLink,
    WeekLink,
    citation_stem,
    fold_authors,
    paper_link,
    source_links,
    week_links,
)
from weeknotes.pages.common.page import Page
from weeknotes.pages.common.pagination import ListPage, Pagination, paginate_by_time
from weeknotes.resolving.related import RelatedIndex, RelatedPaper
from weeknotes.urls import PATHS


class NoteView(NamedTuple):
    """One note on the paper, its week, its HTML id on this page (`note-1` is the oldest note), and
    its HTML id on the page of the week."""

    week: WeekLink
    id: str
    anchor: str
    note: Note


class MentionView(NamedTuple):
    """A paragraph elsewhere that mentions the paper.  `anchor` is empty if the paragraph is in the
    introduction of a week."""

    week: WeekLink
    anchor: str
    title: str
    href: str
    has_title: bool
    paragraph: Note


class RelatedView(NamedTuple):
    """A related paper.  `reason` says what the related paper has in common with this paper."""

    title: str
    href: str
    has_title: bool
    reason: str


class PaperInputs(NamedTuple):
    """All data that the page of a paper shows.  `published` is the day of its first note."""

    paper: PaperMetadata
    alternate_titles: tuple[str, ...]
    tags: tuple[TagRef, ...]
    notes: tuple[tuple[WeekLink, Entry], ...]
    mentions: tuple[MentionView, ...]
    related: tuple[tuple[PaperLink, RelatedPaper], ...]
    older: PaperLink | None
    newer: PaperLink | None
    published: date | None


class PaperView(NamedTuple):
    """papers/2304.07880.html.  `publication` is the venue and the year, if they are known. `notes`
    are the notes with commentary, the newest first.  If no note has commentary, `notes` is the
    newest entry.  `dates` are (week, link to the note or its week), the oldest first, if there are
    several.  `citation_files` is the path of the citation files without `.bib` or `.json`. `review`
    is JSON-LD (empty for an essay and for a paper without commentary)."""

    page: PageContext
    title: str
    has_title: bool
    authors: Authors
    alternate_titles: tuple[str, ...]
    publication: str
    sources: tuple[SourceLink, ...]
    tags: tuple[TagRef, ...]
    dates: tuple[tuple[WeekLink, str], ...]
    notes: tuple[NoteView, ...]
    mentions: tuple[MentionView, ...]
    related: tuple[RelatedView, ...]
    older: PaperLink | None
    newer: PaperLink | None
    citation_files: str
    bibtex: str
    coins: str
    review: Mapping[str, object]


class PaperLine(NamedTuple):
    """A paper in the index, and the number of its notes."""

    title: str
    href: str
    has_title: bool
    authors: str
    notes: int


@dataclass(frozen=True, slots=True)
class PapersView:
    """papers/index.html, or a further page of it: (week, papers with their newest entry in it),
    newest first.  `count` is the number of all papers; on a further page, the number of papers on
    this page."""

    page: PageContext
    pagination: Pagination
    weeks: tuple[tuple[WeekLink, tuple[PaperLine, ...]], ...]
    count: int


def pages(site: Site) -> Iterator[Page]:
    related = RelatedIndex(site)
    papers = list(site.papers.values())
    for paper, older, newer in zip(
        papers, [None, *papers], [*papers[1:], None], strict=False
    ):
        yield Page.of(
            unquote(paper.href),
            "paper.html",
            _paper_view,
            _paper_inputs,
            site,
            related,
            paper,
            older,
            newer,
            listed=True,
            order=site.order[paper.entries[0].week],
        )
    papers.sort(key=lambda paper: _last_discussed(site, paper))
    words = site.config.words
    for list_page in paginate_by_time(
        PATHS.papers,
        papers,
        lambda paper: site.week[paper.entries[-1].week].label,
        words,
    ):
        yield Page.of(
            list_page.path,
            "papers.html",
            _index_view,
            _index_inputs,
            site,
            list_page,
            len(papers),
            listed=True,
        )


# Pages of papers


def _paper_inputs(
    site: Site,
    related: RelatedIndex,
    paper: Paper,
    older: Paper | None,
    newer: Paper | None,
) -> tuple[PaperInputs]:
    weeks = week_links(site)
    others = [
        (paper_link(site.papers[one.key]), one) for one in related.related(paper.key)
    ]
    inputs = PaperInputs(
        paper=paper.metadata,
        alternate_titles=paper.alternate_titles,
        tags=paper.tags,
        notes=tuple((weeks[entry.week], entry) for entry in paper.entries),
        mentions=tuple(_mention(site, mention) for mention in paper.mentions),
        related=tuple(others),
        older=paper_link(older) if older else None,
        newer=paper_link(newer) if newer else None,
        published=site.week[paper.entries[0].week].published,
    )
    return (inputs,)


def _mention(site: Site, mention: Mention) -> MentionView:
    """A paragraph with a link to its place: the entry on another paper, or the week."""
    week, entry = week_links(site)[mention.week], mention.entry
    if entry is None:
        return MentionView(week, "", week.label, week.href, True, mention.paragraph)
    paper = site.papers[entry.paper]
    title, has_title = (
        entry.title or paper.title,
        bool(entry.title) or paper.metadata.has_title,
    )
    return MentionView(
        week, entry.anchor, title, paper.href, has_title, mention.paragraph
    )


def _paper_view(config: Config, inputs: PaperInputs) -> PaperView:
    words, paper = config.words, inputs.paper
    citation = cite(paper)
    names = ", ".join(author.name for author in paper.authors[:6])
    weeks = dict.fromkeys(week.label for week, _ in inputs.notes)
    dates, notes = _notes(inputs.notes)
    newest = next(
        (entry.summary for _, entry in reversed(inputs.notes) if entry.summary), ""
    )
    description = " · ".join(
        filter(None, (newest, names) if newest else (names, *weeks))
    )
    path = unquote(paper.href)
    return PaperView(
        page=page_context(
            config, path, paper.title, description, PATHS.papers, "article"
        ),
        title=paper.title,
        has_title=paper.has_title,
        authors=fold_authors(paper.authors),
        alternate_titles=inputs.alternate_titles,
        publication=_publication(paper.key, words),
        sources=_sources(paper, words),
        tags=inputs.tags,
        dates=dates,
        notes=notes,
        mentions=inputs.mentions,
        related=tuple(
            _related(link, related, words) for link, related in inputs.related
        ),
        older=inputs.older,
        newer=inputs.newer,
        citation_files=citation_stem(paper.href, (paper,)),
        bibtex=citation.bibtex,
        coins=citation.coins,
        review=_review(config, inputs, citation.schema_org),
    )


def _notes(
    entries: Sequence[tuple[WeekLink, Entry]],
) -> tuple[tuple[tuple[WeekLink, str], ...], tuple[NoteView, ...]]:
    """The links to all notes, and the notes that are shown."""
    dates, notes = [], []
    for number, (week, entry) in enumerate(entries, 1):
        note = NoteView(week, f"note-{number}", entry.anchor, entry.note)
        dates.append((week, f"#{note.id}" if entry.has_note else ""))
        notes.append(note)
    shown = [note for note in reversed(notes) if note.note.text.strip()] or notes[
        -1:
    ]
    return tuple(dates if len(dates) > 1 else ()), tuple(shown)


def _publication(key: str, words: Words) -> str:
    """`ACL 2019`, or the year alone."""
    found = publication_of(key)
    venue = f"{found.venue} {found.volume}".strip()
    if venue and found.year:
        return f"{venue} {found.year}"
    return venue or (words.charts.year.format(y=found.year) if found.year else "")


def _sources(paper: PaperMetadata, words: Words) -> tuple[SourceLink, ...]:
    """The links of a paper.  The first links are the abstract page and the PDF, if they are
    known."""
    links = source_links(paper.addresses, words)
    if not links or paper.addresses[0].kind != Kind.PAPER:
        return links
    own, *others = links
    abstract, pdf = abstract_and_pdf(paper.key, own.href)
    first = [SourceLink(abstract or pdf, own.label, "")]
    if abstract and pdf:
        first.append(SourceLink(pdf, "PDF", ""))
    return (*first, *others)


def _related(link: PaperLink, related: RelatedPaper, words: Words) -> RelatedView:
    """The reason is like `같은 주제 lora, moe · 같은 저자 Ann Poe · 같은 낱말 LoRA`."""
    tags, authors, shared = map(", ".join, related[3:])
    reasons = [
        words.mentioning if related.mentioning else "",
        words.mentioned if related.mentioned else "",
        words.same_tags.format(x=tags) if tags else "",
        words.same_authors.format(x=authors) if authors else "",
        words.same_words.format(x=shared) if shared else "",
    ]
    return RelatedView(*link, " · ".join(filter(None, reasons)))


def _review(
    config: Config, inputs: PaperInputs, item: Mapping[str, object]
) -> Mapping[str, object]:
    """The page as a schema.org review of a paper (the `item`) by the author of the site."""
    if not item or not any(entry.has_note for _, entry in inputs.notes):
        return {}
    url = config.base_url + inputs.paper.href if config.base_url else ""
    review: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Review",
        "url": url,
        "author": {"@type": "Person", "name": config.author}
        if config.author
        else None,
        "datePublished": inputs.published.isoformat() if inputs.published else "",
        "license": license_of(config.license).url or config.license,
        "keywords": [tag.name for tag in inputs.tags],
        "itemReviewed": item,
    }
    return {name: value for name, value in review.items() if value}


# The index


WeekPapers = tuple[WeekLink, tuple[PaperLine, ...]]


def _last_discussed(site: Site, paper: Paper) -> tuple[int, int]:
    last = paper.entries[-1]
    return site.order[last.week], last.number


def _index_inputs(
    site: Site, list_page: ListPage[Paper], total: int
) -> tuple[str, Pagination, tuple[WeekPapers, ...], int]:
    weeks = week_links(site)
    groups = groupby(list_page.items, lambda paper: paper.entries[-1].week)
    rows = [(weeks[week], tuple(map(_line, papers))) for week, papers in groups]
    count = len(list_page.items) if list_page.pagination.span else total
    return list_page.path, list_page.pagination, tuple(reversed(rows)), count


def _line(paper: Paper) -> PaperLine:
    people = paper.metadata.authors
    names = [author.name for author in people if author.key]
    if len(names) > 3 or 0 < len(names) < len(people):  # some are left out: `et al.`
        authors = f"{names[0]} et al."
    elif len(names) == 3:
        authors = f"{names[0]}, {names[1]} & {names[2]}"
    else:
        authors = " & ".join(names)
    return PaperLine(*paper_link(paper), authors, len(paper.entries))


def _index_view(
    config: Config,
    path: str,
    pagination: Pagination,
    weeks: tuple[WeekPapers, ...],
    count: int,
) -> PapersView:
    words = config.words
    title = pagination.titled(words.all_papers)
    description = f"{title} · {words.count(words.paper_count, count)}"
    return PapersView(
        page=page_context(config, path, title, description, PATHS.papers),
        pagination=pagination,
        weeks=weeks,
        count=count,
    )
