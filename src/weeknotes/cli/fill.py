"""`weeknotes fill`: complete entries that lack a title or authors."""

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from weeknotes.cache.known_works import load_known, save_known
from weeknotes.cli.add import look_up
from weeknotes.cli.common import (
    FAILED,
    OK,
    add_folders,
    catalogue_for,
    failure,
    folders_of,
    is_chosen,
    path_outside,
    print_diagnostics,
    text_of,
    usage_error,
)
from weeknotes.config.settings import Config, load_config
from weeknotes.diagnostics import has_errors, printable
from weeknotes.editing.entry import shortened
from weeknotes.editing.fill import EntryGap, fill, gaps
from weeknotes.lint.fixes import difference
from weeknotes.metadata import Found, Wanted, Work
from weeknotes.metadata.items import read_library
from weeknotes.parsing import SUFFIXES, parse
from weeknotes.parsing.result import ParseResult
from weeknotes.sources.decoding import Source
from weeknotes.sources.listing import NoteFile, list_notes
from weeknotes.sources.writing import rewrite, writing_lock
from weeknotes.text.messages import Catalogue, Message, counted, msg

DESCRIPTION = (
    "Find the title and the authors of entries that lack them, and print what would"
    " change."
)


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="complete only these files or folders",
    )
    add_folders(parser)
    parser.add_argument("--write", action="store_true", help="change the digests")
    parser.add_argument(
        "--from",
        dest="library",
        type=Path,
        metavar="FILE",
        help="take titles and authors from a BibTeX or CSL-JSON file instead of the network",
    )


class _Digest(NamedTuple):
    file: Path
    source: Source
    result: ParseResult


def run(options: argparse.Namespace) -> int:
    config, problems = load_config(options.site)
    catalogue = catalogue_for(config.known_language)
    if problems:
        return failure(problems, catalogue)
    folders = folders_of(options)
    if message := path_outside(options.paths, [folders.notes], folders.notes):
        return usage_error("fill", message, catalogue)
    listing = list_notes(folders.notes, folders.shown, SUFFIXES, config.ignore)
    if not listing.files:
        print_diagnostics(listing.diagnostics, catalogue)
        return FAILED if has_errors(listing.diagnostics) else OK
    digests = _digests(listing.files, [path.resolve() for path in options.paths])
    missing = {gap.key: gap for digest in digests for gap in gaps(digest.result)}
    found = (
        _from_library(options.library, missing)
        if options.library
        else _from_network(folders.site, missing, catalogue)
    )
    if isinstance(found, Message):
        return usage_error("fill", found, catalogue)
    notes = folders.notes
    return _fill(digests, found, notes, config, catalogue, write=options.write)


def _digests(files: Iterable[NoteFile], paths: Sequence[Path]) -> list[_Digest]:
    """The digests below these paths, or all of them."""
    return [
        _Digest(file, source, parse(source))
        for note in files
        if is_chosen(file := Path(note.file), paths)
        and isinstance(source := note.read(), Source)
    ]


def _from_library(
    path: Path, missing: Mapping[str, EntryGap]
) -> Mapping[str, Found] | Message:
    text = text_of(path)
    if isinstance(text, Message):
        return text
    works = read_library(text, path.name)
    if isinstance(works, Message):
        return works
    absent = msg("this work is not in {path}", path=path.as_posix())
    return {key: works.get(key, absent) for key in missing}


def _from_network(
    site: Path, missing: Mapping[str, EntryGap], catalogue: Catalogue
) -> Mapping[str, Found]:
    """The works for these gaps. Works that were fetched in the last month are not fetched again."""
    today = date.today()
    known = load_known(site, today)
    wanted = [
        Wanted(gap.url, key) for key, gap in missing.items() if key not in known
    ]
    fetched = look_up(wanted, catalogue)
    found: dict[str, Found] = {one.key: result for one, result in fetched.items()}
    for key, result in found.items():
        if isinstance(result, Work):
            known[key] = (*result, today.toordinal())
    if wanted:
        save_known(site, known)
    return found | {key: Work(*known[key][:2]) for key in missing & known.keys()}


def _fill(
    digests: Sequence[_Digest],
    found: Mapping[str, Found],
    notes: Path,
    config: Config,
    catalogue: Catalogue,
    *,
    write: bool,
) -> int:
    """Print or write what changes, then list what is left."""
    works = {
        key: work
        if isinstance(work, Message)
        else work._replace(authors=shortened(work.authors, config.add_authors))
        for key, work in found.items()
    }
    left: list[tuple[str, str, Message]] = []
    number = 0
    for file, source, _ in digests:
        filled = fill(source, works)
        number += len(filled.filled)
        for gap, line, reason in filled.left:
            place = f"{source.path}:{line if write else gap.line}"
            left.append((place, gap.url, reason))
        if filled.text == source.text:
            continue
        if not write:
            sys.stdout.write(difference(source, filled.text))
            continue
        with writing_lock(notes):
            problem = rewrite(file, source, filled.text)
        if problem:
            return failure([problem], catalogue)
        print(msg("filled {path}", path=printable(source.path)).text(catalogue))
    for place, url, reason in left:
        print(f"{printable(place)}: {printable(url)}: {reason.text(catalogue)}")
    summary = msg(
        "{entries} completed, {left} not completed",
        entries=counted(number, "{n} entry", "{n:,} entries"),
        left=len(left),
    )
    print(summary.text(catalogue))
    return OK
