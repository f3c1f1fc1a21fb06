"""The site that is served: loaded after each save, rendered on request."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from weeknotes.cache.build_cache import BuildCache
from weeknotes.cache.parsed_files import CachedFile
from weeknotes.config.folders import AS_SET, Choices, Folders
from weeknotes.diagnostics import Diagnostic, file_error, has_errors
from weeknotes.i18n import DEFAULT_LANGUAGE
from weeknotes.model import Site
from weeknotes.pages.common.page import Page
from weeknotes.pages.notfound import root_path
from weeknotes.pipeline import BuildPlan, load_site, plan_pages
from weeknotes.processes import no_garbage_collection
from weeknotes.rendering.render import Renderer
from weeknotes.search import SearchIndex
from weeknotes.sources.decoding import unreadable
from weeknotes.sources.files import read_regular
from weeknotes.text.messages import msg
from weeknotes.urls import is_search_path

SEARCH_INDEX = "search/"
"""Represents all files of the search index in lists of changes."""


class RenderedFiles:
    """The files of a site by path.  Renders each file on its first request.  The first request for
    a file of the search index builds the whole index."""

    def __init__(
        self, site: Site, pages: Sequence[Page], renderer: Renderer
    ) -> None:
        self._site = site
        self._pages = {page.path: page for page in pages}
        self._renderer = renderer
        self._rendered: dict[str, bytes | Diagnostic] = {}
        self._index: Mapping[str, bytes] | None = None
        self._lock = Lock()  # requests are answered in several threads

    def __contains__(self, path: object) -> bool:
        return path in self._pages

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, path: str) -> bytes | Diagnostic | None:
        """The bytes of a file, the error if it cannot be rendered, or None if it does not exist."""
        with self._lock:
            if page := self._pages.get(path):
                return self._render(page)
            if not is_search_path(path):
                return None
            if self._index is None:
                self._index = SearchIndex(
                    self._site, self._renderer.version
                ).all_files()
            return self._index.get(path)

    def _render(self, page: Page) -> bytes | Diagnostic:
        if page.path not in self._rendered:
            try:
                rendered = self._renderer.render(page)
                # A large file is read again for each request.
                if isinstance(rendered, Path):
                    return read_regular(rendered)
                self._rendered[page.path] = rendered
            # The file was removed.  This is not cached, because the file may return.
            except OSError as error:
                return unreadable_file(error)
            except Exception as error:  # the server goes on
                return unexpected(error)
        return self._rendered[page.path]


SiteFiles = RenderedFiles | Mapping[str, bytes | Diagnostic]


def unreadable_file(error: OSError) -> Diagnostic:
    """The error for a file that could not be read."""
    return unreadable(str(error.filename or "."), error)


def unexpected(error: Exception) -> Diagnostic:
    """The error page for an unexpected exception."""
    message = msg(
        "this is an error of weeknotes: {error}",
        error=f"{type(error).__name__}: {error}",
    )
    hint = msg("undo the last change, and please report the error")
    return file_error("not-shown", ".", message, hint)


class LiveSite(NamedTuple):
    """A site, loaded after a save.  If a site is not `publishable`, the older site stays in use.
    `root` is the path of the site on its public server.  `language` is the language in the
    settings, or empty.  `changeable` has a fingerprint for each static and linked file that
    pages load, one for the whole search index, and one for the notes on each paper.  `looks`
    are the fingerprints of settings and templates."""

    files: SiteFiles
    diagnostics: tuple[Diagnostic, ...]
    publishable: bool
    root: str = "/"
    language: str = DEFAULT_LANGUAGE
    changeable: Mapping[str, str] = {}
    cached_files: Mapping[str, CachedFile] = {}
    renderer: Renderer | None = None
    looks: Mapping[str, str] = {}


@no_garbage_collection()
def load_live_site(
    folders: Folders, before: LiveSite | None, choices: Choices = AS_SET
) -> LiveSite:
    """Load the site.  Reuses parsed files and the renderer of `before`, and returns `before` if
    nothing changed."""
    cached = before.cached_files if before else {}
    # The newest files are always read again: they may have changed twice within one clock tick.
    newest = max([file.stat[2] for file in cached.values()], default=0)
    loaded = load_site(folders, choices, BuildCache(newest, cached))
    plan = plan_pages(loaded, folders.site)
    renderer = before.renderer if before and before.looks == plan.looks else None
    if renderer is None:
        renderer = Renderer(folders.site, loaded.site.config, plan.version)
    diagnostics = (*plan.diagnostics, *renderer.template_diagnostics())
    made = LiveSite(
        files=RenderedFiles(loaded.site, plan.pages, renderer),
        diagnostics=diagnostics,
        publishable=loaded.listing.complete and not has_errors(diagnostics),
        root=root_path(loaded.site.config),
        language=loaded.site.config.known_language,
        changeable={
            **_notes_of(loaded.site),
            **_changeable(plan, loaded.cached_files),
        },
        cached_files=loaded.cached_files,
        renderer=renderer,
        looks=plan.looks,
    )
    # These differ after each load, but show the same content.
    same = before and before._replace(
        files=made.files, renderer=renderer, cached_files=made.cached_files
    )
    return before if before and same == made else made


def _notes_of(site: Site) -> Mapping[str, str]:
    """A fingerprint of the notes on each paper, by its page.  `hash` is quick, and only this
    process compares its results."""
    return {
        paper.href: str(
            hash(
                (paper.title, *[(one.paragraphs, one.tags) for one in paper.entries])
            )
        )
        for paper in site.papers.values()
    }


def _changeable(
    plan: BuildPlan, files: Mapping[str, CachedFile]
) -> Mapping[str, str]:
    notes = [(name, file.digest.hex()) for name, file in files.items()]
    own = [page.fingerprint for page in plan.site.own_pages]
    return {**plan.files, SEARCH_INDEX: repr((notes, own, plan.looks[""]))}
