"""The interface around the content: its words, the head of each page, files for hosts, and
overriding parts of the theme."""

from __future__ import annotations

import re
import string
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from lxml import etree, html

from tests.helpers import build_site, make_site, tree
from tests.web import document
from weeknotes.config.settings import parse_config
from weeknotes.i18n import ENGLISH, KOREAN, LANGUAGES, Words, text_language
from weeknotes.identifiers import Kind
from weeknotes.pages import sitemap
from weeknotes.pages.common.context import page_context
from weeknotes.rendering.environment import make_environment
from weeknotes.rendering.minify import compact
from weeknotes.text.unicode import has_hangul

ROOT: Final = Path(__file__).parents[2]
BASE: Final = "base_url: https://example.org/notes/\n"
TWO_WEEKS: Final = {
    "notes/a.txt": (
        "2023년 4월 4주차\nhttps://arxiv.org/abs/2304.07880\n"
        "Sabiá & Co (Ramon Pires, Hugo Abonizio)\n글.\n#한국어\n"
    ),
    "notes/b.txt": "2023년 5월 1주차\nhttps://a.b/c\n[[2304.07880]]를 다시.\n#llm\n",
}
TEMPLATES: Final = sorted((ROOT / "templates").iterdir())
NAMES_OF_THINGS: Final = {"bibtex", "BibTeX", "CSL", "RSS", "Atom", "JSON", "OPML"}


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("글", "ko"),
        ("漢字와 한글", "ko"),
        ("A title", "en"),
        ("Über Köpfe — naïve", "en"),
        ("$α$-VAE and β-VAE", "en"),
        ("注意力就是你所需要的一切。", "zh"),
        ("Transformer 是什么？注意力机制的介绍与应用", "zh"),
        ("注意だけで十分です。", "ja"),
        ("アテンション", "ja"),
        ("A Survey of 漢字", "en"),
        ("Внимание", "und-Cyrl"),
        ("Προσοχή", "el"),
        ("2023", "en"),
    ],
)
def test_the_language_of_a_text_is_told_by_its_script(text: str, tag: str) -> None:
    assert text_language(text) == tag


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_language_can_be_set(tag: str) -> None:
    config, diagnostics = parse_config(f"language: {tag}\n", "weeknotes.yml")
    assert (config.language, diagnostics) == (tag, ())
    assert LANGUAGES[tag].tag == tag
    for name in LANGUAGES[tag].names:
        config, diagnostics = parse_config(f"language: {name}\n", "weeknotes.yml")
        assert (config.known_language, diagnostics) == (tag, ())


