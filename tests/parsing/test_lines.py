"""Kinds of lines, separators, the extent of front matter, and paragraphs."""

from __future__ import annotations

import pytest

from tests.helpers import entries
from weeknotes.parsing.hashtags import tag_tail
from weeknotes.parsing.lines import FRONT, LineKind, classify

# A line: its kind and its content (week, addresses, tags, title and authors).
LINES = {
    "": "blank",
    " \t": "blank",
    "\u3000": "blank",
    # Only addresses and separators
    "https://a.b/c": "urls https://a.b/c",
    "\u3000HTTP://a.b/c\t": "urls HTTP://a.b/c",
    "https://a.b/c https://d.e/f": "urls https://a.b/c https://d.e/f",
    "https://a.b/c, https://d.e/f; https://g.h/i | https://j.k/l / https://m.n/o .": "urls "
    "https://a.b/c https://d.e/f https://g.h/i https://j.k/l https://m.n/o",
    "https://a.b/c\u3000https://d.e/f\thttps://g.h/i": "urls https://a.b/c https://d.e/f https://g.h/i",
    "https://a.b/c 글": "text",
    "https://a.b/c (글)": "text",
    "글 https://a.b/c": "text",
    "<https://a.b/c>": "text",
    "- https://a.b/c": "text",
    "https://": "text",
    "http 이야기": "text",
    "ftp://a.b/c": "text",
    "https:/a.b/c": "text",
    "https://a.b/가나": "urls https://a.b/가나",
    # Only tags, separators and a label
    "#a": "tags a",
    " #a ＃나\t#b": "tags a 나 b",
    "#a, #b; #c. #d | #e / #f · #g! #h?": "tags a b c d e f g h",
    "#a#b": "tags a b",
    "#a＃b": "tags a b",
    "#a.b #c-d #e_f": "tags a.b c-d e_f",
    "#c++ #c# #f#, #3d": "tags c++ c# f# 3d",
    "#2023 #a": "tags 2023 a",
    "#🙂 #→": "tags 🙂 →",
    "태그: #a #b": "tags a b",
    "키워드：#a": "tags a",
    "tag: #a": "tags a",
    "Tags : #a": "tags a",
    "keyword:#a": "tags a",
    "Keywords: #a": "tags a",
    "태그 #a": "text",
    "태그: a": "text",
    "꼬리표: #a": "text",
    "#1": "text",
    "#1 #2": "text",
    "#_": "text",
    "#-": "text",
    "#a 글": "text",
    "#a＃": "text",
    "# a": "text",
    "##a": "text",
    "#": "text",
    # Valid weeks
    "2023년 4월 4주차": "heading 2023-04-w4",
    " # 2023-04-w4": "heading 2023-04-w4",
    "[2023년 4월 4주차]": "heading 2023-04-w4",
    "'23년 4월 4주차": "heading 2023-04-w4",
    "2023년 4월 4주차 (4/16~4/22)": "heading 2023-04-w4",
    "2023년 12월 6주차": "heading 2023-12-w6",
    "2023년 13월 4주차": "text",
    "2023년 0월 4주차": "text",
    "2023년 4월 7주차": "text",
    "2023년 4월 0주차": "text",
    "2023년 4월 4주차에는 바빴다": "text",
    "이번 주는 2023년 4월 4주차": "text",
    # A title and its authors
    " A Title (Jane Roe, John Doe)": "text A Title|Jane Roe, John Doe",
    "A Title (Jane Roe, John Doe). ": "text A Title|Jane Roe, John Doe",
    "A Title": "text",
    # `---` is text if no entry can begin after it
    "---": "text",
    "--": "text",
}


@pytest.mark.parametrize("typed", LINES)
def test_a_line_by_itself(typed: str) -> None:
    (line,) = classify(typed + "\n").lines
    said = (
        [line.label.id]
        if line.label
        else [text.text for text in (*line.urls, *line.tags)]
    )
    if line.title:
        said = [
            f"{line.text[: line.title.end]}|{line.text[line.title.opening : line.title.closing]}"
        ]
    assert " ".join([line.kind, *said]) == LINES[typed]
    assert [
        line.indented[text.span.column - 1 :].startswith(text.text)
        for text in (*line.urls, *line.tags)
    ].count(False) == 0


