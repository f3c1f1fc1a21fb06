"""Fields of an entry, front matter, and the exact diagnostics of a digest."""

from __future__ import annotations

from datetime import date

import pytest

from tests.helpers import entries, read
from weeknotes.parsing.result import FrontMatter, RawEntry
from weeknotes.text.weeks import WeekLabel, WeekRule

HEAD = "2023년 4월 4주차\n"
ROE = "A Title (Jane Roe, John Doe)\n"


def fields(entry: RawEntry) -> str:
    """An entry on one line: `addresses | # title | authors | = variant | paragraphs | #tags`,
    without empty fields."""
    parts = [
        " ".join(url.text for url in entry.urls),
        f"# {entry.title.text}" if entry.title else "",
        ", ".join(entry.names),
        *(f"= {title.text}" for title in entry.alternate_titles),
        *(block.text for block in entry.commentary),
        " ".join(f"#{tag.text}" for tag in entry.tags),
    ]
    return " | ".join(part for part in parts if part)


# Text below an address: the expected fields.
BELOW_AN_ADDRESS = {
    "A Title (Jane Roe, John Doe)\n글.\n#a\n": "# A Title | Jane Roe, John Doe | 글. | #a",
    "A Title (Jane Roe, John Doe)\n\n글.\n\n#a\n": "# A Title | Jane Roe, John Doe | 글. | #a",
    "\nA Title (Jane Roe, John Doe)\n\n글.\n": "# A Title | Jane Roe, John Doe | 글.",
    # Wrapped, up to four lines
    "A Title\nThat Goes On (Jane Roe,\nJohn Doe)\n글.\n": "# A Title That Goes On | Jane Roe, John Doe | 글.",
    "One\nTwo\nThree\nFour (Jane Roe, John Doe)\n": "# One Two Three Four | Jane Roe, John Doe",
    "One\nTwo\nThree\nFour\nFive (Jane Roe, John Doe)\n": "One | Two | Three | Four | Five (Jane Roe, John Doe)",
    "A Title:\nThat Stops (Jane Roe, John Doe)\n": "A Title: | That Stops (Jane Roe, John Doe)",
    "A Title\n#a\n(Jane Roe, John Doe)\n": "# A Title | (Jane Roe, John Doe) | #a",
    "A sentence.\nA Title (Jane Roe, John Doe)\n": "A sentence. | A Title (Jane Roe, John Doe)",
    "글.\nA Title (Jane Roe, John Doe)\n": "글. | A Title (Jane Roe, John Doe)",
    # Headings
    "## A Title\n글.\n": "# A Title | 글.",
    "# A Title #\n": "# A Title",
    "## C#\n": "# C#",
    "## A Title ##  \n": "# A Title",
    "## 제목 (홍길동, 김철수)\n글.\n": "# 제목 | 홍길동, 김철수 | 글.",
    "###### A Title (Jane Roe, John Doe) ######\n": "# A Title | Jane Roe, John Doe",
    "## A Title #a\n글.\n": "# A Title | 글. | #a",
    "## A Title (Jane Roe, John Doe) #a #b\n글.\n": "# A Title | Jane Roe, John Doe | 글. | #a #b",
    "# #a\n글.\n": "# #a | 글.",
    # A year behind the authors, perhaps with a venue, is text
    "A Title (Roe et al., 2021)\n글.\n": "# A Title | Roe, et al. | 글. | 2021",
    "A Title (Roe et al., NeurIPS 2017)\n글.\n": "# A Title | Roe, et al. | NeurIPS 2017 | 글.",
    "A Title (Jane Roe, John Doe, 2021)\n글.\n": "# A Title | Jane Roe, John Doe | 글. | 2021",
    "A Title (Jane Roe, John Doe, Ann Poe 2021)\n글.\n": "# A Title | Jane Roe, John Doe, Ann Poe | 글. | 2021",
    "A Title (Jane Roe, John Doe, Long Beach, 2017)\n글.\n": (
        "# A Title | Jane Roe, John Doe | Long Beach, 2017 | 글."
    ),
    "A Title (Jane Roe, John Doe, Nature Methods 2021)\n글.\n": (
        "# A Title | Jane Roe, John Doe | Nature Methods 2021 | 글."
    ),
    "####### A Title\n글.\n": "####### A Title | 글.",
    # A bracket that never closes
    "A Title (Jane Roe, John Doe, Ann Poe\n글.\n": "# A Title | Jane Roe, John Doe, Ann Poe | 글.",
    # A title without authors: capitalized like one, or followed by Korean
    "A Title of Its Own\n글.\n": "# A Title of Its Own | 글.",
    "A Title of Its Own\n": "# A Title of Its Own",
    "what it is about\n글.\n": "# what it is about | 글.",
    "what it is about\n#a\n": "# what it is about | #a",
    "what it is about\nmore of it\n": "what it is about | more of it",
    "What it Is About.\n글.\n": "What it Is About. | 글.",
    # More titles by the same authors, and by others
    ROE
    + "B Title (Jane Roe, John Doe)\nC\n  Title (Jane Roe, John Doe)\n글.\n": "# A Title | Jane Roe, John Doe"
    " | = B Title | = C Title | 글.",
    ROE
    + "\nB Title (Jane Roe, John Doe)\n\n글.\n": "# A Title | Jane Roe, John Doe | = B Title | 글.",
    ROE
    + "B Title (Jane Roe, Ann Poe)\n글.\n": "# A Title | Jane Roe, John Doe | B Title (Jane Roe, Ann Poe) | 글.",
    ROE
    + "글.\nB Title (Jane Roe, John Doe)\n": "# A Title | Jane Roe, John Doe | 글. | B Title (Jane Roe, John Doe)",
    # Tags: on lines of their own; if there are none, at the end of the last paragraph
    "글.\n#a\n#b\n": "글. | #a #b",
    "글. #a #b\n": "글. | #a #b",
    "글.\n더. #a\n\n\n": "글. | 더. | #a",
    "글. #a\n#b\n": "글. | #a #b",
    "글. #a\n더.\n": "글. #a | 더.",
    "글.\n```\n#a\n```\n": "글. | ```\n#a\n```",
    "#a": "#a",
    "\n\n글.\n\n더.  \n이어서. #a #b\n": "글. | 더.\n이어서. | #a #b",
}


