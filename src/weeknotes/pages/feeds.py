"""The feeds, all in full text: weeks (in three formats), entries, each tag's entries; and the list of them.  None without a base_url."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import NamedTuple
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from weeknotes.config import Config
from weeknotes.model import CROWD, Entry, Note, Paper, Site, TagRef, Week
from weeknotes.urls import href
from weeknotes.views import FeedFormat, FeedLink, Page, Source, site_feeds, sources, tag_feed, week_title, words_of
from weeknotes.words import Words


class FeedNote(NamedTuple):
    """A note within an item; `href` is its page's address."""

    title: str
    href: str
    authors: tuple[str, ...]
    variants: tuple[str, ...]
    sources: tuple[Source, ...]
    note: Note
    tags: tuple[TagRef, ...]


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One item: `id` never changes, `published` has its zone, `summary` is a paragraph to take it from, or titles; in a week's,
    each note stands under its title."""

    id: str
    title: str
    link: str
    published: datetime
    categories: tuple[str, ...]
    summary: Note | str
    titled_notes: bool
    intro: tuple[Note, ...]
    notes: tuple[FeedNote, ...]


@dataclass(frozen=True, slots=True)
class FeedView:
    """A whole feed.  `root` is the site's address, which those of `feed` follow; `updated` is the newest item's time: never the
    clock's."""

    feed: FeedLink
    description: str
    language: str
    author: str
    root: str
    updated: datetime | None
    items: tuple[FeedItem, ...]


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """subscriptions.opml: (folder, its feeds); `root` is the site's address, `updated` the newest week's time."""

    title: str
    author: str
    root: str
    updated: datetime | None
    folders: tuple[tuple[str, tuple[FeedLink, ...]], ...]


def pages(site: Site) -> Iterator[Page]:
    config = site.config
    if not config.base_url:
        return
    words = words_of(config)
    weeks = [week for week in site.weeks if week.published]
    entries = {entry.ref: item for week in weeks for entry, item in _entry_items(week, site, words)}
    newest_weeks = _newest((_week_item(week, site, words) for week in weeks), config.feed_weeks)
    newest_entries = _newest(entries.values(), config.feed_entries)
    for feed in site_feeds(config):
        yield _feed(config, feed, newest_entries if feed.href == "papers.xml" else newest_weeks)
    moved: dict[str, list[str]] = {}
    for redirect in site.redirects:
        if redirect.path.startswith("tags/"):
            moved.setdefault(redirect.href, []).append(redirect.path.removesuffix(".html") + ".xml")
    for tag in site.tags:
        tagged = _newest((entries[entry.ref] for entry in tag.entries if entry.ref in entries), config.feed_tag_entries)
        pages_of_tag = [_feed(config, feed, tagged) for feed in tag_feed(tag, config)]
        yield from pages_of_tag
        # Readers follow no refresh, so whoever subscribed to what is an alias now gets the tag's feed at the old address.
        yield from (replace(page, path=path) for path in moved.get(tag.href, ()) for page in pages_of_tag)
    yield Page("subscriptions.opml", "", subscriptions(site))


def subscriptions(site: Site) -> Subscriptions:
    """The list of the feeds: weeks and entries once, not in each format, then every tag.  Empty without a base_url."""
    config = site.config
    words = words_of(config)
    whole = tuple(feed for feed in site_feeds(config) if feed.format is FeedFormat.RSS)
    tags = tuple(feed for tag in site.tags for feed in tag_feed(tag, config))
    return Subscriptions(
        title=config.title,
        author=config.author,
        root=config.base_url,
        updated=max((_time(week, config, 0) for week in site.weeks if week.published), default=None),
        folders=tuple((name, feeds) for name, feeds in ((config.title, whole), (words.tags, tags)) if feeds),
    )


def _newest(items: Iterable[FeedItem], limit: int) -> tuple[FeedItem, ...]:
    """The newest items first, as many as a feed holds; 0 is all."""
    return tuple(sorted(items, key=lambda item: item.published, reverse=True)[: limit or None])


def _feed(config: Config, feed: FeedLink, items: tuple[FeedItem, ...]) -> Page:
    view = FeedView(
        feed=feed,
        description=config.description or feed.title,
        language=config.language,
        author=config.author,
        root=config.base_url,
        updated=items[0].published if items else None,
        items=items,
    )
    return Page(unquote(feed.href), "", view)


def _time(week: Week, config: Config, minutes: int) -> datetime:
    """The week's day at noon less `minutes`: entries stand a minute apart, the first the newest, as on the page."""
    assert week.published
    noon = datetime.combine(week.published, time(12), ZoneInfo(config.timezone))
    return noon - timedelta(minutes=minutes)


def _note(entry: Entry, paper: Paper, config: Config, words: Words) -> FeedNote:
    return FeedNote(
        entry.title or paper.title,
        config.base_url + paper.href,
        (*(author.name for author in entry.authors[:CROWD]), *("…" for _ in entry.authors[CROWD : CROWD + 1])),
        entry.variants,
        sources(entry, words),
        entry.note,
        entry.tags[:CROWD],
    )


def _week_item(week: Week, site: Site, words: Words) -> FeedItem:
    tags = dict.fromkeys(tag.name for entry in week.entries for tag in entry.tags)
    notes = tuple(_note(entry, site.papers[entry.paper], site.config, words) for entry in week.entries)
    return FeedItem(
        id=week.id,
        title=week_title(week, words) + (f" · {week.title}" if week.title and week.label else ""),
        link=site.config.base_url + week.href,
        published=_time(week, site.config, 0),
        categories=tuple(tags)[:CROWD],
        summary=" · ".join(note.title for note in notes),
        titled_notes=True,
        intro=week.intro,
        notes=notes,
    )


def _entry_items(week: Week, site: Site, words: Words) -> Iterator[tuple[Entry, FeedItem]]:
    """A week's entries with their items; the second one on a paper has an id of its own."""
    seen: Counter[str] = Counter()
    for entry in week.entries:
        seen[entry.thing] += 1
        repeat = f"#{seen[entry.thing]}" if seen[entry.thing] > 1 else ""
        note = _note(entry, site.papers[entry.paper], site.config, words)
        yield (
            entry,
            FeedItem(
                id=f"{week.id}/{entry.thing}{repeat}",
                title=note.title,
                link=f"{site.config.base_url}{week.href}#{href(entry.anchor)}",
                published=_time(week, site.config, entry.number),
                categories=tuple(tag.name for tag in note.tags),
                summary=entry.paragraphs[0] if entry.paragraphs else note.title,
                titled_notes=False,
                intro=(),
                notes=(note,),
            ),
        )
