"""Adding an entry to a digest: it is read back exactly, and nothing else changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import read, source
from weeknotes.editing.entry import Form, NewEntry, form_of
from weeknotes.editing.insert import form_of_digest, insert_entry
from weeknotes.parsing.result import RawEntry

URL = "https://arxiv.org/abs/2304.07880"
ENTRY = NewEntry(
    (URL,),
    "A Title of a Paper",
    ("Ann Bee", "Cee Dee"),
    ("좋은 논문입니다.",),
    ("llm",),
)
WEEK = "2023-04-w4\n"
CLOSED = "https://a.org/b\nFirst Title of All (Ed Eff, Gee Aitch)\n글입니다.\n#tag\n"
OPEN = "https://a.org/b\nFirst Title of All (Ed Eff, Gee Aitch)\n글입니다.\n"


def added(
    text: str, entry: NewEntry, *, name: str = "2023-04-w4.txt", index: int = 0
) -> str | None:
    """The digest with an entry, in its own form."""
    digest = source(text, name)
    result = read(text, name)
    form = form_of_digest(digest, result) or Form.FLAT
    insertion = insert_entry(digest, result, index, entry, form)
    if insertion is None:
        return None
    lines = insertion.text.splitlines()
    assert lines[insertion.line - 1].strip()
    return insertion.text


TAIL = f"{URL}\nA Title of a Paper (Ann Bee, Cee Dee)\n좋은 논문입니다.\n#llm\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (WEEK, WEEK + TAIL),
        (WEEK.strip(), WEEK + TAIL),
        (WEEK + CLOSED, WEEK + CLOSED + TAIL),
        (WEEK + OPEN, WEEK + OPEN + TAIL),
        ("# 2023-04-w4\n\n" + CLOSED, "# 2023-04-w4\n\n" + CLOSED + "\n" + TAIL),
        (
            WEEK + "## Other (Ed Eff, Gee Aitch)\nhttps://a.org/b\n#tag\n\n",
            WEEK
            + "## Other (Ed Eff, Gee Aitch)\nhttps://a.org/b\n#tag\n\n"
            + "## A Title of a Paper (Ann Bee, Cee Dee)\n"
            + TAIL.replace("A Title of a Paper (Ann Bee, Cee Dee)\n", ""),
        ),
        (
            "\ufeff" + (WEEK + CLOSED).replace("\n", "\r\n"),
            "\ufeff" + (WEEK + CLOSED + TAIL).replace("\n", "\r\n"),
        ),
        ("", None),
    ],
    ids=[
        "empty",
        "no line end",
        "closed",
        "open",
        "blank lines",
        "headings",
        "crlf",
        "no week",
    ],
)
def test_an_entry_is_added_in_the_form_of_the_digest(
    before: str, after: str | None
) -> None:
    if after is None:
        assert not read(before).weeks
    else:
        assert added(before, ENTRY) == after


LIST = "2023-04-w4\n\n- [First of All](https://a.org/b) (Ed Eff, Gee Aitch)\n- [Two](https://a.org/c)\n"


def test_a_list_goes_on_as_a_list() -> None:
    item = "- [A Title of a Paper](https://arxiv.org/abs/2304.07880) (Ann Bee, Cee Dee)\n"
    assert added(LIST, ENTRY) == LIST + item + "  좋은 논문입니다.\n  #llm\n"


def test_a_separator_is_written_only_if_the_entry_above_could_go_on() -> None:
    bare = NewEntry(("https://a.org/c",))
    assert (
        added(WEEK + "https://a.org/b\n", bare)
        == WEEK + "https://a.org/b\n---\nhttps://a.org/c\n"
    )
    assert added(WEEK + CLOSED, bare) == WEEK + CLOSED + "https://a.org/c\n"


def test_an_entry_goes_to_the_end_of_its_week() -> None:
    text = "2023-04-w4\n" + CLOSED + "\n2023-04-w3\n" + CLOSED
    expected = "2023-04-w4\n" + CLOSED + "\n" + TAIL + "\n2023-04-w3\n" + CLOSED
    assert added(text, ENTRY) == expected
    assert added(text, ENTRY, index=1) == text + TAIL


@pytest.mark.parametrize(
    ("title", "authors", "line"),
    [
        ("A lower case title", (), "## A lower case title"),
        ("한국어 제목", (), "## 한국어 제목"),
        ("한국어 제목", ("홍길동", "김철수"), "한국어 제목 (홍길동, 김철수)"),
        (
            "Bounds of $O(n)$ (v2)",
            ("Ann Bee", "Cee Dee"),
            "Bounds of $O(n)$ (v2) (Ann Bee, Cee Dee)",
        ),
        ("שלום עולם", ("Ann Bee", "Cee Dee"), "שלום עולם (Ann Bee, Cee Dee)"),
        ("#llm", (), "## #llm"),
    ],
)
def test_a_title_is_escaped_if_it_has_to_be(
    title: str, authors: tuple[str, ...], line: str
) -> None:
    assert (
        added(WEEK + CLOSED, NewEntry((URL,), title, authors))
        == WEEK + CLOSED + f"{URL}\n{line}\n"
    )


def test_what_would_be_read_otherwise_is_not_written() -> None:
    assert (
        added(
            WEEK,
            NewEntry(
                (URL,),
                note=("https://arxiv.org/abs/1111.11111", "#x", "https://b.org"),
            ),
        )
        is None
    )
    assert added(WEEK, NewEntry((URL,), tags=("two words",))) is None
    assert added(WEEK, NewEntry((URL,), "A\nB")) is None


def shapes(found: list[RawEntry]) -> list[tuple[object, ...]]:
    return [
        (
            [u.text for u in e.urls],
            e.title and e.title.text,
            e.names,
            [c.text for c in e.commentary],
            [t.text for t in e.tags],
        )
        for e in found
    ]


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40)
PIECES = st.sampled_from(
    [
        CLOSED,
        OPEN,
        "\n",
        "글입니다\n",
        "---\n",
        "## Head\n",
        "- [a](https://a.org/c)\n",
        "```\ncode\n",
        "> q\n",
        URL + "\n",
        "| a | b |\n",
        "$$\nx\n",
    ]
)


@given(
    st.lists(PIECES, max_size=6),
    WORDS,
    st.lists(WORDS, max_size=3),
    st.sampled_from(Form),
)
def test_nothing_else_changes(
    pieces: list[str], title: str, authors: list[str], form: Form
) -> None:
    text = WEEK + "".join(pieces)
    entry = NewEntry((URL,), title, tuple(authors) if title else ())
    result = read(text)
    insertion = insert_entry(source(text), result, 0, entry, form)
    if insertion is None:
        return
    assert insertion.text.startswith(text)
    before = [e for week in result.weeks for e in week.entries]
    after = [e for week in read(insertion.text).weeks for e in week.entries]
    assert shapes(after[:-1]) == shapes(before)
    assert entry.is_read_as(after[-1])


def test_forms() -> None:
    assert [form_of(line) for line in ("## A", "- a", "https://a.org")] == [
        Form.HEADING,
        Form.LIST,
        Form.FLAT,
    ]


@pytest.mark.parametrize(
    "names",
    [
        ("OpenAI",),
        ("The ATLAS Collaboration",),
        ("李明", "王伟"),
        ("a", "b"),
        ("Ann Bee",),
    ],
)
@pytest.mark.parametrize(
    "start",
    [
        WEEK + CLOSED,
        WEEK + "\n## Other (Ed Eff, Gee Aitch)\nhttps://a.org/b\n\n#tag\n",
        WEEK + "- [First](https://a.org/b) (Ed Eff, Gee Aitch)\n" * 2,
    ],
    ids=["flat", "headings", "list"],
)
def test_teams_and_names_of_one_word(start: str, names: tuple[str, ...]) -> None:
    """In brackets alone, they could be other words."""
    text = added(start, NewEntry((URL,), "A Title of a Paper", names))
    assert text is not None
    assert text.startswith(start)
