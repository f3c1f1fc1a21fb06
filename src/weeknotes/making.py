"""The two halves of every build, whatever becomes of its files: understand the notes, make what is
not as it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from pathlib import Path
from typing import NamedTuple

from weeknotes.cache.parsed_files import Drafted, FileChangedError, draft
from weeknotes.cache.store import Memory
from weeknotes.config.folders import Folders
from weeknotes.config.settings import Config, load_config
from weeknotes.diagnostics import Diagnostic, has_errors
from weeknotes.fingerprints import mark_of
from weeknotes.model import Site
from weeknotes.pages import all_pages, reworded_pages, search
from weeknotes.pages.common.views import Page
from weeknotes.parsing import SUFFIXES
from weeknotes.processes import Workers
from weeknotes.rendering.produce import Place, produce
from weeknotes.rendering.render import Renderer, make_renderer
from weeknotes.rendering.theme import merged, static_pages, templates_mark
from weeknotes.resolving import resolve
from weeknotes.resolving.aliases import aliases_of
from weeknotes.resolving.drafts import files_wanted
from weeknotes.resolving.resolved import Resolved
from weeknotes.resolving.reword import reword, same_outlines
from weeknotes.resolving.rows import unpacked
from weeknotes.sources.assets import Asset, read_assets
from weeknotes.sources.listing import Listing, list_notes


class Understood(NamedTuple):
    """Everything up to the Site, what was noticed on the way, and what can be kept of it:
    `settings` stand for these and for what the notes folder is called, `wanted` are the files that
    digests link to, `assets` stand for those that there are."""

    config: Config
    settings: bytes
    listing: Listing
    drafted: Drafted
    wanted: Set[str]
    assets: bytes
    resolved: Resolved
    diagnostics: tuple[Diagnostic, ...]

    @property
    def site(self) -> Site:
        return self.resolved.site


def understand(folders: Folders, memory: Memory, workers: Workers) -> Understood:
    """Files → drafts → Site; nothing is rendered, nothing written."""
    config, about_config = load_config(folders.site)
    settings = mark_of(repr(config), folders.shown)  # diagnostics name the folder
    if memory.settings != settings:
        memory = Memory()
    listing = list_notes(folders.notes, folders.shown, SUFFIXES)
    aliases = aliases_of(config)
    drafted = draft(listing, config, aliases, memory.files, memory.since, workers)
    wanted = memory.wanted
    assets = read_assets(folders.notes, listing.others, wanted)
    resolved = _taken_over(drafted, config, assets, memory)
    if resolved is None:
        with drafted.all() as files:
            wanted = files_wanted(file.draft for file in files)
            assets = read_assets(folders.notes, listing.others, wanted)
            resolved = resolve(files, config, aliases, assets, memory.papers)
    found = (*about_config, *listing.diagnostics, *drafted.diagnostics, *resolved.diagnostics)
    if config.rules:  # the rules are many modules, and most sites change none
        from weeknotes.lint.levels import apply_levels

        found = apply_levels(found, config)
    return Understood(
        config, settings, listing, drafted, wanted, _assets_mark(assets), resolved, found
    )


def _taken_over(
    drafted: Drafted, config: Config, assets: Mapping[str, Asset], memory: Memory
) -> Resolved | None:
    """The site that is remembered in other words, where no more than that has changed."""
    before = memory.resolved
    if (
        before is None
        or list(memory.files) != list(drafted.kept)
        or _assets_mark(assets) != memory.assets
    ):
        return None
    old = drafted._replace(kept=memory.files, new={})
    files = [(old.of(name).draft, drafted.of(name)) for name in drafted.new]
    if not all(same_outlines(was, now.draft) for was, now in files):
        return None
    if isinstance(before, bytes):
        linked = tuple([assets[name] for name in sorted(assets)])
        before = unpacked(before, config, linked, old.week, memory.papers)
    return reword(before, files)


def _assets_mark(assets: Mapping[str, Asset]) -> bytes:
    return mark_of(
        [(name, asset.stamp, asset.width, asset.height) for name, asset in sorted(assets.items())]
    )


class Asked(NamedTuple):
    """The pages to look at: all there are, or, where the others are known to be as they were, those
    that say what is in other words."""

    pages: Sequence[Page]
    all: bool
    look: bytes
    static: bytes
    diagnostics: tuple[Diagnostic, ...]


def ask(
    known: Understood, site: Path, memory: Memory, there: Set[str], touched: Set[str] = frozenset()
) -> Asked:
    """The pages and files of a site that may not be as `memory` has them, and which of them would
    be one; `there` are the paths at which there is something now, `touched` the folders that
    somebody else has changed."""
    files, about_files = static_pages(site)
    look, about_templates = _look(known.config, site)
    static, about_files = (
        mark_of([(file.path, file.mark) for file in files]),
        (*about_files, *about_templates),
    )
    told = known.resolved.reworded
    if (
        told
        and not about_files
        and not touched
        and (look, static) == (memory.look, memory.static)
        and memory.pages.keys() <= there
    ):
        return Asked(list(reworded_pages(known.site, told)), False, look, static, known.diagnostics)
    pages, about_paths = merged(list(all_pages(known.site)), files)
    return Asked(pages, True, look, static, (*known.diagnostics, *about_files, *about_paths))


def _look(config: Config, site: Path) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """What stands for the settings and the templates, and what keeps some of these from being
    read."""
    templates, told = templates_mark(site)
    return mark_of(repr(config), templates), told


class Made(NamedTuple):
    """The files that are others now, all there are, those that could not be made; what was noticed,
    and what is kept."""

    changed: tuple[str, ...]
    names: Set[str]
    failed: Set[str]
    diagnostics: tuple[Diagnostic, ...]
    memory: Memory
    renderer: Renderer


def make(
    site: Path,
    known: Understood,
    asked: Asked,
    memory: Memory,
    place: Place,
    workers: Workers,
    renderer: Renderer | None = None,
) -> Made:
    """Lay ready in `place` what is not as `memory` has it.  The `renderer` of the build that
    `memory` is of is used again where no template has changed.  Raises FileChangedError where one
    changes while pages are made."""
    before = memory.pages if memory.look == asked.look else {}
    marks = {page.path: page.mark for page in asked.pages}
    todo = [
        page
        for page in asked.pages
        if before.get(page.path) != page.mark or not _stands(page.path, place)
    ]
    if not asked.all:
        marks = {**memory.pages, **marks}
    index = search.index_of(known.site, mark_of(repr(known.config)))
    old = (
        memory.searched
        if all(_stands(path, place) for path in memory.searched.files)
        else search.Index()
    )
    same = index == old._replace(files=())
    work = None if same else search.work(known.site, old, index, place.old)
    if renderer is None or memory.look != asked.look:
        renderer = make_renderer(site, memory.templates)
    made = produce(todo, work, renderer, site, place, memory.parts if before else {}, workers)
    if _look(known.config, site)[0] != asked.look:
        raise FileChangedError("templates")
    failed = set(made.failed)
    made_files = {path for path in (*made.changed, *made.same) if path not in marks}
    index = index._replace(files=tuple(sorted(made_files | set(old.files) - set(made.gone))))
    for path in failed:
        del marks[path]
    names = {*marks, *index.files}
    kept = _remembered(known, asked)._replace(
        pages=marks,
        parts={
            path: parts
            for path, parts in (*memory.parts.items(), *made.parts.items())
            if path in names
        },
        searched=index,
        templates=renderer.compiled,
    )
    if has_errors((*asked.diagnostics, *made.diagnostics)):
        kept = kept._replace(
            resolved=None
        )  # a page that failed is not asked for where only words are others
    return Made(made.changed, names, failed, made.diagnostics, kept, renderer)


def _stands(path: str, place: Place) -> bool:
    """Whether a file stands where it was put, as it was."""
    return path in place.there and (
        not place.touched or path.rpartition("/")[0] not in place.touched
    )


def _remembered(known: Understood, asked: Asked) -> Memory:
    """What is kept of the notes as they were understood."""
    return Memory(
        settings=known.settings,
        look=asked.look,
        static=asked.static,
        assets=known.assets,
        wanted=known.wanted,
        files=known.drafted.kept,
        papers=known.resolved.known,
        resolved=known.resolved._replace(reworded=None),
    )
