"""The whole pipeline: files → drafts → Site → Page → bytes → output.  Start reading here."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from weeknotes import stamp
from weeknotes.checks import apply_levels, run_checks
from weeknotes.checks.base import Facts
from weeknotes.checks.fixes import fixed
from weeknotes.config import Config, load_config
from weeknotes.diagnostics import Diagnostic, Severity, Span, has_errors
from weeknotes.drafting import Drafted, FileChangedError, draft
from weeknotes.marks import mark_of
from weeknotes.model import Site
from weeknotes.output import Published, Staging, began, folders_of, not_written, present, publish, refuse, staging
from weeknotes.pages import all_pages, search
from weeknotes.parse import SUFFIXES, parse
from weeknotes.processes import ALONE, Workers, processors
from weeknotes.produce import Place, produce
from weeknotes.render import make_renderer
from weeknotes.resolve import resolve
from weeknotes.resolve.aliases import aliases_of
from weeknotes.resolve.drafts import files_wanted
from weeknotes.resolve.related import Known
from weeknotes.source import Listing, Source, list_notes, read_assets
from weeknotes.store import Memory, forget, load, save
from weeknotes.theme import merged, static_pages, templates_mark
from weeknotes.views import Page


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a site is: its own folder (settings, templates, static), its notes, its output; `shown` is what messages call the notes."""

    site: Path
    notes: Path
    output: Path
    shown: str


@dataclass(frozen=True, slots=True)
class Assembled:
    """A site in memory: every file by its path, what was noticed, and what the next build can take over.  An older site is better
    than one that is not `publishable`."""

    site: Site
    files: Mapping[str, bytes]
    diagnostics: tuple[Diagnostic, ...]
    publishable: bool
    memory: Memory


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made and what it noticed; `published` is None where the old site was left as it is; `began` is when, in
    nanoseconds of the file system, `folders` are those that hold the site, below the output."""

    site: Site
    published: Published | None
    diagnostics: tuple[Diagnostic, ...]
    began: int = 0
    folders: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Understood:
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
    found = apply_levels([*about_config, *listing.diagnostics, *drafted.diagnostics, *about_site], config)
    return Understood(config, listing, drafted, site, papers, found)


def build(folders: Folders, *, keep_going: bool = False, clean: bool = False, workers: Workers | None = None) -> Built:
    """Build the site and publish it, all or nothing; with `keep_going` what is good is published in spite of errors, unless
    the notes could not even be listed: then everything would seem to be gone.  `clean` makes all anew; without `workers`
    there are as many as pay."""
    gc.disable()  # what is made here lives as long as the build
    try:
        refused = refuse(folders.output, folders.site, folders.notes)
        with nullcontext(refused) if refused else staging(folders.output, folders.site) as place:
            if isinstance(place, Diagnostic):
                known = understand(folders, Memory(), ALONE)
                return Built(known.site, None, (*known.diagnostics, place))
            return _build(folders, place, keep_going, clean, workers or Workers(processors()))
    finally:
        gc.enable()


def _build(folders: Folders, place: Staging, keep_going: bool, clean: bool, workers: Workers) -> Built:
    since = began(folders.site)
    memory = Memory() if clean else load(folders.site, folders.output)
    known = understand(folders, memory, workers)
    static, about_static = static_pages(folders.site)
    pages, about_paths = merged(list(all_pages(known.site)), static)
    found = [*known.diagnostics, *about_static, *about_paths]
    if not known.listing.whole or (has_errors(found) and not keep_going):
        return Built(known.site, None, tuple(found))
    try:
        made = make(folders.site, known, pages, memory, place, present(folders.output), workers)
        found += made.diagnostics
        if has_errors(made.diagnostics) and not keep_going:
            return Built(known.site, None, tuple(found))
        stamp.forget(folders.site, folders.output)
        forget(folders.site, folders.output)
        workers.tell("publishing", 0, 1)
        published = publish(made.changed, made.names, made.failed, place, folders.site)
        save(made.memory._replace(since=since), folders.site, folders.output)
    except OSError as error:
        return Built(known.site, None, (*found, not_written(error, folders.output)))
    except FileChangedError as error:
        message = "was changed while the site was being built"
        return Built(known.site, None, (*found, Diagnostic("not-written", Severity.ERROR, str(error), Span(), message, "build again")))
    return Built(known.site, published, tuple(found), since, folders_of(made.names))


def assemble(folders: Folders, before: Assembled | None = None) -> Assembled:
    """The site in memory; what is as it was `before` is taken over, and where nothing may be published all of it."""
    memory, old = (before.memory, before.files) if before else (Memory(), {})
    known = understand(folders, memory, ALONE)
    static, about_static = static_pages(folders.site)
    pages, about_paths = merged(list(all_pages(known.site)), static)
    found = (*known.diagnostics, *about_static, *about_paths)
    if not known.listing.whole or has_errors(found):
        return Assembled(known.site, old, found, False, memory)
    place = _InMemory(old)
    try:
        made = make(folders.site, known, pages, memory, place, old.keys(), ALONE)
    except FileChangedError:  # since the build began: so it begins again
        return assemble(folders, before)
    found += made.diagnostics
    if has_errors(found):
        return Assembled(known.site, old, found, False, memory)
    # What is written from now on is newer than all that there is.
    since = max((max(file.stamp[1:3]) for file in known.listing.files), default=0)
    return Assembled(known.site, {name: place.at(name) for name in made.names}, found, True, made.memory._replace(since=since))


class _InMemory:
    """A place over files that stay as they are."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._old = files
        self._new: dict[str, bytes] = {}

    def old(self, path: str) -> bytes:
        return self._old.get(path, b"")

    def put(self, path: str, data: bytes) -> bool:
        if self._old.get(path) == data:
            return False
        self._new[path] = data
        return True

    def at(self, path: str) -> bytes:
        """What is at a path by now."""
        return self._new[path] if path in self._new else self._old[path]


