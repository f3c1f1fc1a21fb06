"""`weeknotes add`: add papers to the digest of a week, with title and authors."""

import argparse
import re
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from weeknotes.cli.adding import Added, Target, add_entry, open_editor
from weeknotes.cli.common import (
    OK,
    add_date,
    add_folders,
    catalogue_for,
    failure,
    folders_of,
    usage_error,
)
from weeknotes.config.settings import FILE_NAME, Config
from weeknotes.diagnostics import Diagnostic, has_errors, printable
from weeknotes.editing.compose import is_tag
from weeknotes.editing.entry import NewEntry, in_brackets, shortened
from weeknotes.identifiers import absolute, archive_of, identify, identify_name
from weeknotes.identifiers.parsed_url import without_tracking
from weeknotes.identifiers.people import author_key
from weeknotes.metadata import Found, Network, Wanted, find_works
from weeknotes.metadata.items import tag_of
from weeknotes.model import Site
from weeknotes.pipeline import load_site
from weeknotes.resolving.aliases import aliases_of
from weeknotes.text.headings import heading
from weeknotes.text.links import find_destinations, url_at
from weeknotes.text.messages import Catalogue, Message, counted, msg
from weeknotes.text.unicode import fold

DESCRIPTION = (
    "Find title and authors of papers, and add the papers to the digest of this"
    " week. Titles and authors come from arXiv, DOI services and web pages."
)


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "addresses",
        nargs="+",
        metavar="ADDRESS",
        help="an address, an arXiv identifier or a DOI",
    )
    add_folders(parser)
    week = parser.add_mutually_exclusive_group()
    week.add_argument("--week", metavar="WEEK", help="the week, such as 2023-04-w4")
    add_date(week)
    parser.add_argument(
        "--tag",
        action="append",
        default=[],
        metavar="TAG",
        help="a hashtag; may be repeated",
    )
    parser.add_argument(
        "--note",
        metavar="TEXT",
        help="your note on the paper; `-` reads the note from standard input",
    )
    parser.add_argument(
        "--edit",
        action="store_true",
        help="open the digest in $EDITOR at the new entry",
    )


Works = Mapping[str, tuple[Wanted, ...]]
"""The addresses of works, by the key of the work."""


class Addition(NamedTuple):
    """A work to be added.  `urls` are its addresses.  `weeks` are the weeks that have it already.
    `title` and `authors` are what was found.  `failure` says why nothing was found."""

    urls: tuple[str, ...]
    weeks: tuple[str, ...]
    title: str = ""
    authors: tuple[str, ...] = ()
    failure: Message | None = None


def network() -> Network:
    """The network, with the clock."""
    return Network(time.monotonic, time.sleep)


def look_up(
    wanted: Sequence[Wanted], catalogue: Catalogue
) -> Mapping[Wanted, Found]:
    """What the network knows of each work.  This can take a while, so a terminal shows a message
    first."""
    if wanted and sys.stderr.isatty():
        papers = counted(len(wanted), "{n} paper", "{n:,} papers")
        message = msg("looking for {papers} on the network …", papers=papers)
        print(message.text(catalogue), file=sys.stderr)
    return find_works(wanted, network()) if wanted else {}


def run(options: argparse.Namespace) -> int:
    folders = folders_of(options)
    loaded = load_site(folders)
    config = loaded.site.config
    catalogue = catalogue_for(config.known_language)
    wanted = _wanted(options.addresses)
    if isinstance(wanted, Message):
        return usage_error("add", wanted, catalogue)
    works, tags = _grouped(wanted, config), _tags(options.tag)
    if problem := _usage_problem(options, works, tags):
        return usage_error("add", problem, catalogue)
    problems = [d for d in loaded.diagnostics if d.rule == "invalid-config"]
    if not (folders.site / FILE_NAME).exists():  # then the notes have to be there
        problems += [d for d in loaded.diagnostics if d.path == folders.shown]
    if has_errors(problems):
        return failure(problems, catalogue)
    note = sys.stdin.read() if options.note == "-" else options.note or ""
    lines = tuple(line.rstrip() for line in note.strip().splitlines())
    target = Target.of(folders, config, options.week, options.date or date.today())
    place: tuple[Path, int] | None = None
    for addition in _found(works, loaded.site, catalogue):
        authors = shortened(addition.authors, config.add_authors)
        entry = NewEntry(addition.urls, addition.title, authors, lines, tags)
        added = add_entry(target, entry)
        if isinstance(added, Diagnostic):
            return failure([added], catalogue)
        place = added.path, added.line
        shown = printable(added.entry.title or " ".join(added.entry.urls))
        people = in_brackets(added.entry.authors)
        print(f"{added.path.as_posix()}:{added.line}: {shown}{printable(people)}")
        for message in _remarks(addition, entry, added):
            print(f"    {message.text(catalogue)}")
    if options.edit and place:
        return open_editor(*place, catalogue)
    return OK


def _usage_problem(
    options: argparse.Namespace, works: Works, tags: Sequence[str]
) -> Message | None:
    if options.week and not ((label := heading(options.week)) and label.plausible):
        return msg("{week} is not a week such as 2023-04-w4", week=options.week)
    if options.note and len(works) > 1:
        return msg("--note can be used with only one paper")
    if wrong := [tag for tag in tags if not is_tag(tag)]:
        names = printable(", ".join(wrong))
        return msg("this cannot be a hashtag: {tags}", tags=names)
    return None


