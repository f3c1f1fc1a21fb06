"""404.html: what a server shows where nothing is.  It is served at any depth, so its links start with the site's path."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from weeknotes.config import Config
from weeknotes.model import Site
from weeknotes.views import Frame, Page, frame, words_of


@dataclass(frozen=True, slots=True)
class NotFoundView:
    """404.html"""

    frame: Frame


def root_path(config: Config) -> str:
    """The site's path on its server."""
    return urlsplit(config.base_url).path or "/"


def pages(site: Site) -> Iterator[Page]:
    path = "404.html"
    around = frame(site, path, words_of(site.config).not_found, "")
    yield Page(path, "404.html", NotFoundView(replace(around, root=root_path(site.config), canonical="")))
