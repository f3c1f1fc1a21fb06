"""The feeds, all in full text: weeks (in three formats), entries, each tag's entries; and the list
of them.  None without a base_url."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from functools import partial
from typing import Final, NamedTuple
from urllib.parse import unquote

from weeknotes.config.settings import Config
from weeknotes.fingerprints import mark_of
from weeknotes.i18n import Words
from weeknotes.model import CROWD, Entry, Note, Paper, Reworded, Site, Tag, TagRef, Week
from weeknotes.pages.common.views import (
    FeedFormat,
    FeedLink,
    Page,
    Source,
    outlines,
    site_feeds,
    sources,
    tag_feed,
    week_title,
    words_of,
)
from weeknotes.text.unicode import title_text
from weeknotes.urls import href

_ENTRIES: Final = "papers.xml"
"""The feed of entries; the site's others are of weeks."""


class FeedNote(NamedTuple):
    """A note within an item; `href` is its page's address."""

    title: str
    href: str
    authors: tuple[str, ...]
    variants: tuple[str, ...]
    sources: tuple[Source, ...]
    note: Note
    tags: tuple[TagRef, ...]


class FeedItem(NamedTuple):
    """One item: `id` never changes, `published` has its zone, `summary` is in words alone; in a
    week's, each note stands under its title."""

    id: str
    title: str
    link: str
    published: datetime
    categories: tuple[str, ...]
    summary: str
    titled_notes: bool
    intro: tuple[Note, ...]
    notes: tuple[FeedNote, ...]


class FeedPart(NamedTuple):
    """An item before it is made.  It equals every other with its mark, which stands for all that it
    says but the settings."""

    mark: bytes
    make: Callable[[], FeedItem]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FeedPart) and self.mark == other.mark

    def __hash__(self) -> int:
        return hash(self.mark)


class FeedView(NamedTuple):
    """A whole feed.  `root` is the site's address, which those of `feed` follow; `updated` is the
    newest item's time: never the clock's."""

    feed: FeedLink
    description: str
    language: str
    author: str
    root: str
    updated: datetime | None
    items: tuple[FeedPart, ...]


class Subscriptions(NamedTuple):
    """subscriptions.opml: (folder, its feeds); `root` is the site's address, `updated` the newest
    week's time."""

    title: str
    author: str
    root: str
    updated: datetime | None
    folders: tuple[tuple[str, tuple[FeedLink, ...]], ...]


def pages(site: Site) -> Iterator[Page]:
    if not site.config.base_url:
        return
    yield from _weekly(site)
    yield from _entries(site)
    moved = _moved(site)
    for tag in site.tags:
        yield from _tagged(site, tag, moved)
    listed = mark_of(
        *[(tag.name, tag.href) for tag in site.tags],
        max((week.published.toordinal() for week in site.weeks if week.published), default=0),
    )
    yield Page.of("subscriptions.opml", "", listed, subscriptions, site)


def reworded(site: Site, told: Reworded) -> Iterator[Page]:
    if not site.config.base_url or not told.weeks:
        return
    yield from _weekly(site)
    yield from _entries(site)
    moved, touched = _moved(site), {tag.key for entry in told.entries for tag in entry.tags}
    for tag in site.tags:
        if tag.key in touched:
            yield from _tagged(site, tag, moved)


def _weekly(site: Site) -> Iterator[Page]:
    newest = sorted((week for week in site.weeks if week.published), key=_day, reverse=True)[
        : site.config.feed_weeks or None
    ]
    mark = mark_of(*[(week.mark, _marks(site, week.entries)) for week in newest])
    for feed in site_feeds(site.config):
        if feed.href != _ENTRIES:
            yield Page.of(feed.href, "", mark, _week_feed, site, feed, newest)


def _entries(site: Site) -> Iterator[Page]:
    newest = _newest(
        site, _of_newest_weeks(site, site.config.feed_entries), site.config.feed_entries
    )
    for feed in site_feeds(site.config):
        if feed.href == _ENTRIES:
            yield Page.of(feed.href, "", _marks(site, newest), _entry_feed, site, feed, newest)


def _moved(site: Site) -> Mapping[str, list[str]]:
    """The paths of the feeds of what leads on to a tag now, by the tag's page."""
    moved: dict[str, list[str]] = {}
    for redirect in site.redirects:
        if redirect.path.startswith("tags/"):
            moved.setdefault(redirect.href, []).append(redirect.path.removesuffix(".html") + ".xml")
    return moved


def _tagged(site: Site, tag: Tag, moved: Mapping[str, list[str]]) -> Iterator[Page]:
    """A tag's feed.  Readers follow no refresh, so whoever subscribed to what is an alias now gets
    it at the old address."""
    for feed in tag_feed(tag, site.config):
        newest = _newest(site, tag.entries, site.config.feed_tag_entries)
        mark, when = mark_of(tag.name, _marks(site, newest)), site.place[tag.entries[-1].week]
        page = Page.of(unquote(feed.href), "", mark, _entry_feed, site, feed, newest, when=when)
        yield page
        yield from (page._replace(path=path) for path in moved.get(tag.href, ()))