@pytest.mark.parametrize("opened", ["```", "~~~", "$$", "   ```python", "`````"])
def test_what_stands_in_a_fence_is_fenced(opened: str) -> None:
    """Any line in a closed fence is fenced.  If the fence is not closed, lines have their usual
    kind."""
    inner = "https://a.b/c\n#a\n2023년 4월 4주차\n\n---\n"
    closed = classify(
        f"{opened}\n{inner}{opened.strip().removesuffix('python')}\nhttps://a.b/c\n"
    ).lines
    assert [line.kind for line in closed] == [LineKind.FENCED] * 7 + [LineKind.URLS]
    kinds = [
        line.kind for line in classify(f"{opened}\n{inner}https://a.b/c\n").lines
    ]
    assert kinds == ["text", "urls", "tags", "heading", "blank", "separator", "urls"]


@pytest.mark.parametrize(
    ("before", "after", "separates"),
    [
        ("글", "https://a.b/c", True),
        ("글", "https://a.b/c 글", True),
        ("글", "http://a.b/c 글", True),
        ("글", "2023년 4월 4주차", True),
        ("글", "## 제목", True),
        ("글", "A Title (Jane Roe, John Doe)", True),
        ("#a", "글", True),
        ("#a", "", True),
        ("#a\n\n", "\n\n글", True),
        ("글", "\n\nhttps://a.b/c", True),
        ("글 #a", "글", False),
        ("글", "글", False),
        ("글", "", False),
        ("", "글", False),
        ("글", "글\nhttps://a.b/c", False),
        ("글", "##제목", True),
        ("글", "#제목", False),
        ("글", "- https://a.b/c", False),
        ("글", "#a", False),
        ("글", "```\nhttps://a.b/c\n```", False),
    ],
)
def test_a_rule_separates_where_something_can_begin(
    before: str, after: str, separates: bool
) -> None:
    for rule in ("---", "-----", "  ---  "):
        (line,) = [
            line
            for line in classify(f"{before}\n{rule}\n{after}\n").lines
            if line.text.startswith("---")
        ]
        assert line.kind is (LineKind.SEPARATOR if separates else LineKind.TEXT)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("---\nweek: 2023-04-w4\n---\n글\n", 3),
        ("\ufeff---\nweek: 2023-04-w4\n---\n글\n", 3),
        ("---  \nweek: 2023-04-w4  \n---\t\n글\n", 3),
        ("---\nweek: 2023-04-w4\n...\n글\n", 3),
        (
            "---\nweek:\n  2023-04-w4\n# 주석\n\ntags:\n- a\n- b\nmore: {a: 1,\n}\nlist: [\n]\n_x-1 : y\n---\n",
            14,
        ),
        ("---\nweek: 2023-04-w4\n---\ntags: [a]\n---\n", 3),
        # No key, no closing line, or not at the beginning of the file
        ("---\n---\n글\n", 0),
        ("---\n\n---\n글\n", 0),
        ("---\n# 주석\n---\n글\n", 0),
        ("---\nweek: 2023-04-w4\n글\n", 0),
        ("---\nweek: 2023-04-w4\n", 0),
        ("글\n---\nweek: 2023-04-w4\n---\n", 0),
        (" ---\nweek: 2023-04-w4\n---\n", 0),
        ("----\nweek: 2023-04-w4\n----\n", 0),
        # Text between separators is not front matter
        ("---\nhttps://a.b/c\n---\n", 0),
        ("---\n글입니다: 좋다\n---\n", 0),
        ("---\nweek: 2023-04-w4\n글입니다.\n---\n", 0),
        ("---\n1: a\n---\n", 0),
        ("---\nweek:2023-04-w4\n---\n", 0),
        # Of any length
        ("---\n" + "a: b\n" * 199 + "---\n", 201),
    ],
)
def test_how_far_front_matter_goes(text: str, lines: int) -> None:
    kinds = [line.kind for line in classify(text).lines]
    assert kinds.count(FRONT) == lines
    assert kinds[:lines] == [FRONT] * lines


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("가\r\n나\r다\n라", [5, 9, 13, 16]),
        ("\ufeff가\n", [7]),
        ("a\n\n\nb\n", [2, 3, 4, 6]),
        ("a\x0bb\x0cc\x85e\n", [9]),
        ("a\u2028b\u2029\nc", [9, 10]),
        ("\r\n\r\n", [2, 4]),
        ("\n", [1]),
    ],
)
def test_where_lines_end(text: str, ends: list[int]) -> None:
    """Lines end only at CR, LF and CRLF, as in editors (offsets are in bytes).  A byte order mark
    belongs to no line, and no empty line follows the last line end."""
    assert [line.end for line in classify(text).lines] == ends
    assert [line.number for line in classify(text).lines] == list(
        range(1, len(ends) + 1)
    )


