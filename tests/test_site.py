"""Whole sites: the sample, all real weeks in both styles, the project's own notes."""

from __future__ import annotations

import multiprocessing
import os
import re
import unicodedata
from pathlib import Path
from typing import NamedTuple

import feedparser
import pytest
from lxml import html

from tests.helpers import NOTES, build_site, make_site, run, tree
from tests.libraries import Library, libraries
from tests.web import broken_links, document, orphans, targets, words
from weeknotes.config.folders import Folders
from weeknotes.pipeline import build_to_disk
from weeknotes.processes import Workers

pytestmark = pytest.mark.slow

BASE = "base_url: https://example.org/notes/\n"
SIZES = {"seed": (14, 14), "sample": (86, 91)}
"""How many papers and entries: counted by hand."""
MARKUP = re.compile(r"[\[$`>|*]|^(\d\.|-) ")
"""What is not shown as it is typed, or is shown as a link."""


class TrueSite(NamedTuple):
    """A site whose writer's meaning is known."""

    library: Library
    site: dict[str, bytes]

    def pages(self, folder: str) -> set[str]:
        """The names of the pages in a folder, without its index."""
        found = (
            re.fullmatch(rf"{folder}/(?!index)(.*)\.html", path)
            for path in self.site
        )
        return {page[1] for page in found if page}


@pytest.fixture(scope="module", params=libraries("sample", "seed"))
def true_site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> TrueSite:
    folder = tmp_path_factory.mktemp(request.param.name)
    (folder / "weeknotes.yml").write_text(
        f"{BASE}feed_weeks: 0\nfeed_entries: 0\n", "utf-8"
    )
    built = build_to_disk(
        Folders(folder, request.param.notes, folder / "site", "notes")
    )
    assert built.published
    return TrueSite(request.param, tree(folder / "site"))


def test_what_was_written_has_its_pages(true_site: TrueSite) -> None:
    truth = true_site.library.truth()
    papers, entries = SIZES[true_site.library.name]
    tags = {
        tag.casefold()
        for week in truth.values()
        for entry in week
        for tag in entry.tags
    }
    assert true_site.pages("weeks") == set(truth)
    assert true_site.pages("tags") == {
        tag.replace("c++", "c-plus-plus") for tag in tags
    }
    assert sum(map(len, truth.values())) == entries
    assert len(true_site.pages("papers")) == papers


def test_every_line_stands_on_the_page_of_its_week(true_site: TrueSite) -> None:
    """Compares text with text.  Each line is on the page as typed, except for white space, brackets
    around authors, and the `#` of tags.  Headings of weeks and lines with markup are left out."""
    checked = 0
    for file in true_site.library.digests():
        week = re.match(r"\d{4}-\d\d-w\d", file.name)
        text = file.read_text("utf-8")
        if file.suffix == ".md" or not week or "draft: true" in text:
            continue
        data = true_site.site[f"weeks/{week[0]}.html"]
        lines = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL).split("\n")
        plain = [
            line
            for number, line in enumerate(lines)
            if not MARKUP.search(line) and (number or "주차" not in line)
        ]
        _hold_lines_shown(plain, data)
        checked += len(plain)
    assert checked > 60


def _hold_lines_shown(lines: list[str], data: bytes) -> None:
    shown = words(data)
    hrefs = {link.get("href") for link in document(data).iter("a")}
    for written in lines:
        line, tags = re.fullmatch(r"(.*?)((?: #\S+)*)", written).groups()  # type: ignore[union-attr]
        assert all(tag.removeprefix("#") in shown for tag in tags.split()), written
        if re.fullmatch(r"https?://\S+( https?://\S+)*", line):
            assert set(line.split()) <= hrefs, line
        elif line.startswith("#"):
            assert all(re.sub("^#", "", tag) in shown for tag in line.split()), line
        elif found := re.fullmatch(r"([^가-힣]+) \(([^()]+)\)", line):
            assert "".join(found[1].split()) in shown, line
            names = re.split(r", | and | (?=et al\.)", found[2])
            whole = ",".join("".join(name.split()) for name in names)
            assert whole in shown, line  # also where the list is folded
        else:
            assert "".join(line.split()) in shown, line


