"""Parsing of digests: readable cases, the sample with its expected result, and laws for any
text."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.helpers import (
    CHARACTERS,
    FIXTURES,
    SHARED,
    Case,
    build_site,
    cases,
    examples,
    read,
    run,
    source,
)
from tests.libraries import Library, libraries, without_shared
from weeknotes.i18n.messages_ko import KOREAN_MESSAGES
from weeknotes.parsing import parse
from weeknotes.parsing.boundaries import LINK_AFTER_TEXT
from weeknotes.parsing.digest import read_lines
from weeknotes.parsing.dump import to_json, to_text
from weeknotes.parsing.explain import explain
from weeknotes.parsing.lines import Line, LineKind, classify
from weeknotes.parsing.result import RawEntry, Text
from weeknotes.parsing.vocabulary import (
    field_of,
    is_plain_kind,
    label_at,
    named_address,
)
from weeknotes.text.bibtex import unicode_text
from weeknotes.text.unicode import UNSEEN, WHITE_SPACE
from weeknotes.text.weeks import WeekRule

SEED = SHARED / "seed" / "2023-04-w4.txt"


@pytest.mark.parametrize("case", cases("parse"), ids=str)
def test_fixture(case: Case) -> None:
    assert to_text([read(case.given)], WeekRule.SUNDAY).rstrip("\n") == case.expected


def test_digests_are_what_ends_in_txt_or_md(tmp_path: Path) -> None:
    names = [
        "a.txt",
        "b.md",
        "c.TXT",
        "d.Md",
        "e.html",
        "f.txt~",
        "gtxt",
        "h",
        "i.txt.gif",
        "j.mdx",
    ]
    built = build_site(
        tmp_path,
        {
            f"notes/{name}": f"2023년 4월 4주차\nhttps://a.b/{name}\n"
            for name in names
        },
    )
    assert sorted(built.site.papers) == [
        "url:a.b/a.txt",
        "url:a.b/b.md",
        "url:a.b/c.TXT",
        "url:a.b/d.Md",
    ]


def test_json_is_as_documented() -> None:
    text = "2023년 4월 4주차\n서문.\nhttps://a.b/c\nTitle Here (Jane Roe, John Doe)\n본문.\n#C++ #llm\n"
    parsed = json.loads(to_json([read(text)], WeekRule.SUNDAY))
    assert parsed == {
        "version": 1,
        "weeks": [
            {
                "id": "2023-04-w4",
                "year": 2023,
                "month": 4,
                "week": 4,
                "label": "2023년 4월 4주차",
                "source": "2023-04-w4.txt",
                "title": "",
                "draft": False,
                "intro": ["서문."],
                "entries": [
                    {
                        "line": 3,
                        "urls": ["https://a.b/c"],
                        "title": "Title Here",
                        "authors": ["Jane Roe", "John Doe"],
                        "variants": [],
                        "commentary": ["본문."],
                        "tags": ["C++", "llm"],
                        "doubts": [],
                    }
                ],
            }
        ],
    }


EVERY_KIND_OF_LINE = """---
title: 짧은 주
---
# 2023년 4월 4주차 (4/16~4/22)

서문.
  이어서.
https://a.b/c https://d.e/f
A Title
  That Goes On
  (Jane Roe, John Doe)
B Title (Jane Roe,
  John Doe)
