"""Papers → References: what can be cited of a thing by its notes and its identifier, and never more than these tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple
from urllib.parse import quote

from weeknotes.identity import Kind
from weeknotes.model import Entry, Paper, Site
from weeknotes.people import Name, name_of
from weeknotes.text import title_text
from weeknotes.urls import ascii_url, latin


class Facts(NamedTuple):
    """What an identifier tells of the work that it names; `kind` is CSL's word for it, empty where nothing is told."""

    kind: str = ""
    year: int | None = None
    venue: str = ""
    volume: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A thing as others cite it.  `key` is the citation key, `others` says that the list of authors goes on (`et al.`)."""

    key: str
    title: str
    authors: tuple[Name, ...]
    others: bool
    facts: Facts
    arxiv: str
    doi: str
    url: str


_KINDS: Final[Mapping[Kind, str]] = {
    Kind.PAPER: "document",
    Kind.CODE: "software",
    Kind.MODEL: "software",
    Kind.DATA: "dataset",
    Kind.DEMO: "software",
    Kind.VIDEO: "motion_picture",
    Kind.THREAD: "post",
    Kind.POST: "post-weblog",
    Kind.FILE: "document",
    Kind.PAGE: "webpage",
}
_PLACES: Final = {
    "arxiv": "https://arxiv.org/abs/",
    "doi": "https://doi.org/",
    "acl": "https://aclanthology.org/",
    "openreview": "https://openreview.net/forum?id=",
}


@lru_cache(maxsize=1)
def references(site: Site) -> Mapping[str, Reference]:
    """The reference of everything that has an address, by its key in the site; essays have none, and are not cited.

    A citation key comes from a thing's first note alone, so that later notes, later papers and aliases never change it.
    """
    keys = _citation_keys(entry for week in site.weeks for entry in week.entries)
    return MappingProxyType({key: _reference(keys[key], paper) for key, paper in site.papers.items() if key in keys})


def _reference(key: str, paper: Paper) -> Reference:
    kind, _, rest = paper.key.partition(":")
    own = paper.addresses[0]
    facts = published(paper.key)
    place = _PLACES.get(kind)
    return Reference(
        key=key,
        title=paper.title,
        authors=tuple(name_of(author.name) for author in paper.authors if author.key),
        others=any(not author.key for author in paper.authors),
        facts=facts if facts.kind else Facts(_KINDS[own.kind]),
        arxiv=rest if kind == "arxiv" else "",
        doi=rest
        if kind == "doi"
        else next((a.label[4:] for a in paper.addresses if a.key == paper.key and a.label.startswith("doi:")), ""),
        url=place + quote(rest, safe="/:;()<>@!$,*'-._~+") if place else ascii_url(own.url),
    )


# What identifiers tell

_ACL_OLD: Final = re.compile(r"([A-Z])(\d\d)-(\d)\d+")
_ACL_NEW: Final = re.compile(r"(\d{4})\.(findings)?-?([a-z0-9_]+?)(?:-[a-z0-9]+)?\.\d+")
_ACL_LETTERS: Final = {"P": "ACL", "N": "NAACL", "E": "EACL", "C": "COLING", "K": "CoNLL", "Q": "TACL", "J": "CL"}
_ACL_SPELLINGS: Final = {"CONLL": "CoNLL", "SEMEVAL": "SemEval"}
_JOURNALS: Final = {"TACL": "Transactions of the Association for Computational Linguistics", "CL": "Computational Linguistics"}


def published(key: str) -> Facts:
    """What a thing's key tells of when and where it came out: `arxiv:2304.07880` → 2023, `acl:P19-1285` → ACL 2019."""
    kind, _, rest = key.partition(":")
    reader = _READERS.get(kind)
    return reader(rest) if reader else Facts()


def _arxiv(number: str) -> Facts:
    found = re.match(r"(?:.+/)?(\d\d)", number)
    return Facts("article", _full_year(found[1]) if found else None)


def _full_year(figures: str) -> int:
    """A year of two figures; the oldest archive begins in the sixties."""
    return int(figures) + (1900 if int(figures) > 60 else 2000)


def _acl(number: str) -> Facts:
    if found := _ACL_OLD.fullmatch(number):
        # D is EMNLP, but its volumes from 5 on are the workshops beside it; W and others are many things.
        venue = "EMNLP" if found[1] == "D" and found[3] < "5" else _ACL_LETTERS.get(found[1], "")
        return _at_acl(venue, _full_year(found[2]))
    if found := _ACL_NEW.fullmatch(number):
        venue = _ACL_SPELLINGS.get(found[3].upper(), found[3].upper())
        return _at_acl(f"Findings of {venue}" if found[2] else venue, int(found[1]))
    return Facts()