@pytest.mark.parametrize("text", BELOW_AN_ADDRESS)
def test_what_stands_below_an_address(text: str) -> None:
    (entry,) = entries("https://a.b/c\n" + text)
    assert fields(entry) == f"https://a.b/c | {BELOW_AN_ADDRESS[text]}"
    _hold_places("https://a.b/c\n" + text)


# Text after `---`, below an entry that ends with tags.
ESSAYS = {
    "## 제목\n글.\n": "# 제목 | 글.",
    "제목\n글입니다.\n#a\n": "# 제목 | 글입니다. | #a",
    "읽기에 대하여\n\n글입니다.\n": "# 읽기에 대하여 | 글입니다.",
    "A Title\nmore of it\n": "# A Title | more of it",
    f"{'제' * 60}\n글.\n": f"# {'제' * 60} | 글.",
    f"{'제' * 61}\n글.\n": f"{'제' * 61} | 글.",
    **{
        f"문장이{end}\n글.\n": f"문장이{end} | 글."
        for end in (
            "다",
            "요",
            "죠",
            "까",
            "네",
            "음",
            "임",
            "함",
            ".",
            "?",
            "!",
            "…",
            ":",
            "다.”",
            "다)",
            '다."',
            "다.'",
            "다.’",
            "다]",
        )
    },
    "- 항목\n- 항목\n": "- 항목\n- 항목",
    "1. 항목\n글.\n": "1. 항목 | 글.",
    "1) 항목\n글.\n": "1) 항목 | 글.",
    "읽기 - 쓰기\n글.\n": "# 읽기 - 쓰기 | 글.",
    # Addresses at the beginning of the first line belong to the entry
    "https://d.e/f 글입니다.\n더.\n": "https://d.e/f | 글입니다. | 더.",
    "https://d.e/f https://g.h/i 글입니다.\n": "https://d.e/f https://g.h/i | 글입니다.",
    "- https://d.e/f 글입니다.\n": "https://d.e/f | 글입니다.",
    "* https://d.e/f\n글입니다.\n": "https://d.e/f | 글입니다.",
    "12) https://d.e/f  https://g.h/i\n글입니다.\n": "https://d.e/f https://g.h/i | 글입니다.",
    "1234. https://d.e/f 글입니다.\n더.\n": "1234. https://d.e/f 글입니다. | 더.",
    "https://d.e/f A Title (Jane Roe, John Doe)\n글.\n": "https://d.e/f | # A Title | Jane Roe, John Doe | 글.",
    "https://d.e/f 글 https://g.h/i\n": "https://d.e/f | 글 https://g.h/i",
}


