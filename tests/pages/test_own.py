"""The site's own pages: files in `pages/`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import build_site, make_site, run, tree
from weeknotes.diagnostics import Severity
from weeknotes.pipeline import build_to_disk, load_site, plan_pages
from weeknotes.server import load_live_site

pytestmark = pytest.mark.slow

WEEK = "2023년 4월 4주차\nhttps://arxiv.org/abs/2304.07880\nSabiá: Models (A B, C D)\n좋다.\n#llm\n"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000020000000308060000009d74661a0000000049454e44ae426082"
)
FILES: dict[str, str | bytes] = {
    "notes/a.txt": WEEK,
    "pages/about.md": (
        "# About *us*\n\nSee [[Sabiá]], [all](weeks/index.html), [the tag](tags/llm.html), "
        "[talks](talks/2024.md)\nand https://arxiv.org/abs/2304.07880.\n\n![x](img/x.png)\n"
        "<!-- hidden -->\n<script>alert(1)</script>\n"
    ),
    "pages/talks/2024.md": "---\ntitle: 발표\n---\n# A heading\n\n[back](../about.html)\n",
    "pages/img/x.png": PNG,
    "pages/img/unused.png": PNG,
    "pages/no-title.md": "text %% hidden %%\n",
    "pages/소개.md": "안녕하세요.\n",
    "pages/draft.md": "---\ndraft: true\n---\nhidden\n",
    "pages/unpublished.md": "+++\npublished = false\n+++\nhidden\n",
    "pages/_drafts/later.md": "hidden\n",
}


def test_a_file_becomes_a_page(tmp_path: Path) -> None:
    built = build_site(tmp_path, FILES)
    assert [one.message.template for one in built.diagnostics] == []
    site = tree(tmp_path / "site")
    about = site["about.html"].decode()
    assert "<h1>About *us*</h1>" in about.replace(' lang="en"', "")
    for link in (
        '<a href="papers/2304.07880.html" title="Sabiá: Models">Sabiá</a>',
        '<a href="weeks/index.html">all</a>',
        '<a href="tags/llm.html">the tag</a>',
        '<a href="talks/2024.html">talks</a>',
        '<img src="files/pages/img/x.png" alt="x" width="2" height="3"',
        "&lt;script&gt;",
        'src="search.js?',
        "<nav ",
    ):
        assert link in about
    talk = site["talks/2024.html"].decode()
    assert "발표</h1>" in talk
    assert "<h2>A heading</h2>" in talk
    assert '<a href="../about.html">back</a>' in talk
    assert "<h1>no title</h1>" in site["no-title.html"].decode().replace(
        ' lang="en"', ""
    )
    assert "소개.html" in site
    assert "files/pages/img/unused.png" not in site
    pages = [data for path, data in site.items() if not path.endswith(".js")]
    assert not [data for data in pages if b"hidden -->" in data or b"later" in data]
    assert not {"draft.html", "unpublished.html", "later.html"} & site.keys()
    assert (built.site.drafts, built.site.comments) == (3, 2)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("index.md", "this name is reserved, or has no letters"),
        ("con.md", "this name is reserved, or has no letters"),
        ("🎉.md", "this name is reserved, or has no letters"),
        ("tags/index.md", "this name is reserved, or has no letters"),
        ("404.md", "have the same path"),
        ("search.md", "have the same path"),
        ("Atlas.md", "have the same path"),
        ("tags/llm.md", "have the same path"),
        ("papers/2304.07880.md", "have the same path"),
        ("search/x.md", "this folder is reserved for the search index"),
        ("theme.js/x.md", "has the path of a folder"),
        ("OTHER.md", "have the same path"),
        ("static.md", "have the same path"),
    ],
)
def test_a_name_that_is_taken_is_an_error_at_its_file(
    name: str, message: str, tmp_path: Path
) -> None:
    files = {"notes/a.txt": WEEK, "pages/other.md": "x\n", "static/static.html": "x"}
    folders = make_site(tmp_path, {**files, f"pages/{name}": "x\n"})
    plan = plan_pages(load_site(folders), folders.site)
    (error,) = plan.diagnostics
    assert error.severity is Severity.ERROR
    assert error.rule == "path-clash"
    assert message in str(error)
    assert f"pages/{name}" in str(error) or name == "theme.js/x.md"


def test_faults_are_reported_with_their_positions(tmp_path: Path) -> None:
    secret = tmp_path.parent / f"{tmp_path.name}-secret.md"
    secret.write_text("secret", "utf-8")
    files: dict[str, str | bytes] = {
        "notes/a.txt": WEEK,
        "pages/a.md": "# A\n\n[no](none.html) [[none]] [x](javascript:alert(1))\n",
        "pages/b.md": "---\ndraft: maybe\n---\nx\n",
        "pages/c.md": "x\n<<<<<<< ours\n",
        "pages/d.md": b"\xff\xfe\xfa",
        "pages/README.md": "about this folder\n",
    }
    folders = make_site(tmp_path, files)
    (tmp_path / "pages" / "e.md").symlink_to(secret)
    done = run("check", cwd=folders.site)
    assert done.returncode == 1
    for expected in (
        "pages/a.md:3:6: warning: there is no file `none.html` beside this file [broken-link]",
        "pages/a.md:3:17: warning: `[[none]]` matches no paper and no week [broken-link]",
        "pages/a.md:3:30: warning: `javascript:alert(1)` is not allowed as a link [broken-link]",
        "pages/b.md:2:8: error: the value of `draft` is not valid: maybe [front-matter]",
        "pages/c.md:2:1: error: `<<<<<<<` is a conflict marker of git [conflict-marker]",
        "pages/d.md:1:1: error: this file is not UTF-8",
        "pages/e.md:1:1: error: this link points outside of the notes folder",
        "pages/README.md:1:1: warning: not published: README",
    ):
        assert expected in done.stdout
    only = run("check", "pages/c.md", cwd=folders.site)
    assert "pages/c.md:2:1" in only.stdout
    assert "pages/a.md" not in only.stdout


def test_pages_within_the_notes_are_digests(tmp_path: Path) -> None:
    folders = make_site(
        tmp_path / "site", {"pages/2023-04-w4.md": WEEK, "pages/x.md": WEEK}
    )
    inside = folders._replace(notes=folders.site, shown=".", output=tmp_path / "out")
    built = build_to_disk(inside)
    assert not built.site.own_pages
    assert built.site.weeks


def test_an_edit_is_built_and_served(tmp_path: Path) -> None:
    folders = make_site(tmp_path, FILES)
    build_to_disk(folders)
    live = load_live_site(folders, None)
    page = tmp_path / "pages" / "about.md"
    page.write_text("# New\n\nother text\n", "utf-8")
    again = load_live_site(folders, live)
    assert again is not live
    assert b"other text" in bytes(again.files.get("about.html") or b"")  # type: ignore[arg-type]
    build_to_disk(folders)
    warm = tree(tmp_path / "site")
    assert b"other text" in warm["about.html"]
    build_to_disk(folders, clean=True)
    assert tree(tmp_path / "site") == warm
    page.unlink()
    build_to_disk(folders)
    assert not (tmp_path / "site" / "about.html").exists()
