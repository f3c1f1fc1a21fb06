"""A page for every tag, and the index of tags by name and by size."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from urllib.parse import unquote

from weeknotes.charts import Trend, trend
from weeknotes.marks import mark_of
from weeknotes.model import Site, Tag, TagRef
from weeknotes.views import EntryLine, Frame, Page, WeekLink, cite_stem, entries_mark, entry_years, frame, tag_feed, week_links, words_of

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
    links = week_links(site)
    for tag in site.tags:
        together = tuple((other.name, other.href) for other in tag.together[:TOGETHER])
        mark = mark_of(tag.name, together, entries_mark(site, tag.entries))
        yield Page(unquote(tag.href), "tag.html", mark, partial(_tag, site, tag, links), listed=True)
    mark = mark_of(*[(tag.key, tag.name, tag.href, len(tag.entries)) for tag in site.tags])
    yield Page("tags/index.html", "tags.html", mark, partial(_tags, site), listed=True)


def _tags(site: Site) -> TagsView:
    words = words_of(site.config)
    rows = [(TagRef(tag.key, tag.name, tag.href), len(tag.entries)) for tag in site.tags]
    description = f"{words.all_tags} · {words.count(words.tag_count, len(rows))}"
    return TagsView(
        frame=frame(site.config, "tags/index.html", words.all_tags, description, "tags"),
        by_count=tuple(sorted(rows, key=lambda row: (-row[1], row[0].key))),
        by_name=tuple(rows),
    )


def _tag(site: Site, tag: Tag, week: Callable[[str], WeekLink]) -> TagView:
    words = words_of(site.config)
    count = words.count(words.notes, len(tag.entries))
    feeds = tag_feed(tag, site.config)
    dated = [label.months for entry in tag.entries if (label := site.week[entry.week].label)]
    return TagView(
        frame=frame(site.config, unquote(tag.href), f"#{tag.name}", f"#{tag.name} · {count}", "tags", feeds=feeds),
        feed=feeds[0].href if feeds else "",
        name=tag.name,
        count=len(tag.entries),
        since=week(tag.entries[0].week).label,
        together=tag.together[:TOGETHER],
        trend=trend(dated, words) if len(dated) >= TREND_NOTES else None,
        years=entry_years(site, tag.entries, week),
        cite=cite_stem(tag.href, (site.papers[entry.paper] for entry in tag.entries)),
    )
