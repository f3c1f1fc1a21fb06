"""404.html: the page that a server sends for unknown paths.  Unknown paths can have any depth, so
the links on 404.html start with the path of the site."""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from weeknotes.config.settings import Config
from weeknotes.model import Site
from weeknotes.pages.common.context import (
    PageContext,
    page_context,
    site_context,
)
from weeknotes.pages.common.page import Page
from weeknotes.urls import PATHS


class NotFoundView(NamedTuple):
    """404.html"""

    page: PageContext


def root_path(config: Config) -> str:
    """The path of the site on its server."""
    return urlsplit(config.base_url).path or "/"


def pages(_site: Site) -> Iterator[Page]:
    yield Page.of(PATHS.not_found, "404.html", _view, lambda: ())


def _view(config: Config) -> NotFoundView:
    context = page_context(config, PATHS.not_found, config.words.not_found, "")
    from_root = site_context(config, root_path(config))
    return NotFoundView(context._replace(site=from_root, canonical=""))