def test_feeds_hold_every_sentence(true_site: TrueSite) -> None:
    library, site = true_site
    truth = library.truth()
    entries = sum(map(len, truth.values()))
    newest = max(truth)
    updated = {
        "2023-04-w4": (
            "Sat, 22 Apr 2023 12:00:00 +0900",
            "Sat, 22 Apr 2023 11:59:00 +0900",
        ),
        "2024-05-w1": (
            "Sat, 04 May 2024 12:00:00 +0900",
            "Sat, 04 May 2024 11:59:00 +0900",
        ),
    }[newest]
    for path, count, last in (
        ("feed.xml", len(truth), updated[0]),
        ("papers.xml", entries, updated[1]),
    ):
        feed = feedparser.parse(site[path])
        assert not feed.bozo
        assert len(feed.entries) == count
        text = "".join(
            "".join(
                html.fromstring(f"<div>{e.content[0].value}</div>")
                .text_content()
                .split()
            )
            for e in feed.entries
        )
        for paragraph in (
            text for week in truth.values() for e in week for text in e.paragraphs
        ):
            if not MARKUP.search(paragraph):
                assert "".join(paragraph.split()) in text, paragraph
        assert feed.feed.link == "https://example.org/notes/"
        assert feed.feed.updated == last
        assert {re.sub(r"\.html.*", "", e.link) for e in feed.entries} == {
            f"https://example.org/notes/weeks/{week}" for week in truth
        }
        assert site[path].count(b'isPermaLink="false"') == count


@pytest.fixture(scope="module", params=libraries("sample", "notes", "flat"))
def whole_site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp(request.param.name)
    (folder / "weeknotes.yml").write_text(BASE, "utf-8")
    built = build_to_disk(
        Folders(folder, request.param.notes, folder / "site", "notes")
    )
    assert built.published
    return tree(folder / "site")


def test_every_link_and_fragment_leads_somewhere(
    whole_site: dict[str, bytes],
) -> None:
    assert broken_links(whole_site) == []


def test_no_page_is_an_orphan(whole_site: dict[str, bytes]) -> None:
    assert orphans(whole_site) == set()


def test_all_links_within_the_site_are_relative(
    whole_site: dict[str, bytes],
) -> None:
    for path, data in whole_site.items():
        if path.endswith(".html") and path != "404.html":
            assert b'href="/' not in data, path
            assert all(
                not target.startswith("..") for target in targets(path, data)
            ), path


def test_feeds_are_sound(whole_site: dict[str, bytes]) -> None:
    """Complete and in order, without relative links, and below one megabyte, which is the limit of
    some readers."""
    paths = [
        path
        for path in whole_site
        if re.fullmatch(r"(feed|papers|atom|tags/.*)\.xml", path)
    ]
    assert len(paths) == 3 + len(
        [
            path
            for path in whole_site
            if re.fullmatch(r"tags/(?!index).*\.html", path)
        ]
    )
    assert all(len(whole_site[path]) < 1_000_000 for path in [*paths, "feed.json"])
    for path in paths:
        feed = feedparser.parse(whole_site[path])
        assert not feed.bozo, path
        assert len({entry.id for entry in feed.entries}) == len(feed.entries)
        dates = [entry.published_parsed for entry in feed.entries]
        assert dates == sorted(dates, reverse=True)
        for entry in feed.entries:
            tree_ = html.fragment_fromstring(
                entry.content[0].value, create_parent="div"
            )
            links = [e.get("href") or e.get("src") for e in tree_.iter("a", "img")]
            assert all(
                link.isascii() and re.match(r"https?://|mailto:", link)
                for link in links
            )


