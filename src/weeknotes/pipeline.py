"""A whole build: load_site → plan_pages → render_changed → publish.  Start reading here."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import nullcontext
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
from weeknotes.search import (
    IndexPart,
    Joined,
    PartInputs,
    Parts,
    PublishedIndex,
    SearchIndex,
)
from weeknotes.sources.assets import read_assets
from weeknotes.sources.listing import Listing, is_missing, list_notes, stray_digests
from weeknotes.sources.writing import not_written
from weeknotes.text.messages import msg

_SHARES = 64
"""About how many groups the pages of a site are divided into, to render them."""
_WORTH_PROCESSES = 400
"""If there are fewer pages than this, one process is faster than several."""
_COMPARED = 5
"""How many pages can be compared, and joined in the search index, in the time that it takes to
render one."""


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


def build_to_disk(
    folders: Folders,
    *,
    keep_going: bool = False,
    clean: bool = False,
    workers: Workers | None = None,
    choices: Choices = AS_SET,
) -> BuildResult:
    """Build the site and publish it, all or nothing.

    With `keep_going`, pages without errors are published even if others have errors, unless the
    notes could not be listed: then all pages would seem to be deleted.  `clean` ignores the cache.
    Without `workers`, all processors are used.
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
            workers = workers or Workers(processors())
            build = _Build(folders, keep_going, clean, workers, choices)
            return build.run(stage)


class _Build(NamedTuple):
    """A build to disk that has the lock of its site."""

    folders: Folders
    keep_going: bool
    clean: bool
    workers: Workers
    choices: Choices

    def run(self, stage: Staging) -> BuildResult:
        site_folder, output = self.folders.site, self.folders.output
        workers = self.workers._replace(private=stage.locks)
        cache = NO_CACHE if self.clean else load_cache(site_folder, output)
        loaded = load_site(self.folders, self.choices, cache, workers)
        plan = plan_pages(loaded, site_folder)
        diagnostics = (*stage.remarks, *plan.diagnostics)
        if not loaded.listing.complete or self._must_stop(diagnostics):
            return BuildResult(loaded.site, diagnostics)
        try:
            rendered = render_changed(plan, cache, stage, site_folder, workers)
            if isinstance(rendered, Diagnostic):
                return BuildResult(loaded.site, (*diagnostics, rendered))
            diagnostics = (*diagnostics, *rendered.diagnostics)
            changes = changes_of(
                rendered.placed, rendered.names, rendered.failed, stage
            )
            in_the_way = obstacle(changes, stage)
            if in_the_way:
                diagnostics = (*diagnostics, in_the_way)
            if in_the_way or self._must_stop(rendered.diagnostics):
                return BuildResult(loaded.site, diagnostics)
            forget_results(site_folder, output)
            self.workers.progress("publishing", 0, 1)
            published = publish(changes, stage)
        except OSError as error:
            halfway = isinstance(error, NotUndoneError)
            shown = str(error.filename or output)
            diagnostics = (*diagnostics, not_written(shown, error))
            return BuildResult(loaded.site, diagnostics, halfway=halfway)
        kept = BuildCache(
            stage.started,
            loaded.cached_files,
            plan.looks,
            rendered.pages,
            rendered.search_index,
        )
        save_cache(kept, site_folder, output)
        forget_lost_outputs(site_folder, output)
        diagnostics = (*diagnostics, *published.diagnostics)
        return BuildResult(loaded.site, diagnostics, published, stage.started)

    def _must_stop(self, diagnostics: Iterable[Diagnostic]) -> bool:
        return has_errors(diagnostics) and not self.keep_going


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
        rendered = map(renderer.render, map(Page.with_inputs, plan.pages))
        errors = [one for one in rendered if isinstance(one, Diagnostic)]
    return (*plan.diagnostics, *_once(errors))


# Page → bytes


