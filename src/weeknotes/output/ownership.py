"""Who owns a file in the output folder.  Only files of this site's builds are replaced or
removed."""

import re
import stat
from collections.abc import Iterator, Set
from enum import Enum
from urllib.parse import unquote

from weeknotes.cache.manifest import GENERATOR, GONE, digest_of, digests_in, state_in
from weeknotes.output.staging import Staging
from weeknotes.text.unicode import fold_path
from weeknotes.urls import PATHS, asset_path, is_search_path

_FEED_GENERATOR = b"generator>weeknotes</"
_OWN_FOLDERS = frozenset({"", "weeks", "papers", "tags", "authors"})
_BESIDE_PAGES = (".bib", ".json", ".xml")
_ASSET = re.compile(
    rb'(?:href|src)="(?:\.\./)*(' + asset_path("").encode() + rb'[^"?#]+)'
)


class Owner(Enum):
    """The owner of the file at a path."""

    NOBODY = "there is no file"
    OURS = "a build of this site wrote it"
    CHANGED = "a build wrote it, and somebody changed it since"
    FOREIGN = "somebody else made it"


def owner_of(path: str, stage: Staging) -> Owner:
    """The owner of the file at a path of the output folder."""
    if path in stage.sound:
        return Owner.OURS
    if path.partition("/")[0] not in stage.top:
        return Owner.NOBODY
    found = stage.output.state(path)
    if found is None:
        return Owner.NOBODY
    if not stat.S_ISREG(found.st_mode):
        return Owner.FOREIGN
    row = stage.manifest.get(path) or _row_of_other_spelling(path, stage)
    if row is not None:
        known = digest_of(stage.output.parts(path)) in digests_in(row)
        if known or not found.st_size:
            return Owner.OURS
        if state_in(row) != GONE and not stage.is_lost:
            return Owner.CHANGED
    return Owner.OURS if looks_ours(path, stage) else Owner.FOREIGN


def _row_of_other_spelling(path: str, stage: Staging) -> bytes | None:
    """The row of `Logo.svg` for `logo.svg`, if both are the same file because the file system
    ignores case."""
    folded = fold_path(path)
    found = stage.output.state(path)
    for other, row in stage.manifest.items():
        if fold_path(other) == folded and stage.output.state(other) == found:
            return row
    return None


def looks_ours(path: str, stage: Staging) -> bool:
    """Whether a file that is in no manifest looks as if a build wrote it. Such a file may come from
    version control."""
    if path.endswith(".html"):
        return GENERATOR in stage.readable(path)
    page = path.rpartition(".")[0] + ".html"
    return (
        stage.is_lost  # then the home page belongs to this site
        or is_search_path(path)
        or (path.endswith(_BESIDE_PAGES) and GENERATOR in stage.readable(page))
        or _FEED_GENERATOR in stage.readable(path)
    )


def own_files(names: Set[str], stage: Staging) -> Iterator[str]:
    """The files of earlier builds, if the manifest is lost.  These are pages with the mark of
    weeknotes, the files beside them, files that they show or link to, the search index, feeds and
    exports. Folders where no build writes are ignored, because a page there may be a copy, or may
    be of another site."""
    folders = _OWN_FOLDERS | {name.rpartition("/")[0] for name in names}
    for path in files_below(stage):
        folder = path.rpartition("/")[0]
        if is_search_path(path) or path in PATHS:
            yield path
        elif path.endswith(".html") and folder in folders:
            page = stage.readable(path)
            if GENERATOR in page:
                yield path
                yield from [
                    path.removesuffix(".html") + ending for ending in _BESIDE_PAGES
                ]
                yield from [
                    unquote(found.decode()) for found in _ASSET.findall(page)
                ]


def files_below(stage: Staging) -> Iterator[str]:
    """The paths of all files in the output folder."""
    folders = [""]
    while folders:
        inner = folders.pop()
        prefix = inner and f"{inner}/"
        for name in stage.output.names(inner):
            found = stage.output.state(prefix + name)
            if found and stat.S_ISDIR(found.st_mode):
                folders.append(prefix + name)
            elif found:
                yield prefix + name
