"""Find link candidates in paragraphs.  These are links that may point to a page or a file of the
site.

This step depends on one file only.  `resolving/links.py` resolves the candidates."""

import posixpath
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote

from weeknotes.diagnostics import part_of
from weeknotes.identifiers import identify, identify_name
from weeknotes.parsing import SUFFIXES
from weeknotes.parsing.result import Text
from weeknotes.text.code import prose
from weeknotes.text.headings import heading
from weeknotes.text.links import (
    find_destinations,
    find_spaced_destinations,
    find_urls,
    find_wiki_links,
)
from weeknotes.text.unicode import clean, fold, normalize

URL = "url"
WIKI = "wiki"
FILE = "file"
SPACED = "spaced"

Excerpt = tuple[int, int, int, int, str, int] | tuple[()]
"""The position of a candidate for messages: line, column, start, end, excerpt of the line, and the
number of characters before the excerpt (see `Diagnostic`).  Empty for candidates that are never
reported."""


class LinkCandidate(NamedTuple):
    """An unresolved link in a paragraph.  `paragraph` is the index of the paragraph.

    `targets` are its possible targets.  For URL, this is the key of the URL.  For WIKI, these are a
    week's id, a paper's key, the name of a file and folded titles.  For FILE, this is the name of a
    file, or `*/` and its last part.  SPACED is a destination with spaces and has no targets."""

    kind: str
    paragraph: int
    typed: str
    targets: tuple[str, ...]
    excerpt: Excerpt = ()


def link_candidates(
    paragraphs: Sequence[Text], digest: str
) -> Iterator[LinkCandidate]:
    """Yield the candidates in the paragraphs of an entry or an introduction.  `digest` is the name
    of the file."""
    for number, block in enumerate(paragraphs):
        if "://" not in block.text and "[" not in block.text:
            continue
        text = clean(block.text)
        visible = prose(text)
        for url in find_urls(visible):
            yield LinkCandidate(URL, number, url.url, (identify(url.url).key,))
        for wiki in find_wiki_links(visible):
            # Else `[[pdf]](https://…)`, a Markdown link.
            if not visible.startswith("(", wiki.end):
                excerpt = _excerpt(block, text, wiki.start)
                is_embedded = visible.startswith("!", wiki.start - 1)
                yield _wiki_candidate(
                    number, wiki.target, digest, excerpt, is_embedded
                )
        for found in find_destinations(visible):
            name = normalize("NFC", file_name(digest, found.typed) or "")
            if not found.typed.startswith("#") and (
                name or not _NO_FILE.match(found.typed)
            ):
                excerpt = _excerpt(block, text, found.start)
                yield LinkCandidate(FILE, number, found.typed, (name,), excerpt)
        for spaced in find_spaced_destinations(visible):
            excerpt = _excerpt(block, text, spaced.start)
            yield LinkCandidate(SPACED, number, spaced.typed, (), excerpt)


_NO_FILE = re.compile(r"https?:|mailto:", re.IGNORECASE)


def _wiki_candidate(
    number: int, target: str, digest: str, excerpt: Excerpt, is_embedded: bool
) -> LinkCandidate:
    """The candidate for `[[target]]` or the embedded `![[target]]`."""
    if is_embedded and (files := _embedded(target, digest)):
        return LinkCandidate(FILE, number, f"![[{target}]]", files, excerpt)
    return LinkCandidate(WIKI, number, target, _wiki_targets(target), excerpt)


def _wiki_targets(text: str) -> tuple[str, ...]:
    """The possible targets of `[[text]]`.  These are a week's id, a paper's key (may be empty), the
    name of a file, and titles."""
    label = heading(text)
    resource = identify_name(text)
    folded = fold(text)
    # Some note-taking programs put the date of a note before its name: `[[230418 Sabiá]]`.
    without_day = re.sub(r"^\d{6} ", "", folded)
    file = normalize("NFC", text.partition("#")[0].strip())
    return (
        label.id if label else text,
        resource.key if resource else "",
        file,
        folded,
        without_day,
    )


def _embedded(text: str, digest: str) -> tuple[str, ...]:
    """The possible names of the file in `![[figure.png]]`.  The file may be beside the digest or in
    any folder.  Empty if the text names no file, or a digest."""
    path = PurePosixPath(normalize("NFC", text))
    suffix = path.suffix.lower()
    if not re.fullmatch(r"\.[a-z0-9]{1,5}", suffix) or suffix in SUFFIXES:
        return ()
    beside = normalize("NFC", file_name(digest, text) or "")
    return (beside, path.as_posix(), f"*/{path.name}")


def file_name(digest: str, typed: str) -> str | None:
    """The file in the notes folder that a relative link in `digest` points to; None for other
    links."""
    if not typed or re.match(r"[A-Za-z][A-Za-z0-9+.\-]*:|[/\\#?]", typed):
        return None
    path = unquote(typed.partition("#")[0].partition("?")[0])
    folder = PurePosixPath(digest).parent.as_posix()
    name = posixpath.normpath(posixpath.join(folder, path))
    outside = name in ("..", ".") or name.startswith(("../", "/"))
    return None if outside or "\0" in name else name


def _excerpt(block: Text, text: str, offset: int) -> Excerpt:
    """The position and the excerpt for an offset in a paragraph."""
    starts, lines = _lines(text, block.span.column)
    below = bisect_right(starts, offset) - 1
    column = offset - starts[below] + (block.span.column if not below else 1)
    start, end = block.span.start, block.span.end
    return (
        block.span.line + below,
        column,
        start,
        end,
        *part_of(lines[below], column),
    )


@lru_cache(maxsize=4)
def _lines(text: str, column: int) -> tuple[list[int], list[str]]:
    """(starts, lines): the offset of each line in a paragraph, and the lines.  The first line is
    indented to its column in the file."""
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    return starts, (" " * (column - 1) + text).split("\n")