@pytest.mark.parametrize("text", ESSAYS)
def test_what_stands_below_a_rule(text: str) -> None:
    _, entry = entries("https://a.b/c\n#x\n---\n" + text)
    assert fields(entry) == ESSAYS[text]
    _hold_places("https://a.b/c\n#x\n---\n" + text)


def test_a_title_above_its_address_is_read_as_if_it_stood_below() -> None:
    (entry,) = entries("## A Title\nhttps://a.b/c\n글.\n")
    assert fields(entry) == "https://a.b/c | # A Title | 글."
    (entry,) = entries("A Title (Jane Roe,\n  John Doe)\nhttps://a.b/c\n글.\n")
    assert fields(entry) == "https://a.b/c | # A Title | Jane Roe, John Doe | 글."


def test_the_doubts_of_a_title() -> None:
    def doubts(text: str) -> list[tuple[int, str]]:
        return [
            (doubt.line, doubt.field)
            for entry in entries("https://a.b/c\n" + text)
            for doubt in entry.doubts
        ]

    assert doubts("A Title (Jane Roe, John Doe)\n글.\n") == []
    assert doubts("## A Title\n글.\n") == []
    assert doubts("글.\n") == []
    assert doubts("A Title of Its Own\n글.\n") == [(3, "title")]
    assert doubts("\n\nA Title of Its Own\n\n글.\n") == [(5, "title")]
    assert doubts("A Title (Jane Roe, John Doe, Ann Poe\n글.\n") == [(3, "authors")]


WRAPPED = {
    # If blank lines separate paragraphs, a title without authors may continue on indented lines, up
    # to four lines
    "Some Title That\n  Goes On\n\n글.\n": "# Some Title That Goes On | 글.",
    "Some Title\n  Two\n  Three\n  Four\n\n글.\n": "# Some Title Two Three Four | 글.",
    "Some Title\n  Two\n  Three\n  Four\n  Five\n\n글.\n": "Some Title\n  Two\n  Three\n  Four\n  Five | 글.",
    "Some Title That\n Goes On\n\n글.\n": "Some Title That\n Goes On | 글.",
    "Some Title That\nGoes On\n\n글.\n": "Some Title That\nGoes On | 글.",
    "some words\n\nmore words\n": "some words | more words",
    "some words\n\n글.\n": "# some words | 글.",
    "Some Title\n  #a\n\n글.\n": "Some Title | 글. | #a",
    "Some Title\n": "# Some Title",
    "Some Title\n#a\n": "Some Title\n#a",
}


