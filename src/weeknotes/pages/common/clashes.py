"""Merge all files of a site, and report files with the same path."""

from collections.abc import Mapping, Sequence

from weeknotes.diagnostics import Diagnostic, file_error
from weeknotes.pages.common.page import Page
from weeknotes.sources.files import TEMPORARY
from weeknotes.text.messages import Message, msg
from weeknotes.text.unicode import fold_path, is_utf8
from weeknotes.urls import PATHS, folders_above, is_search_path

_REPLACEABLE = frozenset({PATHS.robots})
"""Pages that a file in the site's static/ folder may replace."""


def merge_pages(
    pages: Sequence[Page], static: Sequence[Page]
) -> tuple[list[Page], tuple[Diagnostic, ...]]:
    """Merge pages and static files.  If two paths are the same file on some file system, the first
    is kept, and an error names both."""
    replaced = _REPLACEABLE & {page.path for page in static}
    kept = [page for page in pages if page.path not in replaced]
    merged: dict[str, Page] = {}
    owners: dict[str, str] = {}
    diagnostics: list[Diagnostic] = []
    for page in (*kept, *static):
        folded = fold_path(page.path)
        if clash := _clash(page, folded, owners):
            diagnostics.append(clash)
        else:
            owners[folded] = page.source or page.path
            merged[folded] = page
    folders = {folder for path in owners for folder in folders_above(path)}
    for path in sorted(folders & owners.keys()):
        owner = owners[path]
        message = msg("{path} has the path of a folder of the site", path=owner)
        hint = msg("rename the file in static/ or pages/")
        diagnostics.append(file_error("path-clash", owner, message, hint))
    whole = [page for folded, page in merged.items() if folded not in folders]
    return whole, tuple(diagnostics)


def _clash(page: Page, folded: str, owners: Mapping[str, str]) -> Diagnostic | None:
    """The reason why a page cannot be written beside the existing ones; `owners` are by folded
    path."""
    shown = page.source or page.path
    if not is_utf8(page.path):
        message = msg("the name of this file is not UTF-8")
        return file_error("not-written", shown, message, msg("rename the file"))
    if page.source and (reason := _reserved(folded)):
        hint = msg("rename the file or its folder")
        return file_error("path-clash", shown, reason, hint)
    other = owners.get(folded)
    if not other:
        return None
    if other != shown:
        message = msg(
            "{first} and {second} have the same path", first=shown, second=other
        )
    else:
        message = msg("two pages have the same path {path}", path=page.path)
    hint = msg("rename the file in static/ or pages/, or the file beside the digest")
    return file_error("path-clash", shown, message, hint)


def _reserved(folded: str) -> Message | None:
    """The reason why no file of the site may have this path."""
    if is_search_path(folded):
        return msg("this folder is reserved for the search index")
    if any(part.startswith(TEMPORARY) for part in folded.split("/")):
        return msg(
            "names that begin with {name} are reserved for builds", name=TEMPORARY
        )
    return None
