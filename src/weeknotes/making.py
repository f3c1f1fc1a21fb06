"""The two halves of every build, whatever becomes of its files: understand the notes, make what is not as it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from pathlib import Path
from typing import NamedTuple

from weeknotes.config import Config, load_config
from weeknotes.diagnostics import Diagnostic
from weeknotes.drafting import Drafted, draft
from weeknotes.folders import Folders
from weeknotes.marks import mark_of
from weeknotes.model import Site
from weeknotes.pages import all_pages, search
from weeknotes.parse import SUFFIXES
from weeknotes.processes import Workers
from weeknotes.produce import Place, produce
from weeknotes.render import Renderer, make_renderer
from weeknotes.resolve import resolve
from weeknotes.resolve.aliases import aliases_of
from weeknotes.resolve.drafts import files_wanted
from weeknotes.resolve.related import Known
from weeknotes.source import Listing, list_notes, read_assets
from weeknotes.store import Memory
from weeknotes.theme import merged, static_pages, templates_mark
from weeknotes.views import Page


class Understood(NamedTuple):
    """Everything up to the Site, what was noticed on the way, and what can be kept of it."""

    config: Config
    listing: Listing
    drafted: Drafted
    site: Site
    papers: Mapping[str, Known]
    diagnostics: tuple[Diagnostic, ...]


def understand(folders: Folders, memory: Memory, workers: Workers) -> Understood:
    """Files → drafts → Site; nothing is rendered, nothing written."""
    config, about_config = load_config(folders.site)
    if memory.settings != mark_of(repr(config)):
        memory = Memory()
    listing = list_notes(folders.notes, folders.shown, SUFFIXES)
    aliases = aliases_of(config)
    drafted = draft(listing, config, aliases, memory.files, memory.since, workers)
    assets = read_assets(folders.notes, listing.others, files_wanted(file.draft for file in drafted.files))
    site, about_site, papers = resolve(drafted.files, config, aliases, assets, memory.papers)
    found = (*about_config, *listing.diagnostics, *drafted.diagnostics, *about_site)
    if config.rules:  # the rules are many modules, and most sites change none
        from weeknotes.checks import apply_levels

        found = apply_levels(found, config)
    return Understood(config, listing, drafted, site, papers, found)


def pages_of(known: Understood, site: Path) -> tuple[list[Page], tuple[Diagnostic, ...]]:
    """Every page and every file of a site, and which of them would be one."""
    static, about_static = static_pages(site)
    pages, about_paths = merged(list(all_pages(known.site)), static)
    return pages, (*known.diagnostics, *about_static, *about_paths)


class Made(NamedTuple):
    """The files that are others now, all there are, those that could not be made; what was noticed, and what is kept."""

    changed: tuple[str, ...]
    names: Set[str]
    failed: Set[str]
    diagnostics: tuple[Diagnostic, ...]
    memory: Memory
    renderer: Renderer


def make(
    site: Path,
    known: Understood,
    pages: Sequence[Page],
    memory: Memory,
    place: Place,
    workers: Workers,
    renderer: Renderer | None = None,
) -> Made:
    """Lay ready in `place` what is not as `memory` has it.  The `renderer` of the build that `memory` is of is used again where no
    template has changed."""
    settings = mark_of(repr(known.config))
    look = mark_of(settings, templates_mark(site))
    before = memory.pages if memory.look == look else {}
    marks = {page.path: page.mark for page in pages}
    todo = [page for page in pages if before.get(page.path) != page.mark or page.path not in place.there]
    index = search.index_of(known.site, settings)
    old = memory.searched if place.there >= set(memory.searched.files) else search.Index()
    same = index == old._replace(files=())
    files = None if same else lambda: search.files(known.site, old, index, place.old)
    if renderer is None or memory.look != look:
        renderer = make_renderer(site, memory.templates)
    made = produce(todo, files, renderer, site, place, memory.parts, workers)
    made_files = {path for path in (*made.changed, *made.same) if path not in marks}
    index = index._replace(files=tuple(sorted(made_files | set(old.files) - set(made.gone))))
    failed = set(made.failed)
    names = (marks.keys() - failed) | set(index.files)
    parts = {path: parts for path, parts in (*memory.parts.items(), *made.parts.items()) if path in names}
    kept = {path: mark for path, mark in marks.items() if path not in failed}
    return Made(
        made.changed,
        names,
        failed,
        made.diagnostics,
        Memory(0, settings, look, known.drafted.kept, known.papers, kept, parts, index, renderer.compiled),
        renderer,
    )
