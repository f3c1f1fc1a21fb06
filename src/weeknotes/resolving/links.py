"""Paragraphs as written → Notes: which links of a digest lead into the site, and which of them find
nothing.

In two steps, so that the first can be kept: `finds` reads a paragraph and knows no other file,
`Linker` knows where everything is."""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Final, NamedTuple
from urllib.parse import unquote

from weeknotes.diagnostics import Diagnostic, Severity, Span, part_of
from weeknotes.i18n import Words
from weeknotes.identifiers import identify, identify_name
from weeknotes.model import Draft, Find, Link, LinkKind, Place
from weeknotes.parsing.result import Text
from weeknotes.sources.assets import Asset
from weeknotes.text.links import (
    find_destinations,
    find_spaced_destinations,
    find_urls,
    find_wiki_links,
    prose,
)
from weeknotes.text.unicode import clean, fold, normalize
from weeknotes.text.weeks import WeekLabel, heading
from weeknotes.urls import href

URL: Final = "url"
WIKI: Final = "wiki"
FILE: Final = "file"
SPACED: Final = "spaced"


def finds(paragraphs: Sequence[Text], digest: str, aliases: Mapping[str, str]) -> Iterator[Find]:
    """Every link of an entry's paragraphs that may lead into the site; `aliases` are keys of papers
    and those that count."""
    for number, block in enumerate(paragraphs):
        if "://" not in block.text and "[" not in block.text:
            continue
        text = clean(block.text)
        visible = prose(text)
        for url in find_urls(visible):
            key = identify(url.url).key
            yield Find(URL, number, url.url, (aliases.get(key, key),))
        for wiki in find_wiki_links(visible):
            yield Find(
                WIKI,
                number,
                wiki.target,
                _targets(wiki.target, aliases),
                _place(block, text, wiki.start),
            )
        for destination in find_destinations(visible):
            name = normalize("NFC", file_name(digest, destination.typed) or "")
            if name or not re.match(r"https?:|mailto:", destination.typed, re.IGNORECASE):
                yield Find(
                    FILE, number, destination.typed, (name,), _place(block, text, destination.start)
                )
        for spaced in find_spaced_destinations(visible):
            yield Find(SPACED, number, spaced.typed, (), _place(block, text, spaced.start))


def _targets(text: str, aliases: Mapping[str, str]) -> tuple[str, ...]:
    """What `[[text]]` may mean: a week's id, a paper's key (may be empty), a title."""
    label = heading(text)
    thing = identify_name(text)
    key = aliases.get(thing.key, thing.key) if thing else ""
    # Note-taking programs put the day of a note before its name: `[[230418 Sabiá]]`.
    return (label.id if label else text, key, fold(text), re.sub(r"^\d{6} ", "", fold(text)))


def file_name(digest: str, typed: str) -> str | None:
    """The file in the notes folder that a relative link in a digest means; None for another kind of
    link, or one out of it."""
    if not typed or re.match(r"[A-Za-z][A-Za-z0-9+.\-]*:|[/\\#?]", typed):
        return None
    path = unquote(typed.partition("#")[0].partition("?")[0])
    name = posixpath.normpath(posixpath.join(PurePosixPath(digest).parent.as_posix(), path))
    return None if name in ("..", ".") or name.startswith(("../", "/")) or "\0" in name else name


def asset_path(name: str) -> str:
    """Where a file of the notes folder is published."""
    return f"files/{name}"


