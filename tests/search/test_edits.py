"""The law of the index: an edited index is the same as a new one."""

from collections.abc import Sequence
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from weeknotes.search import shards
from weeknotes.search.documents import Document, Name
from weeknotes.search.join import Extras, join_parts
from weeknotes.search.parts import GROUP, index_part, part_ranges, size_of
from weeknotes.search.shards import UNPUBLISHED, PublishedIndex

words = st.text(st.sampled_from("가각모델라는 .漢abc12-"), max_size=40)
papers = st.lists(st.none() | st.tuples(words, words, words), max_size=6)
called = st.lists(
    st.builds(
        Name,
        st.sampled_from("ta"),
        st.sampled_from(["모델", "Ann Lee", "가 나"]),
        st.sampled_from(["1.html", "2.html"]),
        st.integers(1, 2),
    ),
    max_size=3,
    unique=True,
)


def made(
    given_papers: Sequence[tuple[str, str, str] | None],
    names: Sequence[Name],
    published: PublishedIndex,
) -> tuple[dict[str, bytes], PublishedIndex]:
    """The joined files, and what the next build needs to know about them."""
    documents = {
        n * GROUP // 2: Document("", (one[0],), (), (one[1],), one[2], (), ())
        for n, one in enumerate(given_papers)
        if one
    }
    parts = {}
    for numbers in part_ranges(size_of(documents)):
        own = [documents.get(number) for number in numbers]
        parts[repr((numbers, own))] = index_part(numbers, documents)[0]
    joined = join_parts(parts, names, Extras({}), published)
    files = {
        path: published.read(path) if data is None else data
        for path, data in joined.files
    }
    return files, PublishedIndex(parts, joined.joined, files.__getitem__)


@given(st.lists(st.tuples(papers, called), min_size=2, max_size=3))
def test_an_edited_index_is_the_same_as_a_new_one(
    states: list[tuple[list[tuple[str, str, str] | None], list[Name]]],
) -> None:
    published = UNPUBLISHED
    with patch.object(shards, "WORDS", 9):
        for given_papers, names in states:
            files, published = made(given_papers, names, published)
            assert files == made(given_papers, names, UNPUBLISHED)[0]
