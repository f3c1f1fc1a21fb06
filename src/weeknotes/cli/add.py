"""`weeknotes add`: add papers to the digest of a week, with title and authors."""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from weeknotes.cli.adding import Target, add_entry, open_editor
from weeknotes.cli.common import (
    FAILED,
    OK,
    add_date,
    add_folders,
    catalogue_for,
    folders_of,
    print_diagnostics,
    usage_error,
)
from weeknotes.diagnostics import Diagnostic, has_errors, printable
from weeknotes.editing.entry import NewEntry, in_brackets
from weeknotes.text.messages import Catalogue, Message, counted, msg

if TYPE_CHECKING:
    from weeknotes.config.settings import Config
    from weeknotes.metadata import Found, Network, Wanted
    from weeknotes.model import Site


HELP = "add papers to a digest"
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
    from weeknotes.metadata import Network

    return Network(time.monotonic, time.sleep)


def look_up(
    wanted: Sequence[Wanted], catalogue: Catalogue
) -> Mapping[Wanted, Found]:
    """What the network knows of each work.  This can take a while, so a terminal shows a message
    first."""
    from weeknotes.metadata import find_works

    if wanted and sys.stderr.isatty():
        papers = counted(len(wanted), "{n} paper", "{n:,} papers")
        message = msg("looking for {papers} on the network …", papers=papers)
        print(message.text(catalogue), file=sys.stderr)
    return find_works(wanted, network()) if wanted else {}


def run(options: argparse.Namespace) -> int:
    from weeknotes.config.settings import FILE_NAME
    from weeknotes.pipeline import load_site

    folders = folders_of(options)
    loaded = load_site(folders)
    config = loaded.site.config
    catalogue = catalogue_for(config.known_language)
    wanted = _wanted(options.addresses)
    if isinstance(wanted, Message):
        return usage_error("add", wanted, catalogue)
    works = _grouped(wanted, config)
    if problem := _usage_problem(options, works):
        return usage_error("add", problem, catalogue)
    problems = [d for d in loaded.diagnostics if d.rule == "invalid-config"]
    if not (folders.site / FILE_NAME).exists():  # then the notes have to be there
        problems += [d for d in loaded.diagnostics if d.path == folders.shown]
    if has_errors(problems):
        print_diagnostics(problems, catalogue)
        return FAILED
    note = sys.stdin.read() if options.note == "-" else options.note or ""
    target = Target.of(folders, config, options.week, options.date or date.today())
    additions = _found(works, loaded.site, catalogue)
    return _add_all(additions, target, note, options, catalogue)


def _usage_problem(options: argparse.Namespace, works: Works) -> Message | None:
    from weeknotes.text.headings import heading

    if options.week and not ((label := heading(options.week)) and label.plausible):
        return msg("{week} is not a week such as 2023-04-w4", week=options.week)
    if options.note and len(works) > 1:
        return msg("--note can be used with only one paper")
    return _tag_problem(_tags(options.tag))


def _tags(typed: Sequence[str]) -> tuple[str, ...]:
    """The tags: `--tag llm`, `--tag "#llm #rag"`, `--tag "language model, rag"`."""
    from weeknotes.metadata.items import tag_of

    parts = (part for text in typed for part in re.split(r"[,;]|\s+(?=#)", text))
    return tuple(dict.fromkeys(filter(None, map(tag_of, parts))))


def _tag_problem(tags: Sequence[str]) -> Message | None:
    if not tags:
        return None
    from weeknotes.editing.compose import is_tag

    wrong = [tag for tag in tags if not is_tag(tag)]
    names = printable(", ".join(wrong))
    return msg("this cannot be a hashtag: {tags}", tags=names) if wrong else None


def _wanted(addresses: Sequence[str]) -> list[Wanted] | Message:
    """The addresses, identified.  A bare identifier becomes the address of its archive."""
    from weeknotes.identifiers import identify
    from weeknotes.metadata import Wanted

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
    from urllib.parse import quote

    from weeknotes.identifiers import absolute, archive_of, identify_name
    from weeknotes.identifiers.parsed_url import without_tracking
    from weeknotes.text.links import find_destinations, url_at

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


Works: TypeAlias = "Mapping[str, tuple[Wanted, ...]]"
"""The addresses of works, by the key of the work."""


def _grouped(wanted: Sequence[Wanted], config: Config) -> Works:
    """The addresses of each work, by the key of the work.  If several addresses have the same key,
    only the first one is used.  An alias in the settings can join addresses with different keys."""
    from weeknotes.resolving.aliases import aliases_of

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
    from weeknotes.identifiers.people import author_key
    from weeknotes.text.unicode import fold

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


def _add_all(
    additions: Sequence[Addition],
    target: Target,
    note: str,
    options: argparse.Namespace,
    catalogue: Catalogue,
) -> int:
    """Write all entries, and say where each is."""
    tags = _tags(options.tag)
    lines = tuple(line.rstrip() for line in note.strip().splitlines())
    place: tuple[Path, int] | None = None
    for addition in additions:
        authors = shortened(addition.authors, target.config.add_authors)
        entry = NewEntry(addition.urls, addition.title, authors, lines, tags)
        added = add_entry(target, entry)
        if isinstance(added, Diagnostic):
            print_diagnostics([added], catalogue)
            return FAILED
        place = added.path, added.line
        shown = printable(added.entry.title or " ".join(added.entry.urls))
        people = in_brackets(added.entry.authors)
        print(f"{added.path.as_posix()}:{added.line}: {shown}{printable(people)}")
        remarks = (
            _remarks(addition, entry, added.entry)
            if added.is_new
            else [
                msg(
                    "the week already has this paper; with --note or --tag, it is added again"
                )
            ]
        )
        for message in remarks:
            print(f"    {message.text(catalogue)}")
    if options.edit and place:
        return open_editor(*place, catalogue)
    return OK


def shortened(authors: tuple[str, ...], limit: int) -> tuple[str, ...]:
    """The first names, then `et al.`; all of them if the limit is 0."""
    return (*authors[:limit], "et al.") if 0 < limit < len(authors) else authors


def _remarks(
    addition: Addition, entry: NewEntry, written: NewEntry
) -> list[Message]:
    """What the writer should know about an entry."""
    remarks = []
    if addition.weeks:
        remarks.append(msg("read before: {weeks}", weeks=", ".join(addition.weeks)))
    if addition.failure:
        remarks.append(
            msg(
                "no title was found, so only the address was written: {reason}",
                reason=addition.failure,
            )
        )
        remarks.append(msg("`weeknotes fill --write` looks for the title again"))
    if written.title != entry.title:
        remarks.append(
            msg(
                "weeknotes would not read this as a title, so it was left out: {title}",
                title=entry.title,
            )
        )
    elif written.authors != entry.authors:
        names = ", ".join(entry.authors)
        remarks.append(
            msg(
                "weeknotes would not read these as authors, so they were left out: {names}",
                names=names,
            )
        )
    return remarks
