"""What a table of words holds.  A word that a language lacks is a type error."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from weeknotes.text.weeks import WeekLabel


class SubscribeWords(NamedTuple):
    """What is said of feeds; `newest_…` are for a feed that holds only so many."""

    title: str
    lead: str
    feeds: str
    weeks_atom: str
    weeks_json: str
    weeks: str
    entries: str
    atom: str
    json: str
    newest_weeks: tuple[str, str]
    newest_notes: tuple[str, str]
    phone: str
    steps: tuple[str, ...]
    topics: str
    topics_lead: str
    together: str
    together_lead: str
    opml: str


class ChartWords(NamedTuple):
    """The words of charts and of the atlas; `each` is for slots of a month, a quarter, a year and
    `{n}` years."""

    atlas: str
    each_week: str
    each: tuple[str, str, str, str]
    quarter: str
    year: str
    years: str
    months: tuple[str, ...]
    notes_each: str
    as_table: str
    weekly: str
    weekly_by: str
    weekly_cut: str
    over_time: str
    over_time_by: str
    changes: str
    changes_by: str
    rising: str
    fading: str
    per_cent: str
    pairs: str
    pairs_by: str
    sources: str
    sources_by: str
    other_sources: tuple[str, str]
    no_source: str
    most_read: str
    most_read_by: str
    period: str
    topic: str
    number: str
    drawn: str


class SearchWords(NamedTuple):
    """What the search says.  In `help` what a reader may type stands between backticks."""

    title: str
    prompt: str
    found: tuple[str, str]
    about: tuple[str, str]
    none: str
    alone: str
    more: str
    all: str
    close: str
    remove: str
    keyboard: str
    glossary: str
    slip: str
    spacing: str
    particle: str
    date: str
    help: tuple[str, ...]
    without_script: str


class Words(NamedTuple):
    """Every word that a page shows of its own.  `{n}` is a number, `{x}` a name; pairs are for one
    and for many.  They equal themselves alone."""

    skip: str
    site_nav: str
    weeks: str
    papers: str
    tags: str
    authors: str
    feed_weeks: str
    feed_entries: str
    subscribe: SubscribeWords
    newest: str
    earlier: str
    read_all: tuple[str, str]
    all_weeks: str
    all_papers: str
    all_tags: str
    all_authors: str
    notes: tuple[str, str]
    week_count: tuple[str, str]
    paper_count: tuple[str, str]
    tag_count: tuple[str, str]
    author_count: tuple[str, str]
    contents: str
    more_authors: tuple[str, str]
    also_titled: str
    mentions: str
    together: str
    related: str
    linked: str
    same_tags: str
    same_authors: str
    papers_nav: str
    since: str
    two_papers: str
    by_count: str
    by_name: str
    older: str
    other_names: str
    parts_nav: str
    note_of: str
    undated: str
    no_note: str
    empty: str
    cite: str
    copy: str
    open_data: str
    schema: str
    not_found: str
    not_found_hint: str
    theme: str
    theme_system: str
    theme_light: str
    theme_dark: str
    keys: str
    keys_next: str
    keys_previous: str
    keys_help: str
    keys_on: str
    close: str
    copied: str
    selected: str
    locale: str
    kinds: Mapping[str, str]
    week_label: str
    week_short: str
    month: str
    months: tuple[str, ...]
    month_of_year: str
    span_month: str
    charts: ChartWords
    search: SearchWords

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return object.__hash__(self)

    def count(self, forms: tuple[str, str], n: int) -> str:  # type: ignore[override]  # a table is no list to count in
        """`forms` for a number: the first for one, the second for any other."""
        return forms[0 if n == 1 else 1].format(n=n)

    def label(self, week: WeekLabel) -> str:
        """A week in this language: `2023년 4월 4주차`."""
        return self.week_label.format(y=week.year, m=self.months[week.month - 1], w=week.week)

    def short_label(self, week: WeekLabel) -> str:
        """A week where its year stands above: `4월 4주`."""
        return self.week_short.format(m=self.months[week.month - 1], w=week.week)

    def days(self, first: date, last: date) -> str:
        """Two days of one week, without the year: `4.16–22`, `4.30–5.6`."""
        start = self.month.format(m=self.months[first.month - 1], d=first.day)
        end = (
            self.month.format(m=self.months[last.month - 1], d=last.day)
            if first.month != last.month
            else str(last.day)
        )
        return start if first == last else f"{start}–{end}"

    def period(self, month: int, step: int) -> str:
        """A slot of a chart, `step` months from `month` (year × 12 + month − 1) on: `2023년 4월`,
        `2023년 2분기`, `2023년`."""
        year, index = divmod(month, 12)
        if step == 1:
            return self.month_of_year.format(y=year, m=self.months[index])
        if step == 3:
            return self.charts.quarter.format(y=year, q=index // 3 + 1)
        return (
            self.charts.year.format(y=year)
            if step == 12
            else self.charts.years.format(y=year, z=year + step // 12 - 1)
        )

    def each(self, step: int) -> str:
        """How often, for slots of `step` months: `분기마다`."""
        return self.charts.each[{1: 0, 3: 1, 12: 2}.get(step, 3)].format(n=step // 12)
