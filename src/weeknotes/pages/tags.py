"""A page for every tag, and the index of tags by name and by size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from weeknotes.charts import Trend, trend
from weeknotes.model import Site, Tag, TagRef
from weeknotes.views import EntryLine, Frame, Page, WeekLink, cite_stem, entry_years, frame, tag_feed, week_link, words_of
from weeknotes.words import Words

TOGETHER = 8
TREND_NOTES = 4
"""Fewer notes are seen at a glance in the list."""


@dataclass(frozen=True, slots=True)
class TagView:
    """tags/llm.html: its entries as (year, entries), newest first, and how many there were over time, if that says anything; `feed` is
    empty without a base_url, `cite` with `.bib` or `.json` is a file to cite from."""

    frame: Frame
    feed: str
    name: str
    count: int
    since: str
    together: tuple[TagRef, ...]
    trend: Trend | None
    years: tuple[tuple[str, tuple[EntryLine, ...]], ...]
    cite: str


@dataclass(frozen=True, slots=True)
class TagsView:
    """tags/index.html: (tag, number of notes), in two orders."""

    frame: Frame
    by_count: tuple[tuple[TagRef, int], ...]
    by_name: tuple[tuple[TagRef, int], ...]


def pages(site: Site) -> Iterator[Page]:
    words = words_of(site.config)
    weeks = {week.id: week_link(week, words) for week in site.weeks}
    months = {week.id: week.label.months for week in site.weeks if week.label}
    for tag in site.tags:
        yield _tag(site, tag, weeks, months, words)
    rows = [(TagRef(tag.key, tag.name, tag.href), len(tag.entries)) for tag in site.tags]
    path = "tags/index.html"
    yield Page(
        path,
        "tags.html",
        TagsView(
            frame=frame(site, path, words.all_tags, f"{words.all_tags} · {words.count(words.tag_count, len(rows))}", "tags"),
            by_count=tuple(sorted(rows, key=lambda row: (-row[1], row[0].key))),
            by_name=tuple(rows),
        ),
    )


def _tag(site: Site, tag: Tag, weeks: Mapping[str, WeekLink], months: Mapping[str, int], words: Words) -> Page:
    path = unquote(tag.href)
    count = words.count(words.notes, len(tag.entries))
    feeds = tag_feed(tag, site.config)
    dated = [months[entry.week] for entry in tag.entries if entry.week in months]
    return Page(
        path,
        "tag.html",
        TagView(
            frame=frame(site, path, f"#{tag.name}", f"#{tag.name} · {count}", "tags", feeds=feeds),
            feed=feeds[0].href if feeds else "",
            name=tag.name,
            count=len(tag.entries),
            since=weeks[tag.entries[0].week].label,
            together=tag.together[:TOGETHER],
            trend=trend(dated, words) if len(dated) >= TREND_NOTES else None,
            years=entry_years(site, tag.entries, weeks),
            cite=cite_stem(site, tag.href, (entry.paper for entry in tag.entries)),
        ),
    )