@dataclass(frozen=True, slots=True)
class Made:
    """The files that are others now, all there are, those that could not be made; what was noticed, and what is kept."""

    changed: tuple[str, ...]
    names: Set[str]
    failed: Set[str]
    diagnostics: tuple[Diagnostic, ...]
    memory: Memory


def make(site: Path, known: Understood, pages: Sequence[Page], memory: Memory, place: Place, there: Set[str], workers: Workers) -> Made:
    """Lay ready in `place` what is not as `memory` has it; `there` are the paths at which there is something."""
    settings = mark_of(repr(known.config))
    look = mark_of(settings, templates_mark(site))
    before = memory.pages if memory.look == look else {}
    marks = {page.path: page.mark for page in pages}
    todo = [page for page in pages if before.get(page.path) != page.mark or page.path not in there]
    index, index_files = mark_of(settings, search.mark(known.site)), memory.search[1]
    stale = memory.search[0] != index or not there >= set(index_files)
    search_files = (lambda: search.index_files(known.site)) if stale else None
    renderer = make_renderer(site, memory.templates)
    made = produce(todo, search_files, renderer, site, place, memory.parts, workers)
    if stale:
        index_files = tuple(path for path in (*made.changed, *made.same) if path not in marks)
    failed = set(made.failed)
    names = (marks.keys() - failed) | set(index_files)
    parts = {path: parts for path, parts in (*memory.parts.items(), *made.parts.items()) if path in names}
    kept = {path: mark for path, mark in marks.items() if path not in failed}
    return Made(
        made.changed,
        names,
        failed,
        made.diagnostics,
        Memory(0, settings, look, known.drafted.kept, known.papers, kept, parts, (index, index_files), renderer.compiled),
    )


def read_site(folders: Folders) -> tuple[Facts, tuple[Diagnostic, ...]]:
    """All that rules look at, and what was noticed on the way."""
    known = understand(folders, Memory(), ALONE)
    sources = [source for file in known.listing.files if isinstance(source := file.read(), Source)]
    readings = tuple(map(parse, sources))
    papers = aliases_of(known.config).papers
    facts = Facts(known.config, papers, {source.path: source for source in sources}, readings, known.site, known.listing.whole)
    return facts, known.diagnostics


def check(folders: Folders) -> tuple[Facts, tuple[Diagnostic, ...]]:
    """All that there is to complain of, by file and line: what reading tells, and what the rules find."""
    facts, told = read_site(folders)
    found = [*told, *apply_levels(run_checks(facts), facts.config)]
    return facts, tuple(dict.fromkeys(sorted(found, key=lambda d: (d.path, d.span.line, d.span.column, d.rule))))


def mended(folders: Folders) -> Iterator[tuple[Path, Source, str]]:
    """Each digest that can safely be mended: its file, what it holds, and what it should hold."""
    facts, _ = read_site(folders)
    for reading in facts.readings:
        source = facts.sources[reading.path]
        text = fixed(source, reading, facts.config)
        if text != source.text:
            yield folders.notes / source.name, source, text