class Linker(NamedTuple):
    """Leads links to pages: by week id, by a paper's key, by its folded title, by the part of that
    before its colon.

    `names` tells what the thing at each page is called.
    """

    weeks: Mapping[str, str]
    papers: Mapping[str, str]
    names: Mapping[str, str]
    titles: Mapping[str, str]
    heads: Mapping[str, str]
    assets: Mapping[str, Asset]

    def lead(
        self, paragraphs: int, found: Sequence[Find], path: str, own: str, odd: list[Diagnostic]
    ) -> tuple[tuple[Link, ...], ...]:
        """For each of so many paragraphs the links that lead into the site.  Links to the paper
        `own` itself stay outside links; those that find nothing are added to `odd`."""
        links: list[list[Link]] = [[] for _ in range(paragraphs)]
        for find in found:
            if link := self._link(find, own):
                links[find.paragraph].append(link)
            elif find.kind != URL:
                odd.append(_broken(find, path))
        return tuple(map(tuple, links))

    def _link(self, find: Find, own: str) -> Link | None:
        if find.kind == URL:
            (key,) = find.targets
            return (
                self._page(find.typed, self.papers[key])
                if key != own and key in self.papers
                else None
            )
        if find.kind == WIKI:
            page = self._target(*find.targets)
            return self._page(f"[[{find.typed}]]", page) if page else None
        asset = self.assets.get(find.targets[0]) if find.kind == FILE else None
        if asset is None:
            return None
        kind = LinkKind.IMAGE if asset.width and asset.height else LinkKind.FILE
        return Link(find.typed, kind, href(asset_path(asset.name)), "", asset.width, asset.height)

    def _page(self, typed: str, page: str) -> Link:
        name = self.names.get(page, "")
        return Link(
            typed, LinkKind.PAGE, page, "" if fold(name) == fold(typed.strip("[]")) else name
        )

    def _target(self, week: str, key: str, *names: str) -> str | None:
        """The page that `[[…]]` leads to, if any."""
        if page := self.weeks.get(week) or self.papers.get(key):
            return page
        for name in names:
            if known := self.titles.get(name) or self.heads.get(name):
                return self.papers.get(known)
        return None


def linker_of(
    weeks: Sequence[tuple[str, WeekLabel | None]],
    papers: Mapping[str, str],
    names: Mapping[str, str],
    drafts: Iterable[tuple[str, Draft]],
    assets: Mapping[str, Asset],
    words: Words,
) -> Linker:
    """Of a site's weeks (id, label), its papers' pages by key, their titles by page, and (paper,
    draft) of all entries in order of time, or none where no `[[…]]` asks for a title."""
    labels = {href(f"weeks/{week}.html"): label for week, label in weeks}
    called = {page: words.label(label) for page, label in labels.items() if label}
    return Linker(
        {week: href(f"weeks/{week}.html") for week, _ in weeks},
        papers,
        called | dict(names),
        *_titles(drafts),
        assets,
    )


def _titles(drafts: Iterable[tuple[str, Draft]]) -> tuple[dict[str, str], dict[str, str]]:
    """The papers by their folded titles, and by the part of these before a colon, from (paper,
    draft) in order of time."""
    titles: dict[str, str] = {}
    heads: dict[str, str] = {}
    for key, draft in drafts:
        for title in (draft.title, *draft.variants):
            if title:
                titles.setdefault(fold(title), key)
                heads.setdefault(fold(title.partition(":")[0]), key)
    return titles, heads


def _broken(find: Find, path: str) -> Diagnostic:
    """A warning of a link that finds nothing."""
    match find.kind:
        case "wiki":
            message = f"`[[{find.typed}]]` finds no paper and no week"
            hint = "write a paper's identifier or title, or a week such as 2023-04-w4, that has a page here"
        case "spaced":
            message = f"`{find.typed}` has spaces, and is no link as it stands"
            hint = f"write it in angle brackets: (<{find.typed}>)"
        case _:
            message = (
                f"`{find.typed}` is no file beside this digest"
                if find.targets[0]
                else f"`{find.typed}` is not a link that a page can carry"
            )
            hint = "put the file beside the digest, or write an http(s) address; the text stays as it is typed"
    line, column, start, end, excerpt, skipped = find.place or (1, 1, 0, 0, "", 0)
    return Diagnostic(
        "broken-link",
        Severity.WARNING,
        path,
        Span(line, column, start, end),
        message,
        hint,
        excerpt,
        skipped,
    )


def _place(block: Text, text: str, offset: int) -> Place:
    """Where in its file an offset of a paragraph is, and what its line says there."""
    starts, lines = _lines(text, block.span.column)
    below = bisect_right(starts, offset) - 1
    column = offset - starts[below] + (block.span.column if not below else 1)
    return (
        block.span.line + below,
        column,
        block.span.start,
        block.span.end,
        *part_of(lines[below], column),
    )


@lru_cache(maxsize=4)
def _lines(text: str, column: int) -> tuple[list[int], list[str]]:
    """Where a paragraph's lines begin, and the lines, the first of them at its column in the
    file."""
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    return starts, (" " * (column - 1) + text).split("\n")
