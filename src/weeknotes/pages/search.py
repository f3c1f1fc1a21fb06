"""The search page.  `search/` makes the index that this page loads."""

from collections.abc import Iterator
from typing import NamedTuple

from weeknotes.config.settings import Config
from weeknotes.model import Site
from weeknotes.pages.common.context import (
    NavItem,
    PageContext,
    page_context,
)
from weeknotes.pages.common.page import Page
from weeknotes.urls import PATHS


class SearchView(NamedTuple):
    """search.html.  `indexes` are links for readers without JavaScript."""

    page: PageContext
    indexes: tuple[NavItem, ...]


def pages(site: Site) -> Iterator[Page]:
    if site.config.has("search"):
        yield Page.of(PATHS.search, "search.html", _view, lambda: (), listed=True)


def _view(config: Config) -> SearchView:
    words = config.words
    items = [
        (words.all_weeks, PATHS.weeks),
        (words.all_papers, PATHS.papers),
        (words.all_tags, PATHS.tags),
    ]
    if config.has("authors"):
        items.append((words.all_authors, PATHS.authors))
    return SearchView(
        page=page_context(
            config,
            PATHS.search,
            words.search.title,
            words.search.prompt,
            PATHS.search,
        ),
        indexes=tuple(NavItem(name, path) for name, path in items),
    )
