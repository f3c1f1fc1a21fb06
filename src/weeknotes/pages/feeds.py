"""Feeds with full text: weeks (in three formats), entries, entries of each tag; and the list of
feeds (OPML).  Without a base_url there are no feeds."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from weeknotes.config.links import License, license_of
from weeknotes.config.settings import Config, feed_id_of
from weeknotes.fingerprints import Fingerprinted
from weeknotes.model import (
    CROWD,
    Entry,
    Note,
    PaperMetadata,
    Site,
    Tag,
    TagRef,
    Week,
)
from weeknotes.pages.common.context import (
    FeedFormat,
    FeedLink,
    site_feeds,
    tag_feed,
)
from weeknotes.pages.common.entries import SourceLink, source_links, week_title
from weeknotes.pages.common.page import Page
from weeknotes.text.unicode import title_text
from weeknotes.urls import PATHS, TAGS_FOLDER, feed_href, href

ITEM_TEMPLATE = "feed-item.html"
"""The template of each item of a feed."""


@dataclass(frozen=True, eq=False)
class FeedEntry(Fingerprinted):
    """An entry for feeds, with data of its paper and its week.  `occurrence` is its number among
    the entries on the same resource in this week, from 1."""

    entry: Entry
    paper: PaperMetadata
    week_href: str
    published: date
    occurrence: int


@dataclass(frozen=True, eq=False)
class FeedWeek(Fingerprinted):
    """A week for feeds, with the papers of its entries, in the same order."""

    week: Week
    published: date
    papers: tuple[PaperMetadata, ...]


class FeedNote(NamedTuple):
    """A note in an item.  `href` is the URL of its paper's page."""

    title: str
    href: str
    authors: tuple[str, ...]
    alternate_titles: tuple[str, ...]
    sources: tuple[SourceLink, ...]
    note: Note
    tags: tuple[TagRef, ...]
    above: tuple[Note, ...]


@dataclass(frozen=True, slots=True, eq=False)
class FeedItem:
    """A feed item.  `id` never changes, and no item of any site has the same one.  `published` has
    a time zone.  `summary` is plain text.  `titled_notes` says that each note has its title as a
    heading (in items of weeks).  Compared by identity, so that its rendered form can be cached for
    all feeds that contain it."""

    id: str
    title: str
    link: str
    published: datetime
    categories: tuple[str, ...]
    summary: str
    titled_notes: bool
    intro: tuple[Note, ...]
    notes: tuple[FeedNote, ...]


class FeedView(NamedTuple):
    """A whole feed.  `root` is the URL of the site, to which the paths in `feed` are relative.
    `icon` is the URL of its icon.  `updated` is the time of the newest item, not of the build."""

    feed: FeedLink
    description: str
    language: str
    author: str
    license: License
    root: str
    icon: str
    updated: datetime | None
    items: tuple[FeedItem, ...]


class Subscriptions(NamedTuple):
    """subscriptions.opml.  `folders` are (name, feeds).  `root` is the URL of the site.  `updated`
    is the time of the newest week."""

    title: str
    author: str
    root: str
    updated: datetime | None
    folders: tuple[tuple[str, tuple[FeedLink, ...]], ...]


def pages(site: Site) -> Iterator[Page]:
    if not site.config.has("feeds"):
        return
    for feed in site_feeds(site.config):
        if feed.href == PATHS.entries_rss:
            yield Page.of(
                feed.href, ITEM_TEMPLATE, _entries_view, _entries_inputs, site, feed
            )
        else:
            yield Page.of(
                feed.href, ITEM_TEMPLATE, _weeks_view, _weeks_inputs, site, feed
            )
    old_paths = _old_paths(site)
    for tag in site.tags:
        yield from _tag_feeds(site, tag, old_paths.get(tag.ref.href, ()))
    yield Page.of(PATHS.opml, "", subscriptions, subscriptions_inputs, site)


