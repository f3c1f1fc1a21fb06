"""Readings → Site: files merged into weeks, entries gathered into papers, tags folded, links led to their pages."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import PurePosixPath

from weeknotes.config import FILE_NAME, Config
from weeknotes.diagnostics import Diagnostic, Severity, Span
from weeknotes.identity import ARCHIVES, Kind, identify, identify_name
from weeknotes.linking import Linker
from weeknotes.model import Address, Entry, Mention, Note, Paper, Site, Tag, TagRef, Week
from weeknotes.parse.raw import RawEntry, RawWeek, Reading
from weeknotes.source import Asset
from weeknotes.text import clean, fold
from weeknotes.urls import Names, derived_name, href, settle_names
from weeknotes.weeks import WeekLabel, WeekRule, days
from weeknotes.words import LANGUAGES, Words


@dataclass(frozen=True, slots=True)
class _RawGroup:
    """All that the files say of one week."""

    id: str
    label: WeekLabel | None
    parts: tuple[RawWeek, ...]


@dataclass(frozen=True, slots=True)
class _Draft:
    """An entry whose paper and tags are known, and whose links are not yet led anywhere."""

    raw: RawEntry
    source: RawWeek
    key: str
    addresses: tuple[Address, ...]
    tags: tuple[tuple[str, str], ...]
    title: str


def resolve(readings: Sequence[Reading], config: Config, assets: Mapping[str, Asset]) -> tuple[Site, tuple[Diagnostic, ...]]:
    """The whole site and what was odd.  `assets` are the files, of those that the digests link to, that exist."""
    found: list[Diagnostic] = []
    raw = [week for reading in readings for week in reading.weeks]
    groups = _groups([week for week in raw if week.front.published], config.week_rule, found)
    aliases, renamed = paper_aliases(config), tag_aliases(config)
    drafts = {group.id: _drafts(group, aliases, renamed) for group in groups}
    every = [draft for group in drafts.values() for draft in group]
    paper_names = settle_names((draft.key for draft in every), config.paths)
    tag_names = settle_names((f"tag:{key}" for draft in every for key, _ in draft.tags), config.paths)
    found += [*_clashes(paper_names, "papers"), *_clashes(tag_names, "tags")]
    tags = _tag_refs(every, config, tag_names)
    linker = _linker(groups, every, paper_names, aliases, assets, LANGUAGES[config.language])
    weeks = tuple(_week(group, drafts[group.id], config, linker, paper_names, tags, found) for group in groups)
    entries = [entry for week in weeks for entry in week.entries]
    site = Site(
        config=config,
        weeks=weeks,
        papers=_papers(weeks, linker.papers),
        tags=_tags(entries),
        assets=tuple(assets[name] for name in sorted(assets)),
        drafts=sum(week.front.draft for week in raw),
    )
    return site, tuple(found)


# Weeks


def _groups(raw: Iterable[RawWeek], rule: WeekRule, found: list[Diagnostic]) -> list[_RawGroup]:
    """The parts of each week in the order of their files; weeks in order of time, undated ones first."""
    groups: dict[str, _RawGroup] = {}
    for part in raw:
        label = part.label_under(rule)
        name = label.id if label else derived_name(f"week:{PurePosixPath(part.name).with_suffix('').as_posix()}")
        group = groups.get(name)
        if group:
            message = f"{name} has been begun in {group.parts[0].path} already; both are read as one week, in this order"
            found.append(_warning("week-twice", part, message, "move them into one file, or correct the heading of one"))
        groups[name] = _RawGroup(name, label, (*group.parts, part) if group else (part,))
    return sorted(groups.values(), key=lambda group: (group.label or (0, 0, 0), group.id))


def _warning(rule: str, part: RawWeek, message: str, hint: str) -> Diagnostic:
    return Diagnostic(rule, Severity.WARNING, part.path, part.span, message, hint)


def _published(group: _RawGroup, span: tuple[date, date] | None) -> date | None:
    """The day that feeds tell: the front matter's or the file name's, else the week's last within its month."""
    told = next((part.day for part in group.parts if part.day and _is_of(part, part.day, span)), None)
    if told or group.label is None:
        return told
    last = date(group.label.year, group.label.month, calendar.monthrange(group.label.year, group.label.month)[1])
    return min(span[1], last) if span else last


def _is_of(part: RawWeek, day: date, span: tuple[date, date] | None) -> bool:
    """Whether a file's day is this week's: a file of several weeks has one day for all, which is that of the week it lies in."""
    return part.alone or span is None or span[0] <= day <= span[1]