def test_the_notes_are_worth_browsing(tmp_path: Path) -> None:
    """The project's notes have at least eight weeks and 80 entries, papers with several entries,
    mentions, and no diagnostics except for doubtful titles."""
    built = build_to_disk(Folders(tmp_path, NOTES, tmp_path / "site", "notes"))
    site = built.site
    assert len(site.weeks) >= 8
    assert sum(len(week.entries) for week in site.weeks) >= 80
    assert sum(len(paper.entries) > 1 for paper in site.papers.values()) >= 5
    assert sum(len(paper.mentions) for paper in site.papers.values()) >= 15
    assert len(site.assets) == 2
    assert {d.rule for d in built.diagnostics} <= {"doubtful-title"}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="without fork")
def test_no_process_outlives_the_build_that_started_it(tmp_path: Path) -> None:
    """A worker that stays would hold the lock of the build, and the next build would be refused."""
    folders = make_site(
        tmp_path, {"notes/a.txt": "2023년 4월 4주차\nhttps://a.b/c\n"}
    )
    for _ in range(2):
        built = build_to_disk(folders, clean=True, workers=Workers(2))
        assert built.published
        assert multiprocessing.active_children() == []


def test_without_an_address_there_are_no_feeds_and_the_build_says_so(
    tmp_path: Path,
) -> None:
    make_site(tmp_path, {"notes/a.txt": "2023년 4월 4주차\nhttps://a.b/c\n"})
    done = run("build", cwd=tmp_path)
    assert "no base_url, so no feeds" in done.stdout
    assert len(done.stdout.splitlines()) == 1
    assert not [path for path in tree(tmp_path / "site") if path.endswith(".xml")]


def test_a_site_overrides_the_theme_file_by_file(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "notes/a.txt": "2023년 4월 4주차\nhttps://a.b/c\n",
        "templates/week.html": (
            '{% extends "base.html" %}{% block main %}<h1>내 주: {{ label }}</h1>{% endblock %}'
        ),
        "static/style.css": "body { color: red }",
        "static/CNAME": "example.org",
    }
    build_site(tmp_path, files)
    site = tree(tmp_path / "site")
    assert "내 주: 2023년 4월 4주차" in site["weeks/2023-04-w4.html"].decode()
    assert site["style.css"] == b"body { color: red }"
    assert site["CNAME"] == b"example.org"
    assert b"<h1" in site["papers/a.b-c.html"]


def test_papers_remember(tmp_path: Path) -> None:
    """A paper has one page for all its URLs, with all notes and mentions."""
    first = "2023년 4월 3주차\nhttps://arxiv.org/abs/2304.07880v1\n"
    first += (
        "Sabiá: Portuguese Models (Ramon Pires, Hugo Abonizio)\n처음 읽음.\n#llm\n"
    )
    second = (
        "2023년 4월 4주차\nhttps://arxiv.org/pdf/2304.07880.pdf\n다시 읽음.\n#LLM\n"
    )
    second += "https://a.b/post\n[[Sabiá]]와 https://huggingface.co/papers/2304.07880 참고.\n"
    built = build_site(tmp_path, {"notes/a.txt": first, "notes/b.txt": second})
    assert list(built.site.papers) == ["arxiv:2304.07880", "url:a.b/post"]
    paper = built.site.papers["arxiv:2304.07880"]
    assert [entry.week for entry in paper.entries] == ["2023-04-w3", "2023-04-w4"]
    assert paper.title == "Sabiá: Portuguese Models"
    assert len(paper.mentions) == 1
    assert [(tag.ref.key, len(tag.entries)) for tag in built.site.tags] == [
        ("llm", 2)
    ]
    page = words((tmp_path / "site/papers/2304.07880.html").read_bytes())
    assert all(text in page for text in ("처음읽음.", "다시읽음.", "참고."))
    post = (tmp_path / "site/papers/a.b-post.html").read_text("utf-8")
    assert (
        '<a href="../papers/2304.07880.html" title="Sabiá: Portuguese Models">Sabiá</a>와'
        in post
    )


