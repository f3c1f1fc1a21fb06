"""All paths and URLs of the site.  Paths are pure functions of keys and are valid on all common
file systems.  No other module calls slugify."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from typing import NamedTuple
from urllib.parse import quote, urlsplit, urlunsplit

from weeknotes.identifiers import archive_of
from weeknotes.text.unicode import fold, normalize


class SitePaths(NamedTuple):
    """Paths of pages and files that exist once in a site."""

    home: str = "index.html"
    weeks: str = "weeks/index.html"
    papers: str = "papers/index.html"
    tags: str = "tags/index.html"
    authors: str = "authors/index.html"
    atlas: str = "atlas.html"
    search: str = "search.html"
    subscribe: str = "subscribe.html"
    not_found: str = "404.html"
    weeks_rss: str = "feed.xml"
    weeks_atom: str = "atom.xml"
    weeks_json: str = "feed.json"
    entries_rss: str = "papers.xml"
    opml: str = "subscriptions.opml"
    sitemap: str = "sitemap.xml"
    icon: str = "icon.png"
    robots: str = "robots.txt"
    library: str = "library"
    notes_json: str = "data/notes.json"


PATHS = SitePaths()
TAGS_FOLDER = "tags/"
_SEARCH_FOLDER = "search/"


def week_path(name: str) -> str:
    return f"weeks/{name}.html"


def year_path(year: str) -> str:
    return f"years/{year}.html"


NAMED = (("", "papers/"), ("tag:", TAGS_FOLDER), ("author:", "authors/"))
"""The pages that are named by keys, which are those of papers, tags and authors: the beginning of
their keys in the settings, and their folders."""


def named_path(folder: str, name: str) -> str:
    return f"{folder}{name}.html"


def own_path(name: str) -> str:
    """The path of the page of a file: `about.md` → `about.html`.  Empty if a part of the name is
    reserved, or has no letter or digit."""
    parts = [
        _fitted(slug(part), part) for part in name.removesuffix(".md").split("/")
    ]
    if any(not part or _RESERVED.fullmatch(part.split(".")[0]) for part in parts):
        return ""
    return "/".join(parts) + ".html"


def asset_path(name: str) -> str:
    """The published path of a file in the notes folder."""
    return f"files/{name}"


def search_path(name: str) -> str:
    """The path of a file of the search index."""
    return f"{_SEARCH_FOLDER}{name}.js"


def is_search_path(path: str) -> bool:
    """Whether a path belongs to the search index."""
    return path.startswith(_SEARCH_FOLDER)


def citation_paths(stem: str) -> tuple[str, str]:
    """The paths of the BibTeX and CSL-JSON files: `tags/llm` → `tags/llm.bib`,
    `tags/llm.json`."""
    return f"{stem}.bib", f"{stem}.json"


_MAX_BYTES = 200
"""The maximum length of a file name without its extension.  File systems allow 255 bytes; an
extension or `~2016.html` may follow."""
_MOST_CHARACTERS = 2000
"""The maximum length of the text that is passed to slugify, to bound its run time.  Cutting a
longer text changes the slug only if most of the text consists of marks and signs, because a slug
drops these."""
_RESERVED = re.compile(
    r"index(-\d+)?|con|prn|aux|nul|com\d|lpt\d|\.*", re.IGNORECASE
)


_PLAIN = re.compile(r"[a-z0-9]+(?:[ ._-][a-z0-9]+)*")
"""Text that slugify would not change, except for spaces: most keys."""
_SAFE = re.compile(r"[A-Za-z0-9_.~/-]*")


def _short_hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:8]


def slug(text: str) -> str:
    """A file name from any text: lower-case letters, digits, Hangul, `-`, `_` and `.`.  Empty if
    the text contains none of these."""
    if _PLAIN.fullmatch(text):
        return text.replace(" ", "-")
    from slugify import slugify

    named = (
        normalize("NFC", text[:_MOST_CHARACTERS])
        .replace("+", " plus ")
        .replace("#", " sharp ")
    )
    name = slugify(named, allow_unicode=True, regex_pattern=r"[^\w.\-]+").rstrip(
        ".-"
    )
    # Some hosts do not publish names that begin with `.` or `_`
    return name.lstrip("._-")


def latin(text: str) -> str:
    """Transliterate text to ASCII: `Köpf` → `Kopf`, `홍길동` → `honggildong`.  Drops characters
    that have no transliteration."""
    if text.isascii():
        return text
    from slugify import slugify

    return re.sub(
        r"[^\x00-\x7f]+",
        lambda found: slugify(found[0], separator="", lowercase=False),
        text[:_MOST_CHARACTERS],
    )


def _fitted(name: str, key: str) -> str:
    """The name, truncated to `_MAX_BYTES`.  A hash of the key replaces the removed part."""
    if len(name.encode()) <= _MAX_BYTES:
        return name
    return (
        name.encode()[: _MAX_BYTES - 9].decode("utf-8", "ignore").rstrip(".-")
        + "-"
        + _short_hash(key)
    )


@lru_cache(1 << 15)
def derived_name(key: str) -> str:
    """The default file name for a key, without extension: `arxiv:2304.07880` → `2304.07880`,
    `tag:C++` → `c-plus-plus`."""
    kind, _, rest = key.partition(":")
    archive = archive_of(key)
    alone = (
        archive.short_paths
        if archive
        else kind in ("tag", "author", "note", "url", "week")
    )
    text = rest if alone else f"{kind} {rest}"
    if kind == "url":
        text = re.sub(r"\.(?:html?|php|aspx?)$", "", text)  # `.html` follows anyway
    name = slug(text)
    if kind == "week" and (_RESERVED.fullmatch(name) or name != fold(text)):
        # `settle_names` is not used for weeks.  If the slug drops characters, two weeks could have
        # the same slug, so the hash makes it unique.
        name = f"{name}-{_short_hash(key)}"
    return _fitted(name.strip("-") or f"{kind}-{_short_hash(key)}", key)


class Clash(NamedTuple):
    """Two keys with the same file name.  `chosen` says that the user set both names."""

    name: str
    first: str
    second: str
    chosen: bool


class Names(NamedTuple):
    """The file name of each key in one folder, and the name clashes that were resolved."""

    by_key: Mapping[str, str]
    clashes: tuple[Clash, ...]


def settle_names(keys: Iterable[str], chosen: Mapping[str, str]) -> Names:
    """Give each key a unique file name.  `keys` are in chronological order; `chosen` are the names
    set by the user, which come first.  If two names clash, the first key gets the plain name and a
    hash is added to the later ones."""
    names: dict[str, str] = {}
    owners: dict[str, str] = {}
    clashes: list[Clash] = []
    for key in sorted(dict.fromkeys(keys), key=lambda key: key not in chosen):
        name = derived_name(key)
        if key in chosen:
            name = _fitted(slug(chosen[key]) or name, key)
        owner = owners.get(name.casefold())
        if owner is None and any(
            map(_RESERVED.fullmatch, (name, name.split(".")[0]))
        ):
            owner = "a name that is reserved"
        if owner is not None:
            clash = Clash(name, owner, key, key in chosen and owner in chosen)
            clashes.append(clash)
            name = f"{name}-{_short_hash(key)}"
        owners[name.casefold()] = key
        names[key] = name
    return Names(names, tuple(clashes))


def href(path: str) -> str:
    """A path percent-encoded for a link: ASCII, and no character that starts a query or a
    fragment."""
    return path if _SAFE.fullmatch(path) else quote(path, safe="/")


def feed_href(page: str) -> str:
    """The path of a page's feed: `tags/llm.html` → `tags/llm.xml`."""
    return page.removesuffix(".html") + ".xml"


