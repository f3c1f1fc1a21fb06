"""A page for every tag, and the index of tags by name and by size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from weeknotes.model import Site, Tag, TagRef
from weeknotes.views import EntryLine, Frame, Page, WeekLink, entry_years, frame, week_link, words_of
from weeknotes.words import Words

TOGETHER = 8


@dataclass(frozen=True, slots=True)
class TagView:
    """tags/llm.html: its entries as (year, entries), newest first."""

    frame: Frame
    name: str
    count: int
    since: str
    together: tuple[TagRef, ...]
    years: tuple[tuple[str, tuple[EntryLine, ...]], ...]


@dataclass(frozen=True, slots=True)
class TagsView:
    """tags/index.html: (tag, number of notes), in two orders."""

    frame: Frame
    by_count: tuple[tuple[TagRef, int], ...]
    by_name: tuple[tuple[TagRef, int], ...]


def pages(site: Site) -> Iterator[Page]:
    words = words_of(site.config)
    weeks = {week.id: week_link(week, words) for week in site.weeks}
    for tag in site.tags:
        yield _tag(site, tag, weeks, words)
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


def _tag(site: Site, tag: Tag, weeks: Mapping[str, WeekLink], words: Words) -> Page:
    path = unquote(tag.href)
    count = words.count(words.notes, len(tag.entries))
    return Page(
        path,
        "tag.html",
        TagView(
            frame=frame(site, path, f"#{tag.name}", f"#{tag.name} · {count}", "tags"),
            name=tag.name,
            count=len(tag.entries),
            since=weeks[tag.entries[0].week].label,
            together=tag.together[:TOGETHER],
            years=entry_years(site, tag.entries, weeks, words),
        ),
    )
