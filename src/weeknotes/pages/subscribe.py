"""subscribe.html: what feeds are, which there are, and how to take them.  None without a
base_url."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from weeknotes.config.settings import Config
from weeknotes.fingerprints import mark_of
from weeknotes.i18n import Words
from weeknotes.model import Site
from weeknotes.pages.common.views import (
    FeedLink,
    Frame,
    Page,
    frame,
    site_feeds,
    tag_feed,
    words_of,
)


class FeedRow(NamedTuple):
    """A feed of the whole site: what comes with it, how much of it, and its address in full."""

    feed: FeedLink
    about: str
    newest: str
    address: str


class SubscribeView(NamedTuple):
    """subscribe.html; `topics` are (a tag's feed, its name, the number of its notes), largest
    first."""

    frame: Frame
    feeds: tuple[FeedRow, ...]
    topics: tuple[tuple[FeedLink, str, int], ...]
    opml: str


def pages(site: Site) -> Iterator[Page]:
    config = site.config
    if not config.base_url:
        return
    path = "subscribe.html"
    yield Page.of(
        path,
        path,
        mark_of(*[(tag.name, tag.href, len(tag.entries)) for tag in site.tags]),
        _view,
        site,
        listed=True,
    )


def _view(site: Site) -> SubscribeView:
    config = site.config
    words = words_of(config)
    tags = sorted(site.tags, key=lambda tag: (-len(tag.entries), tag.key))
    return SubscribeView(
        frame=frame(config, "subscribe.html", words.subscribe.title, words.subscribe.lead),
        feeds=tuple(_rows(config, words)),
        topics=tuple(
            (feed, tag.name, len(tag.entries)) for tag in tags for feed in tag_feed(tag, config)
        ),
        opml="subscriptions.opml",
    )


def _rows(config: Config, words: Words) -> Iterator[FeedRow]:
    said = words.subscribe
    weeks = words.count(said.newest_weeks, config.feed_weeks) if config.feed_weeks else ""
    notes = words.count(said.newest_notes, config.feed_entries) if config.feed_entries else ""
    about = ((said.weeks, weeks), (said.entries, notes), (said.atom, ""), (said.json, ""))
    for feed, (text, newest) in zip(site_feeds(config), about, strict=True):
        yield FeedRow(feed, text, newest, config.base_url + feed.href)
