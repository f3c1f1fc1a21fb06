"""Every path and address of the site: pure functions of keys, safe on every file system.  The only
caller of slugify."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import quote, urlsplit, urlunsplit

from weeknotes.identifiers import archive_of
from weeknotes.text.unicode import fold, normalize


class SitePaths(NamedTuple):
    """The pages and files that a site has once."""

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
    robots: str = "robots.txt"
    library: str = "library"
    notes_json: str = "data/notes.json"


PATHS = SitePaths()
TAGS_FOLDER = "tags/"
_SEARCH_FOLDER = "search/"


def week_path(name: str) -> str:
    return f"weeks/{name}.html"


def paper_path(name: str) -> str:
    return f"papers/{name}.html"


def tag_path(name: str) -> str:
    return f"{TAGS_FOLDER}{name}.html"


def author_path(name: str) -> str:
    return f"authors/{name}.html"


def asset_path(name: str) -> str:
    """Where a file of the notes folder is published."""
    return f"files/{name}"


def search_path(name: str) -> str:
    """A file of the search index."""
    return f"{_SEARCH_FOLDER}{name}.js"


def is_search_path(path: str) -> bool:
    """Whether a path is one of a file of the search index."""
    return path.startswith(_SEARCH_FOLDER)


def citation_paths(stem: str) -> tuple[str, str]:
    """The BibTeX and CSL-JSON files of a page or of the library: `tags/llm` → `tags/llm.bib`."""
    return f"{stem}.bib", f"{stem}.json"


_MAX_BYTES = 200
"""Of a file's name without its ending; 255 is what file systems take, and `-2.html` or `.bib` may
follow."""
_MOST_CHARACTERS = 2000
"""Of what a name is made of; more than that could only be marks and signs, which no name keeps."""
_RESERVED = re.compile(r"index(-\d+)?|con|prn|aux|nul|com\d|lpt\d|\.*", re.IGNORECASE)


_PLAIN = re.compile(r"[a-z0-9]+(?:[ ._-][a-z0-9]+)*")
"""What comes out as it is: most keys."""
_SAFE = re.compile(r"[A-Za-z0-9_.~/-]*")


def _short_hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:8]


def slug(text: str) -> str:
    """A file name out of any text: small letters, digits, Hangul, `-`, `_` and `.`; empty where
    nothing is left."""
    if _PLAIN.fullmatch(text):
        return text.replace(" ", "-")
    from slugify import slugify

    named = normalize("NFC", text[:_MOST_CHARACTERS]).replace("+", " plus ").replace("#", " sharp ")
    return slugify(named, allow_unicode=True, regex_pattern=r"[^\w.\-]+").strip(".-")


def latin(text: str) -> str:
    """Text in ASCII, other scripts as they sound: `Köpf` → `Kopf`, `홍길동` → `honggildong`;
    characters without a sound are left out."""
    if text.isascii():
        return text
    from slugify import slugify

    return re.sub(
        r"[^\x00-\x7f]+",
        lambda found: slugify(found[0], separator="", lowercase=False),
        text[:_MOST_CHARACTERS],
    )


def _fitted(name: str, key: str) -> str:
    """The name, cut to the bytes that a file system takes; what was cut is replaced by a hash of
    the key."""
    if len(name.encode()) <= _MAX_BYTES:
        return name
    return (
        name.encode()[: _MAX_BYTES - 9].decode("utf-8", "ignore").rstrip(".-")
        + "-"
        + _short_hash(key)
    )


def derived_name(key: str) -> str:
    """The plain name of a thing's page: `arxiv:2304.07880` → `2304.07880`, `tag:C++` →
    `c-plus-plus`, others a slug."""
    kind, _, rest = key.partition(":")
    archive = archive_of(key)
    alone = archive.short_paths if archive else kind in ("tag", "author", "note", "url", "week")
    text = rest if alone else f"{kind} {rest}"
    if kind == "url":
        text = re.sub(r"\.(?:html?|php|aspx?)$", "", text)  # the page's own ending follows
    name = slug(text)
    if kind == "week" and (_RESERVED.fullmatch(name) or name != fold(text)):
        # Nothing settles weeks among each other, so a name that says less than the file's is told
        # apart here.
        name = f"{name}-{_short_hash(key)}"
    return _fitted(name.strip("-") or f"{kind}-{_short_hash(key)}", key)


class Clash(NamedTuple):
    """Two keys whose plain names meet; `chosen` says that both were set by hand."""

    name: str
    first: str
    second: str
    chosen: bool


class Names(NamedTuple):
    """The file name of each key in one folder, and the meetings that had to be settled."""

    by_key: Mapping[str, str]
    clashes: tuple[Clash, ...]


def settle_names(keys: Iterable[str], chosen: Mapping[str, str]) -> Names:
    """A name for each key, in order of time: where two meet the first keeps the plain one, later
    ones carry a hash."""
    names: dict[str, str] = {}
    owners: dict[str, str] = {}
    clashes: list[Clash] = []
    ordered = list(dict.fromkeys(keys))
    for key in [k for k in ordered if k in chosen] + [k for k in ordered if k not in chosen]:
        name = (
            _fitted(slug(chosen[key]) or derived_name(key), key)
            if key in chosen
            else derived_name(key)
        )
        folded = name.casefold()
        if folded in owners:
            clashes.append(
                Clash(name, owners[folded], key, key in chosen and owners[folded] in chosen)
            )
            name = f"{name}-{_short_hash(key)}"
        elif _RESERVED.fullmatch(name.split(".")[0]) or _RESERVED.fullmatch(name):
            clashes.append(Clash(name, "a name that is reserved", key, False))
            name = f"{name}-{_short_hash(key)}"
        owners[name.casefold()] = key
        names[key] = name
    return Names(names, tuple(clashes))


def href(path: str) -> str:
    """A path in the site as a link writes it: ASCII, nothing in it to be taken for a query or a
    fragment."""
    return path if _SAFE.fullmatch(path) else quote(path, safe="/")


def feed_href(page: str) -> str:
    """The feed of what a page shows, beside it: `tags/llm.html` → `tags/llm.xml`."""
    return page.removesuffix(".html") + ".xml"


def part_path(page: str, name: str) -> str:
    """The path of a part of a page's list: `tags/llm.html` → `tags/llm~2016.html`.  No name that is
    derived or chosen has a `~` in it, so that a part never takes another page's place."""
    return f"{page.removesuffix('.html')}~{name}.html"


def ascii_url(url: str) -> str:
    """An address in ASCII: a name in IDNA, everything else percent-encoded as browsers do; as it is
    where that fails."""
    if url.isascii():
        return url
    try:
        parts = urlsplit(url)
        host = parts.netloc.encode("idna").decode() if not parts.netloc.isascii() else parts.netloc
    except (ValueError, UnicodeError):
        return quote(url, safe="%/:?#[]@!$&'()*+,;=~-._")
    safe = "%/:?#[]@!$&'()*+,;=~-._"
    return urlunsplit(
        (
            parts.scheme,
            host,
            quote(parts.path, safe=safe),
            quote(parts.query, safe=safe),
            quote(parts.fragment, safe=safe),
        )
    )


def sitemap_path(number: int) -> str:
    """One of several sitemaps, counted from 1."""
    return f"sitemap-{number}.xml"
