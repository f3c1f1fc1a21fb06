"""Notes as other people write them: files, front matter, tags, links, and what is told of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.helpers import build_site, entries, make_site, read, run, tree
from weeknotes.parsing.boundaries import LINK_AFTER_TEXT, BoundaryDecision
from weeknotes.parsing.doubts import boundary_doubt, hint_of
from weeknotes.parsing.dump import to_text
from weeknotes.parsing.parsed_file import parsed_file
from weeknotes.parsing.result import FrontMatter
from weeknotes.sources.listing import is_ignored
from weeknotes.text.messages import UNTRANSLATED
from weeknotes.text.weeks import WeekLabel, WeekRule

HEAD = "2023년 4월 4주차\n"
PAPER = "https://arxiv.org/abs/2304.07880\nA Title (Jane Roe, John Doe)\n"
BASE = "title: T\nbase_url: https://example.org/n/\n"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000004000000030806000000b4f4ae0a0000000049454e44ae426082"
)

# Front matter

FRONT = {
    "Jekyll": (
        "---\nlayout: post\ntitle: '제목'\ndate: 2024-02-15 06:00:00 +0900\ntags: [llm, agent]\n---\n",
        FrontMatter(title="제목", date=date(2024, 2, 15), tags=("llm", "agent")),
    ),
    "Hugo": (
        '+++\ntitle = "제목"\ndate = 2024-02-15T06:00:00+09:00\ndraft = false\ntags = ["llm", "긴 문맥"]\n+++\n',
        FrontMatter(title="제목", date=date(2024, 2, 15), tags=("llm", "긴 문맥")),
    ),
    "Zola": (
        '+++\ntitle = "제목"\ndate = 2024-02-15\n[taxonomies]\ntags = ["llm"]\n+++\n',
        FrontMatter(title="제목", date=date(2024, 2, 15), tags=("llm",)),
    ),
    "Pelican": (
        "Title: 제목\nDate: 2024-02-15 10:20\nTags: llm, long context\nStatus: published\n\n",
        FrontMatter(
            title="제목", date=date(2024, 2, 15), tags=("llm", "long context")
        ),
    ),
    "Obsidian": (
        "---\ncreated: [[2024-02-15]]\ntags:\n  - llm\n  - '#agent'\npublish: true\n---\n",
        FrontMatter(date=date(2024, 2, 15), tags=("llm", "agent")),
    ),
    "its own": (
        "---\nweek: 2024-02-w3\ntags: '#llm #agent'\n---\n",
        FrontMatter(week=WeekLabel(2024, 2, 3), tags=("llm", "agent")),
    ),
    "empty values": ("---\ntitle:\ndate:\ntags:\n---\n", FrontMatter()),
}


@pytest.mark.parametrize("program", FRONT)
def test_front_matter_of_other_programs(program: str) -> None:
    text, expected = FRONT[program]
    result = read(text + PAPER + "글.\n", "a.md")
    assert result.weeks[0].front == expected
    assert {d.rule for d in result.diagnostics} <= {"unknown-key", "missing-heading"}


HELD = [
    "---\npublic: false\n---\n",
    "---\nhidden: true\n---\n",
    "---\nparams:\n  draft: true\n---\n",
    "---\n비공개: 예\n---\n",
    "---\n下書き: はい\n---\n",
    "---\n公开: 否\n---\n",
    "  ---\n  draft: true\n  ---\n",
    "-----\ndraft: true\n-----\n",
    "+++\ndraft=true\ndate=2024-05-08\n+++\n",
    "+++\n[params]\ndraft = true\n+++\n",
    '{\n\t"title": "x",\n\t"draft": true\n}\n',
]


@pytest.mark.parametrize("head", HELD)
def test_front_matter_that_holds_a_file_back(head: str) -> None:
    for text in (head, "\n" + head, "\ufeff" + head, "# 2024-02-w3\n\n" + head):
        assert [
            week.front.published for week in read(text + PAPER, "a.md").weeks
        ] == [False]
    assert "front-matter" in {
        d.rule for d in read(PAPER + "\n글.\n\n" + head).diagnostics
    }


@pytest.mark.parametrize(
    "title",
    [
        '"Sparse\nMixers"',
        "'It''s\nsparse'",
        '"Say \\"mix\nnow"',
        '"a\nb\nc"',
        '"a\nb:',
    ],
)
def test_a_draft_with_a_title_over_several_lines(title: str) -> None:
    head = f"---\ntitle: {title}\ndraft: true\n---\n"
    assert not read(head + PAPER, "a.md").weeks[0].front.published


def test_the_cover_of_a_page_may_be_hidden() -> None:
    head = "---\ntitle: x\ncover:\n  hidden: true\n---\n"
    assert read(head + PAPER, "a.md").weeks[0].front.published


def test_a_file_about_the_paper_of_its_front_matter() -> None:
    head = "---\ntitle: 제목\nauthors: [Jane Roe, John Doe]\nurl: https://a.b/c\ntags: [x]\n---\n"
    (week,) = read(head + "\n글.\n\n## 물음\n\n왜?\n", "2024-02-15.md").weeks
    (entry,) = week.entries
    assert entry.title
    assert (entry.title.text, [url.text for url in entry.urls]) == (
        "제목",
        ["https://a.b/c"],
    )
    assert entry.names == ["Jane Roe", "John Doe"]
    assert [block.text for block in entry.commentary] == ["글.", "## 물음", "왜?"]
    # With an entry of its own, the file is not about the address in its front matter.
    result = read(head + PAPER, "2024-02-15.md")
    assert [entry.urls[0].text for entry in result.weeks[0].entries] == [
        "https://arxiv.org/abs/2304.07880"
    ]
    assert [(d.rule, d.span.line) for d in result.diagnostics] == [
        ("unread-addresses", 4)
    ]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Ann Lee, Bo Kim, and Carol Roe", ["Ann Lee", "Bo Kim", "Carol Roe"]),
        ("Lee, Ann; Kim, Bo", ["Lee, Ann", "Kim, Bo"]),
        ("Lee, A., Kim, B.", ["Lee, A.", "Kim, B."]),
        ("김철수·이영희 외", ["김철수", "이영희", "외"]),
        ('["Lee, Ann", Things and Co Lab]', ["Lee, Ann", "Things and Co Lab"]),
        ("[Ann Lee et al.]", ["Ann Lee", "et al."]),
    ],
)
def test_authors_in_front_matter(typed: str, names: list[str]) -> None:
    head = f"---\ntitle: 제목\nauthors: {typed}\nurl: https://a.b/c\n---\n"
    ((entry,),) = [week.entries for week in read(head + "글.\n", "a.md").weeks]
    assert entry.names == names


def test_unknown_keys_are_told_once_for_all_files(tmp_path: Path) -> None:
    files = {
        f"notes/2024-02-1{n}.md": "---\nmood: good\n---\n" + PAPER for n in range(3)
    }
    built = build_site(tmp_path, {**files, "weeknotes.yml": BASE})
    told = [str(d.message) for d in built.diagnostics if d.rule == "unknown-key"]
    assert told == ["unknown key `mood`; it is in 3 files"]


# Tags

TAGS = {
    "글.\nTags: a, b c\n": (["글."], ["a", "b c"]),
    "글.\nTags: [a, b]\n": (["글."], ["a", "b"]),
    "글.\n**Tags**: a; b\n": (["글."], ["a", "b"]),
    "글.\n- 태그: 하나, 둘\n": (["글."], ["하나", "둘"]),
    "글.\nタグ：a、b\n": (["글."], ["a", "b"]),
    "글.\n标签: a b\n": (["글."], ["a", "b"]),
    "글. #a\n#b\n": (["글."], ["a", "b"]),
    "글.\n#multi agent\n": (["글.", "agent"], ["multi"]),
    "글.\n#a #!!\n": (["글.", "#!!"], ["a"]),
    "글.\n#a, #b c\n": (["글.", "c"], ["a", "b"]),
    # No tags
    "Tags: are words that people write when they think of something.\n": (
        ["Tags: are words that people write when they think of something."],
        [],
    ),
    "#a 라는 태그는 어떨까\n글.\n": (["#a 라는 태그는 어떨까", "글."], []),
}


@pytest.mark.parametrize("text", TAGS)
def test_lines_of_tags(text: str) -> None:
    (entry,) = entries(PAPER + text)
    assert [block.text for block in entry.commentary] == TAGS[text][0]
    assert [tag.text for tag in entry.tags] == TAGS[text][1]


# What stands in no entry

UNREAD = {
    "1、 [가나](https://a.b/1) 글이다.\n\nhttps://a.b/2\nA Title (Ann Bee)\n글\n": (
        1,
        2,
    ),
    "ㅇ [가나](https://a.b/1) 글이다.\n\nhttps://a.b/2\nA Title (Ann Bee)\n글\n": (
        1,
        2,
    ),
    "가) [가나](https://a.b/1) 글이다.\n\nhttps://a.b/2\nA Title (Ann Bee)\n글\n": (
        1,
        2,
    ),
    "- [A](https://a.b/1)\n- [B](https://a.b/2)\n": None,
    "| a | b |\n|---|---|\n| [A](https://a.b/1) | x |\n| B | [pdf](https://a.b/2) |\n": None,
    "논문: https://a.b/1\n글.\n링크: https://a.b/2\n글.\n": (2, 2),
    "- [A][x] 글\n- [B] 글\n\n[x]: https://a.b/1\n[b]: <https://a.b/2>\n[c]: https://a.b/3\n": None,
    "- [A T](https://a.b/1), [B T](https://a.b/2) and [C T](https://a.b/3)\n": (
        2,
        2,
    ),
    "- [A T](https://a.b/1) by Jane Roe, [B T](https://a.b/2)\n": None,
    "- [A T](https://a.b/1) ([code](https://a.b/2), [video](https://a.b/3))\n": None,
    "- [A T](https://a.b/1)\n\n> [!note] 더\n> - [B](https://a.b/2)\n> - [C](https://a.b/3)\n": (
        2,
        5,
    ),
    "> [A](https://a.b/1)\n> 글.\n\n" + PAPER: (1, 2),
    "## [A](https://a.b/1)\n글.\n## [B](https://a.b/2)\n글.\n## C\n[그](https://a.b/3) 글.\n": (
        1,
        7,
    ),
    "## A\n- [A](https://a.b/1)\n## B\n- 오늘 [B](https://a.b/2)를 봄\n- 글\n- 글\n- [C](https://a.b/3)\n": (
        2,
        5,
    ),
    "이번 주는 [A](https://a.b/1)와 https://a.b/2 를 읽었다.\n" + PAPER: None,
    PAPER + "글 [A](https://a.b/1)을 보라.\n- [코드](https://a.b/2)\n": None,
    "# 소식 <img src=https://a.b/1.png>\n\n" + PAPER: None,
    PAPER + "글.\n\n**[B](https://arxiv.org/abs/2304.00001)**\n\n더.\n": None,
}


DOUBTED: dict[str, list[int]] = {
    "- [가](https://a.b/1)\n  - 글\n- 나\n- [다](https://a.b/2)\n": [4],
    "- 나\n- [가](https://a.b/1)\n- [다](https://a.b/2)\n- [라](https://a.b/3)\n": [
        2
    ],
    "- [A](https://a.b/1)\n- note\n- [B](https://a.b/2)\n- note\n": [],
    "## [A](https://a.b/1)\n\n글.\n\n## Cells (Roe et al. 2017)\n\n## 잡담\n": [6],
    "* [A](https://a.b/1)\n* [B](https://a.b/2)\n\n#a #b\n": [5],
    "* [A](https://a.b/1)\n* [B](https://a.b/2)\n  #a #b\n": [],
}
"""Notes, and the lines of the doubts about what stands beside their entries."""


@pytest.mark.parametrize("text", DOUBTED)
def test_doubts_beside_entries(text: str) -> None:
    found = read(HEAD + text).diagnostics
    assert [d.span.line for d in found if d.rule == "doubtful-boundary"] == DOUBTED[
        text
    ]


def test_many_items_without_an_address_are_reported_once() -> None:
    linked = "".join(f"- [A {n}](https://a.b/{n})\n" for n in range(6))
    others = "".join(f"- 말 {n}\n" for n in range(5))
    (doubt,) = read(HEAD + linked + others).diagnostics
    assert doubt.span.line == 8
    assert "and 4 more have no address" in doubt.message.text(UNTRANSLATED)


@pytest.mark.parametrize("text", UNREAD)
def test_addresses_in_no_entry(text: str) -> None:
    found = [
        d for d in read(HEAD + text).diagnostics if d.rule == "unread-addresses"
    ]
    expected = UNREAD[text]
    if expected is None:
        assert not found
        return
    (one,) = found
    count, line = expected
    message = f"{count} addresses are in no entry; the first is at line {line}"
    if count == 1:
        message = f"1 address is in no entry, at line {line}"
    assert (str(one.message), one.span.line) == (message, line)


def test_positions_in_a_line_with_reference_links() -> None:
    text = (
        HEAD
        + "- [A Title][1] 글 [그림][]을 본다.\n\n[1]: https://a.b/1\n[그림]: https://a.b/2\n"
    )
    (entry,) = read(text).weeks[0].entries
    (url,), (comment,) = entry.urls, entry.commentary
    assert entry.title
    pieces = (entry.title, url, comment)
    assert [piece.text for piece in pieces] == [
        "A Title",
        "https://a.b/1",
        "글 [그림](https://a.b/2)을 본다.",
    ]
    spans = [piece.span for piece in pieces]
    typed = [text.encode()[span.start : span.end].decode() for span in spans]
    assert typed == ["A Title", "]", "글 [그림][]을 본다."]
    assert [span.column for span in spans] == [4, 11, 16]


# Files


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("Templates", ["Templates/a.md", "x/Templates/b/c.md"]),
        ("*.draft.md", ["a.draft.md", "x/b.draft.md"]),
        ("private/*", ["private/a.md", "private/b/c.md"]),
        ("private/", ["private/a.md", "private/b/c.md", "x/private/a.md"]),
        ("x/**/c.md", ["x/b/c.md", "x/Templates/b/c.md"]),
        ("./a.md", ["a.md"]),
    ],
)
def test_patterns_of_ignored_files(pattern: str, names: list[str]) -> None:
    every = """a.md a.draft.md x/a.md x/b.draft.md x/b/c.md Templates/a.md x/Templates/b/c.md
        private/a.md private/b/c.md x/private/a.md""".split()
    assert [name for name in every if is_ignored(name, (pattern,))] == sorted(
        names, key=every.index
    )


def test_files_that_are_not_read(tmp_path: Path) -> None:
    built = build_site(
        tmp_path,
        {
            "weeknotes.yml": BASE + "ignore: [Templates]\n",
            "2023-04-w3.md": HEAD,
            "notes/2023-04-w4.md": PAPER,
            "notes/README.md": "# 노트\n\n설명은 https://a.b/c 에 있다.\n",
            "notes/_more.md": "2023년 4월 2주차\n\nhttps://a.b/more\n",
            "notes/Templates/t.md": PAPER,
            "notes/a.org": "x",
            "notes/b.org": "x",
            "notes/c.text": "x",
            "notes/d.txt ": "x",
            "notes/e.MD.": "x",
            "notes/2023-04-w5": "x",
            "notes/2023.05.12": "x",
            "notes/f": "x",
            "notes/2023-04-w5.png": "x",
            "notes/_drafts/d.md": HEAD + "https://a.b/draft\n",
        },
    )
    assert sorted(built.site.papers) == ["arxiv:2304.07880", "url:a.b/more"]
    assert built.site.drafts == 1
    told = {(d.rule, Path(d.path).name): str(d.message) for d in built.diagnostics}
    assert (
        told["unread-file", "a.org"]
        == "a `.org` file is not read; there are 2 such files"
    )
    assert {path for rule, path in told if rule == "unread-file"} == {
        "2023-04-w3.md",
        "a.org",
        "c.text",
        "d.txt ",
        "e.MD.",
        "2023-04-w5",
    }
    assert (
        told["unread-file", "2023-04-w5"]
        == "a file without an ending is not read; there are 2 such files"
    )
    assert ("left-out-file", "README.md") in told
    assert not [
        path
        for rule, path in told
        if path in ("_more.md", "t.md") and rule != "no-tags"
    ]


@pytest.mark.slow
def test_a_build_tells_of_pages_that_are_gone(tmp_path: Path) -> None:
    make_site(
        tmp_path, {"notes/a.md": HEAD + PAPER + "#lm\n", "weeknotes.yml": BASE}
    )
    assert "removed `" not in run("build", cwd=tmp_path).stdout
    (tmp_path / "notes/a.md").write_text(HEAD + PAPER + "#llm\n", "utf-8")
    said = run("build", cwd=tmp_path).stdout
    assert (
        "removed `tags/lm.html` and 1 other page or feed, which an earlier build published; to keep"
        " an old address, write `tags/lm.html: NEW-PATH` below `redirects:` in weeknotes.yml"
    ) in said
    assert "removed `" not in run("build", cwd=tmp_path).stdout
    (tmp_path / "weeknotes.yml").write_text("title: t\n", "utf-8")
    # The feeds and their page, without the sitemap.
    said = run("build", cwd=tmp_path).stdout
    assert "removed `atom.xml` and 4 other pages and feeds" in said
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/sitemap-1.md").write_text("글.\n", "utf-8")
    run("build", cwd=tmp_path)
    (tmp_path / "pages/sitemap-1.md").unlink()
    assert "removed `sitemap-1.html`" in run("build", cwd=tmp_path).stdout


# Links


def test_links_to_files_of_ones_own(tmp_path: Path) -> None:
    first = "[[2023-04-18]] [[2023-04-18-note#절|노트]] [글](2023-04-18-note.md) [차례](#차례)\n"
    built = build_site(
        tmp_path,
        {
            "weeknotes.yml": BASE,
            "notes/2023-04-w3.md": "https://a.b/c\n글 ![[figure.png|2]] " + first,
            "notes/2023-04-18-note.md": PAPER,
            "notes/2023-04-19.md": "https://a.b/d\n글.\n",
            "notes/img/figure.png": PNG,
        },
    )
    assert not [d for d in built.diagnostics if d.rule == "broken-link"]
    page = tree(tmp_path / "site")["weeks/2023-04-w3.html"].decode()
    assert 'href="../weeks/2023-04-w4.html"' in page
    assert page.count('<a href="../papers/2304.07880.html"') >= 2
    assert 'src="../files/img/figure.png"' in page
    assert 'width="2"' in page


# A file that is a note on one paper

ADDRESS = "Paper: https://arxiv.org/abs/2304.07880\n"
NOTE = "\n## Summary\n\n글.\n"
RELATED = "\n## Related Work\n\n[Other](https://arxiv.org/abs/2304.07881)\n"
WHOLE = {
    "by its name": ("Sparse Mixers.md", ADDRESS + NOTE + RELATED, ["Sparse Mixers"]),
    "by a name with hyphens": (
        "sparse-mixers.md",
        ADDRESS + NOTE,
        ["sparse mixers"],
    ),
    "by its front matter": (
        "2304.07880.md",
        f"---\ntitle: Mixers\n---\n{ADDRESS}{NOTE}",
        ["Mixers"],
    ),
    "by no name": ("2304.07880.md", ADDRESS + NOTE, [""]),
    "by the name of a week": ("2023-04-w4.md", ADDRESS + NOTE, [""]),
    "an address alone": (
        "Mixers.md",
        ADDRESS.removeprefix("Paper: ") + NOTE,
        ["Mixers"],
    ),
    "a title below the address": (
        "Mixers.md",
        ADDRESS.removeprefix("Paper: ") + "\n## Sparse Mixers\n\n글.\n",
        ["Sparse Mixers"],
    ),
    "another entry below": (
        "Mixers.md",
        f"{ADDRESS}{NOTE}\nhttps://arxiv.org/abs/2304.07881\nOther (Jane Roe, John Doe)\n",
        ["Other"],
    ),
    "an entry below tags": (
        "Mixers.md",
        f"{ADDRESS}{NOTE}#a\n\nhttps://a.b/c\nOther (Jane Roe, John Doe)\n",
        ["Other"],
    ),
    "a list of other papers": (
        "Mixers.md",
        f"{ADDRESS}\n## 읽은 것\n\n- [A](https://a.b/1)\n- [B](https://a.b/2)\n",
        ["A", "B"],
    ),
}


@pytest.mark.parametrize("case", WHOLE)
def test_a_file_is_a_note_on_one_paper(case: str) -> None:
    name, text, titles = WHOLE[case]
    found = [entry for week in read(text, name).weeks for entry in week.entries]
    assert [entry.title.text if entry.title else "" for entry in found] == titles


def test_a_note_on_one_paper_has_authors_and_tags() -> None:
    text = (
        "Code: https://a.b/c\n"
        + ADDRESS
        + "Jane Roe, John Doe\n"
        + NOTE
        + "\n#a #b\n"
    )
    (week,) = read(text, "Sparse Mixers.md").weeks
    (entry,) = week.entries
    assert [url.text for url in entry.urls] == [
        "https://a.b/c",
        "https://arxiv.org/abs/2304.07880",
    ]
    assert entry.names == ["Jane Roe", "John Doe"]
    assert [tag.text for tag in entry.tags] == ["a", "b"]
    assert entry.decisions[0].rule.name == "file"


NO_ADDRESS = {
    "front matter": "---\ntitle: Mixers\nauthors: Jane Roe\n---\n\n글.\n",
    "a heading and a line of names": "# Mixers (2017)\n\nJane Roe, John Doe\n\n글.\n",
}


@pytest.mark.parametrize("case", NO_ADDRESS)
def test_a_paper_without_an_address_is_reported(case: str) -> None:
    result = read(NO_ADDRESS[case])
    assert [one.rule for one in result.diagnostics] == ["no-entries"]


def test_a_heading_and_a_sentence_are_no_paper() -> None:
    assert not read("# 서문\n\n글이다.\n").diagnostics


NAMED: dict[str, tuple[str, list[str]]] = {
    "author: Jane Roe, John Doe\ndoi: 10.1162/tacl_a_00638": (
        "10.1162/tacl_a_00638",
        ["Jane Roe", "John Doe"],
    ),
    "arxiv: 2304.07880": ("arXiv:2304.07880", []),
    "doi: https://doi.org/10.1162/tacl_a_00638": (
        "https://doi.org/10.1162/tacl_a_00638",
        [],
    ),
}
"""Front matter that names a paper, and the address and the authors that it gives."""


@pytest.mark.parametrize("head", NAMED)
def test_a_paper_named_in_the_front_matter(head: str) -> None:
    (entry,) = read(f"---\n{head}\nweek: 2024-03-w2\n---\n글.\n").weeks[0].entries
    assert (entry.urls[0].text, entry.names) == NAMED[head]


def test_tags_of_a_file_without_entries() -> None:
    head = "---\nauthor: Jane Roe\nweek: 2024-03-w2\ntags: [a]\n---\n"
    found = [d.rule for d in read(head + "글.\n").diagnostics]
    assert found == ["unknown-key", "no-entries"]
    assert [d.rule for d in read(head + PAPER).diagnostics] == ["unknown-key"]


def test_footnotes_serve_every_entry() -> None:
    items = "- [A](https://a.b/1)\n  - 글[^1]\n- [B](https://a.b/2)\n- [C](https://a.b/3)[^b]\n"
    result = read(HEAD + items + "\n[^1]: 하나.\n[^b]: 둘.\n[^c]: 셋.\n")
    (week,) = parsed_file(result).weeks
    commentary = ["\n".join(one.paragraphs) for one in week.entries]
    assert ["하나" in text for text in commentary] == [True, False, False]
    assert ["둘" in text for text in commentary] == [False, False, True]
    assert [text for text in week.intro if "하나" in text or "셋" in text] == [
        "[^c]: 셋."
    ]


def test_a_footnote_that_is_defined_twice_stays_where_it_is() -> None:
    week = "- [A](https://a.b/{0})\n  글[^1]\n\n  [^1]: {1}.\n"
    text = (
        HEAD + week.format(1, "하나") + "\n2023년 4월 5주차\n" + week.format(2, "둘")
    )
    weeks = parsed_file(read(text)).weeks
    notes = ["\n".join(entry.paragraphs) for one in weeks for entry in one.entries]
    assert ["하나" in note for note in notes] == [True, False]
    assert ["둘" in note for note in notes] == [False, True]


# Weeks without a year


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("# 8월 2주차 논문 읽기\n", ["doubtful-heading"]),
        ("# Week 2 of August reading\n", ["doubtful-heading"]),
        ("# 8月第2週 読んだ論文\n", ["doubtful-heading"]),
        ("# 八月第二周 论文\n\n", ["doubtful-heading"]),
        ("9월 첫째주 (9/1~9/7) 읽은 거\n\n", ["doubtful-heading"]),
        ("---\ndate: 2024-08-14\n---\n# 8월 2주차 논문 읽기\n", []),
    ],
)
def test_a_week_without_a_year_is_told_and_is_no_title(
    text: str, rules: list[str]
) -> None:
    result = read(text + "https://arxiv.org/abs/2304.07880\n좋은 글이다.\n", "a.md")
    assert [d.rule for d in result.diagnostics] == rules
    assert [entry.title for entry in result.weeks[0].entries] == [None]


PROPERTIES = {
    "Korean": "날짜: 2024년 8월 14일\n태그: llm, 평가\n상태: 읽는 중\n작성자: 김서연\n난이도: 상\n",
    "English": "Date: August 14, 2024\nTags: llm, 평가\nOwner: Jane Roe\nEffort: high\n",
    "Japanese": "日付: 2024年8月14日\nタグ: llm, 평가\nステータス: 進行中\n担当者: 佐藤\n",
    "Chinese": "日期：2024年8月14日\n标签：llm, 평가\n状态：进行中\n难度：高\n",
}


@pytest.mark.parametrize("language", PROPERTIES)
def test_properties_below_a_title(language: str) -> None:
    block = PROPERTIES[language]
    result = read(f"# 읽은 것\n\n{block}\n글.\n\n---\n{PAPER}", "a.md")
    (week,) = result.weeks
    assert (week.front.date, week.front.tags) == (date(2024, 8, 14), ("llm", "평가"))
    told = {d.rule for d in result.diagnostics}
    assert told == {"unknown-key"}
    assert len(result.diagnostics) == block.count("\n") - 2


@pytest.mark.parametrize(
    "block",
    [
        "Date: 2024-08-14\nTags: llm\nVenue: NeurIPS\n",
        "날짜: 2024-08-14\n태그: llm\n학회: NeurIPS\n",
        "날짜: 지난주\n태그: llm\n난이도: 상\n",
        "날짜: 2024-08-14\n난이도: 상\n",
    ],
)
def test_other_lines_with_labels_stay_text(block: str) -> None:
    result = read(f"# 읽은 것\n\n{block}\n글.\n\n---\n{PAPER}", "a.md")
    assert result.weeks[0].front == FrontMatter()


def test_names_in_front_matter_may_be_links() -> None:
    names = (
        "[[Seoyeon Lee]]",
        "[[people/Jane Roe|Jane Roe]]",
        "[John Doe](https://x.y)",
    )
    listed = "".join(f'  - "{name}"\n' for name in names)
    head = f"---\ntitle: T\nurl: https://a.b/c\ndate: 2024-08-14\nauthors:\n{listed}---\n"
    (entry,) = read(head + "글.\n", "a.md").weeks[0].entries
    assert entry.names == ["Seoyeon Lee", "Jane Roe", "John Doe"]


def test_a_draft_without_a_week_is_not_told() -> None:
    result = read(f"---\ndraft: true\n---\n{PAPER}글.\n", "a.md")
    assert result.diagnostics == ()


def test_tags_of_front_matter_are_shown_with_each_entry() -> None:
    head = "---\ndate: 2024-08-14\ntags: [llm, agent]\n---\n"
    shown = to_text([read(f"{head}{PAPER}글.\n#LLM\n", "a.md")], WeekRule.SUNDAY)
    assert shown.endswith("        #LLM #agent\n")


def test_hints_of_boundaries_fit_the_line() -> None:
    text = f"{HEAD}{PAPER}글.\n#a\n주소 없는 글.\n"
    found = [d for d in read(text).diagnostics if d.rule == "doubtful-boundary"]
    assert [
        "write the tags of that entry below it" in str(d.hint) for d in found
    ] == [True]
    doubt = boundary_doubt(BoundaryDecision(1, LINK_AFTER_TEXT))
    assert "`<…>`" in str(hint_of(doubt, "https://a.b/c"))
    assert "`<…>`" not in str(hint_of(doubt, "<https://a.b/c>"))


@pytest.mark.parametrize(
    ("header", "told"),
    [("Paper | Authors", True), ("제목 | 연도", True), ("Setting | Score", False)],
)
def test_a_table_without_addresses_is_told_with_its_rows(
    header: str, told: bool
) -> None:
    table = f"| {header} |\n|---|---|\n| Sparse Mixers | 1 |\n| Dense Mixers | 2 |\n"
    messages = [str(d.message) for d in read(HEAD + table).diagnostics]
    assert messages == told * [
        "a table of papers has no address in its rows, so none of its 2 rows is an entry"
    ]