def subscriptions(site: Site) -> Subscriptions:
    """The list of the feeds: weeks and entries once, not in each format, then every tag.  Empty
    without a base_url."""
    config = site.config
    words = words_of(config)
    whole = tuple(feed for feed in site_feeds(config) if feed.format is FeedFormat.RSS)
    tags = tuple(feed for tag in site.tags for feed in tag_feed(tag, config))
    return Subscriptions(
        title=config.title,
        author=config.author,
        root=config.base_url,
        updated=max(
            (_time(week, config, 0) for week in site.weeks if week.published), default=None
        ),
        folders=tuple(
            (name, feeds) for name, feeds in ((config.title, whole), (words.tags, tags)) if feeds
        ),
    )


def _day(week: Week) -> int:
    assert week.published
    return week.published.toordinal()


def _newest(site: Site, entries: Iterable[Entry], limit: int) -> list[Entry]:
    """The newest entries first, as many as a feed holds (0 is all), of weeks that have a day; in a
    week the writer's order."""
    days = site.days
    dated = [entry for entry in entries if entry.week in days]
    return sorted(dated, key=lambda entry: (-days[entry.week], entry.number))[: limit or None]


def _of_newest_weeks(site: Site, limit: int) -> list[Entry]:
    """The entries of the newest weeks that have as many at least (0 is all), in order of time."""
    held, oldest = 0, 0
    for week in sorted((week for week in site.weeks if week.published), key=_day, reverse=True):
        if held >= limit > 0 and _day(week) < oldest:
            break
        held, oldest = held + len(week.entries), _day(week)
    return [
        entry
        for week in site.weeks
        if week.published and _day(week) >= oldest
        for entry in week.entries
    ]


def _marks(site: Site, entries: Iterable[Entry]) -> bytes:
    """What stands for entries in full."""
    entries = tuple(entries)
    return mark_of(outlines(site, entries), *[entry.mark for entry in entries])


def _week_feed(site: Site, feed: FeedLink, weeks: Sequence[Week]) -> FeedView:
    parts = [
        FeedPart(mark_of(week.mark, _marks(site, week.entries)), partial(_week_item, week, site))
        for week in weeks
    ]
    return _feed(site.config, feed, _time(weeks[0], site.config, 0) if weeks else None, parts)


def _entry_feed(site: Site, feed: FeedLink, entries: Sequence[Entry]) -> FeedView:
    parts = [
        FeedPart(_marks(site, (entry,)), partial(_entry_item, entry, site)) for entry in entries
    ]
    newest = entries[0] if entries else None
    return _feed(
        site.config,
        feed,
        _time(site.week[newest.week], site.config, newest.number) if newest else None,
        parts,
    )


def _feed(
    config: Config, feed: FeedLink, updated: datetime | None, items: Sequence[FeedPart]
) -> FeedView:
    return FeedView(
        feed=feed,
        description=config.description or feed.title,
        language=config.language,
        author=config.author,
        root=config.base_url,
        updated=updated,
        items=tuple(items),
    )


def _time(week: Week, config: Config, minutes: int) -> datetime:
    """The week's day at noon less `minutes`: entries stand a minute apart, the first the newest, as
    on the page."""
    assert week.published
    from zoneinfo import ZoneInfo

    noon = datetime.combine(week.published, time(12), ZoneInfo(config.timezone))
    return noon - timedelta(minutes=minutes)


def _note(entry: Entry, paper: Paper, config: Config, words: Words) -> FeedNote:
    return FeedNote(
        entry.title or paper.title,
        config.base_url + paper.href,
        (
            *(author.name for author in entry.authors[:CROWD]),
            *("…" for _ in entry.authors[CROWD : CROWD + 1]),
        ),
        entry.variants,
        sources(entry, words),
        entry.note,
        entry.tags[:CROWD],
    )


def _week_item(week: Week, site: Site) -> FeedItem:
    words = words_of(site.config)
    tags = dict.fromkeys(tag.name for entry in week.entries for tag in entry.tags)
    notes = tuple(
        _note(entry, site.papers[entry.paper], site.config, words) for entry in week.entries
    )
    return FeedItem(
        id=week.id,
        title=week_title(week, words) + (f" · {week.title}" if week.title and week.label else ""),
        link=site.config.base_url + week.href,
        published=_time(week, site.config, 0),
        categories=tuple(tags)[:CROWD],
        summary=title_text(" · ".join(note.title for note in notes)),
        titled_notes=True,
        intro=week.intro,
        notes=notes,
    )


def _entry_item(entry: Entry, site: Site) -> FeedItem:
    """An entry's item; the second one on a paper in its week has an id of its own."""
    week = site.week[entry.week]
    nth = sum(other.thing == entry.thing for other in week.entries[: entry.number])
    note = _note(entry, site.papers[entry.paper], site.config, words_of(site.config))
    return FeedItem(
        id=f"{week.id}/{entry.thing}" + (f"#{nth}" if nth > 1 else ""),
        title=note.title,
        link=f"{site.config.base_url}{week.href}#{href(entry.anchor)}",
        published=_time(week, site.config, entry.number),
        categories=tuple(tag.name for tag in note.tags),
        summary=entry.draft.summary or ", ".join(note.authors) or title_text(note.title),
        titled_notes=False,
        intro=(),
        notes=(note,),
    )
