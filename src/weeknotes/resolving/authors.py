"""Authors with a page, and their entries. An author of at least two papers has a page."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from weeknotes.model import Author, AuthorRef, Entry
from weeknotes.resolving.merge import MergedEntry


def authors_with_pages(
    entries: Iterable[MergedEntry], aliases: Mapping[str, str]
) -> list[str]:
    """The keys of the authors who have a page, in the order of their second papers.  The order
    keeps file names stable: a later author never gets the file name of an earlier one."""
    first_papers: dict[str, str] = {}
    with_pages: dict[str, None] = {}
    for entry in entries:
        for typed, _ in entry.parsed.authors:
            key = aliases.get(typed, typed)
            if key and first_papers.setdefault(key, entry.paper) != entry.paper:
                with_pages[key] = None
    return list(with_pages)


def author_refs(
    entries: Iterable[MergedEntry],
    aliases: Mapping[str, str],
    hrefs: Mapping[str, str],
) -> dict[tuple[str, str], AuthorRef]:
    """A reference to each author, by key before aliases and name.  `hrefs` are the pages by key."""
    refs = {}
    for typed, name in {
        author for entry in entries for author in entry.parsed.authors
    }:
        key = aliases.get(typed, typed)
        refs[typed, name] = AuthorRef(key, name, hrefs.get(key, ""))
    return refs


def gather_authors(
    entries: Sequence[Entry],
    hrefs: Mapping[str, str],
    chosen_names: Mapping[str, str],
) -> tuple[Author, ...]:
    """Every author with a page, sorted by key.  `hrefs` are the pages by key.  `chosen_names` are
    names from the settings.  Without such a name, the most frequent spelling is used.  If several
    spellings are equally frequent, the first of them is used."""
    written: dict[str, list[tuple[str, Entry]]] = {key: [] for key in hrefs}
    for entry in entries:
        named = {one.key: one.name for one in entry.authors if one.href}
        for key, name in named.items():
            written[key].append((name, entry))
    authors = []
    for key in sorted(hrefs):
        spellings, own = zip(*written[key], strict=True)
        (spelling, _), *_ = Counter(spellings).most_common(1)
        name = chosen_names.get(key) or spelling
        authors.append(Author(AuthorRef(key, name, hrefs[key]), own))
    return tuple(authors)