def said(
    table: object, name: str = ""
) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Yield (name, word) for each word of a table and of nested tables."""
    inner: dict[str, object] = getattr(table, "_asdict", dict)()
    if not inner and isinstance(table, str | tuple):
        yield name, table
    for part, value in inner.items():
        yield from said(value, f"{name}.{part}".lstrip("."))


@pytest.mark.parametrize("words", LANGUAGES.values(), ids=LANGUAGES)
def test_no_word_is_missing(words: Words) -> None:
    for name, value in said(words):
        # An axis does not label every month; English has no letters of its own.
        if name not in ("charts.months", "letters"):
            assert all([value] if isinstance(value, str) else value), name
    assert set(words.kinds) == set(Kind)
    assert all(words.kinds.values())
    assert len(words.months) == 12


def test_each_word_has_the_same_blanks_in_each_language() -> None:
    """The placeholders `{n}` and `{x}` are the same in all languages.  Only the singular form may
    omit its number (`Read it`)."""

    def blanks(text: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    for (name, korean), (other, english) in zip(
        said(KOREAN), said(ENGLISH), strict=True
    ):
        assert name == other
        if isinstance(korean, str):
            assert isinstance(english, str)
            assert blanks(korean) == blanks(english), name
        else:
            assert [blanks(text) for text in korean[1:]] == [
                blanks(text) for text in english[1:]
            ], name


def test_one_and_many_in_english() -> None:
    pairs = [
        (name, forms)
        for name, forms in said(ENGLISH)
        if isinstance(forms, tuple) and len(forms) == 2
    ]
    assert len(pairs) > 5
    for name, (one, many) in pairs:
        assert one != many, name
        assert not re.search(r"\{n\} \w+s\b", one), name
    assert ENGLISH.count(ENGLISH.notes, 1) == "1 note"
    assert ENGLISH.count(ENGLISH.notes, 0) == "0 notes"
    assert KOREAN.count(KOREAN.notes, 1) == "노트 1개"


def test_every_word_is_said_somewhere() -> None:
    code = [*(ROOT / "src/weeknotes").rglob("*.py"), *TEMPLATES]
    said = set(
        re.findall(
            r"(?:\bwords|\bself|\bLANGUAGES\[\w+\])\.(\w+)",
            "".join(path.read_text("utf-8") for path in code),
        )
    )
    assert set(Words._fields) <= said


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_have_no_words_of_their_own(path: Path) -> None:
    """All text of templates comes from the tables of words, except for names of formats, which are
    the same in each language."""
    text = re.sub(
        r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}",
        " ",
        path.read_text("utf-8"),
        flags=re.DOTALL,
    )
    assert not has_hangul(text)
    if path.suffix != ".html":
        return
    spoken = re.findall(
        r'\b(?:alt|title|placeholder|aria-label|data-[a-z]+)="([^"]*)"', text
    )
    spoken.append(
        re.sub(r"<[^>]*>|<kbd>.*?</kbd>", " ", re.sub(r"<kbd>.*?</kbd>", " ", text))
    )
    assert {
        word for part in spoken for word in re.findall(r"[A-Za-z]+", part)
    } <= NAMES_OF_THINGS


@pytest.mark.parametrize(
    "path", sorted((ROOT / "static").glob("*.js")), ids=lambda path: path.name
)
def test_scripts_get_their_words_from_the_page(path: Path) -> None:
    """Scripts contain Korean only as names of keys; the search scripts also as rules of the
    language."""
    code = re.sub(r"//.*|/\*.*?\*/", "", path.read_text("utf-8"))
    assert not re.search(
        "[가-힣] [가-힣]" if path.name.startswith("search-") else "[가-힣]", code
    )


def head(data: bytes) -> dict[str, str]:
    """The content of <meta> elements by name or property, and links by relation."""
    page = document(data)
    named = {
        (e.get("property") or e.get("name") or e.get("http-equiv") or ""): e.get(
            "content", ""
        )
        for e in page.iter("meta")
    }
    return named | {e.get("rel"): e.get("href") for e in page.iter("link")}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("interface")
    build_site(
        folder,
        {
            "weeknotes.yml": BASE + "title: 읽은 것들\ndescription: 매주 읽은 것\n",
            **TWO_WEEKS,
        },
    )
    return tree(folder / "site")


@pytest.mark.parametrize(
    ("image", "address"),
    [
        ("card.png", "https://example.org/notes/card.png"),
        ("/그림/card.png", "https://example.org/notes/%EA%B7%B8%EB%A6%BC/card.png"),
        (
            "https://cdn.example/카드.png",
            "https://cdn.example/%EC%B9%B4%EB%93%9C.png",
        ),
    ],
)
def test_the_picture_of_links_is_a_setting(image: str, address: str) -> None:
    config, _ = parse_config(f"{BASE}image: {image}\n", "weeknotes.yml")
    assert page_context(config, "weeks/a.html", "", "").image == address
    config, _ = parse_config(f"image: {image}\n", "weeknotes.yml")
    assert page_context(config, "weeks/a.html", "", "").image == ""


def test_every_page_says_what_it_is(site: dict[str, bytes]) -> None:
    pages = {
        path: head(data)
        for path, data in site.items()
        if path.endswith(".html") and path != "404.html"
    }
    for path, said in pages.items():
        assert said["description"] == said["og:description"], path
        assert said["og:url"] == said["canonical"], path
        assert said["og:url"].isascii(), path
        assert said["og:site_name"] == "읽은 것들"
        assert said["og:locale"] == "ko_KR"
        assert said["og:type"] == (
            "article" if re.match(r"(weeks|papers)/(?!index)", path) else "website"
        ), path
        assert said["twitter:card"] == "summary"
        assert said["og:title"]
        assert said["og:image"] == "https://example.org/notes/icon.png"
    assert len({said["description"] for said in pages.values()}) == len(pages)
    paper = pages["papers/2304.07880.html"]
    assert paper["og:title"] == "Sabiá & Co"
    assert paper["og:description"] == "글. · Ramon Pires, Hugo Abonizio"
    assert (
        pages["tags/한국어.html"]["canonical"]
        == "https://example.org/notes/tags/%ED%95%9C%EA%B5%AD%EC%96%B4.html"
    )


def test_the_policy_stands_before_all_that_it_governs(
    site: dict[str, bytes],
) -> None:
    for path, data in site.items():
        if path.endswith(".html"):
            first, second = list(document(data).find("head"))[:2]
            assert first.get("charset") == "utf-8"
            assert second.get("http-equiv") == "Content-Security-Policy"
            assert "unsafe" not in second.get("content")
            assert not re.search(r"https?:", second.get("content"))


def test_theme_colours_are_those_of_the_style_sheet(site: dict[str, bytes]) -> None:
    paper = re.search(
        r"--paper:light-dark\((\S+?),(\S+?)\)", site["style.css"].decode()
    )
    assert paper
    colours = [
        e.get("content")
        for e in document(site["index.html"]).iter("meta")
        if e.get("name") == "theme-color"
    ]
    assert colours == list(paper.groups())


def locations(data: bytes) -> dict[str, str | None]:
    """The addresses of a sitemap, with their dates."""
    return {
        e[0].text or "": e[1].text if len(e) > 1 else None
        for e in etree.fromstring(data)
    }


def test_the_sitemap_lists_every_page_by_its_canonical_address(
    site: dict[str, bytes],
) -> None:
    listed = locations(site["sitemap.xml"])
    assert set(listed) == {
        head(data)["canonical"]
        for path, data in site.items()
        if path.endswith(".html") and path != "404.html"
    }
    base = "https://example.org/notes/"
    assert listed[f"{base}weeks/2023-04-w4.html"] == "2023-04-22"
    # The date of a mention.
    assert listed[f"{base}papers/2304.07880.html"] == "2023-05-06"
    assert listed[f"{base}tags/%ED%95%9C%EA%B5%AD%EC%96%B4.html"] == "2023-04-22"
    assert listed[base] == listed[f"{base}tags/index.html"] == "2023-05-06"
    assert site["robots.txt"].decode().splitlines() == [
        "User-agent: *",
        "Allow: /",
        "",
        f"Sitemap: {base}sitemap.xml",
    ]


def test_a_long_sitemap_is_an_index_of_several(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap, "LIMIT", 4)
    build_site(tmp_path, {"weeknotes.yml": BASE, **TWO_WEEKS})
    site = tree(tmp_path / "site")
    parts = [
        name.removeprefix("https://example.org/notes/")
        for name in locations(site["sitemap.xml"])
    ]
    assert parts == [
        "sitemap-1.xml",
        "sitemap-2.xml",
        "sitemap-3.xml",
        "sitemap-4.xml",
    ]
    assert [len(locations(site[part])) for part in parts] == [4, 4, 4, 3]


def test_without_an_address_there_is_neither_sitemap_nor_robots(
    tmp_path: Path,
) -> None:
    build_site(tmp_path, TWO_WEEKS)
    site = tree(tmp_path / "site")
    assert not {"sitemap.xml", "robots.txt"} & set(site)
    assert b'href="/style.css?' in site["404.html"]
    assert b"og:" not in site["index.html"]


def test_robots_of_the_site_s_own_stands_in(tmp_path: Path) -> None:
    built = build_site(
        tmp_path,
        {
            "weeknotes.yml": BASE,
            "static/robots.txt": "User-agent: *\nDisallow: /\n",
            **TWO_WEEKS,
        },
    )
    assert built.diagnostics == ()
    assert (
        (tmp_path / "site/robots.txt").read_text("utf-8").endswith("Disallow: /\n")
    )


def test_404_is_at_home_at_any_depth(site: dict[str, bytes]) -> None:
    page = document(site["404.html"])
    links = [
        e.get(name)
        for e in page.iter("a", "link", "script")
        for name in ("href", "src")
        if e.get(name)
    ]
    assert all(link.startswith("/notes/") or link == "#main" for link in links)
    assert head(site["404.html"])["robots"] == "noindex"
    assert {"/notes/weeks/index.html", "/notes/papers/index.html"} <= {
        e.get("href") for e in page.find(".//main").iter("a")
    }


def test_one_rule_of_style_is_changed_without_copying_the_rest(
    tmp_path: Path,
) -> None:
    build_site(
        tmp_path, {"static/custom.css": ":root { --accent: teal; }\n", **TWO_WEEKS}
    )
    site = tree(tmp_path / "site")
    sent = compact((ROOT / "static/style.css").read_text("utf-8")).encode()
    assert site["style.css"] == sent + b"\n:root { --accent: teal; }\n"
    assert "custom.css" not in site


def test_one_block_of_a_template_is_changed_without_copying_the_rest(
    tmp_path: Path,
) -> None:
    """Every template extends base.html, and a template of the site may extend that of the theme."""
    own = (
        '{% extends "theme/base.html" %}'
        "{% block footer %}<footer>{{ page.author }}의 발</footer>{% endblock %}"
        '{% block head %}<meta name="mine" content="1">{% endblock %}'
        "{% block header %}<header>머리</header>{% endblock %}"
    )
    week = '{% extends "theme/week.html" %}{% block main %}{{ super() }}<p>끝.</p>{% endblock %}'
    build_site(
        tmp_path,
        {
            "weeknotes.yml": "author: 홍\n",
            "templates/base.html": own,
            "templates/week.html": week,
            **TWO_WEEKS,
        },
    )
    site = tree(tmp_path / "site")
    for path, data in site.items():
        if path.endswith(".html"):
            page = document(data)
            assert page.findtext(".//body/footer") == "홍의 발", path
            assert page.findtext(".//body/header") == "머리", path
            assert path == "404.html" or head(data)["mine"] == "1", path
            assert page.find(".//main/header/h1") is not None, path
    assert (
        html.fromstring(site["weeks/2023-04-w4.html"]).findall(".//main/p")[-1].text
        == "끝."
    )


def test_the_documented_blocks_are_those_that_there_are(tmp_path: Path) -> None:
    environment = make_environment(make_site(tmp_path, {}).site)
    documented = (
        (ROOT / "docs/configuration.md")
        .read_text("utf-8")
        .partition("## Changing the look")[2]
    )
    blocks = set(environment.get_template("base.html").blocks)
    assert set(re.findall(r"^\| `(\w+)` \|", documented, re.MULTILINE)) == blocks


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        (
            "/* Colours */\na:hover,\nb > c { color: red; margin: 0 auto; }\n",
            "a:hover,b > c{color:red;margin:0 auto}\n",
        ),
        ('a::after { content: " ; { "; }', 'a::after{content:" ; { "}\n'),
        (
            ".a :is(b, c) { width: calc(100% + 2rem); }",
            ".a :is(b,c){width:calc(100% + 2rem)}\n",
        ),
        (
            "@media (min-width: 64rem) {\n  a { b: c; }\n}",
            "@media (min-width:64rem){a{b:c}}\n",
        ),
    ],
)
def test_style_sheets_are_sent_without_what_says_nothing(
    typed: str, sent: str
) -> None:
    assert compact(typed) == sent


def invented(table: Words) -> Words:
    """A language in which all words are `qq`, with three plural forms and its own date format."""
    words: Words = in_other_words(table)
    return words._replace(
        tag="qx",
        locale="qx_QX",
        letters="",
        index_letter=lambda _: "",
        plurals=("one", "few", "other"),
        plural=lambda n: "one" if n == 1 else "few" if n < 4 else "other",
        months=tuple(f"m{n}" for n in range(1, 13)),
        month="{d}. {m}",
        week_label="{y}/{m}/{w}",
        week_short="{m}/{w}",
    )


def in_other_words(value: Any) -> Any:
    if isinstance(value, str):
        return re.sub(
            r"\{\w+\}|[^\W\d_]+", lambda m: m[0] if m[0][0] == "{" else "qq", value
        )
    if isinstance(value, Mapping):
        return {key: in_other_words(text) for key, text in value.items()}
    if hasattr(value, "_asdict"):
        return type(value)(*map(in_other_words, value))
    if isinstance(value, tuple):
        forms = tuple(map(in_other_words, value))
        return (forms[0], f"few {forms[1]}", forms[1]) if len(forms) == 2 else forms
    return value


@pytest.fixture
def invented_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[str, bytes]:
    """A site in an invented language."""
    languages = {**LANGUAGES, "qx": invented(ENGLISH)}
    for name, module in sorted(sys.modules.items()):
        if name.startswith("weeknotes") and hasattr(module, "LANGUAGES"):
            monkeypatch.setattr(module, "LANGUAGES", languages)
    built = build_site(
        tmp_path,
        {
            "weeknotes.yml": f"{BASE}language: qx\ntitle: Zzz\nauthor: Zz\n",
            "notes/2023-04-w4.md": "---\nweek: 2023-04-w4\n---\n"
            "https://arxiv.org/abs/2304.00001\nZzyx Zzyxx (Vvv Www, Xxx Yyy)\nZzy zzy.\n#zz #yy\n"
            "https://arxiv.org/abs/2304.00002\nZzyv Zzyvv (Vvv Www, Xxx Yyy)\nZzy zzv.\n#zz\n",
            "notes/2023-05-w1.md": "---\nweek: 2023-05-w1\n---\n"
            "https://arxiv.org/abs/2304.00003\nZzyw Zzyww (Vvv Www)\nZzy [[2304.00001]].\n#zz #yy\n"
            "https://github.com/zz/zzy\n#yy\n",
        },
    )
    assert built.published, built.diagnostics
    return tree(tmp_path / "site")


def spoken(data: bytes) -> str:
    """The visible and spoken text of a page, without data for programs and names of keys."""
    page = document(data)
    etree.strip_elements(page, "pre", "kbd", "script", "style", with_tail=False)
    names = ("alt", "title", "aria-label", "placeholder", "content")
    elements = [e for e in page.iter("*") if "Z3988" not in e.get("class", "")]
    attributes = [element.get(name, "") for element in elements for name in names]
    skipped = [
        e.get("content", "")
        for e in page.iter("meta")
        if e.get("name") != "description"
    ]
    texts = [*page.itertext(), *(text for text in attributes if text not in skipped)]
    return re.sub(r"https?://\S+", "", " ".join(texts))


def test_a_language_is_one_table(invented_site: dict[str, bytes]) -> None:
    """All text of the site comes from the table of its language."""
    english = {
        word
        for _, value in said(ENGLISH)
        for text in ([value] if isinstance(value, str) else value)
        for word in re.findall(r"[A-Za-z]{3,}", re.sub(r"\{\w+\}|`[^`]*`", "", text))
    }
    pages = {
        path: data for path, data in invented_site.items() if path.endswith(".html")
    }
    assert len(pages) > 12
    for path, data in pages.items():
        text = spoken(data)
        assert not has_hangul(text), path
        assert set(re.findall(r"[A-Za-z]{3,}", text)) & english <= NAMES_OF_THINGS, (
            path
        )
        assert document(data).get("lang") == "qx", path
    assert head(pages["index.html"])["og:locale"] == "qx_QX"


def test_a_language_has_its_dates_numbers_and_scripts(
    invented_site: dict[str, bytes],
) -> None:
    week = spoken(invented_site["weeks/2023-04-w4.html"])
    assert "2023/m4/4" in week
    assert "16. m4–22" in week
    assert "few 2 qq" in week
    assert "few 3 qq" in spoken(invented_site["tags/zz.html"])
    assert b"<language>qx</language>" in invented_site["feed.xml"]
    assert b"2023/m4/4" in invented_site["feed.xml"]
    assert b'lang="en"' in invented_site["papers/2304.00001.html"]
    assert b'"plurals":["one","few","other"]' in invented_site["search/head.js"]