def _tags(typed: Sequence[str]) -> tuple[str, ...]:
    """The tags: `--tag llm`, `--tag "#llm #rag"`, `--tag "language model, rag"`."""
    parts = (part for text in typed for part in re.split(r"[,;]|\s+(?=#)", text))
    return tuple(dict.fromkeys(filter(None, map(tag_of, parts))))


def _wanted(addresses: Sequence[str]) -> list[Wanted] | Message:
    """The addresses, identified.  A bare identifier becomes the address of its archive."""
    found = []
    for text in addresses:
        url = _address(text)
        if not url:
            return msg(
                "{text} is not an address, an arXiv identifier or a DOI",
                text=printable(text),
            )
        found.append(Wanted(url, identify(url).key))
    return found


def _address(text: str) -> str:
    """The address in what was typed or pasted, also with brackets around it, punctuation behind it,
    or as a Markdown link.  Empty if there is no address."""
    for link in find_destinations(text)[:1]:
        text = link.typed
    # The title of a page of arXiv: [2304.07880] Sabiá: …
    text = re.sub(r"^\[(\S+)\](?:\s.*)?$", r"\1", text)
    text = re.sub(
        r"^(arxiv|doi)\s+", r"\1:", text.strip(" \t\n<>\"'([,;"), flags=re.IGNORECASE
    )
    name = re.sub(r"\s*\[[\w.-]+\]?$", "", text)  # arXiv:2304.07880 [cs.CL]
    resource = identify_name(name)
    if resource and "://" not in name and (archive := archive_of(resource.key)):
        return archive.address + quote(resource.key.partition(":")[2], safe=_SAFE)
    if "://" not in text and (Path(text).exists() or not text.isprintable()):
        return ""
    found = url_at(absolute(text), 0)
    is_whole = found and not absolute(text)[found.end :].strip(_BEHIND)
    return without_tracking(found.url) if found and is_whole else ""


_BEHIND = ".,;:!?'\"*~)]>"
"""The characters that can follow a pasted address."""
_SAFE = "/:;()@!$,*'-._~+=&"


def _grouped(wanted: Sequence[Wanted], config: Config) -> Works:
    """The addresses of each work, by the key of the work.  If several addresses have the same key,
    only the first one is used.  An alias in the settings can join addresses with different keys."""
    aliases = aliases_of(config).papers
    unique = {one.key: one for one in reversed(wanted)}
    works: dict[str, tuple[Wanted, ...]] = {}
    for one in reversed(unique.values()):
        key = aliases.get(one.key, one.key)
        works[key] = (*works.get(key, ()), one)
    return works


def _found(works: Works, site: Site, catalogue: Catalogue) -> list[Addition]:
    """What the library or the network knows of each work."""
    papers = {key: paper for key in works if (paper := site.papers.get(key))}
    titled = {
        key: (paper.title, tuple(one.name for one in paper.metadata.authors))
        for key, paper in papers.items()
        if paper.metadata.has_title
    }
    unknown = [wanted[0] for key, wanted in works.items() if key not in titled]
    results = look_up(unknown, catalogue)
    additions = []
    for key, wanted in works.items():
        entries = papers[key].entries if key in papers else ()
        weeks = tuple(dict.fromkeys(entry.week for entry in entries))
        urls = tuple(one.url for one in wanted)
        found = titled.get(key) or results[wanted[0]]
        if isinstance(found, Message):
            additions.append(Addition(urls, weeks, failure=found))
        else:
            additions.append(Addition(urls, weeks, *found))
    return _merged(additions)


def _merged(additions: Iterable[Addition]) -> list[Addition]:
    """The additions, after joining those with the same title and a common author, because they are
    one work."""
    merged: list[Addition] = []
    for one in additions:
        names = set(map(author_key, one.authors))
        for n, other in enumerate(merged):
            same = one.title and fold(one.title) == fold(other.title)
            if same and not names.isdisjoint(map(author_key, other.authors)):
                urls, weeks = (*other.urls, *one.urls), (*other.weeks, *one.weeks)
                merged[n] = other._replace(
                    urls=urls, weeks=tuple(dict.fromkeys(weeks))
                )
                break
        else:
            merged.append(one)
    return merged


def _remarks(addition: Addition, entry: NewEntry, added: Added) -> Iterator[Message]:
    """What the writer should know about an entry."""
    if not added.is_new:
        yield msg(
            "the week already has this paper; with --note or --tag, the paper is added again"
        )
        return
    if addition.weeks:
        yield msg("read before: {weeks}", weeks=", ".join(addition.weeks))
    if addition.failure:
        yield msg(
            "no title was found, so only the address was written: {reason}",
            reason=addition.failure,
        )
        yield msg("`weeknotes fill --write` looks for the title again")
    if added.entry.title != entry.title:
        yield msg(
            "weeknotes would not read this as a title, so it was left out: {title}",
            title=entry.title,
        )
    elif added.entry.authors != entry.authors:
        yield msg(
            "weeknotes would not read these as authors, so they were left out: {names}",
            names=", ".join(entry.authors),
        )
