"""404.html: what a server shows where nothing is.  It is served at any depth, so its links start with the site's path."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from weeknotes.model import Site
from weeknotes.views import Frame, Page, frame, words_of


@dataclass(frozen=True, slots=True)
class NotFoundView:
    """404.html"""

    frame: Frame


def pages(site: Site) -> Iterator[Page]:
    path = "404.html"
    around = frame(site, path, words_of(site.config).not_found, "")
    root = urlsplit(site.config.base_url).path or "/"
    yield Page(path, "404.html", NotFoundView(replace(around, root=root, canonical="")))
