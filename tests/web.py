"""Read a built site as a browser does: pages, links, their targets, and the text."""

from __future__ import annotations

import posixpath
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from lxml import html

BASE_PATH = "/notes/"
"""The path of test sites with a base_url on their server.  Only links in 404.html begin with it (or
with `/` if there is no base_url)."""


def document(data: bytes) -> html.HtmlElement:
    return html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))


class PageLinks(NamedTuple):
    """The IDs of a page, and the targets of its internal links: paths from the site's root with
    fragments, percent-decoded."""

    ids: frozenset[str]
    targets: tuple[str, ...]


@lru_cache(maxsize=4096)
def page_links(path: str, data: bytes) -> PageLinks:
    page = document(data)
    links = page.xpath("//*[not(@rel='canonical')]/@href | //@src")
    return PageLinks(
        frozenset(page.xpath("//@id")),
        tuple(
            _inside(path, link)
            for link in links
            if link and not urlsplit(link).scheme
        ),
    )


def _inside(path: str, link: str) -> str:
    file, _, fragment = link.partition("#")
    file = file.partition("?")[0]  # the version of a script or style sheet
    if file.startswith("/") and path == "404.html":
        return unquote(file).removeprefix(BASE_PATH).removeprefix("/")
    folder = posixpath.dirname(path)
    inside = (
        posixpath.normpath(posixpath.join(folder, unquote(file))) if file else path
    )
    return inside + (f"#{unquote(fragment)}" if fragment else "")


def targets(path: str, data: bytes) -> tuple[str, ...]:
    """The targets of a page's internal links."""
    return page_links(path, data).targets


def broken_links(site: dict[str, bytes]) -> list[str]:
    """All internal links, images and fragments without a target."""
    pages = {
        path: page_links(path, data)
        for path, data in site.items()
        if path.endswith(".html")
    }
    broken = []
    for path, page in pages.items():
        for target in page.targets:
            # The name of a file may contain a `#`.
            file, _, fragment = (
                (target, "", "") if target in site else target.partition("#")
            )
            if file not in site or (
                fragment and (file not in pages or fragment not in pages[file].ids)
            ):
                broken.append(f"{path} → {target}")
    return broken


def orphans(site: dict[str, bytes]) -> set[str]:
    """Pages that cannot be reached by links from the home page.  404.html is not counted."""
    pages = {path for path in site if path.endswith(".html") and path != "404.html"}
    seen: set[str] = set()
    ahead = ["index.html"]
    while ahead:
        path = ahead.pop()
        if path in seen or path not in pages:
            continue
        seen.add(path)
        ahead += [target.partition("#")[0] for target in targets(path, site[path])]
    return pages - seen


def words(data: bytes) -> str:
    """The text of a page without white space."""
    return "".join(document(data).text_content().split())
