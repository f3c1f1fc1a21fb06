"""What `check` says of a site, and what it can mend."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from weeknotes.cache.store import Memory
from weeknotes.config.folders import Folders
from weeknotes.diagnostics import Diagnostic
from weeknotes.lint.facts import Facts
from weeknotes.lint.fixes import fixed
from weeknotes.lint.rules import apply_levels, run_checks
from weeknotes.making import understand
from weeknotes.parsing import parse
from weeknotes.processes import ALONE
from weeknotes.resolving.aliases import aliases_of
from weeknotes.sources.files import Source


def read_site(folders: Folders) -> tuple[Facts, tuple[Diagnostic, ...]]:
    """All that rules look at, and what was noticed on the way."""
    known = understand(folders, Memory(), ALONE)
    sources = [source for file in known.listing.files if isinstance(source := file.read(), Source)]
    readings = tuple(map(parse, sources))
    papers = aliases_of(known.config).papers
    facts = Facts(
        known.config,
        papers,
        {source.path: source for source in sources},
        readings,
        known.site,
        known.listing.whole,
    )
    return facts, known.diagnostics


def check(folders: Folders) -> tuple[Facts, tuple[Diagnostic, ...]]:
    """All that there is to complain of, by file and line: what reading tells, and what the rules
    find."""
    facts, told = read_site(folders)
    found = [*told, *apply_levels(run_checks(facts), facts.config)]
    return facts, tuple(
        dict.fromkeys(sorted(found, key=lambda d: (d.path, d.span.line, d.span.column, d.rule)))
    )


def mended(folders: Folders) -> Iterator[tuple[Path, Source, str]]:
    """Each digest that can safely be mended: its file, what it holds, and what it should hold."""
    facts, _ = read_site(folders)
    for reading in facts.readings:
        source = facts.sources[reading.path]
        text = fixed(source, reading, facts.config)
        if text != source.text:
            yield folders.notes / source.name, source, text
