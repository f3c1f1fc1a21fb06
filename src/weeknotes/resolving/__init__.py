"""ParsedFile… → Site: merge weeks, group entries by paper, apply aliases, resolve links."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from weeknotes.config.settings import FILE_NAME, Config
from weeknotes.diagnostics import Diagnostic, Severity
from weeknotes.model import Site
from weeknotes.parsing.own_pages import NO_PAGES, OwnPages
from weeknotes.parsing.parsed_file import ParsedFile
from weeknotes.resolving.aliases import Aliases, aliases_of
from weeknotes.resolving.authors import (
    author_refs,
    authors_with_pages,
    gather_authors,
)
from weeknotes.resolving.citekeys import citation_keys
from weeknotes.resolving.links import link_targets
from weeknotes.resolving.merge import MergedEntry, merge_weeks
from weeknotes.resolving.navigation import general_pages, with_links
from weeknotes.resolving.own_pages import own_paths, resolve_pages
from weeknotes.resolving.papers import gather_papers
from weeknotes.resolving.redirects import gather_redirects
from weeknotes.resolving.tags import gather_tags, tag_refs
from weeknotes.resolving.weeks import References, resolve_week
from weeknotes.sources.assets import Asset
from weeknotes.sources.listing import PAGES_FOLDER
from weeknotes.text.messages import msg
from weeknotes.urls import NAMED, Clash, href, named_path, settle_names, week_path


class Resolution(NamedTuple):
    """A site, and the diagnostics from resolving it."""

    site: Site
    diagnostics: tuple[Diagnostic, ...]


def resolve(
    files: Sequence[ParsedFile],
    config: Config,
    assets: Mapping[str, Asset],
    own: OwnPages = NO_PAGES,
) -> Resolution:
    """Build the site from the parsed files and its own pages.  `assets` are the files that notes
    link to, by name."""
    diagnostics: list[Diagnostic] = []
    assets = {**assets, **own.assets}
    aliases = aliases_of(config)
    merged = merge_weeks(files, config.week_rule, aliases, diagnostics)
    entries = [entry for week in merged for entry in week.entries]
    names = _settle_names(entries, config, aliases, diagnostics)
    pages = {f"week:{week.id}": week_path(week.id) for week in merged}
    hrefs: list[Mapping[str, str]] = []
    for own_names, (prefix, folder) in zip(names, NAMED, strict=True):
        paths = {key: named_path(folder, name) for key, name in own_names.items()}
        pages |= {prefix + key: path for key, path in paths.items()}
        hrefs.append({key: href(path) for key, path in paths.items()})
    paper_hrefs, tag_hrefs, author_hrefs = hrefs
    targets = link_targets(
        merged, paper_hrefs, aliases.papers, assets, config, own.pages
    )
    tags = tag_refs([entry.tags for entry in entries], config, tag_hrefs)
    authors = author_refs(entries, aliases.authors, author_hrefs)
    references = References(targets, names[0], authors, tags)
    paths = own_paths(own.pages, diagnostics)
    pages |= {f"{PAGES_FOLDER}/{name}": path for name, path in paths.items()}
    of_names, diagnostics = diagnostics, []
    weeks = [resolve_week(week, config, references, diagnostics) for week in merged]
    resolved = [entry for week, _ in weeks for entry in week.entries]
    site_paths = (*general_pages(config).values(), *pages.values())
    site = Site(
        config=with_links(config, pages, of_names),
        weeks=tuple(week for week, _ in weeks),
        papers=gather_papers(weeks, paper_hrefs, citation_keys(entries)),
        tags=gather_tags(resolved),
        authors=gather_authors(resolved, author_hrefs, aliases.names),
        own_pages=resolve_pages(own.pages, paths, site_paths, targets, diagnostics),
        redirects=gather_redirects(config, aliases, pages, of_names),
        assets=tuple(assets[name] for name in sorted(assets)),
        drafts=own.drafts + sum(file.drafts for file in files),
        draft_entries=sum(file.draft_entries for file in files),
        comments=own.comments + sum(file.comments for file in files),
    )
    return Resolution(site, (*of_names, *diagnostics))


def _settle_names(
    entries: Sequence[MergedEntry],
    config: Config,
    aliases: Aliases,
    diagnostics: list[Diagnostic],
) -> list[Mapping[str, str]]:
    """The file names of papers, tags and authors, by key.

    A name clash is an error if the user set both names, otherwise it is a warning.
    """
    authors = (
        authors_with_pages(entries, aliases.authors) if config.has("authors") else []
    )
    kinds = (
        [entry.paper for entry in entries],
        [key for entry in entries for key in entry.tags],
        authors,
    )
    settled: list[Mapping[str, str]] = []
    for keys, (prefix, folder) in zip(kinds, NAMED, strict=True):
        names = settle_names([prefix + key for key in keys], config.paths)
        diagnostics += [_path_clash(one, folder, config) for one in names.clashes]
        settled.append(
            {key.removeprefix(prefix): name for key, name in names.by_key.items()}
        )
    return settled


def _path_clash(clash: Clash, folder: str, config: Config) -> Diagnostic:
    severity = Severity.ERROR if clash.chosen else Severity.WARNING
    message = msg(
        "{first} and {second} have the same path {path}; {first} keeps it",
        first=clash.first,
        second=clash.second,
        path=named_path(folder, clash.name),
    )
    hint = msg(
        "choose a name in {file}: under `paths:`, write `{key}: a-name`",
        file=FILE_NAME,
        key=clash.second,
    )
    key = ("paths", clash.second)
    return config.diagnostic("path-clash", severity, key, message, hint)