def _at_acl(venue: str, year: int) -> Facts:
    if venue in _JOURNALS:
        return Facts("article-journal", year, _JOURNALS[venue])
    return Facts("paper-conference", year, venue) if venue else Facts("document", year)


def _proceedings(venue: str) -> Callable[[str], Facts]:
    """Of those whose keys begin with the year."""

    def read(rest: str) -> Facts:
        found = re.match(r"(\d{4})/", rest)
        return Facts("paper-conference", int(found[1]) if found else None, venue)

    return read


def _pmlr(rest: str) -> Facts:
    volume, _, stem = rest.partition("/")
    found = re.search(r"[a-z](\d\d)[a-z]?$", stem)
    venue = "Proceedings of Machine Learning Research"
    return Facts("paper-conference", _full_year(found[1]) if found else None, venue, volume.removeprefix("v").upper())


def _cvf(rest: str) -> Facts:
    found = re.match(r"([a-z]+?)(w)?_?(\d{4})(w)?", rest)
    if not found:
        return Facts()
    return Facts("paper-conference", int(found[3]), found[1].upper() + (" Workshops" if found[2] or found[4] else ""))


_READERS: Final[Mapping[str, Callable[[str], Facts]]] = {
    "arxiv": _arxiv,
    "acl": _acl,
    "neurips": _proceedings("Advances in Neural Information Processing Systems"),
    "iclr": _proceedings("International Conference on Learning Representations"),
    "mlsys": _proceedings("Proceedings of Machine Learning and Systems"),
    "pmlr": _pmlr,
    "cvf": _cvf,
}


# Citation keys

_LEFT_OUT: Final = frozenset(
    "a an the of on in to for and or with without from by at via as into is are be was do does did can how what why when where which who "
    "toward towards using".split()
)
_WORD: Final = re.compile(r"[^\W_]+(?:[-‐‑.'’][^\W_]+)*")
_LONGEST_WORD: Final = 24
_LONGEST_KEY: Final = 64


def _citation_keys(entries: Iterable[Entry]) -> dict[str, str]:
    """A citation key for each paper, told apart by letters in order of time: `kim2023scaling`, then `kim2023scalingb`.

    Every thing before aliases has its own, and a paper that of the first, so that an alias leaves the letters of others alone.
    """
    keys: dict[str, str] = {}
    of_things: dict[str, str] = {}
    met: Counter[str] = Counter()
    taken: set[str] = set()
    for entry in entries:
        if not entry.addresses:
            continue
        thing = entry.thing
        if thing not in of_things:
            base = _base(entry, thing)
            key = base
            while key in taken:
                met[base] += 1
                key = base + _letters(met[base])
            taken.add(key)
            of_things[thing] = key
        keys.setdefault(entry.paper, of_things[thing])
    return keys


def _letters(n: int) -> str:
    """1 → `b`, 25 → `z`, 26 → `aa`."""
    return (_letters(n // 26 - 1) if n > 25 else "") + chr(ord("a") + n % 26)


def _base(entry: Entry, thing: str) -> str:
    """The key before letters: family name, year and first real word, as far as there are any; else the identifier itself."""
    people = [author.name for author in entry.authors if author.key]
    family = _small(name_of(people[0]).family)[:_LONGEST_WORD] if people else ""
    words = _real_words(entry.title, 1 if family else 3)
    if not family and not words:
        return re.sub(r"[^a-z0-9.]+", "-", latin(thing.removeprefix("url:")).lower()).strip("-.")[:_LONGEST_KEY] or "untitled"
    year = str(published(thing).year or "")
    return family + year + "".join(words) if family else "-".join(words) + year


def _real_words(title: str, most: int) -> list[str]:
    """The first words of a title in small ASCII, without those that carry nothing, unless it has no others."""
    others: list[str] = []
    words: list[str] = []
    for found in _WORD.finditer(title_text(title)):
        if small := _small(found[0])[:_LONGEST_WORD]:
            (others if small in _LEFT_OUT else words).append(small)
        if len(words) == most:
            break
    return words or others[:most]


def _small(text: str) -> str:
    small = latin(text).lower()
    return small if small.isalnum() else re.sub(r"[^a-z0-9]", "", small)
