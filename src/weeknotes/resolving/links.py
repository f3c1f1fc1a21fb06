"""LinkCandidate… → Link…: resolve links to pages and files of the site, and report broken links."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from weeknotes.config.settings import Config
from weeknotes.diagnostics import Diagnostic, Severity, Span
from weeknotes.model import Link, LinkKind, Note
from weeknotes.parsing.link_candidates import FILE, SPACED, URL, WIKI, LinkCandidate
from weeknotes.parsing.own_pages import ParsedPage
from weeknotes.parsing.parsed_file import ParsedEntry, ParsedWeek
from weeknotes.resolving.merge import MergedEntry, MergedWeek
from weeknotes.sources.assets import Asset
from weeknotes.text.messages import msg
from weeknotes.text.time_names import day_in
from weeknotes.text.unicode import fold, normalize
from weeknotes.text.weeks import WeekRule, week_of
from weeknotes.urls import asset_path, href, week_path


class Targets(NamedTuple):
    """The possible targets of links.  `weeks` are pages of weeks by id.  `papers` are pages of
    papers by key.  `titles` maps folded titles, and the parts of titles before a colon, to keys of
    papers.  `assets` are files by name.  A file is also found by `*/` and the last part of its
    name: `*/figure.png` is this file in any folder.  `digests` are the pages of digests by the name
    of their file: with or without its folders, and with or without its extension.

    `aliases` maps the keys of papers to the keys that replace them.  `names` maps pages to
    titles."""

    weeks: Mapping[str, str]
    papers: Mapping[str, str]
    aliases: Mapping[str, str]
    titles: Mapping[str, str]
    names: Mapping[str, str]
    assets: Mapping[str, Asset]
    digests: Mapping[str, str]
    rule: WeekRule


def link_targets(
    weeks: Sequence[MergedWeek],
    papers: Mapping[str, str],
    aliases: Mapping[str, str],
    assets: Mapping[str, Asset],
    config: Config,
    own: Iterable[ParsedPage],
) -> Targets:
    """Collect the possible targets of links in notes and in the site's own pages.  `papers` are the
    pages of papers by key."""
    entries = [entry for week in weeks for entry in week.entries]
    pages = {week.id: href(week_path(week.id)) for week in weeks}
    names = {
        pages[week.id]: config.words.label(week.label)
        for week in weeks
        if week.label
    }
    names |= {
        papers[entry.paper]: entry.parsed.title
        for entry in entries
        if entry.parsed.title
    }
    with_links: list[ParsedPage | ParsedWeek | ParsedEntry] = [*own]
    with_links += [part for week in weeks for part in week.parts]
    with_links += [entry.parsed for entry in entries]
    kinds = {candidate.kind for one in with_links for candidate in one.candidates}
    files: dict[str, Asset] = {}
    for name, asset in assets.items():
        files.setdefault(f"*/{name.rpartition('/')[2]}", asset)
    return Targets(
        pages,
        papers,
        aliases,
        _titles(entries) if WIKI in kinds else {},
        names,
        files | {**assets},
        _digests(weeks, pages, papers) if kinds & {WIKI, FILE} else {},
        config.week_rule,
    )


def _digests(
    weeks: Sequence[MergedWeek], pages: Mapping[str, str], papers: Mapping[str, str]
) -> dict[str, str]:
    """The page of each digest by the names that a link may use: its week, or its only paper."""
    found: dict[str, str] = {}
    for week in weeks:
        for part in week.parts:
            path = PurePosixPath(normalize("NFC", part.name))
            page = pages[week.id]
            if part.alone and len(part.entries) == 1:
                page = next(
                    papers[entry.paper]
                    for entry in week.entries
                    if entry.parsed is part.entries[0]
                )
            for name in (
                path.as_posix(),
                path.with_suffix("").as_posix(),
                path.name,
                path.stem,
            ):
                found.setdefault(name, page)
    return found


def _titles(entries: Iterable[MergedEntry]) -> dict[str, str]:
    """The keys of papers by folded title, else by the part of the title before a colon.  If several
    entries have the same title, the first is used."""
    whole: dict[str, str] = {}
    short: dict[str, str] = {}
    for entry in entries:
        for title in (entry.parsed.title, *entry.parsed.alternate_titles):
            if title:
                whole.setdefault(fold(title), entry.paper)
                short.setdefault(fold(title.partition(":")[0]), entry.paper)
    return short | whole


def resolve_links(
    paragraphs: Sequence[str],
    candidates: Iterable[LinkCandidate],
    targets: Targets,
    path: str,
    paper: str,
    diagnostics: list[Diagnostic],
) -> tuple[Note, ...]:
    """Convert paragraphs to notes, with their links to pages and files of the site.

    URLs of the entry's own `paper` remain external links.  Broken links are added to the
    diagnostics of the file `path`.
    """
    links: dict[int, list[Link]] = {}
    for candidate in candidates:
        if link := _resolve(candidate, targets, paper):
            links.setdefault(candidate.paragraph, []).append(link)
        elif candidate.kind != URL:
            diagnostics.append(_broken(candidate, path))
    if not links:
        return tuple(map(Note, paragraphs))
    return tuple(
        Note(text, tuple(links.get(n, ()))) for n, text in enumerate(paragraphs)
    )


def _resolve(candidate: LinkCandidate, targets: Targets, paper: str) -> Link | None:
    typed, page = candidate.typed, None
    if candidate.kind == URL:
        key = candidate.targets[0]
        key = targets.aliases.get(key, key)
        page = None if key == paper else targets.papers.get(key)
    elif candidate.kind == WIKI:
        typed, page = f"[[{typed}]]", _wiki_page(targets, *candidate.targets)
    elif candidate.kind == FILE:
        page = targets.digests.get(candidate.targets[0])
        found = filter(None, map(targets.assets.get, candidate.targets))
        if not page and (asset := next(found, None)):
            kind = LinkKind.IMAGE if asset.width and asset.height else LinkKind.FILE
            address = href(asset_path(asset.name))
            return Link(typed, kind, address, "", asset.width, asset.height)
    if not page:
        return None
    name = targets.names.get(page, "")
    says_so = fold(name) == fold(typed.strip("[]"))
    return Link(typed, LinkKind.PAGE, page, "" if says_so else name)


def _wiki_page(
    targets: Targets, week: str, key: str, digest: str, *titles: str
) -> str | None:
    """The page for a `[[…]]` link, if any."""
    key = targets.aliases.get(key, key)
    if page := targets.weeks.get(week) or targets.papers.get(key):
        return page
    for title in titles:
        if paper := targets.titles.get(title):
            return targets.papers.get(paper)
    if page := targets.digests.get(digest):
        return page
    day = day_in(digest)
    return targets.weeks.get(week_of(day, targets.rule).id) if day else None


def _broken(candidate: LinkCandidate, path: str) -> Diagnostic:
    """The warning for a broken link."""
    if candidate.kind == WIKI:
        message = msg(
            "`[[{target}]]` matches no paper and no week", target=candidate.typed
        )
        hint = msg(
            "write the identifier or the title of a paper that has a page here, or a week such as"
            " 2023-04-w4"
        )
    elif candidate.kind == SPACED:
        message = msg(
            "`{address}` contains spaces, so it is not a link",
            address=candidate.typed,
        )
        hint = msg(
            "write the address in angle brackets: (<{address}>)",
            address=candidate.typed,
        )
    else:
        message = msg(
            "`{address}` is not allowed as a link", address=candidate.typed
        )
        if candidate.targets[0]:
            message = msg(
                "there is no file `{name}` beside this file", name=candidate.typed
            )
        hint = msg(
            "put the file beside this one, or write an http(s) address; until then, pages show"
            " the text as typed"
        )
    *place, excerpt, skipped = candidate.excerpt or (*Span(), "", 0)
    span = Span(*place)
    return Diagnostic(
        "broken-link", Severity.WARNING, path, span, message, hint, excerpt, skipped
    )
