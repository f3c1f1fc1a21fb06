"""The home page: what the site is, the newest week in short, papers that were read again, earlier
weeks, topics.  Weeks without entries are not shown."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from weeknotes.config.settings import Config
from weeknotes.model import AuthorRef, Entry, Site, TagRef
from weeknotes.pages.common.charts import Spark, running_axis, spark
from weeknotes.pages.common.context import PageContext, page_context
from weeknotes.pages.common.entries import (
    EntryListing,
    ReturnedPaper,
    WeekLink,
    WeekSummary,
    entry_listings,
    largest_tags,
    returned_papers,
    week_links,
    week_summaries,
    years_of,
)
from weeknotes.pages.common.page import Page
from weeknotes.urls import PATHS

EARLIER_WEEKS = 12
NEWEST_ENTRIES = 10
RETURNED = 5
TOPICS = 24
SPARK_SLOTS = 24
AUTHORS = 3


class Topic(NamedTuple):
    """A tag, its number of notes, and the months of its dated notes."""

    tag: TagRef
    notes: int
    months: tuple[int, ...]


class HomeEntry(NamedTuple):
    """An entry of the newest week.  `authors` are its first authors, and `more_authors` is the
    number of its other authors.  `before` is the last earlier week that discussed its paper."""

    listing: EntryListing
    authors: tuple[AuthorRef, ...]
    more_authors: int
    before: WeekLink | None


class HomeView(NamedTuple):
    """index.html.  `summary` is the summary of the newest week, or None if no week has entries.
    `earlier` are the weeks before the newest one.  `topics` are tags with their numbers of notes,
    and a sparkline over the time of all weeks.  `years` are the years that have a page.
    `description` is the description in the settings.  If the settings have none, the description
    for search engines is the label of the newest week."""

    page: PageContext
    description: str
    summary: WeekSummary | None
    entries: tuple[HomeEntry, ...]
    returned: tuple[ReturnedPaper, ...]
    earlier: tuple[WeekSummary, ...]
    years: tuple[str, ...]
    topics: tuple[tuple[TagRef, int, Spark | None], ...]


Visited = tuple[EntryListing, WeekLink | None]
"""An entry, and the last earlier week that discussed its paper."""


def pages(site: Site) -> Iterator[Page]:
    yield Page.of(PATHS.home, "home.html", _view, _inputs, site, listed=True)


def _inputs(
    site: Site,
) -> tuple[
    tuple[WeekSummary, ...],
    tuple[Visited, ...],
    tuple[ReturnedPaper, ...],
    tuple[str, ...],
    tuple[Topic, ...],
    tuple[int, int] | None,
]:
    filled = (week for week in reversed(site.weeks) if week.entries)
    newest = next(filled, None)
    entries = newest.entries[:NEWEST_ENTRIES] if newest else ()
    shown = {entry.paper for entry in entries}
    others = (one for key, one in returned_papers(site).items() if key not in shown)
    summaries = (one for one in reversed(week_summaries(site)) if one.notes)
    months = {week.id: week.label.months for week in site.weeks if week.label}
    return (
        tuple(islice(summaries, EARLIER_WEEKS + 1)),
        _visited(site, entries),
        tuple(islice(others, RETURNED)),
        years_of(site),
        _topics(site, months),
        (min(months.values()), max(months.values())) if months else None,
    )


def _visited(site: Site, entries: tuple[Entry, ...]) -> tuple[Visited, ...]:
    listings, links, returned = (
        entry_listings(site),
        week_links(site),
        returned_papers(site),
    )
    before = []
    for entry in entries:
        weeks = returned[entry.paper].weeks if entry.paper in returned else ()
        earlier = [week for week in weeks if week != links[entry.week]]
        before.append(earlier[-1] if earlier else None)
    return tuple(zip([listings[entry] for entry in entries], before, strict=True))


def _topics(site: Site, months: dict[str, int]) -> tuple[Topic, ...]:
    topics = []
    for tag in largest_tags(site)[:TOPICS]:
        dated = [months[entry.week] for entry in tag.entries if entry.week in months]
        topics.append(Topic(tag.ref, len(tag.entries), tuple(dated)))
    return tuple(topics)


def _view(
    config: Config,
    weeks: tuple[WeekSummary, ...],
    entries: tuple[Visited, ...],
    returned: tuple[ReturnedPaper, ...],
    years: tuple[str, ...],
    topics: tuple[Topic, ...],
    span: tuple[int, int] | None,
) -> HomeView:
    newest = weeks[0] if weeks else None
    axis = running_axis(*span, SPARK_SLOTS) if span else None
    description = config.description or (newest.week.label if newest else "")
    return HomeView(
        page=page_context(config, PATHS.home, config.title, description),
        description=config.description,
        summary=newest,
        entries=tuple(_home_entry(listing, before) for listing, before in entries),
        returned=returned,
        earlier=weeks[1:],
        years=years,
        topics=tuple(
            (tag, notes, spark(axis.counts(dated)) if axis else None)
            for tag, notes, dated in topics
        ),
    )


def _home_entry(listing: EntryListing, before: WeekLink | None) -> HomeEntry:
    authors = listing.paper.authors
    shown = AUTHORS if len(authors) > AUTHORS + 1 else len(authors)
    return HomeEntry(listing, authors[:shown], len(authors) - shown, before)