def _old_paths(site: Site) -> Mapping[str, list[str]]:
    """The paths of feeds of renamed tags, by the page of the tag that replaces them."""
    paths: dict[str, list[str]] = {}
    for redirect in site.redirects:
        if redirect.path.startswith(TAGS_FOLDER):
            paths.setdefault(redirect.href, []).append(feed_href(redirect.path))
    return paths


def _tag_feeds(site: Site, tag: Tag, old_paths: Iterable[str]) -> Iterator[Page]:
    """The feed of a tag, also at its old paths: feed readers do not follow redirect pages."""
    for feed in tag_feed(tag.ref, site.config):
        order = site.order[tag.entries[-1].week]
        for path in (unquote(feed.href), *old_paths):
            yield Page.of(
                path,
                ITEM_TEMPLATE,
                _entries_view,
                _tag_inputs,
                site,
                feed,
                tag,
                order=order,
            )


# Inputs


EntriesInputs = tuple[FeedLink, tuple[FeedEntry, ...]]


def _weeks_inputs(
    site: Site, feed: FeedLink
) -> tuple[FeedLink, tuple[FeedWeek, ...]]:
    weeks = _newest_weeks(site)[: site.config.feed_weeks or None]
    return feed, tuple(_feed_weeks(site)[week] for week, _ in weeks)


def _entries_inputs(site: Site, feed: FeedLink) -> EntriesInputs:
    """The newest entries of the site."""
    limit = site.config.feed_entries
    entries: list[Entry] = []
    oldest: date | None = None
    for week, day in _newest_weeks(site):
        if len(entries) >= limit > 0 and day != oldest:
            break  # entries of weeks with the same day are sorted together
        entries += week.entries
        oldest = day
    order = site.order
    entries.sort(key=lambda entry: (order[entry.week], entry.number))
    return feed, _newest(site, entries, limit)


def _tag_inputs(site: Site, feed: FeedLink, tag: Tag) -> EntriesInputs:
    return feed, _newest(site, tag.entries, site.config.feed_tag_entries)


def _newest_weeks(site: Site) -> list[tuple[Week, date]]:
    """The weeks with a date and with entries, newest first."""
    dated = [
        (week, week.published)
        for week in site.weeks
        if week.published and week.entries
    ]
    return sorted(dated, key=lambda row: row[1], reverse=True)


def _newest(
    site: Site, entries: Iterable[Entry], limit: int
) -> tuple[FeedEntry, ...]:
    """The newest `limit` entries of weeks with a date (0: all), newest first.  The entries of a
    week keep their order."""
    known = _feed_entries(site)
    dated = [known[entry] for entry in entries if entry in known]
    dated.sort(key=lambda one: (-one.published.toordinal(), one.entry.number))
    return tuple(dated[: limit or None])


@lru_cache(maxsize=2)
def _feed_weeks(site: Site) -> Mapping[Week, FeedWeek]:
    return {
        week: FeedWeek(
            week,
            day,
            tuple(site.papers[entry.paper].metadata for entry in week.entries),
        )
        for week, day in _newest_weeks(site)
    }


@lru_cache(maxsize=2)
def _feed_entries(site: Site) -> Mapping[Entry, FeedEntry]:
    entries = {}
    for week, day in _newest_weeks(site):
        met: Counter[str] = Counter()
        for entry in week.entries:
            met[entry.resource] += 1
            entries[entry] = FeedEntry(
                entry=entry,
                paper=site.papers[entry.paper].metadata,
                week_href=week.href,
                published=day,
                occurrence=met[entry.resource],
            )
    return entries


# Views


def _weeks_view(
    config: Config, feed: FeedLink, weeks: tuple[FeedWeek, ...]
) -> FeedView:
    return _feed_view(config, feed, [_week_item(config, week) for week in weeks])


def _entries_view(
    config: Config, feed: FeedLink, entries: tuple[FeedEntry, ...]
) -> FeedView:
    items = [_entry_item(config, entry) for entry in entries]
    return _feed_view(config, feed, items)