def part_path(page: str, name: str) -> str:
    """The path of one part of a paginated list: `tags/llm.html` → `tags/llm~2016.html`.  No other
    name contains `~`, so a part cannot overwrite another page."""
    return f"{page.removesuffix('.html')}~{name}.html"


def ascii_url(url: str) -> str:
    """A URL in ASCII: the host in IDNA, the rest percent-encoded as browsers do.  If the host is
    not valid in IDNA, the whole URL is percent-encoded."""
    if url.isascii():
        return url
    encoded = partial(quote, safe="%/:?#[]@!$&'()*+,;=~-._")
    try:
        scheme, host, *others = urlsplit(url)
        if not host.isascii():
            host = host.encode("idna").decode()
    except ValueError:  # also a UnicodeError
        return encoded(url)
    return urlunsplit((scheme, host, *map(encoded, others)))


def folders_above(path: str) -> list[str]:
    """The folders that contain a path, the inner ones first."""
    folders = []
    while path := path.rpartition("/")[0]:
        folders.append(path)
    return folders


def sitemap_path(number: int) -> str:
    """The path of one of several sitemaps; `number` counts from 1."""
    return f"sitemap-{number}.xml"


def is_sitemap(path: str) -> bool:
    """Whether this is the path of a sitemap, or of their list."""
    return re.fullmatch(r"sitemap(-\d+)?\.xml", path) is not None
