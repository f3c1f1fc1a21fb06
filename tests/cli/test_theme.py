"""`weeknotes theme eject`, and what a build says of copies that are older than the theme."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest

from tests.helpers import build_site, make_site, run, tree
from weeknotes import __version__
from weeknotes.diagnostics import Span
from weeknotes.rendering import eject as module
from weeknotes.rendering.blocks import unknown_blocks
from weeknotes.rendering.eject import eject, theme_files

WEEK = {
    "notes/a.txt": "2023년 4월 4주차\nhttps://arxiv.org/abs/2304.07880\nSabiá (A Bee)\n글.\n"
}


def test_without_a_file_all_are_listed(tmp_path: Path) -> None:
    listed = run("theme", "eject", cwd=tmp_path)
    assert listed.stdout.splitlines() == theme_files()
    assert {"templates/paper.html", "static/style.css", "static/site.js"} <= set(
        theme_files()
    )
    assert tree(tmp_path) == {}


def test_a_file_is_copied_once(tmp_path: Path) -> None:
    done = run("theme", "eject", "templates/paper.html", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "templates/paper.html\n")
    copy = tmp_path / "templates/paper.html"
    first, _, rest = copy.read_text("utf-8").partition("\n")
    assert first.startswith(f"{{# weeknotes {__version__} templates/paper.html ")
    assert rest.startswith("{# One paper")
    copy.write_text("mine")
    again = run("theme", "eject", "templates/paper.html", cwd=tmp_path)
    assert again.returncode == 1
    assert "[file-exists]" in again.stderr
    assert copy.read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    "name", ["paper.html", "templates/x.html", "../a.html", "templates", ""]
)
def test_what_is_no_file_of_the_theme_is_not_copied(
    tmp_path: Path, name: str
) -> None:
    done = run("theme", "eject", name, cwd=tmp_path)
    assert done.returncode == 1
    assert "the theme has no such file" in done.stderr
    assert tree(tmp_path) == {}


def test_an_image_is_replaced_not_copied(tmp_path: Path) -> None:
    done = run("theme", "eject", "static/icon.png", cwd=tmp_path)
    assert done.returncode == 1
    assert "a file of this kind cannot be copied" in done.stderr
    assert "put your own file of the same name into static/" in done.stderr
    assert tree(tmp_path) == {}


@pytest.mark.slow
def test_copies_of_all_files_make_the_same_pages(tmp_path: Path) -> None:
    build_site(tmp_path / "theme", WEEK)
    own = make_site(tmp_path / "own", WEEK)
    for name in theme_files():
        assert eject(own.site, name) == own.site / name
    assert build_site(tmp_path / "own", {}).diagnostics == ()
    theme, copies = tree(tmp_path / "theme/site"), tree(tmp_path / "own/site")
    pages = [path for path in theme if path.endswith((".html", ".xml"))]
    assert len(pages) > 8
    # Scripts and styles of the theme are published without comments, so they have other versions.
    without_version = partial(re.sub, rb'\?[\w-]+(?=")', b"")
    same = [
        without_version(copies[path]) == without_version(theme[path])
        for path in pages
    ]
    assert all(same)


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["templates/week.html", "static/style.css", "static/favicon.svg"]
)
def test_a_build_says_which_copies_are_older_than_the_theme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    site = make_site(tmp_path, WEEK).site
    eject(site, name)
    changed = (site / name).read_text("utf-8") + "\n"
    (site / name).write_text(changed, "utf-8")
    # That a copy was changed is what it is for.
    assert build_site(tmp_path, {}).diagnostics == ()
    text = module._theme_text
    monkeypatch.setattr(module, "_theme_text", lambda name: text(name) + "new")
    built = build_site(tmp_path, {})
    assert built.published
    (found,) = built.diagnostics
    assert (found.rule, found.path) == ("theme-file-outdated", name)
    assert __version__ in str(found.message)
    built = build_site(
        tmp_path, {"weeknotes.yml": "rules:\n  theme-file-outdated: off\n"}
    )
    assert built.diagnostics == ()


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ('{% extends "theme/base.html" %}\n{% block foter %}{% endblock %}', 2),
        ('{% extends "theme/base.html" %}{%- block main -%}{% endblock %}\n{% block a %}{% endblock %}', 2),
        # The build reports the error.
        ('{% extends "theme/base.html" %}\n{% block pager %}', 0),
        ('{% extends "theme/week.html" %}\n{% block FOOTER %}{% endblock %}', 2),
        ('{% extends "theme/week.html" %}{% block footer %}{% endblock %}', 0),
        ('{% extends "theme/base.html" %}{% block main %}{% block mine %}{% endblock %}', 0),
        ('{% extends "theme/base.html" %}{# {% block mine %} #}', 0),
        ('{% extends "theme/base.html" %}{% raw %}{% block mine %}{% endraw %}', 0),
        ('{% extends "theme/base.html" %}{% block main %}{{ self.a() }}{% endblock %}{% block a %}', 0),
        ("{% block mine %}{% endblock %}", 0),
        ('{% extends "base.html" %}{% block mine %}{% endblock %}', 0),
    ],
)  # fmt: skip
def test_a_block_that_no_page_shows_is_reported(
    tmp_path: Path, template: str, line: int
) -> None:
    base = '{% extends "theme/base.html" %}{% block header %}{% block mine %}{% endblock %}{% endblock %}'
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "base.html").write_text(base)
    (folder / "week.html").write_text(template)
    found = [(one.path, one.span.line) for one in unknown_blocks(tmp_path)]
    assert found == ([("templates/week.html", line)] if line else [])


@pytest.mark.parametrize(
    "text",
    ["{{ " + "(" * 500 + "1" + ")" * 500 + " }}", "{{ 1" + "0" * 5000 + " }}"],
)
def test_blocks_of_templates_that_jinja_cannot_read_are_not_looked_for(
    text: str, tmp_path: Path
) -> None:
    make_site(tmp_path, {"templates/week.html": '{% extends "base.html" %}' + text})
    assert list(unknown_blocks(tmp_path)) == []


def test_a_misspelt_block_is_a_warning_with_its_name(tmp_path: Path) -> None:
    own = '{% extends "theme/base.html" %}\n{% block foter %}{% endblock %}\n'
    built = build_site(tmp_path, {**WEEK, "templates/base.html": own})
    assert built.published
    (found,) = built.diagnostics
    assert (found.rule, found.span, found.excerpt) == (
        "unknown-block",
        Span(2, 10),
        "{% block foter %}{% endblock %}",
    )
    assert str(found.hint) == "did you mean `footer`?"


def test_files_without_a_note_are_not_compared(tmp_path: Path) -> None:
    own: dict[str, str | bytes] = {
        "templates/404.html": "<p>own</p>\n",
        "static/site.js": "",
        "static/style.css": b"\xff\n",
    }
    assert build_site(tmp_path, {**WEEK, **own}).diagnostics == ()


@pytest.mark.parametrize(
    ("template", "error"),
    [
        ("{% block main %}{{ page.autor }}{% endblock %}", "week.html:2:"),
        ("{% block main %}{% if %}{% endblock %}", "week.html:2:"),
        ("{% block main %}{{ entries }}{% endblock %}", "week.html:2:"),
    ],
)
def test_check_finds_errors_of_templates_and_writes_nothing(
    tmp_path: Path, template: str, error: str
) -> None:
    text = f'{{% extends "theme/week.html" %}}\n{template}\n'
    folder = make_site(tmp_path, WEEK | {"templates/week.html": text}).site
    before = tree(folder)
    checked = run("check", cwd=folder)
    assert checked.returncode == 1
    assert f"templates/{error}" in checked.stdout
    assert "[template" in checked.stdout
    assert tree(folder) == before


def test_check_finds_paths_that_clash(tmp_path: Path) -> None:
    folder = make_site(tmp_path, WEEK | {"static/index.html": "x"}).site
    checked = run("check", cwd=folder)
    assert checked.returncode == 1
    assert "static/index.html:1:1: error: " in checked.stdout
    assert "[path-clash]" in checked.stdout