def _feed_view(
    config: Config, feed: FeedLink, items: Sequence[FeedItem]
) -> FeedView:
    return FeedView(
        feed=feed,
        description=config.description or feed.title,
        language=config.language,
        author=config.author,
        license=license_of(config.license),
        root=config.base_url,
        icon=config.base_url + PATHS.icon,
        updated=items[0].published if items else None,
        items=tuple(items),
    )


def _id(config: Config, name: str) -> str:
    """The id of an item.  Feed readers compare this id with the ids of all sites."""
    return f"{config.feed_id or feed_id_of(config.base_url)}/{name}"


def _time(config: Config, day: date, minutes: int) -> datetime:
    """Noon of a day, minus `minutes`.  Each entry is one minute older than the entry above it on
    the page, so feed readers keep the order of the page."""
    from zoneinfo import ZoneInfo

    noon = datetime.combine(day, time(12), ZoneInfo(config.timezone))
    return noon - timedelta(minutes=minutes)


@lru_cache(maxsize=64)
def _week_item(config: Config, feed_week: FeedWeek) -> FeedItem:
    week = feed_week.week
    tags = dict.fromkeys(tag.name for entry in week.entries for tag in entry.tags)
    pairs = zip(week.entries, feed_week.papers, strict=True)
    notes = [_note(config, entry, paper) for entry, paper in pairs]
    title = week_title(week, config.words)
    if week.title and week.label:
        title += f" · {week.title}"
    return FeedItem(
        id=_id(config, week.id),
        title=title,
        link=config.base_url + week.href,
        published=_time(config, feed_week.published, 0),
        categories=tuple(tags)[:CROWD],
        summary=title_text(" · ".join(note.title for note in notes))
        or title_text(title),
        titled_notes=True,
        intro=week.intro,
        notes=tuple(notes),
    )


@lru_cache(maxsize=1 << 12)
def _entry_item(config: Config, feed_entry: FeedEntry) -> FeedItem:
    """The item of an entry.  Several entries on one resource in a week have different ids."""
    entry, nth = feed_entry.entry, feed_entry.occurrence
    note = _note(config, entry, feed_entry.paper)
    return FeedItem(
        id=_id(
            config,
            f"{entry.week}/{entry.resource}{f'#{nth}' if nth > 1 else ''}",
        ),
        title=note.title,
        link=f"{config.base_url}{feed_entry.week_href}#{href(entry.anchor)}",
        published=_time(config, feed_entry.published, entry.number),
        categories=tuple(tag.name for tag in note.tags),
        summary=entry.summary or ", ".join(note.authors) or title_text(note.title),
        titled_notes=False,
        intro=(),
        notes=(note,),
    )


def _note(config: Config, entry: Entry, paper: PaperMetadata) -> FeedNote:
    authors = [author.name for author in entry.authors[:CROWD]]
    if len(entry.authors) > CROWD:
        authors.append("…")
    return FeedNote(
        title=entry.title or paper.title,
        href=config.base_url + paper.href,
        authors=tuple(authors),
        alternate_titles=entry.alternate_titles,
        sources=source_links(entry.addresses, config.words),
        note=entry.note,
        tags=entry.tags[:CROWD],
        above=entry.above,
    )


# The list of feeds


def subscriptions_inputs(site: Site) -> tuple[tuple[TagRef, ...], date | None]:
    newest = next((day for _, day in _newest_weeks(site)), None)
    return tuple(tag.ref for tag in site.tags), newest


def subscriptions(
    config: Config, tags: tuple[TagRef, ...], newest: date | None
) -> Subscriptions:
    """The list of feeds: weeks and entries in RSS only, then all tags.  Empty without a
    base_url."""
    whole = tuple(
        feed for feed in site_feeds(config) if feed.format is FeedFormat.RSS
    )
    of_tags = tuple(feed for tag in tags for feed in tag_feed(tag, config))
    folders = ((config.title, whole), (config.words.tags, of_tags))
    return Subscriptions(
        title=config.title,
        author=config.author,
        root=config.base_url,
        updated=_time(config, newest, 0) if newest else None,
        folders=tuple((name, feeds) for name, feeds in folders if feeds),
    )
