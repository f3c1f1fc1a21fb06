"""The title of a week: from front matter, the heading of the week or the heading of its file."""

from __future__ import annotations

import pytest

from tests.helpers import read
from weeknotes.config.settings import Config
from weeknotes.parsing.parsed_file import parsed_file
from weeknotes.resolving import resolve

ENTRY = "\nhttps://a.b/c\n글.\n\nhttps://a.b/d\n글.\n"
INTRO = "\n이번 주에는 <https://a.b/c>를 읽었다.\n"
DATED = "2023-04-20.md"

FILES = {
    "a heading": ({DATED: f"# Weeknotes 16\n{INTRO}{ENTRY}"}, "Weeknotes 16", 1),
    "a heading that ends in #": ({DATED: f"# C #\n{INTRO}{ENTRY}"}, "C", 1),
    "a heading alone": ({DATED: f"# 새 소식\n{ENTRY}"}, "새 소식", 0),
    "no heading": ({DATED: INTRO + ENTRY}, "", 1),
    "a heading of a section": ({DATED: f"## 새 소식\n{INTRO}{ENTRY}"}, "", 2),
    "a heading with a link": ({DATED: f"# [[새 소식]]\n{INTRO}{ENTRY}"}, "", 2),
    "a title and a heading": (
        {DATED: f"---\ntitle: 소식\n---\n# 새 소식\n{INTRO}{ENTRY}"},
        "소식",
        2,
    ),
    "two files": (
        {DATED: f"# 하나\n{INTRO}{ENTRY}", "2023-04-19.md": f"# 둘\n{INTRO}{ENTRY}"},
        "",
        4,
    ),
    "two weeks in a file": (
        {"a.md": f"2023-04-w3\n# 하나\n{INTRO}{ENTRY}#a\n2023-04-w4\n{ENTRY}"},
        "",
        2,
    ),
    "no date": ({"x/043_mega pairs.md": INTRO + ENTRY}, "043_mega pairs", 1),
    "no date, a heading": ({"x/a.md": f"# 새 소식\n{INTRO}{ENTRY}"}, "새 소식", 1),
}


@pytest.mark.parametrize("case", FILES)
def test_the_title_of_a_week(case: str) -> None:
    files, title, paragraphs = FILES[case]
    parsed = [parsed_file(read(text, name)) for name, text in files.items()]
    week = resolve(parsed, Config(), {}).site.weeks[0]
    assert week.title == title
    text = "\n\n".join(note.text for note in week.intro)
    assert len(text.split("\n\n")) * bool(text) == paragraphs
    if links := [link for note in week.intro for link in note.links]:
        assert {link.typed for link in links} == {"https://a.b/c"}
        assert len(links) == len(files)
