"""The table of words that each language must have.  A missing word is a type error."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from weeknotes.text.messages import Catalogue
from weeknotes.text.weeks import WeekLabel

Forms = tuple[str, ...]
"""A phrase with a number `{n}`, once for each plural form of the language."""


def one_or_other(number: int) -> str:
    """The plural rule of languages with one form for 1 and another for all other numbers."""
    return "one" if number == 1 else "other"


class SubscribeWords(NamedTuple):
    """Words of the page on feeds.  `newest_…` are for feeds with a limited number of items."""

    title: str
    lead: str
    feeds: str
    weeks_atom: str
    weeks_json: str
    weeks: str
    entries: str
    atom: str
    json: str
    newest_weeks: Forms
    newest_notes: Forms
    limit: str
    phone: str
    steps: tuple[str, ...]
    topics: str
    topics_lead: str
    together: str
    together_lead: str
    opml: str


class ChartWords(NamedTuple):
    """Words of charts and the atlas.  `each` has the phrases for intervals of a month, a quarter, a
    year and `{n}` years."""

    atlas: str
    too_few: str
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
    other_sources: Forms
    no_source: str
    most_read: str
    most_read_by: str
    period: str
    topic: str
    number: str
    drawn: str


class SearchWords(NamedTuple):
    """Words of the search.  `filters` are the filters on buttons, by `kind` or `kind:value`.  In
    `help`, examples of input are between backticks; `{name}` is an example from the site."""

    title: str
    prompt: str
    found: Forms
    none: str
    searching: str
    alone: str
    more: str
    all: str
    close: str
    remove: str
    filters: Mapping[str, str]
    off: str
    keyboard: str
    glossary: str
    heard: str
    slip: str
    spacing: str
    particle: str
    date: str
    newest_first: str
    unmark: str
    failed: str
    offline: str
    retry: str
    help: tuple[str, ...]
    without_script: str


class Words(NamedTuple):
    """A language of the interface.  First come the fields for its grammar, then all words of pages.
    `{n}` is a number, `{x}` a name.  Hashed by identity.

    `tag` is the language tag, which is also used in the settings.  `names` are what people call the
    language, in lower case.  `locale` is the name for Open Graph.  `letters` are letters that only
    this language uses, as the inside of a regular expression class.  A text with one of them is in
    this language.  `index_letter` returns the index heading for names that begin with a letter, or
    an empty text for other letters.  `plurals` are the CLDR plural categories in the order of the
    `Forms`.  `plural` returns the category of a number.  `messages` are the messages of the command
    line.  `site_title` is the default title of a site."""

    tag: str
    names: tuple[str, ...]
    locale: str
    letters: str
    index_letter: Callable[[str], str]
    plurals: tuple[str, ...]
    plural: Callable[[int], str]
    messages: Catalogue
    site_title: str
    skip: str
    site_nav: str
    weeks: str
    papers: str
    tags: str
    authors: str
    pages: str
    feed_weeks: str
    feed_entries: str
    subscribe: SubscribeWords
    returned_lately: str
    before: str
    by_topic: str
    most_used: str
    earlier: str
    read_all: Forms
    all_weeks: str
    all_papers: str
    all_tags: str
    all_authors: str
    notes: Forms
    week_count: Forms
    paper_count: Forms
    tag_count: Forms
    author_count: Forms
    contents: str
    more_authors: Forms
    also_titled: str
    mentions: str
    returned: str
    subscribe_tag: str
    together: str
    related: str
    mentioning: str
    mentioned: str
    same_tags: str
    same_authors: str
    same_words: str
    papers_nav: str
    since: str
    by_count: str
    by_name: str
    used_once: Forms
    filter: str
    no_match: str
    older: str
    other_names: str
    pager_nav: str
    permalink: str
    undated: str
    no_note: str
    empty: str
    cite: str
    read_in: str
    copy_bibtex: str
    copy_address: str
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
    kinds: Mapping[str, str]
    week_label: str
    week_short: str
    month: str
    months: tuple[str, ...]
    month_of_year: str
    span_month: str
    charts: ChartWords
    search: SearchWords

    def __hash__(self) -> int:
        return object.__hash__(self)

    def count(self, forms: Forms, n: int) -> str:  # type: ignore[override]  # not tuple.count
        """The form for the number `n`, with the number inserted."""
        return forms[self.plurals.index(self.plural(n))].format(n=n)

    def heading(self, week: WeekLabel) -> str:
        """The first line of the digest of a week."""
        return week.message.text(self.messages)

    def label(self, week: WeekLabel) -> str:
        """The name of a week: `2023년 4월 4주차`."""
        month = self.months[week.month - 1]
        return self.week_label.format(y=week.year, m=month, w=week.week)

    def short_label(self, week: WeekLabel) -> str:
        """The name of a week without its year: `4월 4주차`."""
        month = self.months[week.month - 1]
        return self.week_short.format(m=month, w=week.week)

    def days(self, first: date, last: date) -> str:
        """A range of days without the year: `4.16–22`, `4.30–5.6`."""
        start = self._day(first)
        if first == last:
            return start
        end = self._day(last) if first.month != last.month else str(last.day)
        return f"{start}–{end}"

    def _day(self, day: date) -> str:
        return self.month.format(m=self.months[day.month - 1], d=day.day)

    def period(self, month: int, step: int) -> str:
        """The name of a period, such as `2023년 4월`, `2023년 2분기` or `2023년`.  `month` is its
        first month (year × 12 + month − 1).  `step` is its length in months (1, 3, 12 or a
        multiple of 12)."""
        year, index = divmod(month, 12)
        charts = self.charts
        if step == 1:
            return self.month_of_year.format(y=year, m=self.months[index])
        if step == 3:
            return charts.quarter.format(y=year, q=index // 3 + 1)
        if step == 12:
            return charts.year.format(y=year)
        return charts.years.format(y=year, z=year + step // 12 - 1)

    def each(self, step: int) -> str:
        """The phrase for an interval of `step` months: `분기별`."""
        index = {1: 0, 3: 1, 12: 2}.get(step, 3)
        return self.charts.each[index].format(n=step // 12)