@pytest.mark.parametrize("text", WRAPPED)
def test_a_title_by_itself_between_blank_lines(text: str) -> None:
    (entry,) = entries("https://a.b/c\n\n" + text)
    assert fields(entry) == f"https://a.b/c | {WRAPPED[text]}".replace(
        "\n#a", " | #a"
    )
    _hold_places("https://a.b/c\n\n" + text)


def _hold_places(text: str) -> None:
    """The position of every text is correct: bytes, line and column."""
    data = (HEAD + text).encode()
    for entry in entries(text):
        title = [entry.title] if entry.title else []
        for piece in [
            *entry.urls,
            *title,
            *entry.authors,
            *entry.tags,
            *entry.commentary,
        ]:
            assert (
                data[piece.span.start : piece.span.end].decode().split()
                == piece.text.split()
            )
            line = data.decode().split("\n")[piece.span.line - 1]
            assert line[piece.span.column - 1 :].startswith(
                piece.text.split("\n")[0].split(" ")[0]
            )
            begins = data[: piece.span.start].decode()
            assert begins.count("\n") == piece.span.line - 1
            if "\n" not in piece.text and piece not in entry.commentary:
                assert len(begins) - begins.rfind("\n") == piece.span.column


@pytest.mark.parametrize(
    "opening", ["https://a.b/c\n", "https://a.b/가 ", "- https://a.b/c  "]
)
def test_a_wrapped_author_list_has_its_places(opening: str) -> None:
    text = f"{opening}  Sabiá: A Title (Jane\n\tRoe, Éva Ács,\n  Ann Poe)\n글.\n"
    (entry,) = entries(text)
    assert (
        fields(entry).partition(" | ")[2]
        == "# Sabiá: A Title | Jane Roe, Éva Ács, Ann Poe | 글."
    )
    _hold_places(text)


def test_places_are_those_of_the_whole_line_where_an_entry_begins_within_it() -> (
    None
):
    (entry,) = entries("1) https://a.b/가 https://d.e/f 글입니다. #a #나\n")
    texts = [*entry.urls, *entry.commentary, *entry.tags]
    assert [(text.text, text.span.column) for text in texts] == [
        ("https://a.b/가", 4),
        ("https://d.e/f", 18),
        ("글입니다.", 32),
        ("a", 39),
        ("나", 42),
    ]


# Front matter: the expected values.
HEADS: dict[str, FrontMatter] = {
    "week: 2023-04-w4": FrontMatter(week=WeekLabel(2023, 4, 4)),
    "week: 2023년 4월 4주차": FrontMatter(week=WeekLabel(2023, 4, 4)),
    "WEEK: 2023-04-w4": FrontMatter(week=WeekLabel(2023, 4, 4)),
    "date: 2023-04-20": FrontMatter(date=date(2023, 4, 20)),
    "week: 2023-W16": FrontMatter(date=date(2023, 4, 20)),
    "week: '[[2023-W16]]'": FrontMatter(date=date(2023, 4, 20)),
    "week: 2023년 16주차": FrontMatter(date=date(2023, 4, 20)),
    "week: 2023-W16\ndate: 2023-05-20": FrontMatter(date=date(2023, 4, 20)),
    "week: 2023-04-16 ~ 2023-04-22": FrontMatter(date=date(2023, 4, 19)),
    "status: unpublished": FrontMatter(draft=True),
    "status: 초안": FrontMatter(draft=True),
    "status: publish": FrontMatter(),
    "status: done": FrontMatter(),
    "title: 짧은 주 #1": FrontMatter(title="짧은 주 #1"),
    "tags: [llm, '#agent', ＃긴_문맥, '#']": FrontMatter(
        tags=("llm", "agent", "긴_문맥")
    ),
    "tags:\n- llm\n- rl": FrontMatter(tags=("llm", "rl")),
    "tags: []": FrontMatter(),
    "tags: llm": FrontMatter(tags=("llm",)),
    "draft: true": FrontMatter(draft=True),
    "draft: True": FrontMatter(draft=True),
    "draft: yes": FrontMatter(draft=True),
    "draft: false": FrontMatter(),
    "draft: no": FrontMatter(),
    "date: 2023-04-20\ntitle: 제목\ndraft: no": FrontMatter(
        date=date(2023, 4, 20), title="제목"
    ),
    # Invalid front matter may have contained `draft: true`
    "week: 2023-13-w4": FrontMatter(unreadable=True),
    "week: soon": FrontMatter(unreadable=True),
    "week: W16": FrontMatter(unreadable=True),
    "week: 2023": FrontMatter(unreadable=True),
    "date: 20 April": FrontMatter(unreadable=True),
    "draft: perhaps": FrontMatter(unreadable=True),
    "title: [a": FrontMatter(unreadable=True),
}


