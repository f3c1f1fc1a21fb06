"""Lines that are a title with authors, lines that may be a title without authors, and other
lines."""

from __future__ import annotations

import pytest

from weeknotes.parsing.titles import (
    author_ranges,
    plain_title,
    split_title,
    split_unclosed_title,
)

# Words in brackets at the end of titles that occur in no name.
NO_NAMES = (
    "abstract appendix benchmark challenge dataset draft edition extended full learning model models network networks paper part "
    "preprint preview report revised revisited short student supplementary survey technical track tutorial version workshop "
    "analysis development guide programming software tools tutorials"
).split()
AUTHORED = {
    "A Title (Jane Roe, John Doe)": "A Title | Jane Roe | John Doe",
    "A Title (Jane Roe)": "A Title | Jane Roe",
    "A Title (Jane Roe, John Doe).": "A Title | Jane Roe | John Doe",
    "A Title (Jane Roe and John Doe)": "A Title | Jane Roe | John Doe",
    "A Title (Jane Roe, John Doe, & Ann Lee)": "A Title | Jane Roe | John Doe | Ann Lee",
    "A Title (Jane Roe; John Doe)": "A Title | Jane Roe | John Doe",
    "A (Short) Title (Jane Roe, John Doe)": "A (Short) Title | Jane Roe | John Doe",
    # Commas inside brackets do not separate names
    "A Title (Jane (Janey, once) Roe, John Doe)": "A Title | Jane (Janey, once) Roe | John Doe",
    "A Title (Jane Roe,John Doe)": "A Title | Jane Roe | John Doe",
    "A Title (Jane Roe , John Doe ,)": "A Title | Jane Roe | John Doe",
    "A Title (Jane Roe, and John Doe)": "A Title | Jane Roe | John Doe",
    "A Title (Jane Roe,& John Doe)": "A Title | Jane Roe | John Doe",
    "A Title (Jane Roe & John Doe)": "A Title | Jane Roe | John Doe",
    "A Title (Jane Roe、John Doe，Ann Lee)": "A Title | Jane Roe | John Doe | Ann Lee",
    "A Title (Andrew Andand, Sandy Landand)": "A Title | Andrew Andand | Sandy Landand",
    "A Title (Jane Q. Roe, J.-P. O’Doe, Ann-Marie D'Arc)": "A Title | Jane Q. Roe | J.-P. O’Doe | Ann-Marie D'Arc",
    "A Title  (Jane Roe, John Doe)  ": "A Title | Jane Roe | John Doe",
    "A Title (Jane Roe)(John Doe)": "A Title (Jane Roe) | John Doe",
    "A Title（Jane Roe, John Doe）.": "A Title | Jane Roe | John Doe",
    "A [Short] Title: (More) of It (Jane Roe (née Doe), John Doe)": "A [Short] Title: (More) of It | Jane Roe (née Doe) | John Doe",
    "A Title (Jane Roe, John (J. Doe))": "A Title | Jane Roe | John (J. Doe)",
    # Only surnames, if there are at least three; else at least half of the names must be full
    # names, and three in five must begin with a capital
    "A Title (Roe, Doe, Lee)": "A Title | Roe | Doe | Lee",
    "A Title (Roe, Doe)": None,
    "A Title (Roe)": None,
    "A Title (Jane Roe, Doe)": "A Title | Jane Roe | Doe",
    "A Title (Jane Roe, one, two)": None,
    "A Title (Jane Roe, John Doe, Ann Lee, dick moe, tom poe)": "A Title | Jane Roe | John Doe | Ann Lee | dick moe | tom poe",
    "A Title (Jane Roe, John Doe, dick moe, tom poe)": None,
    "A Title (O'Roe, Doe-Lee, D’Arc)": "A Title | O'Roe | Doe-Lee | D’Arc",
    "A Title (Roe, Doe, lee)": None,
    "A Title (Roe, Doe, LEE)": None,
    "A Title (one, two, three)": None,
    "A Title (jane roe, john doe)": None,
    "A Title (Jane Roe, john doe, one, two)": None,
    "A Title (Jane roe, John doe)": None,
    "A Title (jane de roe)": None,
    "A Title (Jane de la Roe)": "A Title | Jane de la Roe",
    # A placeholder for omitted authors is not a name; alone, it is not a list of authors
    "A Title (Jane Roe, John Doe, et al.)": "A Title | Jane Roe | John Doe | et al.",
    "A Title (et al.)": None,
    "A Title (Vaswani et al.)": "A Title | Vaswani | et al.",
    "A Title (van den Oord et al)": "A Title | van den Oord | et al",
    "A Title (Vaswani 외 7인)": "A Title | Vaswani | 외 7인",
    "어떤 제목 (Vaswani et al.)": "어떤 제목 | Vaswani | et al.",
    "A Title (BERT 외)": None,
    "A Title (the rest et al.)": None,
    # Particles, apostrophes, other letters
    "A Title (Ludwig van Beethoven, Éva Ács)": "A Title | Ludwig van Beethoven | Éva Ács",
    "A Title ('t Hooft Gerard, Jane Roe)": "A Title | 't Hooft Gerard | Jane Roe",
    # Korean
    "제목（Jane （Janey, once） Roe, John Doe）": "제목 | Jane （Janey, once） Roe | John Doe",
    "제목（홍길동，김철수）": "제목 | 홍길동 | 김철수",
    "제목 (홍길동·김철수)": "제목 | 홍길동 | 김철수",
    "제목 (홍길동)": None,
    "제목 (홍길동 외 3명)": "제목 | 홍길동 | 외 3명",
    "A Title (홍길동)": "A Title | 홍길동",
    "A Title (홍길동, Jane Roe)": "A Title | 홍길동 | Jane Roe",
    "A Title (홍길동, Roe)": None,
    "제목 (Jane Roe, John Doe)": "제목 | Jane Roe | John Doe",
    "제목 (Jane Roe, Doe)": None,
    "제목 (Roe, Doe, Lee)": None,
    "제목 (Jane Roe)": "제목 | Jane Roe",
    "제목 (홍길동 외)": "제목 | 홍길동 | 외",
    "제목 (홍길동 외 3인)": "제목 | 홍길동 | 외 3인",
    "제목 (홍길동 외3명, 김철수)": "제목 | 홍길동 | 외3명 | 김철수",
    "First One (Tom Brown et al.)": "First One | Tom Brown | et al.",
    "First One (Tom Brown, Ben Mann ...)": "First One | Tom Brown | Ben Mann | ...",
    "First One (Martin Luther King, Jr., Bob Roe)": "First One | Martin Luther King, Jr. | Bob Roe",
    "1. First One (Ann Lee, Bob Roe)": "First One | Ann Lee | Bob Roe",
    "• First One (Ann Lee, Bob Roe)": "First One | Ann Lee | Bob Roe",
    "**First One** (Ann Lee, Bob Roe)": "First One | Ann Lee | Bob Roe",
    "_First One_ (Ann Lee, Bob Roe)": "First One | Ann Lee | Bob Roe",
    "*First* and *One* (Ann Lee, Bob Roe)": "*First* and *One* | Ann Lee | Bob Roe",
    "2.5 Years in Class (Ann Lee, Bob Roe)": "2.5 Years in Class | Ann Lee | Bob Roe",
    "(How) Do Models Track State? (Ann Lee, Bob Roe)": "(How) Do Models Track State? | Ann Lee | Bob Roe",
    "제목 (홍길동·A·김철수)": None,
    "제목 (외국인)": None,
    "제목 (라마, …)": None,
    "제목 (홍, 김)": None,
    "제목 (남궁길동, 선우철수)": "제목 | 남궁길동 | 선우철수",
    f"제목 ({'가' * 12}, 김철수)": f"제목 | {'가' * 12} | 김철수",
    f"제목 ({'가' * 13}, 김철수)": None,
    "A Title (홍길동, Jane Roe, 김철수)": "A Title | 홍길동 | Jane Roe | 김철수",
    "A Title (홍길동, 그리고 김철수)": None,
    "제목 (홍길동이 쓴 글)": None,
    # No names
    "A Title (Extended Abstract)": None,
    "A Title (Jane Roe, 2023)": None,
    "A Title (https://a.b/c)": None,
    "A Title (Jane Roe, http)": None,
    **{
        f"A Title (Jane Roe, John {sign}Doe)": None for sign in "0:=%/\\@#<>{}[]|?!…"
    },
    **{f"A Title (Some {word.capitalize()})": None for word in NO_NAMES},
    'A Title ("Some Report")': None,
    "A Title (Word Segmentation & Tagging Words)": None,
    "A Title (Neil Lawrence, Ann Clement)": "A Title | Neil Lawrence | Ann Clement",
    "A Title (Jane Section, John Doe, Ann Lee)": "A Title | Jane Section | John Doe | Ann Lee",
    "标题 (和 CLIP 一样)": None,
    "題名（Jekyll Nowというサイトをつかって）": None,
    "題名（株式会社うみ hanaさん）": "題名 | 株式会社うみ hanaさん",
    "A Title (Jane Roe, Model Doe)": "A Title | Jane Roe | Model Doe",
    "A Title (A B C D E F G H)": "A Title | A B C D E F G H",
    "A Title (A B C D E F G H I)": None,
    f"A Title (Jane {'R' * 75}, John Doe)": f"A Title | Jane {'R' * 75} | John Doe",
    f"A Title (Jane {'R' * 76}, Ann)": None,
    "A Title ()": None,
    "A Title ( , )": None,
    "(Jane Roe, John Doe)": None,
    "[[A Title (Jane Roe, John Doe)": None,
    "| A Title (Jane Roe, John Doe)": None,
    "- A Title (Jane Roe, John Doe)": None,
    "* A Title (Jane Roe, John Doe)": None,
    "-A Title (Jane Roe, John Doe)": "-A Title | Jane Roe | John Doe",
    "__ (Jane Roe, John Doe)": None,
    "1 (Jane Roe, John Doe)": "1 | Jane Roe | John Doe",
    "A Title (Jane Roe, John Doe),": None,
    "A Title (Jane Roe, John Doe)..": None,
    "... (Jane Roe, John Doe)": None,
    "> A Title (Jane Roe, John Doe)": None,
    "A Title (Jane Roe, John Doe": None,
    "A Title Jane Roe, John Doe)": None,
}


