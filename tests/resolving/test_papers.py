"""One page for each paper, for all its URLs and with all mentions; name clashes."""

from __future__ import annotations

import re
from itertools import cycle
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import pytest

from tests.helpers import build_site, make_site, tree
from tests.libraries import Library, libraries
from tests.web import document
from weeknotes.pipeline import BuildResult, load_site

pytestmark = pytest.mark.slow

Built = tuple[BuildResult, dict[str, bytes]]
ARXIV = re.compile(
    r"https?://arxiv\.org/(?:abs|pdf)/(\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?"
)

# All forms of the URL of an arXiv paper.
VARIANTS = (
    "https://arxiv.org/abs/{}",
    "http://www.arxiv.org/pdf/{}.pdf",
    "https://export.arxiv.org/abs/{}v3",
    "https://ARXIV.org/pdf/{}v12.pdf#page=3",
    "https://arxiv.org/html/{}v1",
    "https://ar5iv.labs.arxiv.org/html/{}",
    "https://huggingface.co/papers/{}",
    "https://doi.org/10.48550/arXiv.{}",
    "https://www.alphaxiv.org/abs/{}",
    "https://arxiv.org/abs/{}?utm_source=mail",
)


class BuiltLibrary(NamedTuple):
    library: Library
    result: BuildResult
    site: dict[str, bytes]


def _rewritten(library: Library) -> dict[str, str | bytes]:
    """The files of the library, with each address of an arXiv paper written in another way."""
    ways = cycle(VARIANTS)
    return {
        name: data
        if isinstance(data, str) or not name.endswith((".txt", ".md"))
        else ARXIV.sub(lambda found: next(ways).format(found[1]), data.decode())
        for name, data in library.files().items()
    }


@pytest.fixture(scope="module", params=libraries("sample", "flat"))
def real(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> BuiltLibrary:
    folder = tmp_path_factory.mktemp("real")
    result = build_site(folder, request.param.files())
    return BuiltLibrary(request.param, result, tree(folder / "site"))


def test_every_address_of_a_paper_leads_to_its_one_page(
    real: BuiltLibrary, tmp_path: Path
) -> None:
    library, built, _ = real
    folders = make_site(tmp_path, _rewritten(library))
    varied = load_site(folders).site
    assert {key: paper.metadata.href for key, paper in varied.papers.items()} == {
        key: paper.metadata.href for key, paper in built.site.papers.items()
    }
    for key, paper in built.site.papers.items():
        assert [(e.week, e.number) for e in varied.papers[key].entries] == [
            (e.week, e.number) for e in paper.entries
        ]
        assert len(varied.papers[key].mentions) == len(paper.mentions), key


def test_no_mention_without_its_backlink(real: BuiltLibrary) -> None:
    """Mentions are counted again from the ground truth, with regular expressions."""
    library, _, site = real
    count = 0
    for week, entries in library.truth().items():
        for entry in entries:
            own = {found for url in entry.urls for found in ARXIV.findall(url)}
            for paragraph in entry.paragraphs:
                for number in set(ARXIV.findall(paragraph)) - own:
                    page = site.get(f"papers/{number}.html")
                    if page is None:
                        continue
                    count += 1
                    sections = document(page).find_class("mention")
                    hangul = re.sub("[^가-힣]", "", paragraph)
                    held = [
                        s
                        for s in sections
                        if hangul in re.sub("[^가-힣]", "", s.text_content())
                    ]
                    assert held, (week, number)
                    assert any(
                        f"../weeks/{week}.html" in a.get("href", "")
                        for s in held
                        for a in s.iter("a")
                    ), (week, number)
    assert count > 5


def _site_of(folder: Path, tags: list[str], settings: str = "") -> Built:
    text = "2023년 4월 4주차\n" + "".join(
        f"https://example.com/{i}\n## The Number {i} of Things\n글.\n#{tag}\n"
        for i, tag in enumerate(tags)
    )
    built = build_site(
        folder, {"weeknotes.yml": settings, "notes/2023-04-w4.txt": text}
    )
    return built, tree(folder / "site")


@pytest.mark.parametrize(
    "tags",
    [
        ["C", "C++", "C#"],
        ["가" * 200, "가" * 199 + "나"],
        ["CON", "nul", "index", "com1", "index-2"],
        ["a.b", "a-b", "a_b", "a·b"],
        ["🤖", "🦾"],
        ["café", "cafe"],
        ["Ⅳ", "IV"],
        ["..", "..a"],
    ],
)
def test_names_that_meet_are_never_overwritten(
    tags: list[str], tmp_path: Path
) -> None:
    built, site = _site_of(tmp_path, tags)
    pages = [
        path for path in site if re.fullmatch(r"tags/(?!index\.html).*\.html", path)
    ]
    kept = {tag.ref.key for tag in built.site.tags}
    assert len(pages) == len(kept) == len({path.casefold() for path in pages})
    for tag in built.site.tags:
        (entry,) = tag.entries
        assert entry.title in document(site[unquote(tag.ref.href)]).text_content()
    assert all(len(path.rpartition("/")[2].encode()) <= 255 for path in site)
    assert not {
        re.sub(r"\..*", "", path.rpartition("/")[2]).casefold() for path in pages
    } & {
        "con",
        "nul",
        "com1",
        "index",
    }


def test_case_alone_makes_no_second_tag(tmp_path: Path) -> None:
    built, site = _site_of(tmp_path, ["Gan", "GAN", "gan"])
    assert [tag.ref.key for tag in built.site.tags] == ["gan"]
    assert "tags/gan.html" in site


def test_a_meeting_is_told_with_the_setting_that_chooses(tmp_path: Path) -> None:
    built, site = _site_of(tmp_path / "told", ["a-b", "a·b"])
    told = [d for d in built.diagnostics if d.rule == "path-clash"]
    assert len(told) == 1
    assert "tag:a-b and tag:a·b" in str(told[0].message)
    assert "`tag:a·b: a-name`" in str(told[0].hint)
    chosen, site = _site_of(
        tmp_path / "chosen", ["a-b", "a·b"], "paths:\n  tag:a·b: dot\n"
    )
    assert not chosen.diagnostics
    assert {"tags/a-b.html", "tags/dot.html"} <= set(site)


def test_meetings_are_settled_the_same_way_whatever_comes_later(
    tmp_path: Path,
) -> None:
    before, _ = _site_of(tmp_path / "before", ["a-b", "a·b"])
    after, _ = _site_of(tmp_path / "after", ["a-b", "a·b", "a＊b", "zz"])
    hrefs = {tag.ref.key: tag.ref.href for tag in after.site.tags}
    assert all(hrefs[tag.ref.key] == tag.ref.href for tag in before.site.tags)


def test_quoted_paragraphs_have_no_marks_of_footnotes(tmp_path: Path) -> None:
    """The definition of a footnote is not quoted with the paragraph that names it."""
    built = build_site(
        tmp_path,
        {
            "notes/a.md": "2023-04-w4\nhttps://arxiv.org/abs/2304.07880\nSmall (Jane Roe, John Doe)\n"
            "Like [[2304.07881]].[^s] And `[^a-z]`.\n\n[^s]: On page 3.\n\n"
            "https://arxiv.org/abs/2304.07881\nLarge (Jane Roe, John Doe)\n"
        },
    )
    (mention,) = built.site.papers["arxiv:2304.07881"].mentions
    assert mention.paragraph.text == "Like [[2304.07881]]. And `[^a-z]`."
