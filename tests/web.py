"""Read a built site as a browser does: pages, links, their targets, and the text."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote, urlsplit

from lxml import html

BASE_PATH = "/notes/"
"""The path of test sites with a base_url on their server.  Only links in 404.html begin with it (or
with `/` if there is no base_url)."""


def document(data: bytes) -> html.HtmlElement:
    return html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))


def broken_links(site: dict[str, bytes]) -> list[str]:
    """All internal links, images and fragments without a target."""
    ids = {
        path: {e.get("id") for e in document(data).iter("*") if e.get("id")}
        for path, data in site.items()
        if path.endswith(".html")
    }
    broken = []
    for path in ids:
        for target in targets(path, site[path]):
            # The name of a file may contain a `#`.
            file, _, fragment = (
                (target, "", "") if target in site else target.partition("#")
            )
            if file not in site or (
                fragment and fragment not in ids.get(file, set())
            ):
                broken.append(f"{path} → {target}")
    return broken


def targets(path: str, data: bytes) -> list[str]:
    """The targets of a page's internal links: paths from the site's root with fragments,
    percent-decoded."""
    found = []
    for element in document(data).iter("*"):
        for name in ("href", "src"):
            link = element.get(name)
            if (
                not link
                or urlsplit(link).scheme
                or element.get("rel") == "canonical"
            ):
                continue
            file, _, fragment = link.partition("#")
            file = file.partition("?")[0]  # the version of a script or style sheet
            if file.startswith("/") and path == "404.html":
                found.append(unquote(file).removeprefix(BASE_PATH).removeprefix("/"))
                continue
            inside = (
                posixpath.normpath(
                    posixpath.join(posixpath.dirname(path), unquote(file))
                )
                if file
                else path
            )
            found.append(inside + (f"#{unquote(fragment)}" if fragment else ""))
    return found


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