@pytest.mark.parametrize("line", AUTHORED)
def test_a_title_and_its_authors(line: str) -> None:
    found = split_title(line)
    names = (
        [line[start:end] for start, end in author_ranges(line, found)]
        if found
        else []
    )
    assert (
        " | ".join([line[found.start : found.end], *names]) if found else None
    ) == AUTHORED[line]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        (
            "A Title (Jane Roe, John Doe, Ann Lee",
            ["Jane Roe", "John Doe", "Ann Lee"],
        ),
        (
            "A Title (Jane Roe, John Doe, Ann Lee,",
            ["Jane Roe", "John Doe", "Ann Lee"],
        ),
        (
            "A (Short) Title (Jane Roe, John Doe, Ann Lee",
            ["Jane Roe", "John Doe", "Ann Lee"],
        ),
        (
            "A Title (Jane (Janey) Roe, John Doe, Ann Lee",
            ["Jane (Janey) Roe", "John Doe", "Ann Lee"],
        ),
        (
            "A Title (Jane Roe, John Doe, Ann Lee,, ",
            ["Jane Roe", "John Doe", "Ann Lee"],
        ),
        ("A Title (Jane Roe, John Doe, Ann", ["Jane Roe", "John Doe", "Ann"]),
        ("A (Short Title (Jane Roe, John Doe, Ann Lee", None),
        ("(Jane Roe, John Doe, Ann Lee", None),
        ("A Title (one, two, three", None),
        ("A Title(Jane Roe, John Doe, Ann Lee", None),
        ("A Title (Jane Roe, John Doe", None),
        ("제목 (Jane Roe, John Doe, Ann Lee", None),
        ("A Title (Jane Roe, John Doe, Ann Lee)", None),
    ],
)
def test_a_list_of_authors_that_was_cut(line: str, names: list[str] | None) -> None:
    found = split_unclosed_title(line)
    assert (
        [line[start:end] for start, end in author_ranges(line, found)]
        if found
        else None
    ) == names


