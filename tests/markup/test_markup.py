"""Commentary as HTML: readable cases, and laws for any text."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html

from tests.helpers import CHARACTERS, Case, cases, examples
from weeknotes.markup import (
    for_readers,
    note_html,
    note_text,
    title_html,
    title_text,
)
from weeknotes.markup.parser import parsed_html, parsed_text
from weeknotes.markup.plain import plain_html, plain_paragraphs
from weeknotes.model import Link, LinkKind, Note
from weeknotes.rendering.environment import breakable
from weeknotes.text.code import prose
from weeknotes.text.links import find_urls, find_wiki_links
from weeknotes.text.unicode import clean

LINKS = (
    Link(
        "https://arxiv.org/abs/2006.08217",
        LinkKind.PAGE,
        "papers/2006.08217.html",
        "AdamP: A Title",
    ),
    Link("[[AdamP]]", LinkKind.PAGE, "papers/2006.08217.html"),
    Link("[[2023-04-w4]]", LinkKind.PAGE, "weeks/2023-04-w4.html"),
    Link("talk.pdf", LinkKind.FILE, "files/talk.pdf"),
    Link("a b.png", LinkKind.IMAGE, "files/a%20b.png", "", 3, 4),
    Link("![[figure.png]]", LinkKind.IMAGE, "files/img/figure.png", "", 600, 400),
)


@pytest.mark.parametrize("case", cases("markup"), ids=str)
def test_fixture(case: Case) -> None:
    assert note_html(Note(case.given, LINKS), "../").rstrip("\n") == case.expected


def test_a_feed_has_absolute_links_and_no_empty_ones() -> None:
    shown = for_readers(
        note_html(
            Note("[[AdamP]] https://arxiv.org/abs/2006.08217", LINKS),
            "https://a.b/notes/",
        )
    )
    assert (
        re.findall(r'href="([^"]*)"', shown)
        == ["https://a.b/notes/papers/2006.08217.html"] * 2
    )


def test_titles() -> None:
    assert title_html("H$_2$O & <x>").startswith('<span class="whole">H<math ')
    assert title_html("H$_2$O & <x>").endswith("</math>O</span> &amp; &lt;x&gt;")
    assert title_html("$5 and $10") == "$5 and $10"
    assert title_text("H$_2$O: $P+$") == "H2O: P+"
    for said in (title_html, title_text):
        assert (
            said(r"81.1\% within \$10,000; an extra \$4,000 and $5")
            == "81.1% within $10,000; an extra $4,000 and $5"
        )
        assert said(r"C:\new a\_b") == r"C:\new a_b"


def test_words_alone() -> None:
    note = Note(
        "**굵은** 글 (https://a.b/c) `코드` [[AdamP]]:\n\n- 항목\n- 둘", LINKS
    )
    assert note_text(note) == "굵은 글 코드 AdamP: 항목 · 둘"
    half = Note("글.[^1] <details><summary>더</summary>\n[^2]: 끝")
    assert note_text(half) == "글. 더 끝"


PIECES = (
    "가나",
    *"abc|**|*|_|__|`|```|$|$$|x^2|[|]|(|)|[[AdamP]]|![|<b>|&amp;|https://a.b/c|talk.pdf|- |1. |2. |> |# |\\|~~|---|한다.|🎉".split(
        "|"
    ),
    *("| a |", "|---|", " ", "\n", "\n\n", "\t", "    ", "<https://d.e>"),
    *(
        "[^1]",
        "\n[^1]: ",
        "==",
        "<sub>",
        "</sub>",
        "<br>",
        "> [!note] ",
        "- [ ] ",
        "![[",
        "\\(",
    ),
    *(
        "\\)",
        "<details>\n",
        "<summary>s</summary>\n",
        "\n</details>\n",
        "<a href='x'>",
        "</a>",
    ),
    *('<img src="talk.pdf" onerror="x">', "^[", "{#a}", "](#a)"),
)
PROSE = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@given(st.one_of(PROSE, st.text(CHARACTERS, max_size=120)))
@examples(400)
def test_nothing_dangerous_comes_out(text: str) -> None:
    shown = note_html(Note(text, LINKS), "../")
    if not shown.strip():
        return
    tree = html.fragment_fromstring(shown, create_parent="div")
    for element in tree.iter("*"):
        assert isinstance(element.tag, str)
        assert element.tag not in (
            "script",
            "style",
            "iframe",
            "object",
            "embed",
            "form",
            "b",
        )
        assert not [
            name
            for name in element.attrib
            if name.startswith("on") or name == "style"
        ]
        target = element.get("href") or element.get("src")
        assert target is None or re.match(
            r"https?://|mailto:|\.\./|#n\w+-", target, re.IGNORECASE
        ), target


@given(PROSE)
@example("# {#a}")
@examples(300)
def test_no_word_is_lost(text: str) -> None:
    """All letters outside of mathematics and addresses are shown, in the same order."""
    # Nor the language of a fence.
    if any(mark in text for mark in ("$", "[", "```", "\\(")):
        return
    shown = note_html(Note(text, LINKS), "../")
    words = (
        "".join(
            html.fragment_fromstring(shown, create_parent="div")
            .text_content()
            .split()
        )
        if shown.strip()
        else ""
    )
    tags = r"</?(?:a|br|details|img|sub|summary)\b[^<>]*>"
    typed = re.findall(r"[가-힣a-z🎉][가-힣a-z.🎉]*", re.sub(tags, " ", text))
    at = 0
    for word in typed:
        at = words.find(word, at)
        assert at >= 0, f"{word!r} of {text!r} is not in {shown!r}"
        at += len(word)


@given(PROSE)
@example("==https://a.b/c==")
def test_the_resolver_and_the_markup_see_the_same_links(text: str) -> None:
    """The links that count as mentions are the links in the HTML.  Excludes Markdown brackets and
    code."""
    if re.search(r"[`$\\<|!()]|\[(?!\[)", text.replace("[[AdamP]]", "")):
        return
    shown = note_html(Note(text, LINKS), "../")
    assert shown.count('<a href="../papers/') == len(
        [w for w in find_wiki_links(prose(text)) if w.target == "AdamP"]
    )
    assert shown.count('<a href="https://a.b') == len(find_urls(prose(text)))


WORDS = st.lists(
    st.sampled_from(
        (
            "가나",
            "abc",
            " ",
            "  ",
            "(",
            ")",
            "]",
            "!",
            "&",
            ">",
            '"',
            "'",
            "|",
            "-",
            "+",
            "1.",
            "2",
            "#",
            "=",
            ":",
            "&amp;",
            "\n\n",
            "…",
            "\u3000",
        )
    )
)


@given(st.one_of(WORDS.map("".join), st.text(CHARACTERS, max_size=60), PROSE))
@examples(1000)
def test_plain_notes_are_what_the_parser_makes_of_them(text: str) -> None:
    note = Note(clean(text), LINKS)
    paragraphs = plain_paragraphs(note.text)
    if paragraphs is not None:
        assert plain_html(paragraphs) == parsed_html(note, 3)
        assert note.text.split() == parsed_text(note).split()


def test_names_of_tags_may_be_broken_behind_what_joins_their_words() -> None:
    assert breakable("in_context_<b>") == "in_<wbr>context_<wbr>&lt;b&gt;"
    assert breakable("llm") == "llm"
