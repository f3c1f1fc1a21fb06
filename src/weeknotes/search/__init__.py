"""Site → files of the search index, which static/search-*.js reads."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple, TypeVar

from weeknotes.cache.build_cache import CachedIndex
from weeknotes.fingerprints import fingerprint_of
from weeknotes.i18n import ENGLISH, own_letters
from weeknotes.model import Site
from weeknotes.pages.common.entries import week_links
from weeknotes.processes import Workers, run_tasks
from weeknotes.search.alike import Alike
from weeknotes.search.documents import Document, document, names, numbered_papers
from weeknotes.search.examples import examples
from weeknotes.search.index import occurrences
from weeknotes.search.join import Extras, index_files, join_parts
from weeknotes.search.pairs import Pair, learn
from weeknotes.search.parts import (
    IndexPart,
    Parts,
    index_part,
    part_ranges,
    size_of,
    text_paths,
)
from weeknotes.search.shards import Joined, PublishedIndex
from weeknotes.search.words import LibraryWords, phrases

Placed = TypeVar("Placed")
Put = Callable[[str, bytes], Placed]
"""A function that stages a file."""


def published_index(
    cached: CachedIndex,
    is_untouched: Callable[[str], bool],
    read: Callable[[str], bytes],
) -> PublishedIndex:
    """The index that the last build published.  If a file of this index is missing or was
    changed, the result is empty.  `read` reads a published file."""
    if not all(map(is_untouched, cached.files)):
        cached = CachedIndex()
    parts = {key: IndexPart._make(row) for key, row in cached.parts.items()}
    return PublishedIndex(parts, Joined._make(cached.joined), read)


class PartInputs(NamedTuple):
    """The numbers of the documents of a part, and the fingerprint of their contents."""

    fingerprint: str
    numbers: range


class SearchIndex:
    """The search index of a site, before its files are made."""

    def __init__(self, site: Site, scripts: str) -> None:
        """`scripts` is the version of the scripts of the site."""
        self._site = site
        self._scripts = scripts
        self._papers = numbered_papers(site)

    @cached_property
    def _parts(self) -> Sequence[PartInputs]:
        """The inputs of each part.  There are no parts if the site has no search."""
        if not self._site.config.has("search"):
            return []
        config = repr(self._site.config)
        return [
            PartInputs(
                fingerprint_of(config, repr(numbers), self._rows(numbers)), numbers
            )
            for numbers in part_ranges(size_of(self._papers))
        ]

    def _rows(self, numbers: range) -> Sequence[object]:
        """The papers and weeks from which the part with these documents is made."""
        links = week_links(self._site)
        papers = [(n, self._papers[n]) for n in numbers if n in self._papers]
        return [
            (
                n,
                paper.metadata,
                paper.alternate_titles,
                paper.tags,
                [(entry, links[entry.week].label) for entry in paper.entries],
            )
            for n, paper in papers
        ]

    def make_parts(
        self, known: Parts, put: Put[Placed], workers: Workers
    ) -> tuple[Parts, list[Placed]]:
        """All parts of the index, and the staged files with the texts of new parts.  Parts that are
        in `known` are not made again."""

        def make(part: PartInputs) -> tuple[Mapping[str, IndexPart], list[Placed]]:
            made, files = index_part(part.numbers, self._documents(part.numbers))
            return {part.fingerprint: made}, [put(*file) for file in files]

        new = [part for part in self._parts if part.fingerprint not in known]
        placed: list[Placed] = []
        for made, files in run_tasks("indexing", make, new, workers):
            known = {**known, **made}
            placed += files
        return {
            one.fingerprint: known[one.fingerprint] for one in self._parts
        }, placed

    def join(
        self, parts: Parts, published: PublishedIndex, put: Put[Placed]
    ) -> tuple[CachedIndex, list[Placed]]:
        """What the next build needs to know about the index, without its parts, and the staged
        files that join the parts."""
        if not parts:
            return CachedIndex(), []
        files, joined = join_parts(
            parts, [*names(self._site)], self._extras(), published
        )
        paths = [*text_paths(self._papers), *[path for path, _ in files]]
        placed = [put(path, data) for path, data in files if data is not None]
        return CachedIndex(tuple(sorted(paths)), joined=tuple(joined)), placed

    def all_files(self) -> dict[str, bytes]:
        """Every file of the index by its path."""
        if not self._parts:
            return {}
        documents = self._documents(self._papers)
        return dict(index_files(documents, names(self._site), self._extras()))

    def _documents(self, numbers: Iterable[int]) -> Mapping[int, Document]:
        """The documents with these numbers.  Not every number is used."""
        papers = ((n, self._papers[n]) for n in numbers if n in self._papers)
        return {n: document(paper, self._site) for n, paper in papers}

    def _extras(self) -> Extras:
        links = week_links(self._site)
        weeks = [
            (week.id, links[week.id].label, week.href, len(week.entries))
            for week in reversed(self._site.weeks)
        ]
        return Extras({**script_texts(self._site), "scripts": self._scripts}, weeks)


def learnt_pairs(site: Site) -> Sequence[Pair]:
    """The pairs of words that the search of a site learns."""
    papers = numbered_papers(site)
    documents = {n: document(paper, site) for n, paper in papers.items()}
    words = LibraryWords.of(occurrences(documents), [phrases(documents.values())])
    return learn(words, len(documents), Alike())[0]


def script_texts(site: Site) -> dict[str, object]:
    """Texts for the script of the page: the words of the interface, and a list that contains the
    glossary and the aliases of tags."""
    words = site.config.words
    language = {
        "tag": words.tag,
        "plurals": words.plurals,
        "letters": own_letters(),
        "otherwise": ENGLISH.tag,
    }
    kinds = {
        "papers": words.papers,
        "tags": words.tags,
        "authors": words.authors,
        "weeks": words.weeks,
        "pages": words.pages,
    }
    glossary = [*site.config.glossary.items(), *site.config.tag_aliases.items()]
    shown = examples(site)
    named = {
        **kinds,
        "language": language,
        "help": [
            line.format(**shown)
            for line in words.search.help
            if "open" in shown or "{open}" not in line
        ],
    }
    return {
        "words": words.search._asdict() | named,
        "glossary": glossary,
        "week_rule": site.config.week_rule,
    }
