"""A whole build: load_site → plan_pages → render_changed → publish.  Start reading here."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import NamedTuple, Self

from weeknotes.cache.build_cache import (
    BuildCache,
    CachedIndex,
    forget_cache,
    load_cache,
    save_cache,
)
from weeknotes.cache.freshness import forget_fresh
from weeknotes.cache.parsed_files import CachedFile, parse_notes
from weeknotes.config.folders import Folders
from weeknotes.config.settings import Config, load_config
from weeknotes.diagnostics import Diagnostic, Severity, Span, has_errors
from weeknotes.fingerprints import fingerprint_of
from weeknotes.model import Site
from weeknotes.output.publish import Published, folders_of, publish
from weeknotes.output.safety import obstacle, refuse
from weeknotes.output.staging import Staging, build_start, staging
from weeknotes.output.writing import not_written
from weeknotes.pages import all_pages
from weeknotes.pages.common.clashes import merge_pages
from weeknotes.pages.common.page import WHOLE_SITE, Page
from weeknotes.pages.files import pages as linked_files
from weeknotes.parsing import SUFFIXES
from weeknotes.processes import ALONE, Workers, no_garbage_collection, processors, run_tasks
from weeknotes.rendering.render import Renderer
from weeknotes.rendering.theme import static_pages, templates_fingerprint
from weeknotes.resolving import resolve
from weeknotes.search import File, IndexPart, PartInputs, SearchIndex
from weeknotes.sources.assets import read_assets
from weeknotes.sources.listing import Listing, list_notes

_SHARE = 100
"""Pages that a process renders at a time."""
_WORTH_PROCESSES = 400
"""One process renders fewer pages than this faster than several processes."""


class BuildResult(NamedTuple):
    """The result of a build.

    `published` is None if the old site was not replaced, or, if `halfway`, only in part.  `started`
    is the start of the build, in nanoseconds of the file system.  `folders` are the folders of the
    site in the output folder.
    """

    site: Site
    diagnostics: tuple[Diagnostic, ...]
    published: Published | None = None
    started: int = 0
    folders: Sequence[str] = ()
    halfway: bool = False


def build_to_disk(
    folders: Folders,
    *,
    keep_going: bool = False,
    clean: bool = False,
    workers: Workers | None = None,
) -> BuildResult:
    """Build the site and publish it, all or nothing.

    With `keep_going`, pages without errors are published even if others have errors, unless the
    notes could not be listed: then all pages would seem to be deleted.  `clean` ignores the cache.
    Without `workers`, all processors are used.
    """
    with no_garbage_collection():
        refusal = refuse(folders.output, folders.site, folders.notes)
        opened = nullcontext(refusal) if refusal else staging(folders.output, folders.site)
        with opened as stage:
            if isinstance(stage, Diagnostic):
                loaded = load_site(folders, BuildCache(), ALONE)
                return BuildResult(loaded.site, (*loaded.diagnostics, stage))
            build = _Build(folders, keep_going, clean, workers or Workers(processors()))
            return build.run(stage)


class _Build(NamedTuple):
    """A build to disk that has the lock of its site."""

    folders: Folders
    keep_going: bool
    clean: bool
    workers: Workers

    def run(self, stage: Staging) -> BuildResult:
        site_folder, output = self.folders.site, self.folders.output
        started = build_start(site_folder)
        cache = BuildCache() if self.clean else load_cache(site_folder, output)
        loaded = load_site(self.folders, cache, self.workers)
        plan = plan_pages(loaded, site_folder)
        if not loaded.listing.complete or self._must_stop(plan.diagnostics):
            return BuildResult(loaded.site, plan.diagnostics)
        halfway = False
        try:
            rendered = render_changed(plan, cache, stage, site_folder, self.workers)
            if isinstance(rendered, Diagnostic):
                return BuildResult(loaded.site, (*plan.diagnostics, rendered))
            diagnostics = (*plan.diagnostics, *rendered.diagnostics)
            written_to = folders_of(rendered.names)
            in_the_way = obstacle(rendered.changed, written_to, stage)
            if in_the_way:
                diagnostics = (*diagnostics, in_the_way)
            if in_the_way or self._must_stop(rendered.diagnostics):
                return BuildResult(loaded.site, diagnostics)
            forget_fresh(site_folder, output)
            forget_cache(site_folder, output)
            self.workers.progress("publishing", 0, 1)
            halfway = True
            published = publish(
                rendered.changed, rendered.names, rendered.failed, stage, site_folder
            )
            kept = BuildCache(
                started, loaded.cached_files, plan.look, rendered.pages, rendered.search_index
            )
            save_cache(kept, site_folder, output)
        except OSError as error:
            diagnostics = (*plan.diagnostics, not_written(error, output))
            return BuildResult(loaded.site, diagnostics, halfway=halfway)
        return BuildResult(loaded.site, diagnostics, published, started, written_to)

    def _must_stop(self, diagnostics: Iterable[Diagnostic]) -> bool:
        return has_errors(diagnostics) and not self.keep_going


# Files → Site


class LoadedSite(NamedTuple):
    """The site, the listing of its notes, the parsed files for the cache, all diagnostics."""

    site: Site
    listing: Listing
    cached_files: Mapping[str, CachedFile]
    diagnostics: tuple[Diagnostic, ...]


def load_site(folders: Folders, cache: BuildCache, workers: Workers) -> LoadedSite:
    """Read the settings and the notes, and resolve the site.  Nothing is rendered or written."""
    config, of_settings = load_config(folders.site)
    listing = list_notes(folders.notes, folders.shown, SUFFIXES)
    notes = parse_notes(listing, cache.files, cache.started, workers)
    linked = {name for file in notes.files for name in file.linked_files()}
    assets = read_assets(folders.notes, listing.others, linked)
    resolution = resolve(notes.files, config, assets)
    diagnostics = (
        *of_settings,
        *listing.diagnostics,
        *notes.diagnostics,
        *resolution.diagnostics,
    )
    if config.rules:  # the rules are many modules, and most sites change none
        from weeknotes.lint.levels import apply_levels

        diagnostics = apply_levels(diagnostics, config)
    return LoadedSite(resolution.site, listing, notes.cached, diagnostics)


# Site → Page…


class BuildPlan(NamedTuple):
    """All pages and static files.

    `files` are the fingerprints of static and linked files, by path.  `look` is the fingerprint of
    the settings and the templates.
    """

    site: Site
    pages: Sequence[Page]
    files: Mapping[str, str]
    look: str
    diagnostics: tuple[Diagnostic, ...]


def plan_pages(loaded: LoadedSite, site_folder: Path) -> BuildPlan:
    """All pages and files of the site.  Nothing is rendered."""
    static, of_static = static_pages(site_folder)
    look, of_templates = _look(loaded.site.config, site_folder)
    pages, clashes = merge_pages(all_pages(loaded.site), static)
    diagnostics = (*loaded.diagnostics, *of_static, *of_templates, *clashes)
    files = {page.path: page.fingerprint for page in (*static, *linked_files(loaded.site))}
    return BuildPlan(loaded.site, pages, files, look, diagnostics)


def _look(config: Config, site_folder: Path) -> tuple[str, tuple[Diagnostic, ...]]:
    templates, diagnostics = templates_fingerprint(site_folder)
    return fingerprint_of(repr(config), templates), diagnostics


# Page → bytes


class RenderResult(NamedTuple):
    """The staged files (`changed`), the paths of all files of the site, the pages that failed, the
    fingerprint of each page by path, and the search index."""

    changed: tuple[str, ...]
    names: Set[str]
    failed: Set[str]
    diagnostics: tuple[Diagnostic, ...]
    pages: Mapping[str, str]
    search_index: CachedIndex


def render_changed(
    plan: BuildPlan, cache: BuildCache, stage: Staging, site_folder: Path, workers: Workers
) -> RenderResult | Diagnostic:
    """Render each page whose fingerprint is not in the cache or whose file was touched, and stage
    the bytes that differ from the published ones.  Returns an error if a template changed
    meanwhile.

    Raises OSError if a file cannot be written.
    """
    index, published = SearchIndex(plan.site), cache.search_index
    index_is_stale = published.fingerprint != index.fingerprint or not all(
        map(stage.is_untouched, published.files)
    )
    known = cache.pages if cache.look == plan.look else {}
    parts = {key: IndexPart._make(row) for key, row in published.parts.items()}
    job = _RenderJob(Renderer(site_folder, plan.site.config), stage, known, parts)
    results = job.run(plan.pages, index if index_is_stale else None, workers)
    if _look(plan.site.config, site_folder)[0] != plan.look:
        return _templates_changed()
    if index_is_stale:
        made = {**parts, **results.index_parts}
        rows = {part.fingerprint: tuple(made[part.fingerprint]) for part in index.parts}
        published = CachedIndex(index.fingerprint, tuple(sorted(results.index_files)), rows)
    return RenderResult(
        changed=tuple(results.changed),
        names={*results.fingerprints, *published.files},
        failed=results.failed,
        diagnostics=tuple(results.diagnostics),
        pages=results.fingerprints,
        search_index=published,
    )


def _templates_changed() -> Diagnostic:
    message = "was changed while the site was being built"
    return Diagnostic("not-written", Severity.ERROR, "templates", Span(), message, "build again")


class _Results(NamedTuple):
    """Results of rendering so far.  `fingerprints` are those of pages without errors, by path;
    `index_parts` are the new parts of the search index, by fingerprint."""

    changed: list[str]
    failed: set[str]
    diagnostics: list[Diagnostic]
    fingerprints: dict[str, str]
    index_files: list[str]
    index_parts: dict[str, IndexPart]

    @classmethod
    def empty(cls) -> Self:
        return cls([], set(), [], {}, [], {})

    def add(self, other: Self) -> None:
        self.changed.extend(other.changed)
        self.failed.update(other.failed)
        self.diagnostics.extend(other.diagnostics)
        self.fingerprints.update(other.fingerprints)
        self.index_files.extend(other.index_files)
        self.index_parts.update(other.index_parts)


class _RenderJob(NamedTuple):
    """Renders pages and the search index into the staging folder, in several processes; `known` are
    the fingerprints of the published pages, `known_parts` the published parts of the index."""

    renderer: Renderer
    stage: Staging
    known: Mapping[str, str]
    known_parts: Mapping[str, IndexPart]

    def run(self, pages: Sequence[Page], index: SearchIndex | None, workers: Workers) -> _Results:
        """`index` is None if the published index is fresh."""
        if len(pages) <= _WORTH_PROCESSES:
            workers = workers._replace(jobs=1)
        if workers.jobs > 1 and not self.known:  # most pages will be rendered
            self.renderer.load_libraries()
        tasks = [*self._index_tasks(index)] if index else []
        tasks += [partial(self._render_share, share) for share in _shares(pages)]
        results = _Results.empty()
        for share in run_tasks("rendering", lambda task: task(), tasks, workers):
            results.add(share)
        if index and not self._is_mostly_known(index):
            self._join_index(index, results)
        return results._replace(diagnostics=_once(results.diagnostics))

    def _is_mostly_known(self, index: SearchIndex) -> bool:
        """Whether at most one part of the index is new, as after an edit."""
        new = [part for part in index.parts if part.fingerprint not in self.known_parts]
        return len(new) <= 1

    def _index_tasks(self, index: SearchIndex) -> Iterator[Callable[[], _Results]]:
        """A task for the whole index, so that other processes can compare pages meanwhile; or, if
        several parts are new, a task for each part."""
        if self._is_mostly_known(index):
            yield partial(self._whole_index, index)
        else:
            yield from [partial(self._index_part, index, part) for part in index.parts]

    def _render_share(self, pages: Sequence[Page]) -> _Results:
        results = _Results.empty()
        for page in pages:
            path, fingerprint = page.path, page.fingerprint
            is_stale = self.known.get(path) != fingerprint or not self.stage.is_untouched(path)
            rendered = self.renderer.render(page) if is_stale else None
            if isinstance(rendered, Diagnostic):
                results.failed.add(path)
                results.diagnostics.append(rendered)
                continue
            results.fingerprints[path] = fingerprint
            if rendered is not None and self.stage.put(path, rendered):
                results.changed.append(path)
        return results

    def _index_part(self, index: SearchIndex, inputs: PartInputs) -> _Results:
        """The texts of a part of the index, and the part itself if it is new."""
        results = _Results.empty()
        self._stage_index_files(results, index.texts(inputs.numbers))
        if inputs.fingerprint not in self.known_parts:
            results.index_parts[inputs.fingerprint] = index.part(inputs.numbers)
        return results

    def _join_index(self, index: SearchIndex, results: _Results) -> None:
        """The other files of the index, when all its parts are made."""
        parts = {**self.known_parts, **results.index_parts}
        own = [parts[part.fingerprint] for part in index.parts]
        self._stage_index_files(results, index.files(own))

    def _whole_index(self, index: SearchIndex) -> _Results:
        results = _Results.empty()
        for part in index.parts:
            results.add(self._index_part(index, part))
        self._join_index(index, results)
        return results

    def _stage_index_files(self, results: _Results, files: Iterable[File]) -> None:
        for path, data in files:
            results.index_files.append(path)
            if self.stage.put(path, data):
                results.changed.append(path)


def _shares(pages: Sequence[Page]) -> list[Sequence[Page]]:
    """Pages in groups that one process renders: large pages alone, pages of the same time together,
    because they show the same notes."""
    whole = [[page] for page in pages if page.order == WHOLE_SITE]
    others = [page for page in pages if page.order != WHOLE_SITE]
    others.sort(key=lambda page: page.order, reverse=True)
    return [*whole, *[others[at : at + _SHARE] for at in range(0, len(others), _SHARE)]]


def _once(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """One diagnostic for each fault, even if several pages have it."""
    first: dict[tuple[str, int, str], Diagnostic] = {}
    for one in diagnostics:
        message = one.message.partition(" (while writing ")[0]
        first.setdefault((one.path, one.span.line, message), one)
    return list(first.values())
