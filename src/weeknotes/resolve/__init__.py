"""Readings → Site: files merged into weeks, entries gathered into papers, tags folded, links led to their pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from weeknotes.config import FILE_NAME, Config
from weeknotes.diagnostics import Diagnostic, Severity, Span
from weeknotes.linking import Linker
from weeknotes.model import Site
from weeknotes.parse.raw import Reading
from weeknotes.resolve.aliases import Aliases, aliases_of
from weeknotes.resolve.authors import authors_with_pages, gather_authors
from weeknotes.resolve.drafts import Draft, WeekDraft, week_drafts
from weeknotes.resolve.papers import gather_papers
from weeknotes.resolve.redirects import gather_redirects
from weeknotes.resolve.related import with_related
from weeknotes.resolve.tags import gather_tags, tag_refs
from weeknotes.resolve.weeks import Refs, resolve_week
from weeknotes.source import Asset
from weeknotes.text import clean, fold
from weeknotes.urls import Names, href, settle_names
from weeknotes.words import LANGUAGES, Words


def resolve(readings: Sequence[Reading], config: Config, assets: Mapping[str, Asset]) -> tuple[Site, tuple[Diagnostic, ...]]:
    """The whole site and what was odd.  `assets` are the files, of those that the digests link to, that exist."""
    found: list[Diagnostic] = []
    raw = [week for reading in readings for week in reading.weeks]
    aliases = aliases_of(config)
    groups = week_drafts([week for week in raw if week.front.published], config.week_rule, aliases, found)
    drafts = [draft for group in groups for draft in group.entries]
    papers = _settled((draft.key for draft in drafts), "papers", config, found)
    tags = _settled((f"tag:{key}" for draft in drafts for key, _ in draft.tags), "tags", config, found)
    people = _settled((f"author:{key}" for key in authors_with_pages(drafts)), "authors", config, found)
    authors = {key.removeprefix("author:"): name for key, name in people.by_key.items()}
    linker = _linker(groups, drafts, papers, aliases, assets, LANGUAGES[config.language])
    refs = Refs(linker, papers.by_key, authors, tag_refs(drafts, config, tags))
    weeks = tuple(resolve_week(group, config, refs, found) for group in groups)
    pages = {f"week:{group.id}": f"weeks/{group.id}.html" for group in groups}
    for folder, names in (("papers", papers), ("tags", tags), ("authors", people)):
        pages |= {key: f"{folder}/{name}.html" for key, name in names.by_key.items()}
    entries = [entry for week in weeks for entry in week.entries]
    site = Site(
        config=config,
        weeks=weeks,
        papers=with_related(gather_papers(weeks, linker.papers)),
        tags=gather_tags(entries),
        authors=gather_authors(entries, authors, aliases.names),
        redirects=gather_redirects(config, aliases, pages, found),
        assets=tuple(assets[name] for name in sorted(assets)),
        drafts=sum(week.front.draft for week in raw),
    )
    return site, tuple(found)


def _linker(
    groups: Sequence[WeekDraft],
    drafts: Sequence[Draft],
    names: Names,
    aliases: Aliases,
    assets: Mapping[str, Asset],
    words: Words,
) -> Linker:
    titles: dict[str, str] = {}
    heads: dict[str, str] = {}
    for draft in drafts:
        for title in (draft.title, *(clean(variant.text) for variant in draft.raw.variants)):
            if title:
                titles.setdefault(fold(title), draft.key)
                heads.setdefault(fold(title.partition(":")[0]), draft.key)
    weeks = {group.id: href(f"weeks/{group.id}.html") for group in groups}
    papers = {key: href(f"papers/{name}.html") for key, name in names.by_key.items()}
    called = {weeks[group.id]: words.label(group.label) for group in groups if group.label}
    called |= {papers[draft.key]: draft.title for draft in drafts if draft.title}
    return Linker(weeks, papers, called, titles, heads, aliases.papers, assets)


def _settled(keys: Iterable[str], folder: str, config: Config, found: list[Diagnostic]) -> Names:
    """The file names of one folder; two derived names that met are a warning, two chosen ones an error."""
    names = settle_names(keys, config.paths)
    for clash in names.clashes:
        severity = Severity.ERROR if clash.chosen else Severity.WARNING
        message = f"{clash.first} and {clash.second} would both be {folder}/{clash.name}.html; the first keeps the name"
        hint = f"choose a name in {FILE_NAME}: under `paths:`, write `{clash.second}: a-name`"
        found.append(Diagnostic("path-clash", severity, FILE_NAME, Span(), message, hint))
    return names