class RenderResult(NamedTuple):
    """The results of rendering, collected from all processes.  `placed` are the rendered files.
    `failed` are the paths of pages with errors.  `pages` are the fingerprints of the other pages,
    by path.  `index_parts` are the parts of the search index, by fingerprint.  `index_files` are
    the paths of its files.  `joined` says how they were joined."""

    placed: list[Placed]
    failed: set[str]
    diagnostics: list[Diagnostic]
    pages: dict[str, str]
    index_parts: dict[str, tuple[object, ...]]
    index_files: list[str]
    joined: list[object]

    @classmethod
    def empty(cls) -> Self:
        return cls([], set(), [], {}, {}, [], [])

    def add(self, other: Self) -> None:
        self.placed.extend(other.placed)
        self.failed.update(other.failed)
        self.diagnostics.extend(other.diagnostics)
        self.pages.update(other.pages)
        self.index_parts.update(other.index_parts)
        self.index_files.extend(other.index_files)
        self.joined.extend(other.joined)

    @property
    def names(self) -> Set[str]:
        """The paths of all files of the site."""
        return {*self.pages, *self.index_files}

    @property
    def search_index(self) -> CachedIndex:
        files = tuple(sorted(self.index_files))
        return CachedIndex(files, self.index_parts, tuple(self.joined))


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
    index, published = SearchIndex(plan.site, plan.version), cache.search_index
    if not all(map(stage.is_untouched, published.files)):
        published = CachedIndex()
    same = {
        name for name, look in plan.looks.items() if cache.looks.get(name) == look
    }
    known = {
        page.path: cache.pages[page.path]
        for page in plan.pages
        if page.template in same and page.path in cache.pages
    }
    renderer = Renderer(site_folder, plan.site.config, plan.version)
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
    published: CachedIndex
    workers: Workers

    def run(self, pages: Sequence[Page]) -> RenderResult:
        """Render stale pages and the new parts of the index."""
        stale, workers = len(pages) - len(self.known), self.workers
        if stale + len(self.known) // _COMPARED <= _WORTH_PROCESSES:
            workers = workers._replace(jobs=1)
        if workers.jobs > 1 and stale > _WORTH_PROCESSES:
            self.renderer.load_libraries()
        results = self._make_parts(workers)
        tasks = [
            partial(self._join_index, results.index_parts),
            *[partial(self._render_share, share) for share in _shares(pages)],
        ]
        for share in run_tasks("rendering", lambda task: task(), tasks, workers):
            results.add(share)
        # Pages that were not rendered keep their known fingerprints.
        for page in pages:
            if page.path not in results.pages and page.path not in results.failed:
                results.pages[page.path] = self.known[page.path]
        return results._replace(diagnostics=_once(results.diagnostics))

    def _render_share(self, pages: Sequence[Page]) -> RenderResult:
        results = RenderResult.empty()
        for page in map(Page.with_inputs, pages):
            path, fingerprint = page.path, page.fingerprint
            if self.known.get(path) == fingerprint and self.stage.is_untouched(path):
                continue
            rendered = self.renderer.render(page)
            if isinstance(rendered, Diagnostic):
                results.failed.add(path)
                results.diagnostics.append(rendered)
                continue
            results.pages[path] = fingerprint
            results.placed.append(self.stage.put(path, rendered))
        return results

    def _make_parts(self, workers: Workers) -> RenderResult:
        """All parts of the index, and the texts of the documents of new parts."""
        parts, old = self.search_index.parts, self.published.parts
        results = RenderResult.empty()
        new = [part for part in parts if part.fingerprint not in old]
        for made in run_tasks("indexing", self._make_part, new, workers):
            results.add(made)
        known = {**old, **results.index_parts}
        ordered = {part.fingerprint: known[part.fingerprint] for part in parts}
        return results._replace(index_parts=ordered)

    def _make_part(self, inputs: PartInputs) -> RenderResult:
        results = RenderResult.empty()
        part, texts = self.search_index.make(inputs)
        results.index_parts[inputs.fingerprint] = tuple(part)
        results.placed.extend(self.stage.put(path, data) for path, data in texts)
        return results

    def _join_index(self, rows: Mapping[str, tuple[object, ...]]) -> RenderResult:
        """The files that join all parts of the index."""
        before = PublishedIndex(
            _parts(self.published.parts),
            Joined._make(self.published.joined),
            self.stage.published,
        )
        files, joined = self.search_index.join(_parts(rows), before)
        results = RenderResult.empty()
        for path, data in files:
            if data is not None:
                results.placed.append(self.stage.put(path, data))
        results.index_files.extend(self.search_index.text_paths())
        results.index_files.extend(path for path, _ in files)
        results.joined.extend(joined)
        return results


def _parts(rows: Mapping[str, tuple[object, ...]]) -> Parts:
    return {key: IndexPart._make(row) for key, row in rows.items()}


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