def test_files_beside_a_digest_are_published(tmp_path: Path) -> None:
    gif = b"GIF89a\x03\x00\x04\x00\x00\x00\x00;"
    text = "2023년 4월 4주차\nhttps://a.b/c\n![그림](그림%201.gif)\n[글](../paper.pdf)\n"
    text += "![밖](https://a.b/x.png)\n"
    files: dict[str, str | bytes] = {
        "notes/2023/a.txt": text,
        "notes/2023/그림 1.gif": gif,
        "notes/paper.pdf": b"%PDF",
        "notes/unused.png": b"x",
    }
    built = build_site(tmp_path, files)
    site = tree(tmp_path / "site")
    assert built.diagnostics == ()
    assert site["files/2023/그림 1.gif"] == gif
    assert site["files/paper.pdf"] == b"%PDF"
    assert "files/unused.png" not in site
    page = site["weeks/2023-04-w4.html"].decode()
    image = 'src="../files/2023/%EA%B7%B8%EB%A6%BC%201.gif" alt="그림"'
    assert f'{image} width="3" height="4" loading="lazy"' in page
    assert '<a class="named" href="https://a.b/x.png">밖</a>' in page
    assert broken_links(site) == []


def test_files_outside_the_notes_stay_outside(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"x")
    make_site(
        tmp_path,
        {
            "notes/a.txt": "2023년 4월 4주차\nhttps://a.b/c\n![a](../secret.png) ![b](link.png)\n"
        },
    )
    (tmp_path / "notes" / "link.png").symlink_to(tmp_path / "secret.png")
    build_to_disk(Folders(tmp_path, tmp_path / "notes", tmp_path / "site", "notes"))
    assert not [
        path
        for path in tree(tmp_path / "site")
        if "png" in path and path != "icon.png"
    ]


def test_aliases_labels_and_chosen_paths(tmp_path: Path) -> None:
    config = (
        "tag_aliases: {언어모델: llm}\ntag_labels: {LLM: 큰 언어 모델}\npaths: {'tag:c++': cpp}\n"
        "paper_aliases:\n  https://openreview.net/forum?id=abc: https://arxiv.org/abs/2304.07880\n"
    )
    text = "2023년 4월 4주차\nhttps://openreview.net/forum?id=abc\n하나.\n#언어모델 #C++\n"
    text += "https://arxiv.org/abs/2304.07880\n둘.\n#llm #C\n"
    built = build_site(tmp_path, {"weeknotes.yml": config, "notes/a.txt": text})
    assert len(built.site.papers) == 1
    assert [
        (tag.ref.name, tag.ref.href, len(tag.entries)) for tag in built.site.tags
    ] == [
        ("C", "tags/c.html", 1),
        ("C++", "tags/cpp.html", 1),
        ("큰 언어 모델", "tags/llm.html", 2),
    ]


def test_names_that_meet_are_kept_apart_and_told(tmp_path: Path) -> None:
    long = "가" * 200
    tags = f"#C #C++ #C# #con #index #a.b #a!b #A·B #{long} #🎉x #Gan #GAN"
    text = f"2023년 4월 4주차\nhttps://a.b/c\n글.\n{tags}\n"
    built = build_site(tmp_path, {"notes/a.txt": text})
    names = [tag.ref.href for tag in built.site.tags]
    assert len(names) == len(set(names)) == 11
    assert [d.rule for d in built.diagnostics] == [
        "path-clash"
    ] * 3  # a!b, con, index
    paths = tree(tmp_path / "site")
    assert all(
        len(part.encode()) <= 255 for path in paths for part in path.split("/")
    )
    assert not [path for path in paths if path.startswith("tags/con.")]
    assert len(
        {unicodedata.normalize("NFC", path).casefold() for path in paths}
    ) == len(paths)
    assert broken_links(paths) == []


