"""What a writer hid is in no file of the site; what only looks hidden is on a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import build_site, read, run, tree
from weeknotes.diagnostics import Severity

pytestmark = pytest.mark.slow

HEAD = "2023년 4월 4주차\n"
PAPER = "https://arxiv.org/abs/2304.07880\nA Title (Jane Roe, John Doe)\n"
SECRET = "s3cret"
BASE = "title: T\nbase_url: https://example.org/n/\n"

HIDDEN_IN_TEXT = {
    "a comment on its own line": "글.\n<!-- s3cret -->\n더.\n",
    "within a paragraph": "글 <!-- s3cret --> 더 <!--s3cret--> 끝.\n",
    "within a title": "## 제목 <!-- s3cret -->\n글.\n",
    "over lines and paragraphs": "글.\n<!--\ns3cret\n\nhttps://a.b/s3cret\n#s3cret\n-->\n더.\n",
    "with an entry in it": "글.\n#a\n<!--\nhttps://a.b/s3cret\nA s3cret (Jane Roe, Ann Poe)\n#s3cret\n-->\n",
    "with code in it": "글.\n<!--\n```\ns3cret\n```\n-->\n더.\n",
    "with a stray backtick in it": "글 <!-- a ` b --> 더 <!-- s3cret --> `끝`.\n",
    "with a stray backtick before it": "글 ` 더.\n<!-- s3cret ` -->\n끝.\n",
    "after a fence that nothing closes": "```\n글 <!-- s3cret -->\n",
    "after tildes that nothing closes": "~~~ <!-- s3cret -->\n글.\n",
    "after a dollar sign": "$5 <!-- s3cret --> $10, US$5<!-- s3cret -->US$6 글.\n",
    "in a list": "- 하나\n- <!-- s3cret -->둘\n  <!-- s3cret -->\n- 셋\n",
    "in a quotation": "> 인용 <!-- s3cret -->\n> 끝\n",
    "in a table": "| a | b |\n|---|---|\n| 1 | <!-- s3cret --> |\n",
    "beside tags": "글.\n#a <!-- #s3cret -->\n",
    "beside an address": "https://a.b/c <!-- https://a.b/s3cret -->\n글.\n",
    "closed in HTML's other way": "글 <!-- s3cret --!> 더.\n",
    "an Obsidian comment": "글 %%s3cret%% 더.\n",
    "an Obsidian block": "글.\n%%\ns3cret\n\n- s3cret\n%%\n더.\n",
    "an Obsidian block over %%time in code": "%%\n글\n```\n%%time s3cret\n```\ns3cret\n%%\n더.\n",
    "a reference that is a comment": '글.\n\n[//]: # (s3cret)\n[comment]: <> (s3cret)\n[//]: # "s3cret"\n',
    "a Liquid comment": "글 {% comment %} s3cret {% endcomment %} {%- comment -%}\ns3cret\n{%- endcomment -%}\n",
    "a comment of MDX": "글 {/* s3cret */} 더. {/*\ns3cret\n*/}\n",
    "a Hugo comment": "글 {{/* s3cret */}} {{- /* s3cret */ -}} 더.\n",
    "two comments, the first empty": "글 <!----> <!-- s3cret --> <!--> 더.\n",
    "a link to a file": "글 <!-- [f](s3cret.pdf) ![g](s3cret.png) ![[s3cret.png]] --> 더.\n",
}

HIDDEN_FILES = {
    "YAML": "---\ndraft: true\n---\n",
    "YAML after blank lines": "\n\n---\ndraft: true\n---\n",
    "YAML after a comment": "<!-- 틀 -->\n\n---\ndraft: true\n---\n",
    "YAML after a byte order mark": "\ufeff---\ndraft: true\n---\n",
    "YAML with CRLF": "---\r\ndraft: true\r\n---\r\n",
    "YAML below a heading": "# 제목\n\n---\ndraft: true\n---\n",
    "YAML below a week": HEAD + "---\ndraft: true\n---\n",
    "YAML that nothing closes": "---\ndraft: true\n\n",
    "YAML in the middle": HEAD + "https://a.b/c\n글.\n#a\n---\ndraft: true\n---\n",
    "YAML below a later week": HEAD
    + PAPER
    + "글.\n#a\n2023년 5월 1주차\n---\ndraft: true\n---\n",
    "yes": "---\ndraft: yes\n---\n",
    "True, with a remark": "---\nDraft: True # 아직\n---\n",
    "in quotes": "---\n\"draft\": 'true'\n---\n",
    "neither true nor false": "---\ndraft: maybe\n---\n",
    "not published": "---\ntitle: 제목\npublished: false\n---\n",
    "Obsidian": "---\ntags: [a]\npublish: false\n---\n",
    "private": "---\nprivate: true\n---\n",
    "a status": "---\nstatus: draft\n---\n",
    "Hugo, never rendered": "---\nbuild:\n  render: never\n---\n",
    "Hugo, not rendered": "---\n_build: {render: false, list: false}\n---\n",
    "Hugo, only a link": '+++\n[build]\nrender = "link"\n+++\n',
    "kept back with other words": "---\ndg-publish: false\n---\n",
    "work in progress": "---\nwip: true\n---\n",
    "with lines that are no keys": "---\ndraft: true\n그냥 글\n---\n",
    "TOML": '+++\ntitle = "s3cret"\ndraft = true\n+++\n',
    "TOML after a blank line": "\n+++\ndraft = true # 아직\n+++\n",
    "TOML that is none": "+++\ndraft = true\ntitle = \n+++\n",
    "TOML that nothing closes": "+++\ndraft = true\n\n",
    "Pelican": "Title: s3cret\nStatus: draft\n\n",
    "Pelican, hidden": "title: s3cret\ndate: 2023-04-20\nstatus: hidden\n\n",
    "keys without fences": "draft: true\n\n",
    "keys without fences below a heading": "# 제목\ndraft: true\n\n",
    "Org": "#+TITLE: s3cret\n#+DRAFT: true\n\n",
    "keys in Korean": "---\ntitle: a\n비공개: true\n---\n",
}

MARKS = {
    "below the week": "draft: true\n" + PAPER,
    "after the tags": PAPER + "글.\n#a\ndraft: true\nhttps://d.e/f\n글.\n",
    "in the text": PAPER + "글.\ndraft: true\n더.\n",
    "below the last entry": PAPER + "글.\n\ndraft: true\n",
    "between two addresses": "https://a.b/c\n\ndraft: true\n\nhttps://d.e/f\n",
    "below a section": "## 절\ndraft: true\n- [A](https://a.b/c)\n- [B](https://a.b/d)\n",
    "after a separator": PAPER + "---\ndraft: true\nhttps://d.e/f\n",
    "above a doubtful address": PAPER
    + "draft: true\n글.\nhttps://arxiv.org/abs/2304.07881\n글.\n",
    "with a mistake": PAPER + "draft: ture\n글.\n",
    "as a list item": PAPER + "글.\n- **Draft**: yes\n",
    "for Org": "#+DRAFT: true\n" + PAPER,
    "in Japanese": PAPER + "글.\n下書き：はい\n",
}
"""Marks that do not say which entry they hide."""

UNCLOSED = {
    "on its own line": "글.\n<!-- s3cret\n더.\n",
    "over lines": "글.\n<!--\ns3cret\n\nhttps://a.b/s3cret\n",
    "with a wrong end": "글.\n<!-- s3cret ->\n더 -- > 끝.\n",
    "below a closed one": "글 <!-- 하나 -->\n<!-- s3cret\n",
    "Obsidian": "글.\n%%\ns3cret\n",
    "Obsidian, one line": "글.\n%% s3cret\n",
    "Obsidian, in a list": "- 글.\n- %%s3cret %\n",
    "Obsidian, in a quotation": "> %% s3cret\n",
    "Obsidian, below a stray mark": "글 %% 하나 %% 끝.\n%% s3cret\n",
    "Obsidian, with %%time in code": "%%\ns3cret\n```\n%%time\n```\n",
    "Liquid": "글\n{% comment %} s3cret\n",
    "Hugo": "글.\n{{/* s3cret\n",
}

SHOWN = {
    "in a fence": "```html\n<!-- shown1 -->\n%% shown2 %%\n```\n",
    "in tildes": "~~~\n<!-- shown1 -->\n~~~\n",
    "in inline code": "글 `<!-- shown1 -->` 더 `%% shown2 %%` ``a ` %% shown3 %%``.\n",
    "in inline code on two lines": "글은 이렇게 `<!-- shown1\n  shown2 -->` 씁니다.\n",
    "in formulas": "$a %% shown1 %% b$ 글.\n\n$$\n%% shown2 %%\n$$\n",
    "in brackets of TeX": "글 \\(a %% shown1 %% b\\) 더.\n",
    "never closed, within a line": "글 %%shown1\n더 50%.\n글 <!-- shown2\n<!--<b>shown3\n",
    "opened in a fence": "```html\n<!-- shown1\n%% shown2\n```\n",
    "opened in code": "글 `<!-- shown1` 더 `%% shown2`.\n",
    "escaped": "글 \\<!-- shown1 --> 더.\n",
    "the end alone": "글 --> shown1 더.\n",
    "one per cent sign too few": "100% shown1 그리고 50% shown2.\n",
    "words about drafts": "글.\ndraft: true 라고 쓰면 shown1.\n",
    "a thematic break and words": "글.\n\n---\n\n참고: shown1\n",
    "published": "글 shown1.\n",
}


def site_of(folder: Path, text: str) -> tuple[list[str], str]:
    """(files with the secret, all text of the site's pages)."""
    files = {"notes/a.md": text, "notes/s3cret.pdf": "x", "notes/s3cret.png": "x"}
    build_site(
        folder,
        {**files, "notes/b.md": "2023년 4월 3주차\n" + PAPER, "weeknotes.yml": BASE},
    )
    site = tree(folder / "site")
    found = [
        n
        for n, data in site.items()
        if SECRET in n or SECRET.encode() in data.lower()
    ]
    return found, "".join(
        data.decode() for name, data in site.items() if name.endswith(".html")
    )


@pytest.mark.parametrize("case", HIDDEN_IN_TEXT)
def test_comments_are_in_no_file(case: str, tmp_path: Path) -> None:
    text = HEAD + PAPER + HIDDEN_IN_TEXT[case] + "끝말입니다.\n"
    (week,) = read(text).weeks
    assert SECRET not in repr(week)
    assert "끝말입니다" in repr(week)
    if case in (
        "within a paragraph",
        "over lines and paragraphs",
        "a link to a file",
    ):
        found, pages = site_of(tmp_path, text)
        assert not found
        assert "끝말입니다" in pages


@pytest.mark.parametrize("case", HIDDEN_FILES)
def test_drafts_are_in_no_file(case: str) -> None:
    """Each draft is hidden, or is an error, which stops the build."""
    result = read(HIDDEN_FILES[case] + HEAD + PAPER + "s3cret\n")
    stopped = any(d.severity is Severity.ERROR for d in result.diagnostics)
    assert stopped or not any(week.front.published for week in result.weeks)


@pytest.mark.parametrize("case", MARKS)
def test_an_unclear_mark_stops_the_build(case: str) -> None:
    text = HEAD + MARKS[case]
    found = [d for d in read(text).diagnostics if d.rule == "misplaced-draft"]
    assert [d.severity for d in found] == [Severity.ERROR]
    assert text.split("\n")[found[0].span.line - 1] == found[0].excerpt


@pytest.mark.parametrize("case", UNCLOSED)
def test_a_comment_that_nothing_closes_stops_the_build(case: str) -> None:
    found = read(HEAD + PAPER + UNCLOSED[case]).diagnostics
    assert ("unclosed-comment", Severity.ERROR) in [
        (d.rule, d.severity) for d in found
    ]


@pytest.mark.parametrize(
    "form", ["https://s3cret.b/c", "- [S3cret](https://s3cret.b/c)"]
)
def test_a_draft_entry_is_in_no_file(form: str, tmp_path: Path) -> None:
    """Other entries, tags and addresses do not show the draft.  A build counts it."""
    draft = f"{form}\ndraft: true\nS3cret (Ann S3cret, Bo S3cret)\ns3cret\n#s3cret\n"
    found, pages = site_of(tmp_path, HEAD + draft + "---\n" + PAPER)
    assert not found
    assert "2304.07880" in pages
    assert "1 draft entry omitted" in run("build", cwd=tmp_path).stdout
    assert "s3cret" not in run("parse", "notes/a.md", cwd=tmp_path).stdout.lower()
    assert "s3cret.b" not in run("check", cwd=tmp_path).stdout


@pytest.mark.parametrize("case", ["YAML below a heading", "TOML", "Pelican"])
def test_a_site_with_a_draft(case: str, tmp_path: Path) -> None:
    found, pages = site_of(tmp_path, HIDDEN_FILES[case] + HEAD + PAPER + "s3cret\n")
    assert not found
    assert "2304.07880" in pages


@pytest.mark.parametrize("case", SHOWN)
def test_what_is_not_hidden_is_shown(case: str) -> None:
    text = SHOWN[case]
    result = read("---\ndraft: false\npublished: true\n---\n" + HEAD + PAPER + text)
    assert result.weeks[0].front.published
    for word in ("shown1", "shown2", "shown3"):
        assert (word in repr(result.weeks)) == (word in text)


def test_a_build_says_what_it_left_out(tmp_path: Path) -> None:
    built = build_site(
        tmp_path, {"notes/a.md": HEAD + PAPER + "글 <!-- a --> <!-- b -->\n"}
    )
    assert built.site.comments == 2


def test_conflict_markers_stop_the_build(tmp_path: Path) -> None:
    text = HEAD + PAPER + "<<<<<<< HEAD\n하나\n=======\n둘\n>>>>>>> other\n#a\n"
    built = build_site(tmp_path, {"notes/a.md": text})
    assert [
        (d.rule, d.span.line)
        for d in built.diagnostics
        if d.severity is Severity.ERROR
    ] == [("conflict-marker", 4)]
    assert not built.published
    in_code = HEAD + PAPER + "```\n<<<<<<< HEAD\n=======\n>>>>>>> other\n```\n#a\n"
    assert not [d for d in read(in_code).diagnostics if d.rule == "conflict-marker"]
