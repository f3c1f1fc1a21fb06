"""The whole pipeline: files → drafts → Site → Page → bytes → output.  Start reading here."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from weeknotes.checks import apply_levels, run_checks
from weeknotes.checks.base import Facts
from weeknotes.checks.fixes import fixed
from weeknotes.config import Config, load_config
from weeknotes.diagnostics import Diagnostic, Severity, Span, has_errors
from weeknotes.drafting import Drafted, FileChangedError, draft
from weeknotes.marks import mark_of
from weeknotes.model import Site
from weeknotes.output import Published, Staging, began, not_written, present, publish, refuse, staging
from weeknotes.pages import all_pages, search
from weeknotes.parse import SUFFIXES, parse
from weeknotes.processes import processors
from weeknotes.produce import produce
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
class Built:
    """What a build made and what it noticed; `published` is None where the old site was left as it is."""

    site: Site
    published: Published | None
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """Everything up to the Site, what was noticed on the way, and what can be kept of it."""

    config: Config
    listing: Listing
    drafted: Drafted
    site: Site
    papers: Mapping[str, Known]
    diagnostics: tuple[Diagnostic, ...]


def understand(folders: Folders, memory: Memory, jobs: int) -> Understood:
    """Files → drafts → Site; nothing is rendered, nothing written."""
    config, about_config = load_config(folders.site)
    if memory.settings != mark_of(repr(config)):
        memory = Memory()
    listing = list_notes(folders.notes, folders.shown, SUFFIXES)
    aliases = aliases_of(config)
    drafted = draft(listing, config, aliases, memory.files, memory.since, jobs)
    assets = read_assets(folders.notes, listing.others, files_wanted(file.draft for file in drafted.files))
    site, about_site, papers = resolve(drafted.files, config, aliases, assets, memory.papers)
    found = apply_levels([*about_config, *listing.diagnostics, *drafted.diagnostics, *about_site], config)
    return Understood(config, listing, drafted, site, papers, found)


def build(folders: Folders, *, keep_going: bool = False, clean: bool = False, jobs: int = 0) -> Built:
    """Build the site and publish it, all or nothing; with `keep_going` what is good is published in spite of errors, unless
    the notes could not even be listed: then everything would seem to be gone.  `clean` makes all anew; 0 `jobs` are as many as pay."""
    gc.disable()  # what is made here lives as long as the build
    try:
        jobs = jobs or processors()
        memory = Memory() if clean else load(folders.site, folders.output)
        known = understand(folders, memory, jobs)
        pages, about_paths = merged(list(all_pages(known.site)), static_pages(folders.site))
        refused = refuse(folders.output, folders.site, folders.notes)
        found = [*known.diagnostics, *about_paths, *([refused] if refused else [])]
        if refused or not known.listing.whole or (has_errors(found) and not keep_going):
            return Built(known.site, None, tuple(found))
        with staging(folders.output, folders.site) as staged:
            if isinstance(staged, Diagnostic):
                return Built(known.site, None, (*found, staged))
            return _publish(folders, memory, known, pages, found, staged, keep_going, jobs)
    finally:
        gc.enable()


def _publish(
    folders: Folders,
    memory: Memory,
    known: Understood,
    pages: list[Page],
    found: list[Diagnostic],
    staged: Staging,
    keep_going: bool,
    jobs: int,
) -> Built:
    """Make what is not as it was, and publish it."""
    since = began(folders.site)
    look = mark_of(repr(known.config), templates_mark(folders.site))
    marks = {page.path: page.mark for page in pages}
    there = present(folders.output)
    before = memory.pages if memory.look == look else {}
    todo = [page for page in pages if before.get(page.path) != page.mark or page.path not in there]
    index = mark_of(look, search.mark(known.site))
    index_paths = memory.search[1]
    again = memory.search[0] != index or not there.issuperset(index_paths)
    try:
        made = produce(
            todo,
            (lambda: search.index_files(known.site)) if again else None,
            make_renderer(folders.site),
            folders.site,
            staged,
            memory.parts,
            jobs,
        )
        found += made.diagnostics
        if has_errors(made.diagnostics) and not keep_going:
            return Built(known.site, None, tuple(found))
        if again:
            index_paths = tuple(path for path in (*made.changed, *made.same) if path not in marks)
        forget(folders.site, folders.output)
        failed = set(made.failed)
        names = (marks.keys() - failed) | set(index_paths)
        published = publish(made.changed, names, failed, staged, folders.site)
        parts = {path: made.parts.get(path) or memory.parts[path] for path in {*made.parts, *memory.parts} if path in names}
        kept = Memory(
            since,
            mark_of(repr(known.config)),
            look,
            known.drafted.kept,
            known.papers,
            {path: mark for path, mark in marks.items() if path not in failed},
            parts,
            (index, index_paths),
        )
        save(kept, folders.site, folders.output)
    except OSError as error:
        return Built(known.site, None, (*found, not_written(error, folders.output)))
    except FileChangedError as error:
        message = "was changed while the site was being built"
        return Built(known.site, None, (*found, Diagnostic("not-written", Severity.ERROR, str(error), Span(), message, "build again")))
    return Built(known.site, published, tuple(found))


def read_site(folders: Folders) -> tuple[Facts, tuple[Diagnostic, ...]]:
    """All that rules look at, and what was noticed on the way."""
    known = understand(folders, Memory(), 1)
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