def test_drafts_are_left_out(tmp_path: Path) -> None:
    make_site(
        tmp_path,
        {
            "notes/a.txt": "---\ndraft: true\n---\n2023년 4월 4주차\nhttps://a.b/c\n비밀.\n"
        },
    )
    done = run("build", cwd=tmp_path)
    assert "1 draft omitted" in done.stdout
    assert not [
        data for data in tree(tmp_path / "site").values() if "비밀".encode() in data
    ]


def test_an_english_site(tmp_path: Path) -> None:
    build_site(
        tmp_path,
        {
            "weeknotes.yml": "language: en\ntitle: Reading\n",
            "notes/a.txt": "2023년 4월 4주차\nhttps://a.b/c\n#llm\n",
        },
    )
    page = (tmp_path / "site/weeks/2023-04-w4.html").read_text("utf-8")
    assert '<html lang="en">' in page
    assert "Week 4 of April 2023</h1>" in page
    assert "1 note<" in page
    assert "April 16–22" in page


def test_an_introduction_mentions_papers_too(tmp_path: Path) -> None:
    text = "2023년 4월 4주차: 짧은 주\n이번 주는 [[Sabiá]]입니다.\nhttps://arxiv.org/abs/2304.07880\n"
    text += "Sabiá: Portuguese Models (Ramon Pires, Hugo Abonizio)\n"
    built = build_site(tmp_path, {"weeknotes.yml": BASE, "notes/a.txt": text})
    (mention,) = built.site.papers["arxiv:2304.07880"].mentions
    assert mention.entry is None
    site = tree(tmp_path / "site")
    assert "이번주는Sabiá입니다." in words(site["papers/2304.07880.html"])
    assert broken_links(site) == []
    assert "짧은 주" in site["weeks/2023-04-w4.html"].decode()
    feed = feedparser.parse(site["feed.xml"])
    assert "Sabiá: Portuguese Models" in feed.entries[0].content[0].value


def test_hashes_in_front_matter_are_tags_and_text(tmp_path: Path) -> None:
    text = "---\ntitle: 읽기 #3\ntags: #agent #rl   # a comment\n---\n"
    text += "2023년 4월 4주차\nhttps://a.b/c\n글.\n"
    built = build_site(tmp_path, {"notes/a.txt": text})
    assert [tag.ref.name for tag in built.site.tags] == ["agent", "rl"]
    assert built.site.weeks[0].title == "읽기 #3"


def test_names_of_files_in_nfd_are_found(tmp_path: Path) -> None:
    nfd = unicodedata.normalize("NFD", "그림.gif")
    text = "2023년 4월 4주차\nhttps://a.b/c\n![그림](그림.gif)\n"
    built = build_site(
        tmp_path,
        {
            "notes/a.txt": text,
            f"notes/{nfd}": b"GIF89a\x03\x00\x04\x00\x00\x00\x00;",
        },
    )
    assert built.diagnostics == ()
    assert unicodedata.normalize("NFC", "files/그림.gif") in tree(tmp_path / "site")


def test_aliases_lead_to_the_last_and_never_around(tmp_path: Path) -> None:
    config = "tag_aliases: {a: b, b: c, x: y, y: x}\n"
    config += (
        "paper_aliases:\n  https://openreview.net/forum?id=abc: arXiv:2304.07880\n"
    )
    text = (
        "2023년 4월 4주차\nhttps://openreview.net/forum?id=abc\n글.\n#a #b #x #y\n"
    )
    built = build_site(tmp_path, {"weeknotes.yml": config, "notes/a.txt": text})
    assert [tag.ref.key for tag in built.site.tags] == ["c", "x", "y"]
    assert list(built.site.papers) == ["arxiv:2304.07880"]
