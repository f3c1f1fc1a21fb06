"""Site → the files that a page searches; static/search-*.js reads them."""

from collections.abc import Callable, Iterator, Sequence

from weeknotes.fingerprints import fingerprint_of
from weeknotes.i18n import ENGLISH, own_letters
from weeknotes.model import Site
from weeknotes.pages.common.context import words_of
from weeknotes.pages.common.entries import week_links
from weeknotes.search.documents import Document, document, names, numbered_papers
from weeknotes.search.shards import (
    File,
    IndexPart,
    index_part,
    merged_files,
    part_ranges,
    size_of,
    weeks_file,
)

__all__ = ["File", "IndexPart", "SearchIndex"]


class SearchIndex:
    """The search index of a site, before its files are made.

    Its parts can be made in several processes; `files` puts them together.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self._papers = numbered_papers(site)

    @property
    def fingerprint(self) -> str:
        """What stands for all that the index is made of, except the settings."""
        site, links = self._site, week_links(self._site)
        papers = [
            (number, paper.metadata, paper.alternate_titles, paper.tags, paper.entries)
            for number, paper in self._papers.items()
        ]
        weeks = [(week.id, links[week.id], len(week.entries)) for week in site.weeks]
        return fingerprint_of(papers, weeks, list(names(site)))

    @property
    def parts(self) -> list[range]:
        """The numbers of the documents of each part."""
        return part_ranges(size_of(self._papers))

    def part(self, numbers: range, write: Callable[[File], object]) -> IndexPart:
        """One part; some files are written at once."""
        papers, site = self._papers, self._site

        def of(number: int) -> Document | None:
            return document(papers[number], site) if number in papers else None

        return index_part(numbers, of, write)

    def files(self, parts: Sequence[IndexPart]) -> Iterator[File]:
        """The files of all parts together."""
        texts = script_texts(self._site)
        yield from merged_files(size_of(self._papers), parts, list(names(self._site)), texts)
        links = week_links(self._site)
        newest_first = reversed(self._site.weeks)
        yield weeks_file(
            (week.id, links[week.id].label, week.href, len(week.entries)) for week in newest_first
        )

    def all_files(self) -> dict[str, bytes]:
        """Every file of the index by its path."""
        files: list[File] = []
        parts = [self.part(numbers, files.append) for numbers in self.parts]
        return dict([*files, *self.files(parts)])


def script_texts(site: Site) -> dict[str, object]:
    """What the page's script is told of the site: its words and its glossary."""
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