@pytest.mark.parametrize("head", HEADS)
def test_what_a_head_says(head: str) -> None:
    (week,) = read(f"---\n{head}\n---\n{HEAD}https://a.b/c\n").weeks
    assert week.front == HEADS[head]
    assert week.front.published is not (HEADS[head].draft or HEADS[head].unreadable)


@pytest.mark.parametrize(
    "key", ["status: draft", "status: public", "status: published"]
)
def test_a_status_that_says_whether_a_file_is_published_is_known(key: str) -> None:
    assert not read(f"---\n{key}\n---\n{HEAD}https://a.b/c\n").diagnostics


@pytest.mark.parametrize(
    "head", ["---\na: [b\n---\n", "+++\na = \n+++\n", "---\nweek: 5\n---\n"]
)
def test_broken_front_matter_is_told_once(head: str) -> None:
    found = read(
        f"{head}https://a.b/c\nA Title (Jane Roe, Ann Poe)\n글.\n#a\n", "a.md"
    )
    assert [d.rule for d in found.diagnostics] == ["front-matter"]


BODY = "https://a.b/c\nA Title (Jane Roe, Ann Poe)\n글.\n#a\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("---\ndate: 10/11/2026\n---\n" + BODY, ["2026-10-11"]),
        ("---\ncreated: 3/4/2026 10:00\n---\n" + BODY, ["2026-03-04"]),
        ("---\nweek: 10/11/2026\n---\n" + BODY, ["2026-10-11"]),
        ("# 10/11/2026\n" + BODY, ["2026-10-11"]),
        ("# Week of 10/11/2026\n" + BODY, ["2026-10-11"]),
        ("# 10/11/2026\n" + BODY + "# 13/11/2026\n" + BODY, ["2026-10-11"]),
        ("# 10/11/2026\n" + BODY + "# 10/18/2026\n" + BODY, []),
        ("# 10/11/2026 - 10/17/2026\n" + BODY, []),
        ("# 10-11-2026\n" + BODY, ["2026-11-10"]),
        ("# 10-11-2026\n" + BODY + "# 23-11-2026\n" + BODY, []),
        ("---\ndate: 13/11/2026\n---\n" + BODY, []),
        ("---\ndate: 10/10/2026\n---\n" + BODY, []),
        ("---\ndate: 10.11.2026\n---\n" + BODY, []),
        ("---\ndate: 2026/10/11\n---\n" + BODY, []),
        ("# 2026/10/11\n" + BODY + "10/11/2026 발표.\n", []),
    ],
)
def test_a_day_and_a_month_that_may_be_exchanged_are_told(
    text: str, told: list[str]
) -> None:
    found = [d for d in read(text, "a.md").diagnostics if d.rule == "doubtful-date"]
    assert [str(d.message.values[1][1]) for d in found] == told


@pytest.mark.parametrize(
    ("name", "told"),
    [("03-04-2023.md", 1), ("13-04-2023.md", 0), ("2023-04-03.md", 0)],
)
def test_the_name_of_a_file_may_have_an_exchangeable_date(
    name: str, told: int
) -> None:
    rules = [d.rule for d in read(BODY, name).diagnostics]
    assert rules.count("doubtful-date") == told