def _week(
    group: _RawGroup,
    drafts: Sequence[_Draft],
    config: Config,
    linker: Linker,
    names: Names,
    tags: Mapping[str, TagRef],
    found: list[Diagnostic],
) -> Week:
    span = days(group.label, config.week_rule) if group.label else None
    if group.label and span is None:
        message = f"{group.label.text} is no week of the calendar under the rule `{config.week_rule}`"
        found.append(_warning("no-such-week", group.parts[0], message, f"correct the heading, or set week_rule in {FILE_NAME}"))
    intros = [linker.note(part.intro, part, "", found) for part in group.parts if part.intro]
    return Week(
        id=group.id,
        href=href(f"weeks/{group.id}.html"),
        label=group.label,
        title=" · ".join(dict.fromkeys(clean(title) for part in group.parts if (title := part.front.title or part.beside))),
        days=span,
        published=_published(group, span),
        intro=tuple(note for note, _ in intros),
        intro_paragraphs=tuple(paragraph for _, paragraphs in intros for paragraph in paragraphs),
        entries=_entries(group.id, drafts, linker, names, tags, found),
    )


# Entries


def _entries(
    week: str, drafts: Sequence[_Draft], linker: Linker, names: Names, tags: Mapping[str, TagRef], found: list[Diagnostic]
) -> tuple[Entry, ...]:
    """A week's entries with their links led, each under an id of its own on the page."""
    anchors = {"main"}  # the page's own
    entries = []
    for number, draft in enumerate(drafts, 1):
        name = names.by_key[draft.key]
        anchor = next(a for n in count(1) if (a := f"{name}-{n}" if n > 1 else name) not in anchors)
        anchors.add(anchor)
        note, parts = linker.note(draft.raw.commentary, draft.source, draft.key, found)
        entries.append(
            Entry(
                week=week,
                anchor=anchor,
                number=number,
                paper=draft.key,
                addresses=draft.addresses,
                title=draft.title,
                authors=tuple(clean(author.text) for author in draft.raw.authors),
                variants=tuple(clean(title.text) for title in draft.raw.variants),
                note=note,
                paragraphs=parts,
                tags=tuple(tags[key] for key, _ in draft.tags),
            )
        )
    return tuple(entries)


def _drafts(group: _RawGroup, aliases: Mapping[str, str], renamed: Mapping[str, str]) -> list[_Draft]:
    """A week's entries with the keys of their papers.  One without an address is a thing of its own, by its week and place."""
    drafts: list[_Draft] = []
    essays = 0
    for part in group.parts:
        for entry in part.entries:
            addresses = addresses_of(entry, aliases)
            about = subject(addresses)
            if about is None:
                essays += 1
            key = about.key if about else f"note:{group.id}" + (f"-{essays}" if essays > 1 else "")
            typed = [*(tag.text for tag in entry.tags), *part.front.tags]
            tags: dict[str, str] = {}
            for tag in typed:
                tags.setdefault(renamed.get(fold(tag), fold(tag)), clean(tag))
            title = clean(entry.title.text) if entry.title else ""
            drafts.append(_Draft(entry, part, key, addresses, tuple(tags.items()), " ".join(title.split())))
    return drafts


def paper_aliases(config: Config) -> dict[str, str]:
    """The keys of addresses that are another paper by the settings, and the keys that count."""
    return _followed({_named_key(a): _named_key(b) for a, b in config.paper_aliases.items()})


def tag_aliases(config: Config) -> dict[str, str]:
    """The keys of tags that are another tag by the settings, and the keys that count."""
    return _followed({fold(a): fold(b) for a, b in config.tag_aliases.items()})


def _named_key(text: str) -> str:
    """The key that a setting means: of an address, of a bare identifier, or a key written out."""
    thing = identify_name(text)
    return thing.key if thing else text


def _followed(aliases: Mapping[str, str]) -> dict[str, str]:
    """Aliases of aliases lead to the last one; those that lead back to themselves lead nowhere."""
    followed: dict[str, str] = {}
    for name in aliases:
        seen = [name]
        while (following := aliases.get(seen[-1])) is not None and following not in seen:
            seen.append(following)
        if following is None:
            followed[name] = seen[-1]
    return followed


def addresses_of(entry: RawEntry, aliases: Mapping[str, str]) -> tuple[Address, ...]:
    """An entry's addresses with what they name."""
    return tuple(_address(url.text, aliases) for url in entry.urls)


def subject(addresses: Sequence[Address]) -> Address | None:
    """What an entry is about: its first paper, else its first address, whatever that names."""
    return next((a for a in addresses if a.kind is Kind.PAPER), addresses[0] if addresses else None)


