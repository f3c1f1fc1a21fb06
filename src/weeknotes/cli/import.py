"""`weeknotes import`: new digests from a file of a reference manager."""

import argparse
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from weeknotes.cli.common import (
    OK,
    add_folders,
    catalogue_for,
    failure,
    folders_of,
    text_of,
    usage_error,
)
from weeknotes.config.settings import Config, load_config
from weeknotes.diagnostics import printable
from weeknotes.editing.compose import compose
from weeknotes.editing.entry import NewEntry, shortened
from weeknotes.metadata.items import LibraryItem, read_items
from weeknotes.sources.writing import write_new
from weeknotes.text.messages import Catalogue, Message, counted, msg
from weeknotes.text.weeks import WeekLabel, week_of

UNDATED = "undated"
"""The name of the digest of items without a day."""


DESCRIPTION = (
    "Make new digests from the papers, notes and tags of a reference manager: one"
    " digest for each week in which papers were added."
)


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="a BibTeX (.bib) or JSON (.json) file",
    )
    add_folders(parser)
    parser.add_argument(
        "--output",
        type=Path,
        metavar="DIR",
        help="the new folder of the digests (default: imported, in the folder of digests)",
    )


def run(options: argparse.Namespace) -> int:
    config, problems = load_config(options.site)
    catalogue = catalogue_for(config.known_language)
    if problems:
        return failure(problems, catalogue)
    output: Path = options.output or folders_of(options).notes / "imported"
    items = _items(options.files)
    if not isinstance(items, Message) and output.exists():
        items = msg("there is already a folder {path}", path=output.as_posix())
    if isinstance(items, Message):
        return usage_error("import", items, catalogue)
    return _write(items, output, config, catalogue)


def _items(files: Sequence[Path]) -> list[LibraryItem] | Message:
    """The items of all files.  If several have the same identifier, only the first one is
    returned."""
    found: list[LibraryItem] = []
    seen: set[str] = set()
    for path in files:
        text = text_of(path)
        items = text if isinstance(text, Message) else read_items(text, path.name)
        if isinstance(items, Message):
            return items
        for item in items:
            if seen.isdisjoint(item.keys):
                found.append(item)
                seen.update(item.keys)
    names = ", ".join(path.as_posix() for path in files)
    return found or msg("{path} contains nothing that can be imported", path=names)


def _write(
    items: Sequence[LibraryItem], output: Path, config: Config, catalogue: Catalogue
) -> int:
    left: list[NewEntry] = []
    no_tags: list[str] = []
    written = 0
    for label, entries in _weeks(items, config).items():
        name = f"{label.id if label else UNDATED}.txt"
        heading = config.words.heading(label) if label else ""
        composed = compose(name, heading, entries)
        left += composed.left
        no_tags += composed.no_tags
        if len(composed.left) == len(entries):
            continue
        problem = write_new(output / name, composed.text.encode())
        if problem:
            return failure([problem], catalogue)
        written += len(entries) - len(composed.left)
        print((output / name).as_posix())
    for entry in left:
        shown = printable(entry.title or " ".join(entry.urls))
        reason = (
            msg(
                "not imported, because weeknotes would not read it as one entry: {title}",
                title=shown,
            )
            if entry.urls
            else msg("not imported, because it has no address: {title}", title=shown)
        )
        print(reason.text(catalogue))
    if no_tags:
        tags = printable(", ".join(dict.fromkeys(no_tags)))
        message = msg(
            "left out, because these cannot be hashtags: {tags}", tags=tags
        )
        print(message.text(catalogue))
    summary = msg(
        "{entries} written, {left} left out",
        entries=counted(written, "{n} entry", "{n:,} entries"),
        left=len(left),
    )
    print(summary.text(catalogue))
    return OK


def _weeks(
    items: Sequence[LibraryItem], config: Config
) -> Mapping[WeekLabel | None, list[NewEntry]]:
    """The entries of each week, in the order of time.  The entries without a day come last."""
    weeks: dict[WeekLabel | None, list[NewEntry]] = {}
    for item in sorted(
        items, key=lambda item: (item.day is None, item.day or date.max)
    ):
        label = week_of(item.day, config.week_rule) if item.day else None
        authors = shortened(item.work.authors, config.add_authors)
        urls = (item.url,) if item.url else ()
        entry = NewEntry(urls, item.work.title, authors, item.note, item.tags)
        weeks.setdefault(label, []).append(entry)
    return weeks
