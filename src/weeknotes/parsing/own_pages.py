"""Read the site's own pages (`pages/about.md`): their titles, texts and links."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import NamedTuple

from weeknotes.config.folders import Folders
from weeknotes.config.settings import Config
from weeknotes.diagnostics import Diagnostic, Span
from weeknotes.markup.summary import summary
from weeknotes.model import Note
from weeknotes.parsing.digest import read_lines
from weeknotes.parsing.draft_marks import mark_drafts
from weeknotes.parsing.faults import text_faults, warning
from weeknotes.parsing.lines import FRONT, HIDDEN, Classified, Line
from weeknotes.parsing.link_candidates import LinkCandidate, link_candidates
from weeknotes.parsing.parsed_file import linked_files
from weeknotes.parsing.parts import is_aside, read_head
from weeknotes.parsing.result import Text
from weeknotes.sources.assets import Asset, read_assets
from weeknotes.sources.decoding import Source
from weeknotes.sources.listing import PAGES_FOLDER, list_pages
from weeknotes.text.messages import msg
from weeknotes.text.unicode import clean

_TITLE = re.compile(r"#\s+(?P<title>\S.*?)(?:\s+#+)?")


class ParsedPage(NamedTuple):
    """A page of the site's own.  `path` is the path of its file in messages, and `name` is its name
    below `pages/`.  `candidates` are the links in its text.  `draft` says that it is a draft."""

    path: str
    name: str
    title: str
    text: str
    summary: str
    candidates: tuple[LinkCandidate, ...]
    draft: bool
    comments: int


class OwnPages(NamedTuple):
    """The site's own pages that are published.  `assets` are the files that they link to, by name.
    `drafts` and `comments` are the numbers of drafts and of comments, which are not published.
    `complete` says that all files could be listed."""

    pages: tuple[ParsedPage, ...] = ()
    assets: Mapping[str, Asset] = {}
    drafts: int = 0
    comments: int = 0
    diagnostics: tuple[Diagnostic, ...] = ()
    complete: bool = True


NO_PAGES = OwnPages()


def read_own_pages(folders: Folders, config: Config, *, drafts: bool) -> OwnPages:
    """Read the site's own pages.  With `drafts`, drafts are read too.  There are few such pages, so
    no cache keeps them."""
    listing = list_pages(folders.site, folders.notes, config.ignore)
    diagnostics = [*listing.diagnostics]
    parsed: list[ParsedPage] = []
    for file in listing.files:
        source = file.read()
        if isinstance(source, Diagnostic):
            diagnostics.append(source)
            continue
        page, found = parse_own_page(source)
        diagnostics += found
        parsed += [page] if page else []
    shown = tuple(page for page in parsed if drafts or not page.draft)
    linked = linked_files(one for page in shown for one in page.candidates)
    others = [f"{PAGES_FOLDER}/{name}" for name in listing.others]
    return OwnPages(
        pages=shown,
        assets=read_assets(folders.site, others, linked),
        drafts=len(parsed) - len(shown),
        comments=sum(page.comments for page in parsed),
        diagnostics=tuple(diagnostics),
        complete=listing.complete,
    )


def parse_own_page(source: Source) -> tuple[ParsedPage | None, Sequence[Diagnostic]]:
    """Parse the file of one page.  None if the file does not become a page, or if its front matter
    cannot be read."""
    if is_aside(source.name):
        message = msg(
            "not published: README and files whose names begin with `_` are not pages"
        )
        hint = msg(
            "give it another name, or list it below `ignore:` in weeknotes.yml"
        )
        return None, [warning("left-out-file", source, None, message, hint)]
    read = read_lines(source)
    lines = read.lines
    front, faults = read_head(source, read)
    _, misplaced = mark_drafts(source, read, ())
    found = [*text_faults(source, read), *faults, *misplaced]
    found = [fault for fault in found if fault.rule != "odd-tag"]
    if front.unreadable:
        return None, found
    title, body = (front.title, lines) if front.title else _split_title(read)
    block = Text(
        "\n".join("" if line.kind is FRONT else line.indented for line in body),
        Span(),
    )
    shown = (line.indented for line in body if line.kind not in (FRONT, HIDDEN))
    text = clean("\n".join(shown)).strip("\n")
    parsed = ParsedPage(
        path=source.path,
        name=source.name,
        title=clean(title) or _title_of(source.name),
        text=text,
        summary=summary(Note(text.partition("\n\n")[0])),
        candidates=tuple(link_candidates([block], f"{PAGES_FOLDER}/{source.name}")),
        draft=front.draft,
        comments=read.hidden.comments,
    )
    return parsed, found


def _split_title(read: Classified) -> tuple[str, Sequence[Line]]:
    """The title of a page, if its text begins with one, and the lines without it."""
    shown = (line for line in read.filled if line.kind not in (FRONT, HIDDEN))
    first = next(shown, None)
    found = _TITLE.fullmatch(first.text) if first else None
    if first is None or found is None:
        return "", read.lines
    empty = replace(first, indented="", text="")
    return found["title"], [empty if one is first else one for one in read.lines]


def _title_of(name: str) -> str:
    """A title for a page without one, from the name of its file."""
    return (
        PurePosixPath(name).stem.replace("-", " ").replace("_", " ").strip() or name
    )
