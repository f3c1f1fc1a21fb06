"""The theme as users change it: what templates say of themselves, docs/theming.md and its examples,
the layers of the style sheets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

import jinja2.meta
import pytest
from tools import theme_docs

from tests.helpers import build_site, make_site, tree
from tests.web import document
from weeknotes.cli import main
from weeknotes.pages.tags import TagView
from weeknotes.pages.weeks import WeekView
from weeknotes.rendering.minify import compact
from weeknotes.rendering.theme import template_fingerprints

pytestmark = pytest.mark.slow

ROOT: Final = Path(__file__).parents[1]
DOCUMENT: Final = (ROOT / "docs/theming.md").read_text("utf-8")
STYLES: Final = sorted((ROOT / "static").glob("*.css"))
SITE: Final = {
    "weeknotes.yml": "base_url: https://example.org/notes/\nauthor: 홍길동\n",
    "notes/a.txt": (
        "2023년 4월 4주차\nhttps://arxiv.org/abs/2304.07880\n"
        "Sabiá (Ramon Pires, Hugo Abonizio)\n글.\n#llm\n"
        "https://arxiv.org/abs/2304.07881\nCanarim (Ramon Pires)\n[[2304.07880]]를 다시.\n#llm\n"
    ),
}


def examples() -> dict[str, str]:
    """The first example in docs/theming.md for each file, by the path in its first comment."""
    blocks = re.findall(r"```(?:css|jinja)\n(.*?)```", DOCUMENT, re.DOTALL)
    found: dict[str, str] = {}
    for block in blocks:
        if name := re.match(
            r"(?:/\*|\{#) ((?:static|templates)/\S+?):?(?: .*)?(?:\*/|#\})\n", block
        ):
            found.setdefault(name[1], block)
    return found


# What is generated


def test_what_the_theme_says_of_itself_is_true() -> None:
    """`make docs` renews the headers of the templates and the tables of docs/theming.md."""
    for path, text in theme_docs.renewed().items():
        assert path.read_text("utf-8") == text, path


class Longer(NamedTuple):
    """A week with one variable more."""

    label: str
    more: int


class Other(NamedTuple):
    """A week whose label is no text."""

    label: int


@pytest.mark.parametrize(
    ("view", "line"), [(Longer, "     more: int\n"), (Other, "     label: int\n")]
)
def test_a_header_follows_its_view(
    monkeypatch: pytest.MonkeyPatch, view: type, line: str
) -> None:
    views = theme_docs.views()
    assert views["week.html"] is WeekView
    assert views["tag.html"] is TagView
    monkeypatch.setattr(theme_docs, "views", lambda: views | {"week.html": view})
    of = theme_docs.facts()["week.html"]
    source = (ROOT / "templates/week.html").read_text("utf-8")
    renewed = theme_docs.with_header(source, of)
    assert line in renewed
    assert line not in source
    assert "     days: str\n" not in renewed  # a variable that is gone


def test_every_template_has_a_header() -> None:
    for name, of in theme_docs.facts().items():
        source = (ROOT / "templates" / name).read_text("utf-8")
        assert re.match(r"\{# [A-Z`]", source), name
        assert of.variables or of.macros, name


def test_the_document_has_all_tables() -> None:
    for name, table in theme_docs.tables().items():
        assert f"<!-- begin {name} -->\n\n{table}\n\n<!-- end {name} -->" in DOCUMENT
        assert table.count("\n") > 2


def test_the_document_lists_every_filter() -> None:
    part = DOCUMENT.partition("### Filters")[2].partition("\n## ")[0]
    assert (
        set(re.findall(r"^\| `(\w+)", part, re.MULTILINE))
        == theme_docs.own_filters()
    )


def test_the_korean_document_lists_every_custom_property() -> None:
    text = (ROOT / "docs/theming.ko.md").read_text("utf-8")
    assert re.findall(r"^- `(--\w+)`: ", text, re.MULTILINE) == [
        name for name, _, _ in theme_docs.custom_properties()
    ]


@pytest.mark.parametrize(
    ("name", "language"), [("theming", "en"), ("theming.ko", "ko")]
)
def test_the_documents_quote_what_is_reported_of_a_misspelt_block(
    name: str,
    language: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    template = (
        '{% extends "theme/base.html" %}\n'
        "{% block foter %}{{ page.author }}{% endblock %}\n"
    )
    make_site(tmp_path, {**SITE, "templates/base.html": template})
    monkeypatch.setenv("WEEKNOTES_LANGUAGE", language)
    main(["check", "--site", str(tmp_path)])
    *printed, _ = capsys.readouterr().out.splitlines()
    quoted = "".join(f"      {line}\n" for line in printed)
    assert quoted in (ROOT / f"docs/{name}.md").read_text("utf-8")


def test_a_template_can_use_the_variables_that_the_document_lists(
    tmp_path: Path,
) -> None:
    used = "".join(
        f"{{% if {name} %}}{{% endif %}}"
        for name in theme_docs.facts()["base.html"].variables
    )
    assert "version" in used
    for name, of in theme_docs.facts().items():
        if of.extends == "base.html":
            text = f'{{% extends "theme/{name}" %}}{{% block announce %}}{used}{{% endblock %}}'
            (tmp_path / "templates").mkdir(exist_ok=True)
            (tmp_path / "templates" / name).write_text(text)
    built(tmp_path, {})


def test_the_document_tells_of_every_block_of_the_frame() -> None:
    blocks = theme_docs.facts()["base.html"].blocks
    part = DOCUMENT.partition("| block of `base.html` |")[2].partition("\n\n")[0]
    assert set(re.findall(r"`(\w+)`", part)) == {name for name, _ in blocks}


def test_every_class_of_a_built_page_is_listed(tmp_path: Path) -> None:
    build_site(tmp_path, SITE)
    listed = {one.name for one in theme_docs.css_classes()}
    for path, data in tree(tmp_path / "site").items():
        if path.endswith(".html"):
            names = {
                name
                for e in document(data).iter()
                for name in e.get("class", "").split()
            }
            assert names <= listed, path


# Examples


def built(folder: Path, files: Mapping[str, str]) -> dict[str, bytes]:
    result = build_site(folder, {**SITE, **files})
    assert result.published
    assert result.diagnostics == ()
    return tree(folder / "site")


def test_the_examples_of_the_document_work(tmp_path: Path) -> None:
    own = examples()
    assert set(own) == {
        "static/custom.css",
        "templates/week.html",
        "templates/paper.html",
        "templates/base.html",
        "templates/tag.html",
    }
    site = built(tmp_path, own)
    paper = document(site["papers/2304.07880.html"]).find(".//main")
    headings = [e.text_content() for e in paper.iter("h1", "h2")]
    assert headings == [
        "Sabiá",
        "인용",
        "2023년 4월 4주차",
        "이어 읽기",
        "다른 노트에서",
    ]
    footer = document(site["index.html"]).find(".//footer")
    assert [e.get("href") for e in footer.iter("a")] == [
        "atlas.html",
        "subscribe.html",
        "about.html",
        "https://github.com/example/notes",
    ]
    assert footer.find("span").text == "홍길동 · CC BY 4.0"
    assert (
        document(site["weeks/2023-04-w4.html"]).find(".//main").findall("p")[-1].text
        == "…"
    )
    assert site["style.css"].endswith(own["static/custom.css"].encode())
    assert b'class="chart"' not in site["tags/llm.html"]
    without_author = {**own, "weeknotes.yml": "base_url: https://example.org/\n"}
    page = document(built(tmp_path / "without", without_author)["index.html"])
    assert page.find(".//footer/span").text == "CC BY 4.0"


def test_a_line_above_every_page_is_the_first_of_main(tmp_path: Path) -> None:
    (example,) = re.findall(r"```jinja\n([^`]*?block announce[^`]*)```", DOCUMENT)
    for path, data in built(tmp_path, {"templates/base.html": example}).items():
        if path.endswith(".html"):
            first = document(data).find(".//main")[0]
            assert (first.tag, first.text) == ("p", "…"), path


def test_another_style_sheet_is_between_those_of_the_theme(tmp_path: Path) -> None:
    (example,) = re.findall(r"```jinja\n([^`]*?mine\.css[^`]*)```", DOCUMENT)
    own = {"templates/base.html": example, "static/mine.css": "a { color: red }"}
    site = built(tmp_path, own)
    for path, last in (("atlas.html", "charts.css"), ("search.html", "search.css")):
        sheets = [
            link.get("href")
            for link in document(site[path]).iter("link")
            if link.get("rel") == "stylesheet"
        ]
        names, versions = zip(*(one.split("?") for one in sheets), strict=True)
        assert names == ("style.css", "mine.css", last)
        assert len(set(versions)) == 1
    own["static/mine.css"] = "a { color: blue }"
    assert versions[0].encode() not in built(tmp_path / "new", own)["atlas.html"]


def test_a_logo_stands_in_the_header(tmp_path: Path) -> None:
    (example,) = re.findall(r"```jinja\n([^`]*?logo\.svg[^`]*)```", DOCUMENT)
    site = built(tmp_path, {"templates/base.html": example})
    name = document(site["papers/2304.07880.html"]).find(
        ".//header/a[@class='name']"
    )
    assert name.find("img").get("src") == "../logo.svg"


SERVICES = re.findall(
    r"```jinja\n(\{# (templates/\S+) #\}\n(?:(?!```).)*?block policy.*?)```",
    DOCUMENT,
    re.DOTALL,
)


@pytest.mark.parametrize(("text", "path"), SERVICES)
def test_a_service_may_do_what_the_theme_may_and_load_its_scripts(
    text: str, path: str, tmp_path: Path
) -> None:
    site = built(tmp_path, {path: text})
    plain = built(tmp_path / "plain", {})
    page = "papers/2304.07880.html"
    own, theme = policy(site[page]), policy(plain[page])
    for directive, sources in theme.items():
        assert sources <= own[directive]
    added = set().union(*own.values()) - set().union(*theme.values())
    (script,) = (
        one.get("src")
        for one in document(site[page]).iter("script")
        if one.get("src", "").startswith("https:")
    )
    assert script.rpartition("/")[0].startswith(
        tuple(own["script-src"] - {"'self'"})
    )
    assert all(source.startswith("https://") for source in added)
    other = "index.html" if path == "templates/base.html" else page
    assert b"https://" in site[other].partition(b"</head>")[0]


def policy(data: bytes) -> dict[str, set[str]]:
    (text,) = (
        meta.get("content")
        for meta in document(data).iter("meta")
        if meta.get("http-equiv") == "Content-Security-Policy"
    )
    parts = [part.split() for part in text.split(";")]
    return {name: set(sources) for name, *sources in parts}


def test_every_block_can_be_filled(tmp_path: Path) -> None:
    marks: list[str] = []
    own: dict[str, str] = {}
    for name, of in theme_docs.facts().items():
        filled = [
            block for block, _ in of.blocks if (name, block) != ("base.html", "main")
        ]
        for block in filled:
            mark = f"<b>{block} of {name}</b>"
            marks.append(mark)
            text = f"{{% block {block} %}}{{{{ super() }}}}{mark}{{% endblock %}}\n"
            start = f'{{% extends "theme/{name}" %}}\n'
            own[f"templates/{name}"] = own.get(f"templates/{name}", start) + text
    pages = built(tmp_path, {"pages/own.md": "글.", **own}).values()
    assert len(marks) > 60
    for mark in marks:
        assert any(mark.encode() in data for data in pages), mark


# Layers


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_every_rule_stands_in_a_layer(path: Path) -> None:
    """Then the custom.css of a site wins without `!important`."""
    css = compact(path.read_text("utf-8"))
    layers = re.match(r"@layer ([\w,]+);", css)
    assert bool(layers) == (path.name == "style.css")
    known = (
        (ROOT / "static/style.css")
        .read_text("utf-8")
        .partition("@layer ")[2]
        .partition(";")[0]
    )
    depth, outside = 0, []
    for part in re.split(r"([{};])", css[layers.end() if layers else 0 :]):
        if part == "{":
            depth += 1
        elif part == "}":
            depth -= 1
        elif depth == 0 and part.strip():
            outside.append(part.strip())
    assert depth == 0
    assert {f"@layer {name}" for name in known.split(", ")} >= set(outside)
    assert "!important" not in css


def test_custom_css_stands_outside_of_the_layers(tmp_path: Path) -> None:
    site = built(tmp_path, {"static/custom.css": "a { color: red; }\n"})
    css = site["style.css"].decode()
    assert css.endswith("}\n\na { color: red; }\n")
    before = css.removesuffix("a { color: red; }\n")
    assert before.count("{") == before.count("}")


@pytest.mark.parametrize(
    "tag",
    [
        "{% extends 'a.html' %}",
        '{%-extends"a.html"-%}',
        '{%+ include "c/d.html" ignore missing with context +%}',
        '{% from "b.html" import x, y as z without context %}',
        '{% include\n  "a.html"\n%}',
        '{% include ["a.html", "b.html"] %}',
        "{% include ('a.html') %}",
        '{% include "./a.html" %}',
        '{% include "\\x61.html" %}',
        '{% include "a" ~ ".html" %}',
        '{% include "a.html" if x else "b.html" %}',
        "{% include x %}",
        "{% if x %}{% include 'a.html' %}{% else %}{% include 'b.html' %}{% endif %}",
    ],
)
def test_a_template_changes_with_each_template_that_jinja_finds_in_it(
    tag: str, tmp_path: Path
) -> None:
    folder = tmp_path / "templates"
    files = {name: folder / name for name in ("a.html", "b.html", "c/d.html")}
    (folder / "c").mkdir(parents=True)
    for file in files.values():
        file.write_text("")
    (folder / "own.html").write_text(tag)
    environment = jinja2.Environment()
    named = [*jinja2.meta.find_referenced_templates(environment.parse(tag))]
    used = {str(name).removeprefix("./") for name in named if name}
    if None in named:  # the name is computed
        used |= files.keys()
    before = template_fingerprints(tmp_path)[0]
    for name in used:
        files[name].write_text("changed")
        after = template_fingerprints(tmp_path)[0]
        assert after["own.html"] != before["own.html"]
        files[name].write_text("")
    (folder / "e.html").write_text("")
    assert template_fingerprints(tmp_path)[0]["a.html"] == before["a.html"]