# name of the case: (file name, text, expected diagnostics with position, rule, message and hint)
TOLD: dict[str, tuple[str, str, list[str]]] = {
    "nothing": ("a.txt", HEAD + "https://a.b/c\n글.\n", []),
    "an empty file": (
        "a.txt",
        "",
        [
            "1:1 empty-file",
            "this file is empty",
            "write the digest of a week in it, or delete it",
        ],
    ),
    "blank lines": (
        "a.txt",
        " \n\n",
        [
            "1:1 empty-file",
            "this file is empty",
            "write the digest of a week in it, or delete it",
        ],
    ),
    "a head alone": (
        "a.txt",
        "---\ntitle: a\n---\n",
        [
            "1:1 empty-file",
            "this file is empty",
            "write the digest of a week in it, or delete it",
        ],
    ),
    "a control character": (
        "a.txt",
        HEAD + "글\x07.\n",
        [
            "2:2 control-character",
            "there is a control character (U+0007)",
            "delete it; pages do not show it",
        ],
    ),
    "control characters": (
        "a.txt",
        HEAD + "글.\n  글\x1b\x07.\n\x08\n",
        [
            "3:4 control-character",
            "there are 3 control characters; the first is U+001B",
            "delete it; pages do not show it",
        ],
    ),
    "weeks that cannot be": (
        "a.txt",
        HEAD + "# 2023년 13월 1주차\n2023-04-w7\n",
        [
            "2:1 no-such-week",
            "`# 2023년 13월 1주차` is not a week of any calendar, so it is read as text",
            "write a month from 1 to 12 and a week from 1 to 6",
            "3:1 no-such-week",
            "`2023-04-w7` is not a week of any calendar, so it is read as text",
            "write a month from 1 to 12 and a week from 1 to 6",
        ],
    ),
    "a week without its year": (
        "a.txt",
        HEAD + "글.\n  4월 4주차\n4월 이야기.\n",
        [
            "3:3 doubtful-heading",
            "`4월 4주차` looks like a week without a year, so it is read as text",
            "write the year too, such as 2023-04-w4",
        ],
    ),
    "addresses where no entry can begin": (
        "a.txt",
        HEAD + "글.\n읽은 것: https://a.b/c\n또: https://d.e/f\n",
        [
            "3:1 no-entries",
            "an address is in the introduction of the week, not in an entry",
            "begin each entry with its address (https://…) at the beginning of a line",
        ],
    ),
    "an address without its beginning": (
        "a.txt",
        HEAD + "논문은 arxiv.org/abs/2304.00001\nA Title (Jane Roe, John Doe)\n",
        [
            "2:1 no-entries",
            "an address without https:// is in the introduction of the week",
            "begin each entry with its address (https://…) at the beginning of a line",
        ],
    ),
    "tags of what is no entry": (
        "a.txt",
        HEAD + "논문: https://a.b/c\n글.\n#a\nhttps://d.e/f\n",
        [
            "4:1 no-entries",
            "tags are in the introduction of the week, not in an entry",
            "begin each entry with its address (https://…) at the beginning of a line",
            "2:1 unread-addresses",
            "1 address is in no entry, at line 2",
            (
                "begin a line with the address (https://…), or write all entries of the file in the "
                "same form; `weeknotes parse --explain` shows how each line was read"
            ),
        ],
    ),
    "an address in BibTeX, without an entry": (
        "a.md",
        HEAD
        + "글.\n```bibtex\n@misc{a,\n  url={https://arxiv.org/abs/2401.00001},\n}\n```\n",
        [
            "5:3 unread-addresses",
            "1 address is in no entry, at line 5",
            (
                "begin a line with the address (https://…), or write all entries of the file in the "
                "same form; `weeknotes parse --explain` shows how each line was read"
            ),
        ],
    ),
    "what begins like a week's heading": (
        "a.txt",
        HEAD
        + "글.\n2023년 5월 1주차 논문\n2023년 5월 1주차에 읽은 논문\n2023년 18주차\n",
        [
            "3:1 doubtful-heading",
            "`2023년 5월 1주차 논문` looks like the heading of a week, but is read as text",
            "if it is a heading, write it as 2023-04-w4; you can add a colon and a title. If it is a sentence, end it with a full stop",
            "5:1 doubtful-heading",
            "`2023년 18주차` looks like the heading of a week, but is read as text",
            "if it is a heading, write it as 2023-04-w4; you can add a colon and a title. If it is a sentence, end it with a full stop",
        ],
    ),
    "a heading above that is no title": (
        "a.txt",
        HEAD
        + "## LLM\nhttps://arxiv.org/abs/2304.00001\nA Title (Jane Roe, John Doe)\n",
        [
            "2:1 doubtful-title",
            "read as a heading of the commentary, but it could be a title: a title with authors is below the addresses",
            "write `## ` before a title; end a sentence with a full stop",
        ],
    ),
    "a week that two places name": (
        "a.txt",
        "---\nweek: 2023-04-w3\n---\n" + HEAD + "글.\n",
        [
            "4:1 week-out-of-place",
            "the heading (2023년 4월 4주차) and the front matter (2023-04-w3) name different weeks; the heading is used",
            "correct one of the two",
        ],
    ),
    "a week that two places name alike": (
        "a.txt",
        "---\nweek: 2023-04-w4\n---\n" + HEAD + "글.\n",
        [],
    ),
    "a week in the head alone": ("a.txt", "---\nweek: 2023-04-w4\n---\n글.\n", []),
    "a day in the head alone": ("a.txt", "---\ndate: 2023-04-20\n---\n글.\n", []),
    "a week in the file's name": (
        "2023-04-w4.txt",
        "\n글.\n",
        [],
    ),
    "a week nowhere": (
        "notes/2023/a.txt",
        "글.\n",
        [
            "1:1 missing-heading",
            "neither a line nor the name of the file tells the week; it is published without a date",
            "write the week on the first line, such as 2023-04-w4",
        ],
    ),
    "doubts": (
        "a.txt",
        HEAD
        + "https://a.b/c\nA Title (Jane Roe, John Doe, Ann Poe\n글.\nhttps://d.e/f\n#a\nhttps://a.b/d\nSome Title Here\n",
        [
            "3:1 doubtful-authors",
            "read as a title with authors, but it could be commentary: the bracket of the authors is not closed",
            "close the bracket after the last author",
            "8:1 doubtful-title",
            "read as a title without authors, but it could be commentary: it is an English line below an address, without authors",
            "write `## ` before a title; end a sentence with a full stop",
        ],
    ),
    "a doubt of where an entry begins": (
        "a.txt",
        HEAD + "https://a.b/c\n글.\nhttps://d.e/f\n글.\n",
        [
            "4:1 doubtful-boundary",
            "read as a part of the entry above, but it could be the beginning of a new entry: the address follows commentary without tags",
            "to begin an entry, write a line `---` above the address; to keep it in the entry above, write `<…>` around it, or words before it",
        ],
    ),
}


