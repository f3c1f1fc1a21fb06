"""The end of a bare URL in Korean prose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weeknotes.text.code import prose
from weeknotes.text.links import find_destinations, find_urls, find_wiki_links


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        (
            "https://arxiv.org/abs/2006.08217인데",
            ["https://arxiv.org/abs/2006.08217"],
        ),
        (
            "(지난달의 https://arxiv.org/abs/2006.08217) 인데",
            ["https://arxiv.org/abs/2006.08217"],
        ),
        ("(https://github.com/a/b)nerf", ["https://github.com/a/b"]),
        (
            "https://ko.wikipedia.org/wiki/사과_(과일)는",
            ["https://ko.wikipedia.org/wiki/사과_(과일)"],
        ),
        (
            "https://ko.wikipedia.org/wiki/기계_학습 참고",
            ["https://ko.wikipedia.org/wiki/기계_학습"],
        ),
        ("https://a.b/2021/05/머신-러닝/", ["https://a.b/2021/05/머신-러닝/"]),
        (
            "https://en.wikipedia.org/wiki/Foo_(bar)",
            ["https://en.wikipedia.org/wiki/Foo_(bar)"],
        ),
        ("https://a.b/?q=한글&x=1 다음", ["https://a.b/?q=한글&x=1"]),
        ("https://a.b/c.", ["https://a.b/c"]),
        ("https://a.b/c, https://d.e/f!", ["https://a.b/c", "https://d.e/f"]),
        ("**https://a.b/c**이다", ["https://a.b/c"]),
        (
            "==https://a.b/c==, ==https://a.b/c?d=e===",
            ["https://a.b/c", "https://a.b/c?d=e="],
        ),
        ("https://a.b/c?d=e==", ["https://a.b/c?d=e=="]),
        ("[글](https://a.b/c)과", ["https://a.b/c"]),
        ("「https://a.b/c」", ["https://a.b/c"]),
        ("https://a.b/c(설명)", ["https://a.b/c"]),
        ("https://a.b/그래서.그런데", ["https://a.b/그래서"]),
        ("https://a.b/café다", ["https://a.b/café"]),
        ("HTTP://A.B/C", ["HTTP://A.B/C"]),
        ("https:// 와 http://", []),
        ("README.md ftp://a.b mailto:a@b.c", []),
    ],
)
def test_bare_urls(text: str, urls: list[str]) -> None:
    assert [found.url for found in find_urls(text)] == urls


@given(st.text(alphabet="htps:/.()[]가a1_=-* \n", max_size=80))
def test_every_url_stands_where_it_is_said_to(text: str) -> None:
    end = 0
    for found in find_urls(text):
        assert end <= found.start < found.end
        assert text[found.start : found.end] == found.url
        assert found.url.count("(") == found.url.count(")")
        end = found.end


def test_wiki_links() -> None:
    found = find_wiki_links("[[2304.07880]]와 [[ Toolformer |도구]] [[]] [[a\nb]]")
    assert [(link.target, link.label) for link in found] == [
        ("2304.07880", "2304.07880"),
        ("Toolformer", "도구"),
    ]


def test_destinations() -> None:
    found = find_destinations(
        '[a](b.pdf) ![c](<d e.png> "t") [f](https://g.h/i_(j))'
    )
    assert [link.typed for link in found] == [
        "b.pdf",
        "d e.png",
        "https://g.h/i_(j)",
    ]


def test_code_is_not_prose() -> None:
    text = "앞 `[[a]]` 뒤\n```\n[[b]]\n```\n[[c]] ``x ` [[d]]``"
    assert [link.target for link in find_wiki_links(prose(text))] == ["c"]
    assert len(prose(text)) == len(text)