본문. #a
https://g.h/i
Some Title
- 항목
- 항목
```
코드
```
https://j.k/l
#a #b
---
## 수필 (홍길동, 김철수)
한 줄에 들어가지 않을 만큼 긴 글은 마흔여덟 칸에서 잘립니다.
A line of exactly forty-eight places, as it is.
A line of forty-nine places, which is one too lo.
글\x07 \u202e
"""


def test_every_line_is_explained() -> None:
    digest = source(EVERY_KIND_OF_LINE)
    assert explain(digest, parse(digest)) == (FIXTURES / "explained.txt").read_text(
        "utf-8"
    )


def test_lines_are_explained_in_the_language_of_the_site() -> None:
    digest = source(EVERY_KIND_OF_LINE)
    explained = explain(digest, parse(digest), KOREAN_MESSAGES).splitlines()
    kinds = {re.split(" {2,}", line.strip())[1] for line in explained[1:]}
    assert kinds == {
        "설정",
        "주",
        "빈 줄",
        "텍스트",
        "주소",
        "코드·수식",
        "태그",
        "구분선",
    }
    assert explained[14].startswith("   14  텍스트     본문 + 태그        본문. #a")


@pytest.mark.parametrize(
    ("line", "tag"),
    [
        ("#multi agent #llm", "#multi_agent"),
        ("#llm #large language model", "#large_language_model"),
        ("＃한국어 NLP", "＃한국어_NLP"),
        ("#llm, agents", ""),
    ],
)
def test_a_hint_on_an_odd_tag(line: str, tag: str) -> None:
    (found,) = read(f"2023년 4월 4주차\nhttps://a.b/c\n글.\n{line}\n").diagnostics
    assert found.rule == "odd-tag"
    assert str(found.hint).startswith("if this is one tag") == bool(tag)
    assert f"`{tag or '#multi-agent'}`" in str(found.hint)


def test_an_outline_of_a_digest() -> None:
    """Each week, entry and field; the first line of a paragraph, up to ninety characters; doubts
    with both readings."""
    head = "---\ndraft: true\n---\n"
    text = f"{head}2023년 4월 4주차\n{'가' * 90}\n{'가' * 91}\nhttps://a.b/c\n- 하나\n- 둘\nhttps://d.e/f\n글.\n#a #b\n"
    assert to_text(
        [read(text), read("글.\n", "notes.txt"), read("글.\n", "2023-04-20.txt")],
        WeekRule.SUNDAY,
    ) == "\n".join(
        [
            "2023-04-w4  2023-04-w4.txt  1 entry  draft",
            f"    {'가' * 90}",
            f"    {'가' * 89}…",
            "     7  (no title)",
            "        https://a.b/c",
            "        │ - 하나…",
            "        │ https://d.e/f",
            "        │ 글.",
            "        #a #b",
            (
                "        ? line 10, boundary: read as a part of the entry above,"
                f" but it could be the beginning of a new entry: {LINK_AFTER_TEXT.why}"
            ),
            "(no week)  notes.txt  0 entries",
            "    글.",
            "2023-04-w4  2023-04-20.txt  0 entries",
            "    글.",
            "",
        ]
    )


def test_json_of_what_is_not_there() -> None:
    """No week, no title, no authors; the title of a week from its heading; doubts."""
    found = json.loads(
        to_json(
            [
                read("글.\n", "notes.txt"),
                read(
                    "2023년 4월 4주차: 짧은 주\nhttps://a.b/c\n글.\nhttps://d.e/f\n"
                ),
            ],
            WeekRule.ISO,
        )
    )
    nothing, week = found["weeks"]
    assert (
        nothing["id"],
        nothing["year"],
        nothing["month"],
        nothing["week"],
        nothing["label"],
    ) == ("notes", None, None, None, "")
    assert (nothing["title"], nothing["entries"], nothing["intro"]) == (
        "",
        [],
        ["글."],
    )
    assert (
        week["title"],
        week["entries"][0]["title"],
        week["entries"][0]["authors"],
    ) == (
        "짧은 주",
        "",
        [],
    )
    assert week["entries"][0]["doubts"] == [
        {
            "line": 4,
            "field": "boundary",
            "chosen": "a part of the entry above",
            "other": "the beginning of a new entry",
            "why": "the address follows commentary without tags",
        }
    ]
    titled = read(
        "---\ntitle: 제목\ndraft: true\n---\n2023년 4월 4주차: 짧은 주\nhttps://a.b/c\n"
    )
    (week,) = json.loads(to_json([titled], WeekRule.SUNDAY))["weeks"]
    assert (week["title"], week["draft"]) == ("제목", True)


@without_shared
def test_the_sample_is_read_as_its_writer_meant_it(tmp_path: Path) -> None:
    """All 14 entries are exact, according to the scorer of the sample."""
    import subprocess

    done = run("parse", "--format", "json", SEED, cwd=tmp_path)
    assert done.returncode == 0
    parsed = tmp_path / "parsed.json"
    parsed.write_text(done.stdout, "utf-8")
    command = [
        sys.executable,
        *map(
            str,
            (SHARED / "corpus" / "score.py", SHARED / "seed" / "truth.json", parsed),
        ),
    ]
    score = subprocess.run(
        command, capture_output=True, text=True, check=True
    ).stdout
    assert "all    14 entries: found 100.00%" in score
    assert re.search(r"^all .* exact 100\.00%", score, re.MULTILINE)
    assert "spurious entries: 0; weeks missing: 0" in score
    assert "silent errors: 0" in score


VARIANTS: dict[str, Callable[[str], str]] = {
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "byte order mark": lambda text: "\ufeff" + text,
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "trailing spaces": lambda text: text.replace("\n", "  \n"),
    "trailing tabs": lambda text: text.replace("\n", "\t\n"),
    "tabs between tags": lambda text: re.sub(r"(?m)(?<=\w) (?=#\w)", "\t", text),
    "blank lines doubled": lambda text: re.sub(r"\n\n", "\n\n\n", text),
    "no final newline": lambda text: text.rstrip("\n"),
    "full-width spaces between tags": lambda text: re.sub(
        r"(?m)(?<=\w) (?=#\w)", "\u3000", text
    ),
}


HEAD = re.compile(r"(?:---\n(?:.*\n)*?---\n)?")
"""Front matter; YAML itself refuses a tab at the end of a value, and the build says so."""


@lru_cache(maxsize=1000)
def _what_is_read(name: str, text: str) -> str:
    """The parse result as JSON, without line numbers."""
    result = to_json([parse(source(text, name))], WeekRule.SUNDAY)
    return re.sub(r'"line": \d+', "", unicodedata.normalize("NFC", result))


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("library", libraries("sample", "flat", "markdown"))
def test_the_way_of_saving_changes_nothing(library: Library, variant: str) -> None:
    """Every digest, saved in another way, has the same parse result, except for the
    normalization form and line numbers."""
    for file in library.digests():
        text = file.read_text("utf-8")
        found = HEAD.match(text)
        head = found[0] if found and variant == "trailing tabs" else ""
        saved = head + VARIANTS[variant](text.removeprefix(head))
        assert _what_is_read(file.name, saved) == _what_is_read(file.name, text)


# Laws

PIECES = st.sampled_from(
    [
        "2023년 4월 4주차",
        "# 2023년 4월 3주차",
        "https://arxiv.org/abs/2304.07880",
        "https://a.b/c https://d.e/f",
        "https://a.b/c 글",
        "A Title (Jane Roe, John Doe)",
        "A Title Without Authors",
        "- https://arxiv.org/abs/2304.07881",
        "1. https://a.b/c",
        "https://a.b/c,",
        "태그: #llm / #a",
        "＃태그 #2023",
        "제목（홍길동，김철수）",
        "2023년 4월 2주차: 짧은 주",
        "  wrapped (Jane Roe)",
        "한국어 문단입니다.",
        "문단 #tag #다른_태그",
        "#llm #c++",
        "---",
        "",
        "```python",
        "```",
        "$$",
        "> 인용",
        "- 항목",
        "1. 하나",
        "2. 둘",
        "  이어서",
        "| a | b |",
        "|---|---|",
        "## 제목",
        "week: 2023-04-w1",
        "- [A Title](https://a.b/c) (Jane Roe, John Doe) #llm",
        "- B Title [[pdf](https://a.b/d)] [[code](https://a.b/e)] 글",
        "1. **굵은 제목** — [링크](https://a.b/f) — 설명",
        "  - 링크: https://a.b/g",
        "  - [nested](https://a.b/h) 글",
        "저자: Jane Roe, 홍길동",
        "Jane Roe, John Doe",
        "## [Linked](https://a.b/i)",
        "## 요약",
        "**굵은 줄**",
        "Words - https://a.b/j",
        "[Words](https://a.b/k)",
        "| [Cell](https://a.b/l) | 2020 |",
        "Roe, J., & Doe, J. (2016). A title. https://a.b/m",
        "arXiv:2304.07882",
        "<li><a href='https://a.b/n'>HTML</a> 글</li>",
        "\t탭",
        "\u3000",
        "글 <!-- 숨김 --> 더",
        "<!--",
        "-->",
        "%% 숨김 %% 글",
        "%%",
        "A Title (Jane Roe, <!-- 숨김 --> John Doe)",
        "https://a.b/c <!-- x --> #a",
        "Tags: a, b; c",
        "**태그**: [하나, 둘 셋]",
        "#multi agent #b",
        "2024-05-07",
        "## 2024년 2월 12일 (월)",
        "# 2024",
        "## February",
        "<details>",
        "<summary>3주차</summary>",
        "</details>",
        "draft: true",
        "비공개: 예",
    ]
)
DIGESTS = st.one_of(
    st.lists(st.one_of(PIECES, st.text(CHARACTERS, max_size=30)), max_size=25).map(
        "\n".join
    ),
    st.text(CHARACTERS, max_size=200),
    st.lists(
        st.tuples(PIECES, st.sampled_from(["\n", "\r\n", "\r", "\n\n"])), max_size=20
    ).map(lambda rows: "".join(a + b for a, b in rows)),
)


def texts_of(entry: RawEntry) -> list[Text]:
    title = [entry.title] if entry.title else []
    return [
        *entry.above,
        *entry.urls,
        *title,
        *entry.authors,
        *entry.alternate_titles,
        *entry.commentary,
        *entry.tags,
    ]


@given(DIGESTS)
@examples(300)
def test_every_byte_belongs_to_one_line(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass") if text.isascii() else text.encode()
    lines = classify(text).lines
    at = len("\ufeff".encode()) if text.startswith("\ufeff") else 0
    for line in lines:
        assert line.start == at
        at = line.end
    assert at == len(data) or not lines


def hidden_bytes(lines: list[Line]) -> set[int]:
    """The offsets of the bytes of all comments."""
    found: set[int] = set()
    for line in lines:
        if line.kind is LineKind.HIDDEN:
            found.update(range(line.start, line.end))
        removed = 0
        for gap in line.gaps:
            shown = line.start + len(line.indented[: gap.at].encode())
            found.update(range(shown + removed, shown + gap.bytes))
            removed = gap.bytes
    return found


TAGS = r"</?\w+[^<>]*>"


_EDGES = re.compile(rf"^[\s{UNSEEN}]+|[\s{UNSEEN}]+$", re.MULTILINE)


def hold_nothing_lost(text: str) -> None:
    """Every significant character outside of comments belongs to exactly one field, and the
    positions of fields (bytes, lines, columns) are correct."""
    digest = source(text)
    result = parse(digest)
    lines = read_lines(digest).lines
    hidden = hidden_bytes(lines)

    def shown(start: int, end: int, filling: str = "") -> str:
        """The text between two offsets, with each character of a comment replaced."""
        parts = []
        for is_hidden, offsets in groupby(
            range(start, end), lambda at: at in hidden
        ):
            part = bytes(digest.data[at] for at in offsets).decode()
            parts.append(filling * len(part) if is_hidden else part)
        return "".join(parts)

    covered = bytearray(len(digest.data))
    urls: defaultdict[int, list[str]] = defaultdict(list)
    for week in result.weeks:
        for url in (url for entry in week.entries for url in entry.urls):
            urls[url.span.line].append(url.text.casefold())
        for piece in [
            *week.intro,
            *(t for entry in week.entries for t in texts_of(entry)),
        ]:
            assert 0 <= piece.span.start <= piece.span.end <= len(digest.data)
            # A paragraph can have lines from which tags that only group were removed; the title and
            # the names of BibTeX have no TeX.
            typed = re.sub("\r\n?", "\n", shown(piece.span.start, piece.span.end))
            typed = _EDGES.sub("", typed)
            own = _EDGES.sub("", piece.text)
            assert any(
                "".join(there.split()).startswith("".join(text.split()))
                for there, text in (
                    (typed, own),
                    (re.sub(TAGS, "", typed), re.sub(TAGS, "", own)),
                    (unicode_text(typed), own),
                )
            ), f"{piece} does not stand where it says"
            before = shown(lines[piece.span.line - 1].start, piece.span.start, " ")
            rest = shown(piece.span.start, piece.span.end, " ")
            indent = len(rest) - len(rest.lstrip(WHITE_SPACE + UNSEEN))
            assert len(before) + indent == piece.span.column - 1, (
                f"{piece} stands in another column"
            )
            assert not any(covered[piece.span.start : piece.span.end]), (
                f"{piece} stands in two fields"
            )
            covered[piece.span.start : piece.span.end] = b"\1" * (
                piece.span.end - piece.span.start
            )
    structure = (
        *(LineKind.FRONT, LineKind.HEADING, LineKind.SEPARATOR, LineKind.BLANK),
        LineKind.DRAFT,  # `test_hidden.py`: it holds an entry back, or is an error
    )
    for line in lines:
        if line.kind in structure:
            continue
        bare = bytes(
            digest.data[at]
            for at in range(line.start, line.end)
            if not covered[at] and at not in hidden
        )
        written = bare.decode()
        for word in re.split(r"[\s\[\]()<>*_`|]+", written):
            label = label_at(word)
            name = named_address(word[label[1] :] if label else word)
            if name and any(name.casefold() in url for url in urls[line.number]):
                written = written.replace(word, " ")
        # What only gives structure: badges, marks of tags, lists and headings, brackets and commas
        # between names.
        left = re.sub(
            r"!\[[^\[\]]*\]\([^()\s]*(?:badge|shields)[^()\s]*\)"
            r"|^[\s\u200b\u2060\ufeff]*(?:[-*+•▶►■●◆①-⑳ㅇ]|\(?(?:\d{1,3}[.)]|[a-z가-힣]\))|\d{1,3}/"
            r"|\[\d{1,3}\])\s?|\d\ufe0f?\u20e3|(?<=\()#[^()]*(?=\))"
            r"|</?\w+[^<>]*>|[\s#＃(),;&，、（）.|/·!?\[\]*_<>\"“”'‘:：=—–~`-]|[\u200b\u2060\ufeff]"
            r"|\band\b|\{[#.][^{}]*\}|(?:태그|키워드|tags?|keywords?)\s*[*]*[:：]",
            " ",
            written,
            flags=re.IGNORECASE,
        )
        words = [
            word
            for word in left.split()
            if not is_plain_kind(word) and not field_of(word)
        ]
        assert not words, f"{left!r} of {line.indented!r} is in no field"


def hold_order(text: str) -> None:
    """A digest reads alike twice, and its entries stand in the order of their lines."""
    one, two = read(text), read(text)
    assert one == two
    lines = [entry.line for week in one.weeks for entry in week.entries]
    assert lines == sorted(lines)


@given(DIGESTS)
@example("https://a.b/c\n- 저자: Ann Lee, Bo Chen")
@example("arXiv:2304.07882\n0\nA Title (Jane Roe, <!-- 숨김 --> John Doe)")
@example("https://a.b/c\n저자: Ann Lee\nA Title (Jane Roe, John Doe)\n글.")
@example(" 1. https://arxiv.org/abs/2304.07880\n")
@example("https://a.b/c\nA Title (Jane Roe,\u2028Pang, John Doe)\n글.")
@example(
    "https://a.b/c\n@misc{x,\n  title = {A\n  Title},\n  author = {Ann Lee and\n  Bo Chen},\n}\n"
)
@example("\n\n|HTTPS://a.b/c\n-|")
@example("| https://a.b/c |\n|--|\n| https://a.b/d |")
@example("## A Title {#id}\n\nhttps://a.b/c\n\n글.")
@example("## [A Title](#id)\n\nhttps://a.b/c\n\n글.")
@example("- [A Title](#id) [[arXiv](https://a.b/c)]")
@example("- [A Title](a.md) [[arXiv](https://a.b/c)]")
@example("- A Title [![그림](a.png) 설명](https://a.b/c)")
@example("- A Title [https://a.b/d](https://a.b/c)")
@example("| A Title | [![그림](a.png)](https://a.b/c) |\n|--|--|")
@example("\u200b글\r\u200b글")
@example("\n- a\nhttps://a.b/c\n- [글](#글)\nhttps://a.b/d\n글.")
@example("- [A Title](a.pdf)\nhttps://a.b/c\n글.")
@example("[\fA Title](https://a.b/c)\n글.")
@example("https://a.b/c\n저자:\fAnn Lee,\f Bo Chen\n글.")
@example("A Title (Jane Roe, John Doe) #t\nhttps://a.b/c\n글.")
@example("https://a.b/c\n코드: https://a.b/d\nA Title (Jane Roe, John Doe) #t\n글.")
@example("- A Title\nGoes On (Jane Roe, John Doe) https://a.b/c #t")
@example("- [A Title](https://a.b/c)\n  - 저자: Jane Roe, Wei (x, Li #t")
@example("- [A Title](https://a.b/c)\nTags: a,## b, c")
@example("- [A Title](https://a.b/c)\n  Tags: #a https://a.b/d #b")
@example("- [A Title](https://a.b/c)\narXiv:2304.01001 #t\n<p>글 #s</p>")
@example('<h2><a href="https://a.b/c">A **ps://a.b/c">Title</a></h2>')
@example("| a | b |\n|---|---|\n| A Title | [x](https://a.b/x[](https://a.b/c) |")
@example("https://a.b/c\n```b저자: ex\n@misc{x, title = {A}}\n\n```\n글.")
@example(
    "https://a.b/c\n저자: Ann Lee\n@misc{x, title={A}, author={Lee, Ann and Roe, Jo}}"
)
@examples(400)
def test_nothing_that_was_typed_is_lost(text: str) -> None:
    hold_nothing_lost(text)


@pytest.mark.parametrize("library", libraries("sample", "notes", "flat", "markdown"))
def test_no_digest_loses_anything(library: Library) -> None:
    for file in library.digests():
        hold_nothing_lost(file.read_text("utf-8"))


@pytest.mark.parametrize("library", libraries("sample", "notes", "flat", "markdown"))
def test_each_digest_is_read_alike_twice_and_in_order(library: Library) -> None:
    for file in library.digests():
        hold_order(file.read_text("utf-8"))


@given(DIGESTS)
@example("---\nurl: https://a.b/c\n---\n2024-05-w1\nhttps://a.b/d\n2024-05-w2\n글.")
@examples(100)
def test_reading_is_deterministic_and_keeps_the_order(text: str) -> None:
    hold_order(text)


@pytest.mark.parametrize("library", libraries("sample", "flat", "markdown"))
@given(st.data())
@examples(40)
def test_a_damaged_digest_is_read_to_its_last_letter(
    library: Library, data: st.DataObject
) -> None:
    """Digests with dropped, doubled, swapped and cut lines: no exception, and no text is lost."""
    file = data.draw(st.sampled_from(list(library.digests())))
    lines = file.read_text("utf-8").split("\n")
    for _ in range(data.draw(st.integers(1, 6))):
        at, other = (data.draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        match data.draw(st.sampled_from(["drop", "double", "swap", "cut", "blank"])):
            case "drop":
                lines[at : at + 1] = lines[at : at + 1] if len(lines) == 1 else []
            case "double":
                lines.insert(at, lines[at])
            case "swap":
                lines[at], lines[other] = lines[other], lines[at]
            case "cut":
                lines[at] = lines[at][: data.draw(st.integers(0, len(lines[at])))]
            case "blank":
                lines.insert(at, "")
    hold_nothing_lost("\n".join(lines))
