"""The home page: the description of the site, the newest week in short, earlier weeks, topics.
Weeks without entries are not shown."""

from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import NamedTuple

from weeknotes.config.settings import Config
from weeknotes.model import Site, TagRef
from weeknotes.pages.common.charts import Axis, Spark, running_axis, spark
from weeknotes.pages.common.context import PageContext, page_context
from weeknotes.pages.common.entries import EntryListing, WeekLink, entry_listings, week_links
from weeknotes.pages.common.page import Page
from weeknotes.urls import PATHS

EARLIER_WEEKS = 12
NEWEST_ENTRIES = 10
TOPICS = 24
SPARK_SLOTS = 24


class Topic(NamedTuple):
    """A tag, its number of notes, and the months of its dated notes."""

    tag: TagRef
    notes: int
    months: tuple[int, ...]


class HomeView(NamedTuple):
    """index.html.  `notes` is the number of notes of the newest week; `earlier` and `topics` have
    their numbers of notes, and `topics` also a sparkline over the time of all weeks.

    `lead` is the description in the settings.  Without one, the description for search engines is
    the label of the newest week.
    """

    page: PageContext
    lead: str
    newest: WeekLink | None
    notes: int
    entries: tuple[EntryListing, ...]
    earlier: tuple[tuple[WeekLink, int], ...]
    topics: tuple[tuple[TagRef, int, Spark | None], ...]


CountedWeeks = tuple[tuple[WeekLink, int], ...]
"""(week, number of notes), newest first."""


def pages(site: Site) -> Iterator[Page]:
    yield Page.of(PATHS.home, "home.html", _view, partial(_inputs, site), listed=True)


def _inputs(
    site: Site,
) -> tuple[CountedWeeks, tuple[EntryListing, ...], tuple[Topic, ...], tuple[int, int] | None]:
    links, listings = week_links(site), entry_listings(site)
    filled = (week for week in reversed(site.weeks) if week.entries)
    newest_first = list(islice(filled, EARLIER_WEEKS + 1))
    weeks = tuple((links[week.id], len(week.entries)) for week in newest_first)
    newest = newest_first[0].entries[:NEWEST_ENTRIES] if newest_first else ()
    months = {week.id: week.label.months for week in site.weeks if week.label}
    largest = sorted(site.tags, key=lambda tag: (-len(tag.entries), tag.ref.key))[:TOPICS]
    topics = []
    for tag in largest:
        dated = [months[entry.week] for entry in tag.entries if entry.week in months]
        topics.append(Topic(tag.ref, len(tag.entries), tuple(dated)))
    span = (min(months.values()), max(months.values())) if months else None
    return weeks, tuple(listings[entry] for entry in newest), tuple(topics), span


def _view(
    config: Config,
    weeks: CountedWeeks,
    entries: tuple[EntryListing, ...],
    topics: tuple[Topic, ...],
    span: tuple[int, int] | None,
) -> HomeView:
    newest, notes = weeks[0] if weeks else (None, 0)
    axis = running_axis(*span, SPARK_SLOTS) if span else None
    description = config.description or (newest.label if newest else "")
    return HomeView(
        page=page_context(config, PATHS.home, config.title, description),
        lead=config.description,
        newest=newest,
        notes=notes,
        entries=entries,
        earlier=weeks[1 : 1 + EARLIER_WEEKS],
        topics=tuple((topic.tag, topic.notes, _spark(topic, axis)) for topic in topics),
    )


def _spark(topic: Topic, axis: Axis | None) -> Spark | None:
    return spark(axis.counts(topic.months)) if axis else None
