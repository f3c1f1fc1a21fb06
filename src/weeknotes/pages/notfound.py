"""404.html: what a server shows where nothing is.  It is served at any depth, so its links start
with the site's path."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from weeknotes.config.settings import Config
from weeknotes.model import Site
from weeknotes.pages.common.views import Frame, Page, frame, surroundings, words_of


class NotFoundView(NamedTuple):
    """404.html"""

    frame: Frame


def root_path(config: Config) -> str:
    """The site's path on its server."""
    return urlsplit(config.base_url).path or "/"


def pages(site: Site) -> Iterator[Page]:
    yield Page.of("404.html", "404.html", b"", _view, site.config)


def _view(config: Config) -> NotFoundView:
    around = frame(config, "404.html", words_of(config).not_found, "")
    return NotFoundView(
        around._replace(around=surroundings(config, root_path(config)), canonical="")
    )