@pytest.mark.parametrize("case", TOLD)
def test_what_is_told_of_a_digest(case: str) -> None:
    name, text, told = TOLD[case]
    found = read(text, name).diagnostics
    assert [
        part
        for d in found
        for part in (
            f"{d.span.line}:{d.span.column} {d.rule}",
            str(d.message),
            str(d.hint),
        )
    ] == told
    assert {d.path for d in found} <= {name}
    assert [
        text.split("\n")[d.span.line - 1] for d in found if d.rule != "empty-file"
    ] == [d.excerpt for d in found if d.rule != "empty-file"]


@pytest.mark.parametrize(
    ("name", "text", "label", "day"),
    [
        ("a.txt", HEAD + "글.\n", (2023, 4, 4), None),
        ("2023-05-w1.txt", HEAD + "글.\n", (2023, 4, 4), None),
        ("2023-05-w1.txt", "글.\n", (2023, 5, 1), None),
        ("sub.2023/2023-05-w1.old.txt", "글.\n", (2023, 5, 1), None),
        ("2023-04-20.txt", "글.\n", None, date(2023, 4, 20)),
        (
            "2023-05-w1.txt",
            "---\ndate: 2023-04-20\n---\n글.\n",
            None,
            date(2023, 4, 20),
        ),
        (
            "a.txt",
            "---\ndate: 2023-04-20\n---\n" + HEAD,
            (2023, 4, 4),
            date(2023, 4, 20),
        ),
        (
            "a.txt",
            "---\nweek: 2023-04-w3\ndate: 2023-04-20\n---\n글.\n",
            (2023, 4, 3),
            date(2023, 4, 20),
        ),
        ("2023-05-w1/a.txt", "글.\n", (2023, 5, 1), None),
        ("2023/5월/1주차.txt", "글.\n", (2023, 5, 1), None),
        ("papers/a.txt", "글.\n", None, None),
    ],
)
def test_the_week_of_a_file(
    name: str, text: str, label: tuple[int, int, int] | None, day: date | None
) -> None:
    """From the heading, else the front matter, else the file name.  A date gives the week under the
    week rule."""
    (week,) = read(text, name).weeks
    assert week.label == (WeekLabel(*label) if label else None)
    assert week.day == day
    expected = (
        WeekLabel(*label) if label else (WeekLabel(2023, 4, 4) if day else None)
    )
    assert week.label_under(WeekRule.SUNDAY) == expected


