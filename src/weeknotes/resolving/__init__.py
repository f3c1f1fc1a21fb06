"""Drafts → Site: files merged into weeks, entries gathered into papers, tags folded, links led to
their pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from weeknotes.config.settings import FILE_NAME, Config
from weeknotes.diagnostics import Diagnostic, Severity, Span
from weeknotes.i18n import LANGUAGES, Words
from weeknotes.model import Site
from weeknotes.resolving.aliases import Aliases
from weeknotes.resolving.authors import authors_with_pages, gather_authors
from weeknotes.resolving.citekeys import citation_keys
from weeknotes.resolving.links import WIKI, Linker, linker_of
from weeknotes.resolving.merge import Digest, Placed, WeekDraft, week_drafts
from weeknotes.resolving.papers import gather_papers
from weeknotes.resolving.redirects import gather_redirects
from weeknotes.resolving.related import Known, with_related
from weeknotes.resolving.resolved import Resolved
from weeknotes.resolving.tags import gather_tags, tag_refs
from weeknotes.resolving.weeks import Refs, resolve_week
from weeknotes.sources.assets import Asset
from weeknotes.urls import Names, href, settle_names


def resolve(
    files: Sequence[Digest],
    config: Config,
    aliases: Aliases,
    assets: Mapping[str, Asset],
    known: Mapping[str, Known],
) -> Resolved:
    """The site that the files make.  `assets` are those of the files that they link to that exist,
    `known` is what an earlier call kept."""
    found: list[Diagnostic] = []
    odd: dict[str, list[Diagnostic]] = {}
    groups = week_drafts(files, found)
    placed = [entry for group in groups for entry in group.entries]
    papers = _settled((entry.key for entry in placed), "papers", config, found)
    tags = _settled(
        (f"tag:{key}" for entry in placed for key, _ in entry.draft.tags), "tags", config, found
    )
    people = _settled(
        (f"author:{key}" for key in authors_with_pages(placed)), "authors", config, found
    )
    pages = {key: href(f"papers/{name}.html") for key, name in papers.by_key.items()}
    authors = {
        key.removeprefix("author:"): href(f"authors/{name}.html")
        for key, name in people.by_key.items()
    }
    linker = _linker(groups, placed, pages, assets, LANGUAGES[config.language])
    refs = Refs(
        linker, papers.by_key, authors, tag_refs([entry.draft for entry in placed], config, tags)
    )
    weeks = [resolve_week(group, config, refs, odd.setdefault(group.id, [])) for group in groups]
    entries = [entry for week, _ in weeks for entry in week.entries]
    gathered = gather_papers(
        weeks, pages, citation_keys((entry.key, entry.draft) for entry in placed)
    )
    related, known = with_related(gathered, (week for week, _ in weeks), known)
    paths = {f"week:{group.id}": f"weeks/{group.id}.html" for group in groups}
    for folder, names in (("papers", papers), ("tags", tags), ("authors", people)):
        paths |= {key: f"{folder}/{name}.html" for key, name in names.by_key.items()}
    site = Site(
        config=config,
        weeks=tuple(week for week, _ in weeks),
        papers=related,
        tags=gather_tags(entries),
        authors=gather_authors(entries, authors, aliases.names),
        redirects=gather_redirects(config, aliases, paths, found),
        assets=tuple(assets[name] for name in sorted(assets)),
        drafts=sum(file.draft.unpublished for file in files),
    )
    return Resolved(
        site,
        tuple(found),
        {week: tuple(of_week) for week, of_week in odd.items() if of_week},
        known,
    )


def _linker(
    groups: Sequence[WeekDraft],
    placed: Sequence[Placed],
    papers: Mapping[str, str],
    assets: Mapping[str, Asset],
    words: Words,
) -> Linker:
    names = {papers[entry.key]: entry.draft.title for entry in placed if entry.draft.title}
    drafts = [(entry.key, entry.draft) for entry in placed] if _names_titles(groups) else []
    return linker_of(
        [(group.id, group.label) for group in groups], papers, names, drafts, assets, words
    )


def _names_titles(groups: Sequence[WeekDraft]) -> bool:
    """Whether any `[[…]]` may name a title."""
    return any(
        any(find[0] == WIKI for part in group.parts for find in part.finds)
        or any(find[0] == WIKI for entry in group.entries for find in entry.draft.finds)
        for group in groups
    )


def _settled(keys: Iterable[str], folder: str, config: Config, found: list[Diagnostic]) -> Names:
    """The file names of one folder; two derived names that met are a warning, two chosen ones an
    error."""
    names = settle_names(keys, config.paths)
    for clash in names.clashes:
        severity = Severity.ERROR if clash.chosen else Severity.WARNING
        message = f"{clash.first} and {clash.second} would both be {folder}/{clash.name}.html; the first keeps the name"
        hint = f"choose a name in {FILE_NAME}: under `paths:`, write `{clash.second}: a-name`"
        found.append(Diagnostic("path-clash", severity, FILE_NAME, Span(), message, hint))
    return names
