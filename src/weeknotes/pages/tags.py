"""A page for every tag, and the index of tags by name and by size."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from weeknotes.fingerprints import mark_of
from weeknotes.model import Entry, Reworded, Site, Tag, TagRef
from weeknotes.pages.common.charts import Trend, trend
from weeknotes.pages.common.pagination import PART, Part, Parts, by_name, in_time
from weeknotes.pages.common.views import (
    EntryLine,
    Frame,
    Page,
    WeekLink,
    cite_stem,
    entries_marks,
    entry_years,
    frame,
    outlines,
    tag_feed,
    week_links,
    words_of,
)
from weeknotes.urls import href

TOGETHER = 8
TREND_NOTES = 4
"""Fewer notes are seen at a glance in the list."""


@dataclass(frozen=True, slots=True)
class TagView:
    """tags/llm.html, or a part of it: entries as (year, entries), newest first, and how many.  On
    the page itself alone, and of the whole tag: how many there were over time, if that says
    anything; `feed`, empty without a base_url; `cite`, which with `.bib` or `.json` is a file to
    cite from."""

    frame: Frame
    parts: Parts
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
    """tags/index.html: (tag, number of notes), in two orders.  Of many tags the page itself has the
    largest, and each stands by name on a part, without its number: a part is another only where a
    tag is new."""

    frame: Frame
    parts: Parts
    count: int
    by_count: tuple[tuple[TagRef, int], ...]
    by_name: tuple[tuple[TagRef, int | None], ...]


def pages(site: Site) -> Iterator[Page]:
    links = week_links(site)
    words = words_of(site.config)
    for tag in site.tags:
        yield from _pages(site, tag, links)
    rows = [(TagRef(tag.key, tag.name, tag.href), len(tag.entries)) for tag in site.tags]
    for some in by_name("tags/index.html", rows, lambda row: row[0].key, words):
        mark = mark_of(
            some.parts.mark,
            *[(*tag,) if some.parts.span else (*tag, count) for tag, count in some.items],
        )
        yield Page.of(some.path, "tags.html", mark, _tags, site, some, listed=True)


def reworded(site: Site, told: Reworded) -> Iterator[Page]:
    links = week_links(site)
    touched = {tag.key for entry in told.entries for tag in entry.tags}
    for tag in site.tags:
        if tag.key in touched:
            yield from _pages(site, tag, links)


def _pages(site: Site, tag: Tag, links: Callable[[str], WeekLink]) -> Iterator[Page]:
    together = tuple((other.name, other.href) for other in tag.together[:TOGETHER])
    listed = in_time(
        unquote(tag.href),
        tag.entries,
        lambda entry: site.week[entry.week].label,
        words_of(site.config),
    )
    for part in listed:
        own = (
            ()
            if part.parts.span
            else (
                outlines(site, tag.entries) if len(part.items) < len(tag.entries) else b"",
                together,
            )
        )
        mark = mark_of(tag.name, part.parts.mark, entries_marks(site, part.items), own)
        when = site.place[part.items[-1].week]
        yield Page.of(
            part.path,
            "tag.html",
            mark,
            _tag,
            site,
            tag,
            listed,
            part,
            links,
            listed=True,
            when=when,
        )


def _tags(site: Site, part: Part[tuple[TagRef, int]]) -> TagsView:
    words = words_of(site.config)
    title = part.parts.titled(words.all_tags)
    whole = not part.parts.span
    by_count = sorted(part.items, key=lambda row: (-row[1], row[0].key)) if whole else []
    return TagsView(
        frame=frame(
            site.config,
            part.path,
            title,
            f"{title} · {words.count(words.tag_count, len(part.items))}",
            "tags",
        ),
        parts=part.parts,
        count=len(part.items),
        by_count=tuple(by_count[:PART] if part.parts.all else by_count),
        by_name=tuple((tag, count if whole else None) for tag, count in part.items)
        if not part.parts.all
        else (),
    )


def _tag(
    site: Site,
    tag: Tag,
    listed: Sequence[Part[Entry]],
    part: Part[Entry],
    week: Callable[[str], WeekLink],
) -> TagView:
    words = words_of(site.config)
    whole = not part.parts.span
    entries = tag.entries if whole else part.items
    title = part.parts.titled(f"#{tag.name}")
    feeds = tag_feed(tag, site.config)
    return TagView(
        frame=frame(
            site.config,
            part.path,
            title,
            f"{title} · {words.count(words.notes, len(entries))}",
            "tags",
            feeds=feeds,
        ),
        parts=part.parts,
        feed=feeds[0].href if feeds and whole else "",
        name=tag.name,
        count=len(entries),
        since=week(entries[0].week).label,
        together=tag.together[:TOGETHER] if whole else (),
        trend=_trend(site, listed) if whole else None,
        years=entry_years(site, part.items, week),
        cite=cite_stem(tag.href, (site.papers[entry.paper] for entry in entries)) if whole else "",
    )


def _trend(site: Site, listed: Sequence[Part[Entry]]) -> Trend | None:
    """All notes over time; a year leads to where its newest stand."""
    newest, *older = listed
    months: list[int] = []
    places: dict[int, str] = {}
    for part in (*older, newest):
        found = [label.months for entry in part.items if (label := site.week[entry.week].label)]
        file = "" if part is newest else href(part.path.rpartition("/")[2])
        places |= {month // 12: f"{file}#{month // 12}" for month in found}
        months += found
    return (
        trend(months, words_of(site.config), leads=places.__getitem__)
        if len(months) >= TREND_NOTES
        else None
    )
