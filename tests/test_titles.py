"""When a line is a title with its authors, when it may be a title alone, and when it is neither."""

from __future__ import annotations

import pytest

from weeknotes.parse.titles import author_ranges, plain_title, split_title, split_unclosed_title

AUTHORED = {
    "A Title (Jane Roe, John Doe)": "A Title | Jane Roe | John Doe",
    "A Title (Jane Roe)": "A Title | Jane Roe",
    "A Title (Jane Roe, John Doe).": "A Title | Jane Roe | John Doe",
    "A Title (Jane Roe and John Doe)": "A Title | Jane Roe | John Doe",
    "A Title (Jane Roe, John Doe, & Ann Lee)": "A Title | Jane Roe | John Doe | Ann Lee",
    "A Title (Jane Roe; John Doe)": "A Title | Jane Roe | John Doe",
    "A (Short) Title (Jane Roe, John Doe)": "A (Short) Title | Jane Roe | John Doe",
    # Commas within brackets part no names
    "A Title (Jane (Janey, once) Roe, John Doe)": "A Title | Jane (Janey, once) Roe | John Doe",
    # Surnames alone, where there are three; else half of the names have to be full, and three in five begin with a capital
    "A Title (Roe, Doe, Lee)": "A Title | Roe | Doe | Lee",
    "A Title (Roe, Doe)": None,
    "A Title (Roe)": None,
    "A Title (Jane Roe, Doe)": "A Title | Jane Roe | Doe",
    "A Title (Jane Roe, one, two)": None,
    "A Title (Jane Roe, John Doe, Ann Lee, dick moe, tom poe)": "A Title | Jane Roe | John Doe | Ann Lee | dick moe | tom poe",
    "A Title (Jane Roe, John Doe, dick moe, tom poe)": None,
    # What stands for those left out is nobody, and makes no list by itself
    "A Title (Jane Roe, John Doe, et al.)": "A Title | Jane Roe | John Doe | et al.",
    "A Title (et al.)": None,
    # Particles, apostrophes, other letters
    "A Title (Ludwig van Beethoven, Éva Ács)": "A Title | Ludwig van Beethoven | Éva Ács",
    "A Title ('t Hooft Gerard, Jane Roe)": "A Title | 't Hooft Gerard | Jane Roe",
    # Korean
    "제목（홍길동，김철수）": "제목 | 홍길동 | 김철수",
    "제목 (홍길동·김철수)": "제목 | 홍길동 | 김철수",
    "제목 (홍길동)": None,
    "제목 (홍길동 외 3명)": "제목 | 홍길동 외 3명",
    "A Title (홍길동)": "A Title | 홍길동",
    "A Title (홍길동, Jane Roe)": "A Title | 홍길동 | Jane Roe",
    "A Title (홍길동, Roe)": None,
    "제목 (Jane Roe, John Doe)": "제목 | Jane Roe | John Doe",
    "제목 (Jane Roe, Doe)": None,
    "제목 (홍길동이 쓴 글)": None,
    # No names
    "A Title (Extended Abstract)": None,
    "A Title (Jane Roe, 2023)": None,
    "A Title (https://a.b/c)": None,
    "A Title (A B C D E F G H)": "A Title | A B C D E F G H",
    "A Title (A B C D E F G H I)": None,
    f"A Title (Jane {'R' * 75}, John Doe)": f"A Title | Jane {'R' * 75} | John Doe",
    f"A Title (Jane {'R' * 76}, Ann)": None,
    "(Jane Roe, John Doe)": None,
    "... (Jane Roe, John Doe)": None,
    "> A Title (Jane Roe, John Doe)": None,
    "A Title (Jane Roe, John Doe": None,
    "A Title Jane Roe, John Doe)": None,
}


@pytest.mark.parametrize("line", AUTHORED)
def test_a_title_and_its_authors(line: str) -> None:
    found = split_title(line)
    names = [line[start:end] for start, end in author_ranges(line, found)] if found else []
    assert (" | ".join([line[: found.end], *names]) if found else None) == AUTHORED[line]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("A Title (Jane Roe, John Doe, Ann Lee", ["Jane Roe", "John Doe", "Ann Lee"]),
        ("A Title (Jane Roe, John Doe, Ann Lee,", ["Jane Roe", "John Doe", "Ann Lee"]),
        ("A (Short) Title (Jane Roe, John Doe, Ann Lee", ["Jane Roe", "John Doe", "Ann Lee"]),
        ("A Title (Jane (Janey) Roe, John Doe, Ann Lee", ["Jane (Janey) Roe", "John Doe", "Ann Lee"]),
        ("A Title(Jane Roe, John Doe, Ann Lee", None),
        ("A Title (Jane Roe, John Doe", None),
        ("제목 (Jane Roe, John Doe, Ann Lee", None),
        ("A Title (Jane Roe, John Doe, Ann Lee)", None),
    ],
)
def test_a_list_of_authors_that_was_cut(line: str, names: list[str] | None) -> None:
    found = split_unclosed_title(line)
    assert ([line[start:end] for start, end in author_ranges(line, found)] if found else None) == names


SET_LIKE_A_TITLE = ["Attention Is All You Need", "GPT-4", "Three Words Here with this", "Deep iPhone Nets"]
PERHAPS = ["attention is all you need", "Some words here with this", "abc", "It is so"]
NO_TITLE = [
    *("한국어 Title", "ab", "A1", "Title " + "x" * 245, "> Title", "| Title", "`Title`", "~Title", "!Title", "(Title", "<Title", "[Title"),
    *("- Title", "* Title", "+ Title", "• Title", "1. Title", "2) Title", "https://a.b", "$$Title", "#Title", "Title.", "Title,", "Title;"),
    *("Title:", "Title = Title", "Title{", "title(x) Title", ""),
]


@pytest.mark.parametrize("line", [*SET_LIKE_A_TITLE, *PERHAPS, *NO_TITLE])
def test_a_title_alone(line: str) -> None:
    assert plain_title(line) is (True if line in SET_LIKE_A_TITLE else None if line in PERHAPS else False)
