"""A whole build: load_site → plan_pages → render_changed → publish.  Start reading here."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple, Self

from weeknotes.cache.build_cache import (
    NO_CACHE,
    BuildCache,
    CachedIndex,
    forget_results,
    load_cache,
    save_cache,
)
from weeknotes.cache.manifest import forget_lost_outputs
from weeknotes.cache.parsed_files import CachedFile, parse_notes
from weeknotes.config.folders import AS_SET, Choices, Folders
from weeknotes.config.settings import FILE_NAME, Config, load_config, with_choices
from weeknotes.diagnostics import Diagnostic, file_error, has_errors
from weeknotes.fingerprints import fingerprint_of
from weeknotes.model import Site
from weeknotes.output.publish import Published, changes_of, publish
from weeknotes.output.safety import obstacle, refuse
from weeknotes.output.staging import Placed, Staging, staging
from weeknotes.output.transaction import NotUndoneError
from weeknotes.pages import all_pages
from weeknotes.pages.common.clashes import merge_pages
from weeknotes.pages.common.page import WHOLE_SITE, Page
from weeknotes.pages.files import pages as linked_files
from weeknotes.parsing import SUFFIXES
from weeknotes.parsing.own_pages import read_own_pages
from weeknotes.processes import (
    ALONE,
    Workers,
    no_garbage_collection,
    processors,
    run_tasks,
)
from weeknotes.rendering.blocks import own_templates, unknown_blocks
from weeknotes.rendering.eject import outdated_files
from weeknotes.rendering.render import Renderer
from weeknotes.rendering.theme import (
    static_pages,
    static_version,
    template_fingerprints,
)
from weeknotes.resolving import resolve
from weeknotes.search import SearchIndex, published_index
from weeknotes.search.parts import Parts
from weeknotes.search.shards import PublishedIndex
from weeknotes.sources.assets import read_assets
from weeknotes.sources.listing import Listing, is_missing, list_notes, stray_digests
from weeknotes.sources.writing import not_written
from weeknotes.text.messages import msg

_SHARES = 64
"""The approximate number of groups of pages.  A process renders one group at a time."""
_WORTH_PROCESSES = 400
"""If there are fewer pages than this, one process is faster than several."""
_COMPARED = 5
"""The number of pages that can be compared, and joined in the search index, in the time of
rendering one page."""


class BuildResult(NamedTuple):
    """The result of a build.

    `published` is None if the old site was not replaced, or, with `halfway`, if only a part of it
    was replaced.  `started` is the start of the build, in nanoseconds of the file system.
    """

    site: Site
    diagnostics: tuple[Diagnostic, ...]
    published: Published | None = None
    started: int = 0
    halfway: bool = False

    def plus(self, *diagnostics: Diagnostic) -> Self:
        """The result with more diagnostics."""
        return self._replace(diagnostics=(*self.diagnostics, *diagnostics))


def build_to_disk(
    folders: Folders,
    *,
    keep_going: bool = False,
    clean: bool = False,
    workers: Workers | None = None,
    choices: Choices = AS_SET,
) -> BuildResult:
    """Build the site and publish it, all or nothing.

    With `keep_going`, pages without errors are published even if others have errors.  Nothing is
    published if the notes could not be listed, because all pages would seem to be deleted.  `clean`
    ignores the cache. Without `workers`, all processors are used.
    """
    with no_garbage_collection():
        # Nothing to build, so nothing is written either.
        if is_missing(folders.notes):
            loaded = load_site(folders, choices)
            return BuildResult(loaded.site, loaded.diagnostics)
        refusal = refuse(folders.output, folders.site, folders.notes)
        opened = (
            nullcontext(refusal)
            if refusal
            else staging(folders.output, folders.site)
        )
        with opened as stage:
            if isinstance(stage, Diagnostic):
                loaded = load_site(folders, choices)
                return BuildResult(loaded.site, (*loaded.diagnostics, stage))
            return _build(
                stage,
                folders,
                workers or Workers(processors()),
                choices,
                clean=clean,
                keep_going=keep_going,
            )


def _build(
    stage: Staging,
    folders: Folders,
    workers: Workers,
    choices: Choices,
    *,
    clean: bool,
    keep_going: bool,
) -> BuildResult:
    """A build that has the lock of its site."""
    site_folder, output = folders.site, folders.output
    workers = workers._replace(private=stage.locks)
    cache = NO_CACHE if clean else load_cache(site_folder, output)
    loaded = load_site(folders, choices, cache, workers)
    plan = plan_pages(loaded, site_folder)
    result = BuildResult(loaded.site, (*stage.remarks, *plan.diagnostics))
    if not loaded.listing.complete:
        return result
    if has_errors(result.diagnostics) and not keep_going:
        return result
    try:
        rendered = render_changed(plan, cache, stage, site_folder, workers)
        if isinstance(rendered, Diagnostic):
            return result.plus(rendered)
        result = result.plus(*rendered.diagnostics)
        failed = {page.path for page in plan.pages} - rendered.names
        changes = changes_of(rendered.placed, rendered.names, failed, stage)
        if in_the_way := obstacle(changes, stage):
            return result.plus(in_the_way)
        if has_errors(rendered.diagnostics) and not keep_going:
            return result
        forget_results(site_folder, output)
        workers.progress("publishing", 0, 1)
        published = publish(changes, stage)
    except OSError as error:
        failure = not_written(str(error.filename or output), error)
        halfway = isinstance(error, NotUndoneError)
        return result.plus(failure)._replace(halfway=halfway)
    kept = BuildCache(
        stage.started,
        loaded.cached_files,
        plan.looks,
        rendered.pages,
        rendered.search_index,
    )
    save_cache(kept, site_folder, output)
    forget_lost_outputs(site_folder, output)
    result = result.plus(*published.diagnostics)
    return result._replace(published=published, started=stage.started)


# Files → Site


class LoadedSite(NamedTuple):
    """The site, the listing of its notes, the parsed files for the cache, all diagnostics."""

    site: Site
    listing: Listing
    cached_files: Mapping[str, CachedFile]
    diagnostics: tuple[Diagnostic, ...]


def load_site(
    folders: Folders,
    choices: Choices = AS_SET,
    cache: BuildCache = NO_CACHE,
    workers: Workers = ALONE,
) -> LoadedSite:
    """Read the settings and the notes, and resolve the site.  Nothing is rendered or written."""
    config, of_settings = load_config(folders.site)
    config = with_choices(config, choices)
    listing = list_notes(folders.notes, folders.shown, SUFFIXES, config.ignore)
    if is_missing(folders.notes) and is_missing(folders.site / FILE_NAME):
        hint = msg(
            "there is no {file} here; is this the folder of the site?",
            file=FILE_NAME,
        )
        hinted = tuple(one._replace(hint=hint) for one in listing.diagnostics)
        listing = listing._replace(diagnostics=hinted)
    notes = parse_notes(
        listing, cache.files, cache.started, workers, drafts=choices.drafts
    )
    linked = {name for file in notes.files for name in file.linked_files()}
    assets = read_assets(folders.notes, listing.others, linked)
    own = read_own_pages(folders, config, drafts=choices.drafts)
    resolution = resolve(notes.files, config, assets, own)
    listing = listing._replace(complete=listing.complete and own.complete)
    diagnostics = (
        *of_settings,
        *listing.diagnostics,
        *stray_digests(folders.site, folders.notes, SUFFIXES),
        *_once_per_key((*notes.diagnostics, *own.diagnostics)),
        *resolution.diagnostics,
        *outdated_files(folders.site),
        *unknown_blocks(folders.site),
    )
    if config.rules:  # the rules are many modules, and most sites change none
        from weeknotes.lint.levels import apply_levels

        diagnostics = apply_levels(diagnostics, config)
    return LoadedSite(resolution.site, listing, notes.cached, diagnostics)


def _once_per_key(diagnostics: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """The diagnostics of the notes, with one for each unknown key of front matter."""
    counts = Counter(d.message for d in diagnostics if d.rule == "unknown-key")
    for one in diagnostics:
        if one.rule != "unknown-key":
            yield one
        elif count := counts.pop(one.message, 0):
            if count > 1:
                message = msg(
                    "{fault}; it is in {n} files", fault=one.message, n=count
                )
                one = one._replace(message=message)
            yield one


# Site → Page…


class BuildPlan(NamedTuple):
    """All pages and static files.

    `files` are the fingerprints of static and linked files, by path.  `looks` has a fingerprint for
    each template.  This is a fingerprint of the settings, of the style sheets and scripts, and of
    the template with all that it uses.  Pages without a template have the empty name, and depend on
    the settings only.  `version` is the fingerprint of the style sheets and scripts."""

    site: Site
    pages: Sequence[Page]
    files: Mapping[str, str]
    looks: Mapping[str, str]
    version: str
    diagnostics: tuple[Diagnostic, ...]


def plan_pages(loaded: LoadedSite, site_folder: Path) -> BuildPlan:
    """All pages and files of the site.  Nothing is rendered."""
    config = loaded.site.config
    static, of_static = static_pages(site_folder, search=config.has("search"))
    pages, clashes = merge_pages(all_pages(loaded.site), static)
    version, of_version = static_version(static)
    looks, of_templates = _looks(config, version, site_folder)
    diagnostics = (
        *loaded.diagnostics,
        *of_static,
        *of_version,
        *of_templates,
        *clashes,
    )
    files = {
        page.path: page.fingerprint for page in (*static, *linked_files(loaded.site))
    }
    return BuildPlan(loaded.site, pages, files, looks, version, diagnostics)


def _looks(
    config: Config, version: str, site_folder: Path
) -> tuple[Mapping[str, str], tuple[Diagnostic, ...]]:
    """The `looks` of a plan, and an error for each template that cannot be read."""
    templates, diagnostics = template_fingerprints(site_folder)
    settings = fingerprint_of(repr(config))
    looks = {name: f"{settings} {version} {own}" for name, own in templates.items()}
    return {"": settings, **looks}, diagnostics


def find_errors(loaded: LoadedSite, site_folder: Path) -> tuple[Diagnostic, ...]:
    """All diagnostics of a site, although nothing is written.  Its pages are rendered only if it
    has templates of its own."""
    plan = plan_pages(loaded, site_folder)
    renderer = Renderer(site_folder, plan.site.config, plan.version)
    errors = list(renderer.template_diagnostics())
    if not errors and own_templates(site_folder):
        with no_garbage_collection():
            rendered = map(renderer.render, plan.pages)
            errors = [one for one in rendered if isinstance(one, Diagnostic)]
    return (*plan.diagnostics, *_once(errors))


# Page → bytes


@dataclass
class RenderResult:
    """What one process has rendered, or all of them.  `placed` are the rendered files.  `pages` are
    the fingerprints of all pages without errors, by path."""

    placed: list[Placed] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)
    search_index: CachedIndex = field(default_factory=CachedIndex)

    @property
    def names(self) -> Set[str]:
        """The paths of all files of the site."""
        return {*self.pages, *self.search_index.files}


def render_changed(
    plan: BuildPlan,
    cache: BuildCache,
    stage: Staging,
    site_folder: Path,
    workers: Workers,
) -> RenderResult | Diagnostic:
    """Render each page whose fingerprint is not in the cache or whose file was touched, and stage
    the bytes that differ from the published ones.  Returns an error if a template changed
    meanwhile.

    Raises OSError if a file cannot be written.
    """
    same = {
        name for name, look in plan.looks.items() if cache.looks.get(name) == look
    }
    known = {
        page.path: cache.pages[page.path]
        for page in plan.pages
        if page.template in same and page.path in cache.pages
    }
    renderer = Renderer(site_folder, plan.site.config, plan.version)
    index = SearchIndex(plan.site, plan.version)
    published = published_index(
        cache.search_index, stage.is_untouched, stage.published
    )
    job = _RenderJob(renderer, stage, known, index, published, workers)
    results = job.run(plan.pages)
    if _looks(plan.site.config, plan.version, site_folder)[0] != plan.looks:
        message = msg("a template changed during the build")
        return file_error("not-written", "templates", message, msg("build again"))
    return results


class _RenderJob(NamedTuple):
    """Renders pages and the search index into the staging folder, in several processes.  `known`
    are the fingerprints of the published pages, and `published` is the published index."""

    renderer: Renderer
    stage: Staging
    known: Mapping[str, str]
    search_index: SearchIndex
    published: PublishedIndex
    workers: Workers

    def run(self, pages: Sequence[Page]) -> RenderResult:
        """Render stale pages and the new parts of the index."""
        stale, workers = len(pages) - len(self.known), self.workers
        if stale + len(self.known) // _COMPARED <= _WORTH_PROCESSES:
            workers = workers._replace(jobs=1)
        if workers.jobs > 1 and stale > _WORTH_PROCESSES:
            self.renderer.load_libraries()
        parts, placed = self.search_index.make_parts(
            self.published.parts, self.stage.put, workers
        )
        tasks = [
            partial(self._join_index, parts),
            *[partial(self._render_share, share) for share in _shares(pages)],
        ]
        join, *shares = run_tasks("rendering", lambda task: task(), tasks, workers)
        placed += join.placed
        index = join.search_index._replace(parts=parts)
        results = RenderResult(placed, search_index=index)
        for share in shares:
            results.placed += share.placed
            results.diagnostics += share.diagnostics
            results.pages |= share.pages
        results.diagnostics = _once(results.diagnostics)
        return results

    def _join_index(self, parts: Parts) -> RenderResult:
        """The files that join all parts of the index."""
        index, placed = self.search_index.join(parts, self.published, self.stage.put)
        return RenderResult(placed, search_index=index)

    def _render_share(self, pages: Sequence[Page]) -> RenderResult:
        results = RenderResult()
        for page in map(Page.with_inputs, pages):
            path, fingerprint = page.path, page.fingerprint
            if self.known.get(path) != fingerprint or not self.stage.is_untouched(
                path
            ):
                rendered = self.renderer.render(page)
                if isinstance(rendered, Diagnostic):
                    results.diagnostics.append(rendered)
                    continue
                results.placed.append(self.stage.put(path, rendered))
            results.pages[path] = fingerprint
        return results


def _shares(pages: Sequence[Page]) -> list[Sequence[Page]]:
    """Pages in groups that one process renders: large pages alone, pages of the same time together,
    because they show the same notes."""
    whole = [[page] for page in pages if page.order == WHOLE_SITE]
    others = [page for page in pages if page.order != WHOLE_SITE]
    others.sort(key=lambda page: page.order, reverse=True)
    size = max(100, len(others) // _SHARES)
    return [*whole, *[others[at : at + size] for at in range(0, len(others), size)]]


def _once(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """One diagnostic for each fault, even if several pages have it."""
    first: dict[tuple[object, ...], Diagnostic] = {}
    for one in diagnostics:
        # The path is that of the page, not of the fault.
        values = [value for value in one.message.values if value[0] != "path"]
        first.setdefault(
            (one.path, one.span.line, one.message.template, *values), one
        )
    return list(first.values())