def test_the_longest_list_of_authors() -> None:
    """Five thousand names are a list.  A line of a megabyte is not, and is rejected at once."""
    crowd = (
        "A Title ("
        + ", ".join(f"Jane Q{'abcdefghij'[n % 10]} Roe" for n in range(5000))
        + ")"
    )
    found = split_title(crowd)
    assert found
    assert len(author_ranges(crowd, found)) == 5000
    assert split_title("A Title (" + "Jane Roe, " * 100_000 + "John Doe)") is None
    assert (
        split_unclosed_title("A Title (" + "Jane Roe, " * 100_000 + "John Doe")
        is None
    )


SET_LIKE_A_TITLE = [
    *(
        "Attention Is All You Need",
        "GPT-4",
        "Three Words Here with this",
        "Deep iPhone Nets",
        "  Some Title  ",
        "Abcd",
        "What Is It?",
    ),
    *("A-B-C Words", "Don't-Know Don’t-Care more", "Title " + "X" * 244),
]
PERHAPS = [
    *(
        "attention is all you need",
        "Some words here with this",
        "abc",
        "It is so",
        "Title words More words",
        "3D is so",
        "Abc Def",
    ),
    *(
        "-Some words",
        "Title One words",
        "Title One Three words more",
        "Yes!",
        "Don't-Know Don’t-Care nets nets",
    ),
]
NO_TITLE = [
    *(
        "한국어 Title",
        "ab",
        "A1",
        "Title " + "X" * 245,
        "> Title",
        "| Title",
        "`Title`",
        "~Title",
        "!Title",
        "(Title",
        "<Title",
        "[Title",
    ),
    *(
        "- Title",
        "* Title",
        "+ Title",
        "• Title",
        "1. Title",
        "12) Title",
        "https://a.b",
        "http://a.b",
        "$$Title",
        "#Title",
    ),
    *(
        "Title.",
        "Title,",
        "Title;",
        "Title:",
        "Title = Title",
        "Title{",
        "Title}",
        "Title<",
        "Title>",
        "title(x) Title",
        "a b c d",
        "A 1 2",
        "",
    ),
]


@pytest.mark.parametrize("line", [*SET_LIKE_A_TITLE, *PERHAPS, *NO_TITLE])
def test_a_title_alone(line: str) -> None:
    assert plain_title(line) is (
        True if line in SET_LIKE_A_TITLE else None if line in PERHAPS else False
    )
