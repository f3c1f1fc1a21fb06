"""The feeds: weeks in full text (feed.xml) and entries in full text (papers.xml).  None without a base_url."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from weeknotes.config import Config
from weeknotes.model import Entry, Note, Paper, Site, TagRef, Week
from weeknotes.urls import href
from weeknotes.views import Page, Source, sources, week_title, words_of
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
    """One item: `id` never changes, `published` has its zone; in a week's, each note stands under its title."""

    id: str
    title: str
    link: str
    published: datetime
    categories: tuple[str, ...]
    titled_notes: bool
    intro: tuple[Note, ...]
    notes: tuple[FeedNote, ...]


@dataclass(frozen=True, slots=True)
class FeedView:
    """A whole feed.  `root` is the site's address, `updated` the newest item's time: never the clock's."""

    title: str
    description: str
    language: str
    author: str
    root: str
    address: str
    updated: datetime | None
    items: tuple[FeedItem, ...]


def pages(site: Site) -> Iterator[Page]:
    config = site.config
    if not config.base_url:
        return
    words = words_of(config)
    weeks = [week for week in reversed(site.weeks) if week.published]
    weekly = [_week_item(week, site, words) for week in weeks[: config.feed_weeks or None]]
    yield _feed(config, "feed.xml", config.title, weekly)
    title = f"{config.title} — {words.papers}"
    limit = config.feed_entries or None
    entries = [(week, entry) for week in weeks for entry in week.entries][:limit]
    yield _feed(config, "papers.xml", title, [_entry_item(week, entry, site, words) for week, entry in entries])


def _feed(config: Config, path: str, title: str, items: list[FeedItem]) -> Page:
    updated = max((item.published for item in items), default=None)
    view = FeedView(
        title=title,
        description=config.description or title,
        language=config.language,
        author=config.author,
        root=config.base_url,
        address=config.base_url + path,
        updated=updated,
        items=tuple(items),
    )
    return Page(path, "", view)


def _time(week: Week, config: Config, minutes: int) -> datetime:
    """The week's day at noon less `minutes`: entries stand a minute apart, the first the newest, as on the page."""
    assert week.published
    noon = datetime.combine(week.published, time(12), ZoneInfo(config.timezone))
    return noon - timedelta(minutes=minutes)


def _note(entry: Entry, paper: Paper, config: Config, words: Words) -> FeedNote:
    return FeedNote(
        entry.title or paper.title,
        config.base_url + paper.href,
        tuple(author.name for author in entry.authors),
        entry.variants,
        sources(entry, words),
        entry.note,
        entry.tags,
    )


def _week_item(week: Week, site: Site, words: Words) -> FeedItem:
    tags = dict.fromkeys(tag.name for entry in week.entries for tag in entry.tags)
    return FeedItem(
        id=week.id,
        title=week_title(week, words) + (f" · {week.title}" if week.title and week.label else ""),
        link=site.config.base_url + week.href,
        published=_time(week, site.config, 0),
        categories=tuple(tags),
        titled_notes=True,
        intro=week.intro,
        notes=tuple(_note(entry, site.papers[entry.paper], site.config, words) for entry in week.entries),
    )


def _entry_item(week: Week, entry: Entry, site: Site, words: Words) -> FeedItem:
    paper = site.papers[entry.paper]
    same = [other for other in week.entries if other.paper == entry.paper]
    repeat = f"#{same.index(entry) + 1}" if entry is not same[0] else ""
    note = _note(entry, paper, site.config, words)
    return FeedItem(
        id=f"{week.id}/{entry.paper}{repeat}",
        title=note.title,
        link=f"{site.config.base_url}{week.href}#{href(entry.anchor)}",
        published=_time(week, site.config, entry.number),
        categories=tuple(tag.name for tag in entry.tags),
        titled_notes=False,
        intro=(),
        notes=(note,),
    )
