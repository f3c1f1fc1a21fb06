"""The settings `nav`, `links`, `license` and `sections`."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest

from tests.helpers import Case, build_site, cases, read, tree
from weeknotes.config.links import License, license_of
from weeknotes.config.settings import SECTIONS, parse_config
from weeknotes.parsing.own_pages import OwnPages, parse_own_page
from weeknotes.parsing.parsed_file import parsed_file
from weeknotes.resolving import resolve
from weeknotes.sources.decoding import Source

WEEK = (
    "2023년 4월 4주차\nhttps://arxiv.org/abs/2304.07880\nSabiá: Models (A B, C D)\n좋다.\n#llm #rl\n"
    "https://arxiv.org/abs/2304.07881\nOther (A B, C D)\n좋다. [[2304.07880]]\n#llm #rl\n"
)


@pytest.mark.parametrize("case", cases("own"), ids=str)
def test_links(case: Case) -> None:
    config, faults = parse_config(case.given, "weeknotes.yml")
    own = [
        parse_own_page(Source(n, n, b"x", "x"))[0]
        for n in ("about.md", "talks/2024.md")
    ]
    result = resolve(
        [parsed_file(read(WEEK))],
        config,
        {},
        OwnPages(tuple(page for page in own if page)),
    )
    found = [str(one).partition("\n")[0] for one in (*faults, *result.diagnostics)]
    found += [
        f"{label} → {target}" for label, target in result.site.config.nav.items()
    ]
    assert "\n".join(found) == case.expected


@pytest.mark.parametrize(
    ("typed", "name", "url"),
    [
        ("", "", ""),
        ("CC BY 4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        (
            "cc-by-nc-sa-3.0",
            "cc-by-nc-sa-3.0",
            "https://creativecommons.org/licenses/by-nc-sa/3.0/",
        ),
        ("CC0", "CC0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("모든 권리 보유", "모든 권리 보유", ""),
        ("Mine: ask me", "Mine: ask me", ""),
        ("MIT <https://example.org/mit>", "MIT", "https://example.org/mit"),
        ("https://example.org/l", "example.org/l", "https://example.org/l"),
    ],
)
def test_a_licence_has_a_name_and_an_address(
    typed: str, name: str, url: str
) -> None:
    assert license_of(typed) == License(name, url)


SETTINGS = (
    "title: T\nbase_url: https://example.org/n/\nauthor: Me\nlicense: CC BY 4.0\n"
    "links: {Code: 'https://example.org/me'}\n"
)


@pytest.mark.slow
@pytest.mark.parametrize("left_out", ["", *SECTIONS, "all"])
def test_nothing_links_to_a_section_that_is_left_out(
    left_out: str, tmp_path: Path
) -> None:
    kept = [name for name in SECTIONS if left_out not in (name, "all")]
    files = {
        "weeknotes.yml": SETTINGS + f"sections: [{', '.join(kept)}]\n",
        "notes/a.txt": WEEK,
        "pages/about.md": "x\n",
    }
    assert build_site(tmp_path, files).diagnostics == ()
    site = tree(tmp_path / "site")
    paths = {
        "authors": "authors/a-b.html",
        "atlas": "atlas.html",
        "search": "search.html",
    }
    for name, path in {**paths, "feeds": "subscribe.html"}.items():
        assert (path in site) == (name in kept)
    for name, pattern in (
        ("authors", "authors/"),
        ("search", "search"),
        ("feeds", r".*(rss|feed)"),
    ):
        assert any(re.match(pattern, path) for path in site) == (name in kept)
    for path, data in site.items():
        if path.endswith((".html", ".xml", ".opml")):
            assert not broken(path, data.decode(), site.keys()), path


def broken(path: str, text: str, paths: object) -> list[str]:
    """The addresses of this site in a file that lead nowhere."""
    found = []
    here = f"https://example.org/n/{path}"
    for address in re.findall(
        r'(?:href|src|action|Url)="([^"]*)"|<loc>([^<]*)</loc>', text
    ):
        target = urljoin(here, "".join(address)).partition("#")[0].partition("?")[0]
        if target.startswith("https://example.org/n/"):
            name = unquote(target.removeprefix("https://example.org/n/"))
            if (name or "index.html") not in paths:  # type: ignore[operator]
                found.append(name)
    return found


@pytest.mark.slow
def test_navigation_links_and_licence_are_shown(tmp_path: Path) -> None:
    nav = "nav: {소개: about.html, 주간: weeks, 코드: 'https://example.org/x'}\n"
    files = {
        "weeknotes.yml": SETTINGS + nav,
        "notes/a.txt": WEEK,
        "pages/about.md": "x\n",
    }
    assert build_site(tmp_path, files).diagnostics == ()
    site = {
        path: data.decode()
        for path, data in tree(tmp_path / "site").items()
        if b"\0" not in data
    }
    url = "https://creativecommons.org/licenses/by/4.0/"
    for path in ("index.html", "papers/2304.07880.html", "about.html", "404.html"):
        page = site[path]
        root = "../" * path.count("/") if path != "404.html" else "/n/"
        items = re.findall(
            r'<a href="([^"]*)"', page.partition("<nav")[2].partition("</nav>")[0]
        )
        assert items == [
            f"{root}about.html",
            f"{root}weeks/index.html",
            "https://example.org/x",
        ]
        assert f'<a rel="license" href="{url}">CC BY 4.0</a>' in page
        assert '<a rel="me" href="https://example.org/me">Code</a>' in page
    assert 'about.html" aria-current="true"' in site["about.html"]
    for feed in ("feed.xml", "papers.xml", "tags/llm.xml"):
        assert f"<copyright>CC BY 4.0 ({url})</copyright>" in site[feed]
        assert "<link>https://example.org/n/" in site[feed]
    assert f"<rights>CC BY 4.0 ({url})</rights>" in site["atom.xml"]
    assert f'<link href="{url}" rel="license"/>' in site["atom.xml"]
    notes = json.loads(site["data/notes.json"])
    assert (notes["license"], notes["license_url"]) == ("CC BY 4.0", url)
    assert f'"license":"{url}"' in site["papers/2304.07880.html"].replace(": ", ":")
