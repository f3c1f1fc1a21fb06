"""Old paths: aliases, renamed pages and configured redirects still have a target."""

from __future__ import annotations

import json
import re
from pathlib import Path

import feedparser
import pytest

from tests.helpers import build_site, tree

pytestmark = pytest.mark.slow

PAPER = """https://openreview.net/forum?id=Abc
Giants and Titles of All Sizes (Jane Roe, Ann Poe)
글입니다.
#언어모델
"""
OTHER = """https://arxiv.org/abs/2304.00002
Later Titles of Their Own (Jane-Anne Roe, Ann Poe)
글입니다.
#llm
"""
SAME = """https://arxiv.org/abs/2304.00003
Giants and Titles of All Sizes (Jane-Anne Roe, Jane Roe)
글입니다.
#llm
"""
DIGEST = f"2023년 4월 4주차\n{PAPER}{OTHER}{SAME}"
BASE = "base_url: https://example.org/notes/\n"
ALIASES = """tag_aliases:
  언어모델: llm
author_aliases:
  Jane Roe: Jane-Anne Roe
paper_aliases:
  https://openreview.net/forum?id=Abc: https://arxiv.org/abs/2304.00003
"""


def _target(site: dict[str, bytes], path: str) -> str:
    """The target of a redirect page, from the site's root."""
    page = site[path].decode()
    refresh = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page)
    assert refresh
    assert f'<a href="{refresh[1]}">' in page
    return refresh[1].removeprefix("../")


def test_what_became_an_alias_still_leads_somewhere(tmp_path: Path) -> None:
    before = build_site(
        tmp_path, {"weeknotes.yml": BASE, "notes/2023-04-w4.txt": DIGEST}
    )
    old = set(tree(tmp_path / "site"))
    ids = {
        entry.id
        for entry in feedparser.parse(
            (tmp_path / "site" / "papers.xml").read_bytes()
        ).entries
    }
    assert before.published
    assert {
        "papers/openreview-abc.html",
        "tags/언어모델.html",
        "authors/jane-roe.html",
    } <= old
    build_site(
        tmp_path,
        {
            "weeknotes.yml": BASE + ALIASES,
            "notes/2023-04-w4.txt": DIGEST.replace("Their Own", "Their Very Own"),
        },
    )
    site = tree(tmp_path / "site")
    assert {path for path in old if path.endswith(".html")} <= set(site)
    assert _target(site, "papers/openreview-abc.html") == "papers/2304.00003.html"
    assert _target(site, "tags/언어모델.html") == "tags/llm.html"
    assert _target(site, "authors/jane-roe.html") == "authors/jane-anne-roe.html"
    # Feed readers do not follow redirect pages, so the old feed is a copy.
    assert site["tags/언어모델.xml"] == site["tags/llm.xml"]
    now = {entry.id for entry in feedparser.parse(site["papers.xml"]).entries}
    assert now == ids
    keys = {
        key
        for path, data in site.items()
        if re.fullmatch(r"papers/.*\.bib", path)
        for key in re.findall(r"@\w+\{([^,]+),", data.decode())
    }
    assert keys == {"roe2023later", "roegiants"}


def test_a_chosen_name_leaves_the_plain_one(tmp_path: Path) -> None:
    build_site(
        tmp_path,
        {
            "weeknotes.yml": "paths:\n  arxiv:2304.00002: later\n",
            "notes/2023-04-w4.txt": DIGEST,
        },
    )
    site = tree(tmp_path / "site")
    assert _target(site, "papers/2304.00002.html") == "papers/later.html"


def test_listed_redirects(tmp_path: Path) -> None:
    settings = """redirects:
  old.html: papers/2304.00002.html
  2019/post.html: arxiv:2304.00003
  older.html: old.html
  week.html: week:2023-04-w4
"""
    built = build_site(
        tmp_path, {"weeknotes.yml": settings, "notes/2023-04-w4.txt": DIGEST}
    )
    site = tree(tmp_path / "site")
    assert not built.diagnostics
    assert (
        _target(site, "old.html")
        == _target(site, "older.html")
        == "papers/2304.00002.html"
    )
    assert _target(site, "2019/post.html") == "papers/2304.00003.html"
    assert _target(site, "week.html") == "weeks/2023-04-w4.html"


@pytest.mark.parametrize(
    "line",
    [
        "papers/2304.00002.html: tag:llm",  # an existing page
        "old.html: tag:none",
        "a.html: b.html\n  b.html: a.html",
        "../out.html: tag:llm",
        "/root.html: tag:llm",
        "old.xml: tag:llm",
    ],
)
def test_a_redirect_that_cannot_be_is_told_and_harms_nothing(
    line: str, tmp_path: Path
) -> None:
    plain = build_site(tmp_path / "plain", {"notes/2023-04-w4.txt": DIGEST})
    built = build_site(
        tmp_path / "told",
        {"weeknotes.yml": f"redirects:\n  {line}\n", "notes/2023-04-w4.txt": DIGEST},
    )
    assert plain.published
    assert {d.rule for d in built.diagnostics} == {"broken-redirect"}
    assert tree(tmp_path / "told" / "site") == tree(tmp_path / "plain" / "site")


def test_settings_text_is_escaped(tmp_path: Path) -> None:
    name = '"><script>alert(1)<'
    build_site(
        tmp_path,
        {
            "weeknotes.yml": f"redirects:\n  {json.dumps(name + '.html')}: tag:llm\n",
            "notes/2023-04-w4.txt": DIGEST,
        },
    )
    assert all(
        b"<script>alert" not in data for data in tree(tmp_path / "site").values()
    )
