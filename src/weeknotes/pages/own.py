"""The site's own pages: a page for each file in `pages/`."""

from collections.abc import Iterator
from typing import NamedTuple

from weeknotes.config.settings import Config
from weeknotes.model import Note, OwnPage, Site
from weeknotes.pages.common.context import PageContext, page_context
from weeknotes.pages.common.page import Page


class OwnPageView(NamedTuple):
    """about.html, from pages/about.md."""

    page: PageContext
    title: str
    text: Note


def pages(site: Site) -> Iterator[Page]:
    return map(_page, site.own_pages)


def _page(own: OwnPage) -> Page:
    return Page.of(
        own.path, "own.html", _view, lambda: (own,), listed=True, source=own.source
    )


def _view(config: Config, own: OwnPage) -> OwnPageView:
    return OwnPageView(
        page=page_context(
            config, own.path, own.title, own.summary, own.path, "article"
        ),
        title=own.title,
        text=own.note,
    )
