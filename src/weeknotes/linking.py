"""Paragraphs as written → Notes: which links of a digest lead into the site, and which of them find nothing."""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import unquote

from weeknotes.diagnostics import Diagnostic, Severity, Span
from weeknotes.identity import identify, identify_name
from weeknotes.links import find_destinations, find_spaced_destinations, find_urls, find_wiki_links, prose
from weeknotes.model import Link, LinkKind, Note
from weeknotes.parse.raw import RawWeek, Reading, Text
from weeknotes.source import Asset
from weeknotes.text import clean, fold, normalize
from weeknotes.urls import href
from weeknotes.weeks import heading


def wanted_files(readings: Iterable[Reading]) -> set[str]:
    """Every file of the notes folder that a digest links to by a relative path; names in NFC, as macOS may write either."""
    weeks = (week for reading in readings for week in reading.weeks if week.front.published)
    return {
        normalize("NFC", name)
        for week in weeks
        for block in paragraphs(week)
        for link in find_destinations(prose(clean(block.text)))
        if (name := file_name(week.name, link.typed))
    }


def paragraphs(week: RawWeek) -> Iterator[Text]:
    """All that a week says in prose."""
    yield from week.intro
    for entry in week.entries:
        yield from entry.commentary


def file_name(digest: str, typed: str) -> str | None:
    """The file in the notes folder that a relative link in a digest means; None for another kind of link, or one out of it."""
    if not typed or re.match(r"[A-Za-z][A-Za-z0-9+.\-]*:|[/\\#?]", typed):
        return None
    path = unquote(typed.partition("#")[0].partition("?")[0])
    name = posixpath.normpath(posixpath.join(PurePosixPath(digest).parent.as_posix(), path))
    return None if name in ("..", ".") or name.startswith(("../", "/")) or "\0" in name else name


def asset_path(name: str) -> str:
    """Where a file of the notes folder is published."""
    return f"files/{name}"


@dataclass(frozen=True, slots=True)
class Linker:
    """Leads links to pages: by week id, by a paper's key, by its folded title, by the part of that before its colon.

    `names` tells what the thing at each page is called.
    """

    weeks: Mapping[str, str]
    papers: Mapping[str, str]
    names: Mapping[str, str]
    titles: Mapping[str, str]
    heads: Mapping[str, str]
    aliases: Mapping[str, str]
    assets: Mapping[str, Asset]

    def note(self, blocks: Iterable[Text], source: RawWeek, own: str, found: list[Diagnostic]) -> tuple[Note, tuple[Note, ...]]:
        """One note of all paragraphs, and one of each.  Links to the paper `own` itself stay outside links."""
        parts = tuple(self._paragraph(block, source, own, found) for block in blocks)
        links = dict.fromkeys(link for part in parts for link in part.links)
        return Note("\n\n".join(part.text for part in parts), tuple(links)), parts

    def _paragraph(self, block: Text, source: RawWeek, own: str, found: list[Diagnostic]) -> Note:
        text = clean(block.text)
        visible = prose(text)
        links: list[Link] = []
        for url in find_urls(visible):
            key = self.key_of(url.url)
            if key in self.papers and key != own:
                links.append(self._page(url.url, self.papers[key]))
        for wiki in find_wiki_links(visible):
            if target := self.target(wiki.target):
                links.append(self._page(f"[[{wiki.target}]]", target))
            else:
                hint = "write a paper's identifier or title, or a week such as 2023-04-w4, that has a page here"
                found.append(_at(source, block, text, wiki.start, "broken-link", f"`[[{wiki.target}]]` finds no paper and no week", hint))
        for destination in find_destinations(visible):
            links += self._file(destination.typed, destination.start, block, text, source, found)
        for spaced in find_spaced_destinations(visible):
            message = f"`{spaced.typed}` has spaces, and is no link as it stands"
            hint = f"write it in angle brackets: (<{spaced.typed}>)"
            found.append(_at(source, block, text, spaced.start, "broken-link", message, hint))
        return Note(text, tuple(links))

    def _page(self, typed: str, page: str) -> Link:
        name = self.names.get(page, "")
        return Link(typed, LinkKind.PAGE, page, "" if fold(name) == fold(typed.strip("[]")) else name)

    def _file(self, typed: str, at: int, block: Text, text: str, source: RawWeek, found: list[Diagnostic]) -> list[Link]:
        name = file_name(source.name, typed)
        asset = self.assets.get(normalize("NFC", name or ""))
        if asset:
            kind = LinkKind.IMAGE if asset.width and asset.height else LinkKind.FILE
            return [Link(typed, kind, href(asset_path(asset.name)), "", asset.width, asset.height)]
        if name or not re.match(r"https?:|mailto:", typed, re.IGNORECASE):
            message = f"`{typed}` is no file beside this digest" if name else f"`{typed}` is not a link that a page can carry"
            hint = "put the file beside the digest, or write an http(s) address; the text stays as it is typed"
            found.append(_at(source, block, text, at, "broken-link", message, hint))
        return []

    def key_of(self, url: str) -> str:
        """The key of the paper that a URL names, after aliases."""
        key = identify(url).key
        return self.aliases.get(key, key)

    def target(self, text: str) -> str | None:
        """The page that `[[text]]` leads to, if any."""
        label = heading(text)
        if week := self.weeks.get(label.id if label else text):
            return week
        if (thing := identify_name(text)) and (page := self.papers.get(self.aliases.get(thing.key, thing.key))):
            return page
        # Note-taking programs put the day of a note before its name: `[[230418 Sabiá]]`.
        for name in (fold(text), re.sub(r"^\d{6} ", "", fold(text))):
            if key := self.titles.get(name) or self.heads.get(name):
                return self.papers.get(key)
        return None


def _at(source: RawWeek, block: Text, text: str, offset: int, rule: str, message: str, hint: str) -> Diagnostic:
    """A warning at an offset in a paragraph."""
    starts, lines = _lines(text, block.span.column)
    below = bisect_right(starts, offset) - 1
    column = offset - starts[below] + (block.span.column if not below else 1)
    span = Span(block.span.line + below, column, block.span.start, block.span.end)
    return Diagnostic(rule, Severity.WARNING, source.path, span, message, hint, lines[below])


@lru_cache(maxsize=4)
def _lines(text: str, column: int) -> tuple[list[int], list[str]]:
    """Where a paragraph's lines begin, and the lines, the first of them at its column in the file."""
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    return starts, (" " * (column - 1) + text).split("\n")
