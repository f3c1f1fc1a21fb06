"""Site → files of the search index, which static/search-*.js reads."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from weeknotes.fingerprints import fingerprint_of
from weeknotes.i18n import ENGLISH, own_letters
from weeknotes.model import Site
from weeknotes.pages.common.context import words_of
from weeknotes.pages.common.entries import week_links
from weeknotes.search.alike import Alike
from weeknotes.search.documents import document, names, numbered_papers
from weeknotes.search.examples import examples
from weeknotes.search.pairs import Pair, learn
from weeknotes.search.shards import (
    Extras,
    File,
    IndexPart,
    Joined,
    JoinedFiles,
    index_files,
    index_part,
    join_parts,
    names_part,
    part_ranges,
    size_of,
    text_paths,
)

__all__ = ["IndexPart", "Joined", "PartInputs", "SearchIndex", "learnt_pairs"]


class PartInputs(NamedTuple):
    """The numbers of the documents of a part, and the fingerprint of their contents.  Without
    numbers it is the part of all names."""

    fingerprint: str
    numbers: range | None


class SearchIndex:
    """The search index of a site, before its files are made.

    Its parts can be made in several processes and cached; `join` joins them.
    """

    def __init__(self, site: Site, scripts: str) -> None:
        """`scripts` is the version of the scripts of the site."""
        self._site = site
        self._scripts = scripts
        self._papers = numbered_papers(site)
        self._size = size_of(self._papers)

    @cached_property
    def parts(self) -> Sequence[PartInputs]:
        """The inputs of each part.  Without search there are none."""
        if not self._site.config.has("search"):
            return []
        config, size = repr(self._site.config), (self._size // 8).bit_length()
        parts = [
            PartInputs(
                fingerprint_of(config, size, repr(numbers), self._rows(numbers)),
                numbers,
            )
            for numbers in part_ranges(self._size)
        ]
        return [PartInputs(fingerprint_of(size, *names(self._site)), None), *parts]

    def _rows(self, numbers: range) -> Sequence[object]:
        """The inputs of the part with these documents: their papers and weeks."""
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
        if part.numbers is None:
            return names_part(names(self._site), self._size), ()
        papers = {n: self._papers[n] for n in part.numbers if n in self._papers}
        documents = {n: document(paper, self._site) for n, paper in papers.items()}
        return index_part(part.numbers, documents, self._size)

    def join(self, parts: Mapping[str, IndexPart], published: Joined) -> JoinedFiles:
        """All files except those with texts, from all parts by their fingerprints."""
        if not self.parts:
            return JoinedFiles([], published)
        all_names, *own = [parts[inputs.fingerprint] for inputs in self.parts]
        return join_parts(self._size, own, all_names, self._extras(), published)

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
    documents, size = (
        {n: document(paper, site) for n, paper in papers.items()},
        size_of(papers),
    )
    words = [
        index_part(numbers, documents, size)[0].words
        for numbers in part_ranges(size)
    ]
    return learn(words, len(documents), Alike())[0]


def script_texts(site: Site) -> dict[str, object]:
    """Texts for the script of the page: words of the interface, and the glossary, with the other
    names of tags."""
    words = words_of(site.config)
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
