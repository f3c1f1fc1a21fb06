"""Where no line may break: within a compound of a title, before a particle, beside a formula."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from weeknotes.markup import note_html, text_html, title_html
from weeknotes.model import Note

JOIN = '<span class="no-break"></span>'
TYPED = st.text(st.sampled_from("가는 (a)-–/”%$x*`&<\n"), max_size=40)


def marked(text: str) -> str:
    """The HTML, with `[…]` for a whole word, `·` for a joint and `x` for a formula."""
    text = re.sub(
        "<math.*?</math>", "x", text.replace(JOIN, "·").replace("<wbr>", "|")
    )
    return re.sub('<span class="whole">(.*?)</span>', r"[\1]", text)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("LoRA-based Low-Rank: A Title", "[LoRA-based] [Low-Rank:] A Title"),
        ("A (Zero-Shot) Title, 2019–2020", "A [(Zero-Shot)] Title, [2019–2020]"),
        ("인코더-디코더(Enc)는 왜", "[인코더-디코더(Enc)는] 왜"),
        ("모델(LoRA)는 좋다", "[모델(LoRA)는] 좋다"),
        ("A - B, -1 and A-", "A - B, -1 and A-"),
        ("수식 $x^2$는 $x$ 좋다 ($x$)", "수식 [x는] x 좋다 [(x)]"),
        ("example.org/2021/05/설정-관리", "[example.org/|2021/|05/|설정-관리]"),
        ("A/B", "A/B"),
    ],
)
def test_words_of_titles_stay_whole(title: str, expected: str) -> None:
    assert marked(title_html(title)) == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("모델(LoRA)는 좋다", "모델(LoRA)·는 좋다"),
        ("**굵게(bold)**이다", "<strong>굵게(bold)</strong>·이다"),
        (
            "`f()`는 50%가 “말”을 [1]에서",
            "<code>f()</code>·는 50%·가 “말”·을 [1]·에서",
        ),
        (
            "[글(2)](https://a.b/c)은",
            '<a class="named" href="https://a.b/c">글(2)</a>·은',
        ),
        ("(a) 는, (b). C", "(a) 는, (b). C"),
        ("$x$는 ($x$)에 $x$", "[x는] [(x)·에] x"),
        ("$\\text{(값)은}$", "x"),
        ("```\nf()는\n```", '<pre tabindex="0"><code>f()는\n</code></pre>'),
    ],
)
def test_particles_stay_with_what_they_follow(note: str, expected: str) -> None:
    found = marked(note_html(Note(note), "")).strip()
    assert found.removeprefix("<p>").removesuffix("</p>") == expected


def text_of(fragment: str) -> str:
    return str(html.fragment_fromstring(f"<div>.{fragment}</div>").text_content())[
        1:
    ]


@given(TYPED)
def test_the_text_is_as_typed(text: str) -> None:
    assert text_of(text_html(text)) == text
    assert text_of(title_html(text.replace("$", "S"))) == text.replace("$", "S")
