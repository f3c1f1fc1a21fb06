"""A build: files → drafts → Site → Page → bytes → output.  Start reading here, and go on in
making.py."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from typing import NamedTuple

from weeknotes.cache import freshness as stamp
from weeknotes.cache.parsed_files import FileChangedError
from weeknotes.cache.store import Memory, forget, load, save
from weeknotes.config.folders import Folders
from weeknotes.diagnostics import Diagnostic, Severity, Span, has_errors
from weeknotes.making import ask, make, understand
from weeknotes.model import Site
from weeknotes.output.publish import Published, folders_of, publish
from weeknotes.output.safety import obstacle, refuse
from weeknotes.output.staging import Staging, build_start, staging
from weeknotes.output.writing import not_written
from weeknotes.processes import ALONE, Workers, processors, uncollected


class Built(NamedTuple):
    """What a build made and what it noticed; `published` is None where the old site was left as it
    is, or, `halfway`, only begun to be replaced; `began` is when, in nanoseconds of the file
    system, `folders` are those that hold the site, below the output."""

    site: Site
    published: Published | None
    diagnostics: tuple[Diagnostic, ...]
    began: int = 0
    folders: Sequence[str] = ()
    halfway: bool = False


def build(
    folders: Folders,
    *,
    keep_going: bool = False,
    clean: bool = False,
    workers: Workers | None = None,
) -> Built:
    """Build the site and publish it, all or nothing; with `keep_going` what is good is published in
    spite of errors, unless the notes could not even be listed: then everything would seem to be
    gone.  `clean` makes all anew; without `workers` there are as many as pay."""
    with uncollected():
        refused = refuse(folders.output, folders.site, folders.notes)
        with nullcontext(refused) if refused else staging(folders.output, folders.site) as place:
            if isinstance(place, Diagnostic):
                known = understand(folders, Memory(), ALONE)
                return Built(known.site, None, (*known.diagnostics, place))
            return _build(folders, place, keep_going, clean, workers or Workers(processors()))


def _build(
    folders: Folders, place: Staging, keep_going: bool, clean: bool, workers: Workers
) -> Built:
    since = build_start(folders.site)
    memory = Memory() if clean else load(folders.site, folders.output)
    known = understand(folders, memory, workers)
    asked = ask(known, folders.site, memory, place.there, place.touched)
    found = list(asked.diagnostics)
    if not known.listing.whole or (has_errors(found) and not keep_going):
        return Built(known.site, None, tuple(found))
    halfway = False
    try:
        made = make(folders.site, known, asked, memory, place, workers)
        found += made.diagnostics
        if has_errors(made.diagnostics) and not keep_going:
            return Built(known.site, None, tuple(found))
        written_to = folders_of(made.names)
        if in_the_way := obstacle(made.changed, written_to, place):
            return Built(known.site, None, (*found, in_the_way))
        stamp.forget(folders.site, folders.output)
        forget(folders.site, folders.output)
        workers.tell("publishing", 0, 1)
        halfway = True
        published = publish(made.changed, made.names, made.failed, place, folders.site)
        save(made.memory._replace(since=since), folders.site, folders.output)
    except OSError as error:
        return Built(
            known.site, None, (*found, not_written(error, folders.output)), halfway=halfway
        )
    except FileChangedError as error:
        message = "was changed while the site was being built"
        return Built(
            known.site,
            None,
            (
                *found,
                Diagnostic(
                    "not-written", Severity.ERROR, str(error), Span(), message, "build again"
                ),
            ),
        )
    return Built(known.site, published, tuple(found), since, written_to)