def _address(url: str, aliases: Mapping[str, str]) -> Address:
    thing = identify(url)
    key = aliases.get(thing.key, thing.key)
    kind = Kind.PAPER if key.split(":")[0] in ARCHIVES else thing.kind
    return Address(clean(url), key, kind, clean(thing.label))


# Papers


def _linker(
    groups: Sequence[_RawGroup],
    drafts: Sequence[_Draft],
    names: Names,
    aliases: Mapping[str, str],
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
    return Linker(weeks, papers, called, titles, heads, aliases, assets)


def _papers(weeks: Sequence[Week], pages: Mapping[str, str]) -> dict[str, Paper]:
    """Every paper with its notes and mentions, in order of its first note."""
    gathered: dict[str, list[Entry]] = {}
    mentions: dict[str, list[Mention]] = {}
    keys = {page: key for key, page in pages.items()}

    def collect(week: str, entry: Entry | None, paragraph: Note) -> None:
        for key in dict.fromkeys(keys[link.href] for link in paragraph.links if link.href in keys):
            if entry is None or key != entry.paper:
                mentions.setdefault(key, []).append(Mention(week, entry, paragraph))

    for week in weeks:
        for paragraph in week.intro_paragraphs:
            collect(week.id, None, paragraph)
        for entry in week.entries:
            gathered.setdefault(entry.paper, []).append(entry)
            for paragraph in entry.paragraphs:
                collect(week.id, entry, paragraph)
    return {key: _paper(key, pages[key], notes, mentions.get(key, ())) for key, notes in gathered.items()}


def _paper(key: str, page: str, entries: Sequence[Entry], mentions: Sequence[Mention]) -> Paper:
    newest = entries[::-1]
    title = next((entry.title for entry in newest if entry.title), "")
    others = dict.fromkeys(name for entry in entries for name in (entry.title, *entry.variants) if name and name != title)
    addresses = {address.key: address for entry in newest for address in reversed(entry.addresses)}
    typed_order = list(addresses.values())[::-1]
    own_first = sorted(typed_order, key=lambda address: address.key != key)
    return Paper(
        key=key,
        href=page,
        title=title or _readable(entries[0]),
        titled=bool(title),
        authors=next((entry.authors for entry in newest if entry.authors), ()),
        variants=tuple(others),
        addresses=tuple(own_first),
        entries=tuple(entries),
        mentions=tuple(mentions),
        tags=tuple(dict.fromkeys(tag for entry in entries for tag in entry.tags)),
    )


def _readable(entry: Entry) -> str:
    """What a thing without a title is called: the short form of its address; an essay, by its first words."""
    address = next((a for a in entry.addresses if a.key == entry.paper), None)
    if address:
        return address.label
    words = entry.note.text.split("\n")[0]
    return words if 0 < len(words) <= 40 else f"{words[:39]}…" if words else entry.week


# Tags


def _tag_refs(drafts: Iterable[_Draft], config: Config, names: Names) -> dict[str, TagRef]:
    """Each tag under one name: its label if one is set, else the way that it is typed most often, the first on a tie."""
    spellings: dict[str, Counter[str]] = {}
    for draft in drafts:
        for key, typed in draft.tags:
            spellings.setdefault(key, Counter())[typed if fold(typed) == key else key] += 1
    labels = {fold(tag): clean(label) for tag, label in config.tag_labels.items()}
    return {
        key: TagRef(key, labels.get(key) or typed.most_common(1)[0][0], href(f"tags/{names.by_key[f'tag:{key}']}.html"))
        for key, typed in spellings.items()
    }


def _tags(entries: Iterable[Entry]) -> tuple[Tag, ...]:
    """Every tag with its entries and the tags beside it, by name."""
    gathered: dict[TagRef, list[Entry]] = {}
    for entry in entries:
        for ref in entry.tags:
            gathered.setdefault(ref, []).append(entry)
    tags = []
    for ref, tagged in gathered.items():
        beside = Counter(other for entry in tagged for other in entry.tags if other != ref)
        together = sorted(beside, key=lambda other: (-beside[other], other.key))
        tags.append(Tag(ref.key, ref.name, ref.href, tuple(tagged), tuple(together)))
    return tuple(sorted(tags, key=lambda tag: tag.key))


def _clashes(names: Names, folder: str) -> list[Diagnostic]:
    """A warning for two derived names that met, an error for two chosen ones."""
    found = []
    for clash in names.clashes:
        severity = Severity.ERROR if clash.chosen else Severity.WARNING
        message = f"{clash.first} and {clash.second} would both be {folder}/{clash.name}.html; the first keeps the name"
        hint = f"choose a name in {FILE_NAME}: under `paths:`, write `{clash.second}: a-name`"
        found.append(Diagnostic("path-clash", severity, FILE_NAME, Span(), message, hint))
    return found