@pytest.mark.parametrize(
    ("text", "tail"),
    [
        ("글. #a #b", "#a #b"),
        ("글. #a, ＃b.", "#a, ＃b."),
        ("글. #a ", "#a "),
        ("글 #1 #a", "#a"),
        ("글 #a#b", "#a#b"),
        ("#a", "#a"),
        ("글 #1", None),
        ("글 #a 글", None),
        ("글 (#a)", None),
        ("글 (#a, #b)", "(#a, #b)"),
        ("글 [#a #b] ", "[#a #b] "),
        ("글은 #a 그리고 #b?!", None),
        ("글은 결국 #a.", None),
        ("끝난 글입니다. #a.", "#a."),
        ("글,#a", None),
        ("C# 이야기", None),
        ("글", None),
    ],
)
def test_the_tags_that_end_a_paragraph(text: str, tail: str | None) -> None:
    start = tag_tail(text)
    assert (None if start is None else text[start:]) == tail


FLAT = {
    "a line is a paragraph": ("하나\n  둘\n", ["하나", "둘"]),
    "a list": (
        "앞\n- 하나\n- 둘\n  이어서\n\t또\n* 셋\n1. 안\n뒤\n",
        ["앞", "- 하나\n- 둘\n  이어서\n\t또\n* 셋\n1. 안", "뒤"],
    ),
    "a bullet needs a blank": ("-하나\n-둘\n", ["-하나", "-둘"]),
    "what is no bullet goes on with nothing": (
        "-하나\n  이어서\n",
        ["-하나", "이어서"],
    ),
    "one blank goes on with no list": ("- 하나\n 둘\n", ["- 하나", "둘"]),
    "numbers from one": ("1. 하나\n2. 둘\n3) 셋\n", ["1. 하나\n2. 둘\n3) 셋"]),
    "numbers in brackets": ("1) 하나\n2) 둘\n", ["1) 하나\n2) 둘"]),
    "a number goes on indented": (
        "1. 하나\n   이어서\n2. 둘\n",
        ["1. 하나\n   이어서\n2. 둘"],
    ),
    "a list within a number": (
        "1. 하나\n   1. 안\n   3. 안\n2. 둘\n",
        ["1. 하나\n   1. 안\n   3. 안\n2. 둘"],
    ),
    "a number by itself": ("1. 하나\n글\n2. 둘\n", ["1. 하나", "글", "2. 둘"]),
    "a number at the end": ("1. 하나\n   이어서\n", ["1. 하나", "이어서"]),
    "numbers that leave one out": ("1. 하나\n3. 셋\n", ["1. 하나", "3. 셋"]),
    "numbers that are set apart": ("1. 하나\n 2. 둘\n", ["1. 하나", "2. 둘"]),
    "years": ("2023. 그 해\n2024. 다음 해\n", ["2023. 그 해", "2024. 다음 해"]),
    "numbers from eleven": ("11. 하나\n12. 둘\n", ["11. 하나", "12. 둘"]),
    "a quotation": ("앞\n> 하나\n  > 둘\n뒤\n", ["앞", "> 하나\n  > 둘", "뒤"]),
    "a table with bars": (
        "| 가 | 나 |\n|:--|--:|\n| 1 | 2 |\n글 | 글\n",
        ["| 가 | 나 |\n|:--|--:|\n| 1 | 2 |", "글 | 글"],
    ),
    "a table without": (
        "가 | 나\n--- | ---\n1 | 2\n글\n",
        ["가 | 나\n--- | ---\n1 | 2", "글"],
    ),
    "a table of one column": ("가 |\n:-:\n1 |\n", ["가 |\n:-:\n1 |"]),
    "no table": (
        "가 | 나\n|---|---| 글\n1 | 2\n",
        ["가 | 나", "|---|---| 글", "1 | 2"],
    ),
    "bars over a rule": ("가 | 나\n-----\n", ["가 | 나", "-----"]),
    "a fence with a blank line": (
        "앞\n```\n하나\n\n  둘\n```\n뒤\n",
        ["앞", "```\n하나\n\n  둘\n```", "뒤"],
    ),
    "a fence around nothing": ("```\n```\n뒤\n", ["```\n```", "뒤"]),
    "a fence within a longer one": (
        "````\n```\n하나\n```\n````\n뒤\n",
        ["````\n```\n하나\n```\n````", "뒤"],
    ),
    "a fence closed by a longer one": (
        "```\n하나\n`````\n뒤\n",
        ["```\n하나\n`````", "뒤"],
    ),
    "a fence of another mark within": (
        "~~~\n```\n~~~\n뒤\n",
        ["~~~\n```\n~~~", "뒤"],
    ),
    "fences one after the other": (
        "```\n하나\n```\n```\n둘\n```\n",
        ["```\n하나\n```", "```\n둘\n```"],
    ),
    "mathematics": (
        "$$\na + b\n\nc\n$$\n$$\nd\n$$\n뒤\n",
        ["$$\na + b\n\nc\n$$", "$$\nd\n$$", "뒤"],
    ),
    "mathematics with a mark within": (
        "$$\n~~~\n$\n$$\n뒤\n",
        ["$$\n~~~\n$\n$$", "뒤"],
    ),
    "items beside each other below another": (
        "  - 하나\n  - 둘\n    - 셋\n",
        ["- 하나\n- 둘\n  - 셋"],
    ),
    "tags between": (
        "- 하나\n#a\n- 둘\n> 셋\n#b\n> 넷\n",
        ["- 하나", "- 둘", "> 셋", "> 넷"],
    ),
    "trailing blanks": ("- 하나  \n- 둘\t\n", ["- 하나\n- 둘"]),
}
SPACED = {
    "what stands between blank lines": (
        "하나\n  이어서\n- 둘\n\n셋\n",
        ["하나\n  이어서\n- 둘", "셋"],
    ),
    "an indented paragraph after an item": (
        "- 하나\n\n  더\n\n\t더\n\n둘\n",
        ["- 하나\n\n  더\n\n\t더", "둘"],
    ),
    "after a number": ("1. 하나\n\n   더\n", ["1. 하나\n\n   더"]),
    "after a number in brackets": ("1) 하나\n\n   더\n", ["1) 하나\n\n   더"]),
    "after a plus": ("+ 하나\n\n  더\n", ["+ 하나\n\n  더"]),
    "one blank is not indented": ("- 하나\n\n 더\n", ["- 하나", "더"]),
    "after a paragraph": ("하나\n\n  더\n", ["하나", "더"]),
    "a fence after an item": (
        "- 하나\n\n  ```\n  더\n\n  ```\n\n둘\n",
        ["- 하나\n\n  ```\n  더\n\n  ```", "둘"],
    ),
    "tags between": ("- 하나\n#a\n\n  더\n", ["- 하나", "더"]),
    "tags in a paragraph": ("하나\n#a\n둘\n", ["하나", "둘"]),
}


@pytest.mark.parametrize("case", FLAT)
def test_paragraphs_where_a_line_is_one(case: str) -> None:
    text, paragraphs = FLAT[case]
    (entry,) = entries("https://a.b/c\n글.\n" + text)
    assert [block.text for block in entry.commentary] == ["글.", *paragraphs]
    _hold_places("https://a.b/c\n글.\n" + text)


@pytest.mark.parametrize("case", SPACED)
def test_paragraphs_where_blank_lines_part_them(case: str) -> None:
    text, paragraphs = SPACED[case]
    (entry,) = entries("https://a.b/c\n\n" + text)
    assert [block.text for block in entry.commentary] == paragraphs
    _hold_places("https://a.b/c\n\n" + text)


def _hold_places(text: str) -> None:
    """The span of a paragraph covers all its lines."""
    data = ("2023년 4월 4주차\n" + text).encode()
    for entry in entries(text):
        for block in entry.commentary:
            assert (
                data[block.span.start : block.span.end].decode().split()
                == block.text.split()
            )
