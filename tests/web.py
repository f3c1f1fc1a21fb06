"""A built site read back as a browser would: pages, links, what they lead to, and the words on
them."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote, urlsplit

from lxml import html

BASE_PATH = "/notes/"
"""Where the tests' sites that have an address lie on their server; 404.html alone writes it, or `/`
where there is none."""


def document(data: bytes) -> html.HtmlElement:
    return html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))


def broken_links(site: dict[str, bytes]) -> list[str]:
    """Every internal link, image or fragment on any page that leads nowhere."""
    ids = {
        path: {e.get("id") for e in document(data).iter("*") if e.get("id")}
        for path, data in site.items()
        if path.endswith(".html")
    }
    broken = []
    for path in ids:
        for target in targets(path, site[path]):
            file, _, fragment = (
                (target, "", "") if target in site else target.partition("#")
            )  # a file's name may hold a `#`
            if file not in site or (fragment and fragment not in ids.get(file, set())):
                broken.append(f"{path} → {target}")
    return broken


def targets(path: str, data: bytes) -> list[str]:
    """Where a page's internal links lead: paths from the site's root, with their fragments,
    percent-decoded."""
    found = []
    for element in document(data).iter("*"):
        for name in ("href", "src"):
            link = element.get(name)
            if not link or urlsplit(link).scheme or element.get("rel") == "canonical":
                continue
            file, _, fragment = link.partition("#")
            if file.startswith("/") and path == "404.html":
                found.append(unquote(file).removeprefix(BASE_PATH).removeprefix("/"))
                continue
            inside = (
                posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(file)))
                if file
                else path
            )
            found.append(inside + (f"#{unquote(fragment)}" if fragment else ""))
    return found


def orphans(site: dict[str, bytes]) -> set[str]:
    """Pages that no way of links leads to from the home page; to 404.html none may."""
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
    """All text of a page, without any white space."""
    return "".join(document(data).text_content().split())
