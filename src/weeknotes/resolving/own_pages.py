"""ParsedPage… → OwnPage…: the paths of the site's own pages, and their links."""

from collections.abc import Iterable, Mapping, Sequence

from weeknotes.diagnostics import Diagnostic, file_error
from weeknotes.model import OwnPage
from weeknotes.parsing.own_pages import ParsedPage
from weeknotes.resolving.links import Targets, resolve_links
from weeknotes.sources.listing import PAGES_FOLDER
from weeknotes.text.messages import msg
from weeknotes.urls import href, own_path


def own_paths(
    parsed: Iterable[ParsedPage], found: list[Diagnostic]
) -> dict[str, str]:
    """The path of each page, by the name of its file.  A name that gives no path is an error."""
    paths: dict[str, str] = {}
    for page in parsed:
        if path := own_path(page.name):
            paths[page.name] = path
        else:
            message = msg(
                "this name is reserved, or has no letters for the path of a page"
            )
            hint = msg("rename the file, for example to about.md")
            found.append(file_error("path-clash", page.path, message, hint))
    return paths


def resolve_pages(
    parsed: Sequence[ParsedPage],
    paths: Mapping[str, str],
    site_paths: Iterable[str],
    targets: Targets,
    found: list[Diagnostic],
) -> tuple[OwnPage, ...]:
    """The pages with their links resolved.  A relative link names a file beside the page, another
    page of this folder, or a page of the site (`site_paths`)."""
    pages = {f"{PAGES_FOLDER}/{name}": href(path) for name, path in paths.items()}
    pages |= {f"{PAGES_FOLDER}/{path}": href(path) for path in site_paths}
    inside = f"{PAGES_FOLDER}/"
    assets = {
        name: a for name, a in targets.assets.items() if name.startswith(inside)
    }
    own_targets = targets._replace(assets=assets, digests=pages)
    resolved = []
    for page in parsed:
        if path := paths.get(page.name):
            notes = resolve_links(
                [page.text], page.candidates, own_targets, page.path, "", found
            )
            resolved.append(
                OwnPage(page.path, path, page.title, page.summary, notes[0])
            )
    return tuple(resolved)
