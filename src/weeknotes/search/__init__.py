"""Site → files of the search index, which static/search-*.js reads."""

from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from typing import NamedTuple

from weeknotes.fingerprints import fingerprint_of
from weeknotes.i18n import ENGLISH, own_letters
from weeknotes.model import Site
from weeknotes.pages.common.context import words_of
from weeknotes.pages.common.entries import week_links
from weeknotes.search.documents import Document, document, names, numbered_papers
from weeknotes.search.shards import (
    File,
    IndexPart,
    index_files,
    index_part,
    merged_files,
    part_ranges,
    size_of,
    text_files,
    weeks_file,
)

__all__ = ["File", "IndexPart", "PartInputs", "SearchIndex"]


class PartInputs(NamedTuple):
    """The numbers of the documents of a part, and the fingerprint of their contents."""

    numbers: range
    fingerprint: str


class SearchIndex:
    """The search index of a site, before its files are made.

    Its parts can be made in several processes and cached; `files` joins them.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self._papers = numbered_papers(site)
        self._document = cache(self._make_document)

    @cached_property
    def fingerprint(self) -> str:
        """The fingerprint of everything that the index contains."""
        site = self._site
        parts = [part.fingerprint for part in self.parts]
        links = week_links(site)
        weeks = [(week.id, links[week.id], len(week.entries)) for week in site.weeks]
        return fingerprint_of(repr(site.config), parts, weeks, list(names(site)))

    @cached_property
    def parts(self) -> Sequence[PartInputs]:
        """The inputs of each part."""
        config = repr(self._site.config)
        ranges = part_ranges(size_of(self._papers))
        return [
            PartInputs(numbers, fingerprint_of(config, repr(numbers), self._rows(numbers)))
            for numbers in ranges
        ]

    def _rows(self, numbers: range) -> Sequence[object]:
        """Everything that the documents with these numbers contain."""
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

    def part(self, numbers: range) -> IndexPart:
        """One part."""
        return index_part(numbers, self._document)

    def texts(self, numbers: range) -> Iterator[File]:
        """The files with the texts of one part's documents."""
        return text_files(numbers, self._document)

    def _make_document(self, number: int) -> Document | None:
        paper = self._papers.get(number)
        return document(paper, self._site) if paper else None

    def files(self, parts: Sequence[IndexPart]) -> Iterator[File]:
        """The other files, which join all parts."""
        texts = script_texts(self._site)
        yield from merged_files(size_of(self._papers), parts, list(names(self._site)), texts)
        yield self._weeks_file()

    def all_files(self) -> dict[str, bytes]:
        """Every file of the index by its path."""
        documents = {number: document(paper, self._site) for number, paper in self._papers.items()}
        files = index_files(documents, list(names(self._site)), script_texts(self._site))
        return dict([*files, self._weeks_file()])

    def _weeks_file(self) -> File:
        links = week_links(self._site)
        newest_first = reversed(self._site.weeks)
        return weeks_file(
            (week.id, links[week.id].label, week.href, len(week.entries)) for week in newest_first
        )


def script_texts(site: Site) -> dict[str, object]:
    """Texts for the script of the page: words of the interface, and the glossary."""
    words = words_of(site.config)
    language = {
        "tag": words.tag,
        "plurals": words.plurals,
        "letters": own_letters(),
        "otherwise": ENGLISH.tag,
    }
    kinds = {"tags": words.tags, "authors": words.authors, "weeks": words.weeks}
    glossary = list(site.config.glossary.items())
    return {
        "words": words.search._asdict() | kinds | {"language": language},
        "glossary": glossary,
    }