def test_a_week_between_them_makes_no_title_of_two_lines() -> None:
    (week,) = read(
        "Some Words\n" + HEAD + "A Title (Jane Roe, John Doe)\nhttps://a.b/c\n"
    ).weeks
    assert [block.text for block in week.intro] == ["Some Words"]
    assert list(map(fields, week.entries)) == [
        "https://a.b/c | # A Title | Jane Roe, John Doe"
    ]
    (week,) = read(
        "Some Words\n" + HEAD + "(Jane Roe, John Doe)\nhttps://a.b/c\n"
    ).weeks
    assert [block.text for block in week.intro] == [
        "Some Words",
        "(Jane Roe, John Doe)",
    ]
    assert list(map(fields, week.entries)) == ["https://a.b/c"]


def test_weeks_that_share_a_file() -> None:
    one, two = read(
        "서문.\n\n"
        + HEAD
        + "https://a.b/c\n\n# 2023년 4월 5주차: 짧은 주\n둘째 서문.\n"
    ).weeks
    assert [block.text for block in one.intro] == ["서문."]
    assert [block.text for block in two.intro] == ["둘째 서문."]
    assert [one.span.line, two.span.line] == [3, 6]
    assert [one.heading_suffix, two.heading_suffix] == ["", "짧은 주"]
    assert [one.alone, two.alone] == [False, False]
    assert [week.alone for week in read(HEAD + "글.\n").weeks] == [True]


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("하나.\n둘.\nhttps://a.b/c\n", ["하나.", "둘."]),
        ("\n하나.\n둘.\n\nhttps://a.b/c\n", ["하나.\n둘."]),
        ("하나.\n이어서.\n\n둘.\nhttps://a.b/c\n", ["하나.\n이어서.", "둘."]),
        ("하나.\n둘.\n\n\nhttps://a.b/c\n", ["하나.", "둘."]),
        ("하나.\n---\nhttps://a.b/c\n", ["하나."]),
        ("https://a.b/c\n", []),
        ("", []),
    ],
)
def test_the_introduction(text: str, paragraphs: list[str]) -> None:
    (week,) = read(HEAD + text).weeks
    assert [block.text for block in week.intro] == paragraphs
