"""Past bugs and possible attacks: scripts, name clashes, characters that are not allowed in
pages."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

import feedparser
import pytest
from lxml import html

from tests.helpers import build_site, make_site, read, run, tree
from tests.web import broken_links, document, words
from weeknotes.identifiers import identify
from weeknotes.markup import note_html, note_text
from weeknotes.model import Note
from weeknotes.pipeline import build_to_disk

pytestmark = pytest.mark.slow

BASE = "base_url: https://example.org/notes/\n"
HEAD = "2023년 4월 4주차\n"
SCRIPT = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'`"


def test_scripts_in_every_field_are_text(tmp_path: Path) -> None:
    text = (
        f'---\ntitle: "{SCRIPT.replace(chr(34), "")}"\ntags: ["<script>"]\n---\n{HEAD}{SCRIPT}\n'
        f"https://a.b/?q=%22%3E%3Cscript%3E<script>\n"
        f"A {SCRIPT} Title (Jane {SCRIPT} Roe, John Doe)\n"
        f"{SCRIPT} $<script>$ `{SCRIPT}` [[{SCRIPT}]] ![{SCRIPT}](x.png) "
        "[x](javascript:alert(1)) [y](data:text/html,x)\n"
        f"```<script>\n{SCRIPT}\n```\n#<script>alert(1)</script> #llm\n"
    )
    config = f"title: '{SCRIPT.replace(chr(39), '')}'\n"
    config += f"author: '<script>'\ndescription: '<script>'\n{BASE}"
    build_site(tmp_path, {"notes/<script>.txt": text, "weeknotes.yml": config})
    site = tree(tmp_path / "site")
    for path, data in site.items():
        if path.endswith(".html"):
            page = document(data)
            assert not list(page.iter("iframe", "object"))
            for script in page.iter("script"):
                if script.get("type") == "application/ld+json":  # data, not executed
                    assert json.loads(script.text)["@type"] == "Review"
                else:
                    assert re.fullmatch(
                        r"(\.\./|/notes/)?\w+\.js\?\w+", script.get("src", "")
                    )
                    assert not script.text
            assert not [
                e
                for e in page.iter("*")
                for name in e.attrib
                if name.startswith("on") or name == "style"
            ]
            links = [
                e.get(name) or "" for e in page.iter("*") for name in ("href", "src")
            ]
            assert not [
                link
                for link in links
                if re.match(r"\s*(?:javascript|data|vbscript):", link, re.IGNORECASE)
            ]
    for path in ("feed.xml", "papers.xml"):
        feed = feedparser.parse(site[path], sanitize_html=False)
        assert not feed.bozo
        for entry in feed.entries:
            content = html.fragment_fromstring(
                entry.content[0].value, create_parent="div"
            )
            assert not list(content.iter("script", "img", "iframe"))


@pytest.mark.parametrize(
    ("files", "rule"),
    [
        (
            {"notes/a.txt": HEAD + "https://a.b/%01\n글.\n#태\x01그 #태그\n"},
            "control-character",
        ),
        (
            {
                "notes/a.txt": HEAD + "https://a.b/c\n글.\n",
                "weeknotes.yml": 'title: "a\\x01b"\n',
            },
            "invalid-config",
        ),
        (
            {
                "notes/a.txt": '---\ntitle: "\\ud800"\n---\n'
                + HEAD
                + "https://a.b/c\n"
            },
            "front-matter",
        ),
    ],
)
def test_characters_that_nothing_can_carry(
    files: dict[str, str], rule: str, tmp_path: Path
) -> None:
    files["weeknotes.yml"] = BASE + files.get("weeknotes.yml", "")
    built = build_site(tmp_path, dict(files), keep_going=True)
    assert rule in {d.rule for d in built.diagnostics}
    assert built.published
    files_of_site = tree(tmp_path / "site").items()
    assert not [
        path
        for path, data in files_of_site
        if b"\x01" in data and path != "icon.png"
    ]
    assert len(built.site.tags) <= 1


def test_nothing_of_a_draft_is_published(tmp_path: Path) -> None:
    text = f"---\ndraft: true\n---\n{HEAD}https://a.b/c\n![x](secret.png) [f](secret.pdf)\n"
    build_site(
        tmp_path,
        {"notes/a.txt": text, "notes/secret.png": b"x", "notes/secret.pdf": b"x"},
    )
    assert not [path for path in tree(tmp_path / "site") if "secret" in path]


def test_notes_that_cannot_be_listed_wipe_nothing(tmp_path: Path) -> None:
    folders = make_site(tmp_path, {"notes/a.txt": HEAD + "https://a.b/c\n글.\n"})
    build_to_disk(folders)
    before = tree(folders.output)
    assert (
        run("build", "--notes", "typo", "--keep-going", cwd=tmp_path).returncode == 1
    )
    assert tree(folders.output) == before


def test_a_static_file_in_the_place_of_a_folder(tmp_path: Path) -> None:
    folders = make_site(tmp_path, {"notes/a.txt": HEAD + "https://a.b/c\n글.\n"})
    build_to_disk(folders)
    before = tree(folders.output)
    make_site(
        tmp_path,
        {"static/weeks": "x", "notes/b.txt": "2023년 4월 3주차\nhttps://d.e/f\n"},
    )
    built = build_to_disk(folders)
    assert [(d.rule, d.path) for d in built.diagnostics] == [
        ("path-clash", "static/weeks")
    ]
    assert tree(folders.output) == before


@pytest.mark.parametrize(
    "names",
    [
        ["index.txt"],
        ["CON.txt"],
        ["a!.txt", "a.txt"],
        ["😀.txt", "🎉.txt"],
        ["+" * 200 + ".txt"],
        ["x/a.txt", "y/a.txt"],
    ],
)
def test_digests_without_a_week_each_have_a_page(
    names: list[str], tmp_path: Path
) -> None:
    files: dict[str, str | bytes] = {
        f"notes/{name}": f"https://a.b/{i}\n글 하나뿐인 파일 {i}.\n"
        for i, name in enumerate(names)
    }
    built = build_site(tmp_path, files)
    site = tree(tmp_path / "site")
    assert built.published
    assert len(
        [path for path in site if re.fullmatch(r"weeks/(?!index\.).*\.html", path)]
    ) == len(names)
    assert not [path for path in site if path.lower().startswith("weeks/con.")]
    assert all(
        len(part.encode()) <= 255 for path in site for part in path.split("/")
    )
    for i in range(len(names)):
        assert any(
            f"파일{i}." in words(data)
            for path, data in site.items()
            if re.fullmatch(r"weeks/.*\.html", path)
        )
    assert broken_links(site) == []


def test_rules_around_a_heading_are_no_front_matter() -> None:
    reading = read("---\n# 2023년 4월 4주차\n---\nhttps://a.b/c\n글.\n", "notes.txt")
    assert [week.label and week.label.id for week in reading.weeks] == ["2023-04-w4"]


def test_ids_on_a_page_are_different(tmp_path: Path) -> None:
    text = (
        HEAD
        + "https://a.b/\n하나.\n#a\nhttps://a.b/\n둘.\n#a\n"
        + "https://a.b/2\n셋.\n#a\nhttps://main/\n넷.\n#a\n"
    )
    build_site(tmp_path, {"notes/a.txt": text})
    ids = [
        e.get("id")
        for e in document(
            (tmp_path / "site/weeks/2023-04-w4.html").read_bytes()
        ).iter("*")
        if e.get("id")
    ]
    assert len(ids) == len(set(ids)) == 5


def test_each_file_s_introduction_shows_its_own_picture(tmp_path: Path) -> None:
    gif = b"GIF89a\x03\x00\x04\x00\x00\x00\x00;"
    files: dict[str, str | bytes] = {
        f"notes/{x}/2023-04-w4.txt": f"{HEAD}![{x}](a.gif)\nhttps://a.b/{x}\n"
        for x in "xy"
    }
    build_site(tmp_path, files | {"notes/x/a.gif": gif, "notes/y/a.gif": gif})
    page = (tmp_path / "site/weeks/2023-04-w4.html").read_text("utf-8")
    assert re.findall(r'<img src="([^"]*)" alt="(.)"', page) == [
        ("../files/x/a.gif", "x"),
        ("../files/y/a.gif", "y"),
    ]


def test_tags_keep_their_order(tmp_path: Path) -> None:
    built = build_site(
        tmp_path,
        {
            "notes/a.txt": f"---\ntags: [llm]\n---\n{HEAD}https://a.b/c\n글.\n#b #a #B #llm\n"
        },
    )
    assert [tag.key for tag in built.site.weeks[0].entries[0].tags] == [
        "b",
        "a",
        "llm",
    ]


def test_a_day_is_that_of_the_week_it_lies_in(tmp_path: Path) -> None:
    text = f"---\ndate: 2023-04-20\n---\n{HEAD}https://a.b/c\n2023년 4월 5주차\nhttps://d.e/f\n"
    built = build_site(tmp_path, {"notes/a.txt": text})
    assert [str(week.published) for week in built.site.weeks] == [
        "2023-04-20",
        "2023-04-29",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 2000,
        "![" * 2000,
        "[[a" * 1000,
        "(" * 5000,
        "> " * 500 + "a",
        "- " * 500 + "a",
        "**a" * 500,
    ],
)
def test_depth_ends_no_build_and_loses_nothing(text: str) -> None:
    shown = note_html(Note(text), "../")
    typed = re.sub(r"[\s>*-]", "", text)
    assert (
        re.sub(
            r"[\s>*-]",
            "",
            html.fragment_fromstring(shown, create_parent="div").text_content(),
        )
        == typed
    )
    assert note_text(Note(text)) is not None


def test_redirects_within_redirects_end() -> None:
    assert identify("https://l.facebook.com/?u=" * 2000 + "x").key
    assert identify("https://m.com/").key != identify("https://com/").key
    assert identify("https://a.b/x%3Fq=1").key != identify("https://a.b/x?q=1").key


@pytest.mark.parametrize(
    "folder", ["static", "templates", ".weeknotes", "static/deep"]
)
def test_the_output_lies_in_none_of_the_site_s_own_folders(
    folder: str, tmp_path: Path
) -> None:
    make_site(tmp_path, {"notes/a.txt": HEAD + "https://a.b/c\n"})
    done = run("build", "--output", folder, cwd=tmp_path)
    assert done.returncode == 1
    assert "[output-refused]" in done.stderr


def test_templates_that_are_no_text_or_have_no_end(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"notes/a.txt": HEAD + "https://a.b/c\n"}
    built = build_site(tmp_path / "1", files | {"templates/week.html": b"\xff"})
    assert [d.rule for d in built.diagnostics] == ["template-error"]
    built = build_site(
        tmp_path / "2", files | {"templates/week.html": '{% include "week.html" %}'}
    )
    assert [d.rule for d in built.diagnostics] == ["template-error"]


def test_titles_of_links_and_words_beside_a_language_are_kept() -> None:
    links = '[x](없는.pdf "설명1") ![y](https://a.b/i.png "설명2")'
    code = "```python train.py\nx\n```\n\n```이것은 설명\ny\n```"
    shown = note_html(Note(f"{links}\n\n{code}"), "../")
    assert "[x](없는.pdf &quot;설명1&quot;)" in shown
    assert 'title="설명2"' in shown
    assert '<p class="caption">train.py</p>' in shown
    assert '<p class="caption">이것은 설명</p>' in shown


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS refuses such names")
def test_a_static_file_whose_name_is_no_text(tmp_path: Path) -> None:
    folders = make_site(
        tmp_path, {"notes/a.txt": HEAD + "https://a.b/c\n", "static/a": "x"}
    )
    (tmp_path / "static" / "a").rename(
        os.fsdecode(os.fsencode(tmp_path / "static") + b"/\xff")
    )
    assert [str(d.message) for d in build_to_disk(folders).diagnostics] == [
        "the name of this file is not UTF-8"
    ]
    assert run("build", cwd=tmp_path).returncode == 1


def test_a_write_that_fails_is_told_as_it_is(tmp_path: Path) -> None:
    folders = make_site(tmp_path, {"notes/a.txt": HEAD + "https://a.b/c\n"})
    build_to_disk(folders)
    (folders.output / "weeks" / "2023-04-w4.html").unlink()
    (folders.output / "weeks" / "2023-04-w4.html").mkdir()
    done = run("build", cwd=tmp_path)
    assert done.returncode == 1
    assert "nothing published; the old site has not changed" in done.stdout
    assert (
        "site/weeks/2023-04-w4.html:1:1: error: this is a folder, but the site needs a file here"
        in done.stderr
    )
    (folders.output / "weeks" / "2023-04-w4.html").rmdir()
    assert run("build", cwd=tmp_path).returncode == 0
