"""The whole pipeline: files → Source → Reading → Site → Page → bytes → output.  Start reading here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from weeknotes.checks import apply_levels, run_checks
from weeknotes.checks.base import Facts
from weeknotes.checks.fixes import fixed
from weeknotes.config import load_config
from weeknotes.diagnostics import Diagnostic, has_errors
from weeknotes.linking import wanted_files
from weeknotes.model import Site
from weeknotes.output import Published, publish, refuse
from weeknotes.pages import all_pages
from weeknotes.parse import SUFFIXES, parse
from weeknotes.render import make_renderer, render_pages
from weeknotes.resolve import resolve
from weeknotes.resolve.aliases import aliases_of
from weeknotes.source import Source, read_assets, read_notes
from weeknotes.theme import merge_files, static_files


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


def read_site(folders: Folders) -> tuple[Facts, tuple[Diagnostic, ...]]:
    """Everything up to the Site, and what was noticed on the way: nothing is rendered, nothing written."""
    config, about_config = load_config(folders.site)
    notes = read_notes(folders.notes, folders.shown, SUFFIXES)
    readings = [parse(source) for source in notes.sources]
    assets = read_assets(folders.notes, notes.others, wanted_files(readings))
    site, about_site = resolve(readings, config, assets)
    about_files = [diagnostic for reading in readings for diagnostic in reading.diagnostics]
    found = apply_levels([*about_config, *notes.diagnostics, *about_files, *about_site], config)
    return Facts(
        config, aliases_of(config).papers, {source.path: source for source in notes.sources}, tuple(readings), site, notes.whole
    ), found


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


def build(folders: Folders, *, keep_going: bool = False) -> Built:
    """Build the site and publish it, all or nothing; with `keep_going` what is good is published in spite of errors, unless
    the notes could not even be listed: then everything would seem to be gone."""
    facts, about_site = read_site(folders)
    site = facts.site
    pages = list(all_pages(site))
    rendered, about_pages = render_pages(pages, make_renderer(folders.site), folders.site)
    static, about_static = static_files(folders.site)
    files, about_paths = merge_files(rendered, static)
    refused = refuse(folders.output, folders.site, folders.notes)
    found = [*about_site, *about_pages, *about_static, *about_paths, *([refused] if refused else [])]
    if refused or not facts.whole or (has_errors(found) and not keep_going):
        return Built(site, None, tuple(found))
    failed = frozenset(page.path for page in pages) - set(rendered)
    published, about_output = publish(files, folders.output, folders.site, failed)
    return Built(site, published, (*found, *about_output))
