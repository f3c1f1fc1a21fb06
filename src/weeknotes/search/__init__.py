"""Site → files of the search index, which static/search-*.js reads."""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from weeknotes.fingerprints import fingerprint_of
from weeknotes.i18n import ENGLISH, own_letters
from weeknotes.model import Site
from weeknotes.pages.common.entries import week_links
from weeknotes.search.alike import Alike
from weeknotes.search.documents import document, names, numbered_papers
from weeknotes.search.examples import examples
from weeknotes.search.files import File
from weeknotes.search.index import occurrences
from weeknotes.search.join import Extras, JoinedFiles, index_files, join_parts
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

__all__ = [
    "IndexPart",
    "Joined",
    "PartInputs",
    "Parts",
    "PublishedIndex",
    "SearchIndex",
    "learnt_pairs",
]


class PartInputs(NamedTuple):
    """The numbers of the documents of a part, and the fingerprint of their contents."""

    fingerprint: str
    numbers: range


class SearchIndex:
    """The search index of a site, before its files are made.  Several processes can make its parts,
    which can be cached.  `join` joins the parts."""

    def __init__(self, site: Site, scripts: str) -> None:
        """`scripts` is the version of the scripts of the site."""
        self._site = site
        self._scripts = scripts
        self._papers = numbered_papers(site)

    @cached_property
    def parts(self) -> Sequence[PartInputs]:
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

    def make(self, part: PartInputs) -> tuple[IndexPart, Sequence[File]]:
        """A part, and the files with the texts of its documents."""
        papers = {n: self._papers[n] for n in part.numbers if n in self._papers}
        documents = {n: document(paper, self._site) for n, paper in papers.items()}
        return index_part(part.numbers, documents)

    def join(self, parts: Parts, published: PublishedIndex) -> JoinedFiles:
        """All files except those with texts, from all parts."""
        if not self.parts:
            return JoinedFiles([], published.joined)
        return join_parts(parts, [*names(self._site)], self._extras(), published)

    def text_paths(self) -> Sequence[str]:
        """The paths of all files with texts."""
        if not self.parts:
            return []
        return text_paths(self._papers)

    def all_files(self) -> dict[str, bytes]:
        """Every file of the index by its path."""
        if not self.parts:
            return {}
        documents = {
            number: document(paper, self._site)
            for number, paper in self._papers.items()
        }
        return dict(index_files(documents, names(self._site), self._extras()))

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
