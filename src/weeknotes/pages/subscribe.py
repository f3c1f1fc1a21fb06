"""subscribe.html: a short explanation of feeds, and a list of all feeds.  Exists only with a
base_url."""

from collections.abc import Iterator
from typing import NamedTuple

from weeknotes.config.settings import Config
from weeknotes.i18n import Words
from weeknotes.model import Site, TagRef
from weeknotes.pages.common.context import (
    FeedLink,
    PageContext,
    page_context,
    site_feeds,
    tag_feed,
)
from weeknotes.pages.common.entries import largest_tags
from weeknotes.pages.common.page import Page
from weeknotes.urls import PATHS


class FeedRow(NamedTuple):
    """A feed of the whole site.  `about` and `newest` describe its items; `address` is its URL."""

    feed: FeedLink
    about: str
    newest: str
    address: str


class SubscribeView(NamedTuple):
    """subscribe.html.  `topics` are (feed, name of the tag, number of notes), the largest first."""

    page: PageContext
    feeds: tuple[FeedRow, ...]
    topics: tuple[tuple[FeedLink, str, int], ...]
    opml: str


CountedTags = tuple[tuple[TagRef, int], ...]


def pages(site: Site) -> Iterator[Page]:
    if site.config.has("feeds"):
        yield Page.of(
            PATHS.subscribe,
            "subscribe.html",
            _view,
            _inputs,
            site,
            listed=True,
        )


def _inputs(site: Site) -> tuple[CountedTags]:
    return (tuple((tag.ref, len(tag.entries)) for tag in largest_tags(site)),)


def _view(config: Config, tags: CountedTags) -> SubscribeView:
    words = config.words
    topics = [
        (feed, tag.name, count)
        for tag, count in tags
        for feed in tag_feed(tag, config)
    ]
    return SubscribeView(
        page=page_context(
            config, PATHS.subscribe, words.subscribe.title, words.subscribe.lead
        ),
        feeds=tuple(_rows(config, words)),
        topics=tuple(topics),
        opml=PATHS.opml,
    )


def _rows(config: Config, words: Words) -> Iterator[FeedRow]:
    texts = words.subscribe
    weeks = (
        words.count(texts.newest_weeks, config.feed_weeks)
        if config.feed_weeks
        else ""
    )
    notes = (
        words.count(texts.newest_notes, config.feed_entries)
        if config.feed_entries
        else ""
    )
    rows = {
        PATHS.weeks_rss: (texts.weeks, weeks),
        PATHS.entries_rss: (texts.entries, notes),
        PATHS.weeks_atom: (texts.atom, ""),
        PATHS.weeks_json: (texts.json, ""),
    }
    for feed in site_feeds(config):
        yield FeedRow(feed, *rows[feed.href], config.base_url + feed.href)
