"""Pagination of long lists: no item is missing, old parts do not change, and short lists are not
affected."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import CHARACTERS, build_site, make_site, tree
from tests.web import broken_links, document, orphans, words
from weeknotes.i18n import ENGLISH, KOREAN
from weeknotes.model import Site
from weeknotes.pages import authors, papers, tags, weeks
from weeknotes.pages.common import pagination
from weeknotes.pages.common.pagination import (
    ListPage,
    paginate_by_name,
    paginate_by_time,
)
from weeknotes.pipeline import build_to_disk
from weeknotes.text.weeks import WeekLabel
from weeknotes.urls import derived_name, settle_names

pytestmark = pytest.mark.slow

BASE = "base_url: https://example.org/notes/\n"
YEARS = range(2018, 2024)
Files = dict[str, str | bytes]


def entry(year: int, month: int, nth: int, note: str = "글.") -> str:
    number = f"{year % 100:02}{month:02}.{nth:05}"
    return f"https://arxiv.org/abs/{number}\nPaper {number} (Ada Kim, Bo Lee)\n{note}\n#llm\n"


def library(size: int, years: Iterable[int] = YEARS) -> Files:
    """One week a month, each with `size` papers by the same two authors with the same tag."""
    files: Files = {
        f"notes/{year}-{month:02}-w1.txt": "".join(
            entry(year, month, n) for n in range(size)
        )
        for year in years
        for month in range(1, 13)
    }
    return {"weeknotes.yml": BASE} | files


@pytest.fixture(scope="module")
def long_site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A site with 648 notes on one tag, 108 a year."""
    folder = tmp_path_factory.mktemp("long")
    build_site(folder, library(9))
    return tree(folder / "site")


def listed(data: bytes) -> list[str]:
    """The papers in a list, in its order."""
    return [
        link.get("href")
        for link in document(data).iterfind(".//main//li//a[@class='title']")
    ]


def beside(site: dict[str, bytes], path: str, rel: str) -> str | None:
    """The previous or next page of the same list, or None."""
    found = document(site[path]).find(
        f".//main//nav[@class='pager']/a[@rel='{rel}']"
    )
    return None if found is None else str(found.get("href")).removeprefix("../")


def from_the_newest(site: dict[str, bytes], path: str) -> Iterator[str]:
    """Yield the pages of a list, following the links to the previous page."""
    seen: set[str | None] = {None}
    following: str | None = path
    while following not in seen:
        assert following
        yield following
        seen.add(following)
        following = beside(site, following, "prev")


LISTS = ["tags/llm.html", "authors/ada-kim.html", "papers/index.html"]


@pytest.mark.parametrize("path", LISTS)
def test_every_entry_stands_on_one_page_of_a_list(
    path: str, long_site: dict[str, bytes]
) -> None:
    pages = list(from_the_newest(long_site, path))
    shown = [listed(long_site[page]) for page in pages]
    assert len(pages) > 2
    assert [
        page
        for page in long_site
        if page.startswith(path.removesuffix(".html") + "~")
    ] == sorted(pages[1:])
    every = [
        f"../papers/{y % 100:02}{m:02}.{n:05}.html"
        for y in reversed(YEARS)
        for m in range(12, 0, -1)
        for n in range(9)
    ]
    assert [paper for page in shown for paper in page] == every
    assert len(shown[0]) >= pagination.PAGE_SIZE
    assert all(len(page) <= pagination.PAGE_SIZE for page in shown[1:])


@pytest.mark.parametrize("path", LISTS)
def test_parts_lead_to_each_other_and_back(
    path: str, long_site: dict[str, bytes]
) -> None:
    pages = list(from_the_newest(long_site, path))
    assert [beside(long_site, page, "next") for page in pages[1:]] == pages[:-1]
    assert beside(long_site, path, "next") is None
    named = document(long_site[path]).find(".//main//section[@id='older']//ul")
    assert ["../" + page for page in pages[1:]] == [
        link.get("href") for link in named.iter("a")
    ]
    assert [int(count.text) for count in named.iter("span")] == [
        len(listed(long_site[page])) for page in pages[1:]
    ]
    for page in pages[1:]:
        assert document(long_site[page]).find(".//h1/a").get("href") == f"../{path}"


def test_every_link_holds_and_every_part_says_what_it_is(
    long_site: dict[str, bytes],
) -> None:
    """The bars of a chart link to the part with their year."""
    assert broken_links(long_site) == []
    assert orphans(long_site) == set()
    bars = [
        link.get("href")
        for link in document(long_site["tags/llm.html"]).iterfind(".//figure//a")
    ]
    assert {bar.partition("#")[0] for bar in bars} == {
        "",
        "llm~2018.html",
        "llm~2019.html",
        "llm~2020.html",
        "llm~2021.html",
    }
    page = long_site["tags/llm~2018.html"]
    assert "<title>#llm · 2018년 · 주간 노트</title>" in page.decode()
    assert (
        '<link rel="canonical" href="https://example.org/notes/tags/llm~2018.html">'
        in page.decode()
    )
    assert (
        b"https://example.org/notes/tags/llm~2018.html<" in long_site["sitemap.xml"]
    )
    assert (
        words(document(page).find(".//h1").text_content().encode()) == "#llm2018년"
    )
    said = [
        document(data).find(".//meta[@name='description']").get("content")
        for path, data in long_site.items()
        if "~" in path
    ]
    assert len(set(said)) == len(said) == 16


def test_what_is_of_the_whole_stays_whole_on_the_page_itself(
    long_site: dict[str, bytes],
) -> None:
    page, part = (
        words(long_site[path]) for path in ("tags/llm.html", "tags/llm~2018.html")
    )
    assert "노트648개2018년1월1주차부터" in page
    assert "부터" not in part
    assert long_site["tags/llm.bib"].count(b"@") == 648
    assert not {"tags/llm~2018.bib", "tags/llm~2018.xml"} & set(long_site)


def changes(folder: Path, files: Files) -> dict[str, bytes | None]:
    """Build with these additional files.  Returns the list pages that changed, are new, or were
    removed (None)."""
    before = tree(folder / "site")
    built = build_site(folder, files)
    assert built.published, [str(diagnostic) for diagnostic in built.diagnostics]
    after = tree(folder / "site")
    lists = re.compile(r"(tags|authors)/[^/]*\.html|(papers|weeks)/index.*\.html")
    return {
        path: after.get(path)
        for path in before | after
        if before.get(path) != after.get(path) and lists.fullmatch(path)
    }


def made_anew(folder: Path) -> dict[str, bytes]:
    """The output of a clean build."""
    build_to_disk(make_site(folder, {}), clean=True)
    return tree(folder / "site")


def fingerprints(site: Site) -> dict[str, str]:
    """The fingerprint of each list page."""
    kinds = (tags.pages, authors.pages, papers.pages, weeks.pages)
    return {page.path: page.fingerprint for pages in kinds for page in pages(site)}


OWN = {
    "tags/llm.html",
    "tags/index.html",
    "authors/ada-kim.html",
    "authors/bo-lee.html",
    "authors/index.html",
}
OWN |= {"papers/index.html", "weeks/index.html"}


def test_a_new_week_writes_the_pages_themselves_and_now_and_then_a_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pagination, "PAGE_SIZE", 12)
    build_site(tmp_path, library(2, range(2018, 2022)))
    grown: set[str] = set()
    for month in range(1, 13):
        changed = changes(
            tmp_path,
            {
                f"notes/2022-{month:02}-w1.txt": entry(2022, month, 1)
                + entry(2022, month, 2)
            },
        )
        assert set(changed) >= OWN
        new = {path for path in changed if path not in OWN}
        older = new - grown
        # For each list: a new part, and the part before it, which links to it.
        assert len({path for path in new if path.startswith("tags")}) in (0, 2)
        grown |= older
    assert {"tags/llm~2021.html", "tags/llm~2021-07.html"} <= grown
    assert "tags/llm~2018.html" not in grown
    assert tree(tmp_path / "site") == made_anew(tmp_path)


def test_an_old_week_changes_only_the_parts_that_it_stands_in(
    tmp_path: Path,
) -> None:
    files = library(9)
    before = fingerprints(build_site(tmp_path, files).site)
    old = str(files["notes/2018-03-w1.txt"])
    edited = changes(
        tmp_path, {"notes/2018-03-w1.txt": old.replace("글.", "고친 글.")}
    )
    assert set(edited) == {
        "tags/llm~2018.html",
        "authors/ada-kim~2018.html",
        "authors/bo-lee~2018.html",
    }
    after = fingerprints(build_site(tmp_path, {}).site)
    again = {path for path in after if "~" in path and after[path] != before[path]}
    assert again == set(edited)
    grown = changes(tmp_path, {"notes/2018-03-w1.txt": old + entry(2018, 3, 99)})
    assert set(grown) == OWN | set(edited) | {"papers/index~2018.html"}


def test_a_paper_that_returns_leaves_its_old_part_alone(tmp_path: Path) -> None:
    """The index lists the paper under its newest week."""
    build_site(tmp_path, library(9))
    changed = changes(tmp_path, {"notes/2024-01-w1.txt": entry(2018, 3, 1)})
    assert set(changed) == OWN - {"authors/index.html"} | {
        f"{name}~2018.html"
        for name in ("papers/index", "authors/ada-kim", "authors/bo-lee")
    }


def labels(months: Iterable[int]) -> list[WeekLabel]:
    return [
        WeekLabel(2000 + at // 60, at // 5 % 12 + 1, at % 5 + 1)
        for at in sorted(months)
    ]


def cut(items: list[WeekLabel]) -> list[ListPage[WeekLabel]]:
    return paginate_by_time("tags/llm.html", items, lambda label: label, KOREAN)


drawn = st.lists(st.integers(0, 60 * 12), max_size=60)


@given(drawn, st.integers(0, 60 * 12))
def test_one_more_changes_one_part_at_most(months: list[int], new: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pagination, "PAGE_SIZE", 4)
        before, after = cut(labels(months)), cut(labels([*months, new]))
    for pages in (before, after):
        newest, *older = pages
        assert [item for part in (*older, newest) for item in part.items] == labels(
            months if pages is before else [*months, new]
        )
        assert (
            len({part.path for part in pages})
            == len({part.pagination.span for part in pages})
            == len(pages)
        )
        assert all(len(part.items) <= 4 for part in older)
        assert not older or len(newest.items) >= 4
        for one, following in pairwise((*older, newest)):
            assert one.pagination.next == following.link
            assert following.pagination.previous == one.link
    still = {part.path: part.items for part in after}
    other = [part.items for part in before[1:] if still.get(part.path) != part.items]
    (label,) = labels([new])
    assert len(other) <= 1
    assert not [items for items in other if label > before[0].items[0]]


def test_a_short_list_is_whole() -> None:
    items = labels(range(2 * pagination.PAGE_SIZE))
    (whole,) = cut(items)
    assert (
        whole.path,
        whole.items,
        whole.pagination.pages,
        whole.pagination.previous,
    ) == (
        "tags/llm.html",
        items,
        (),
        None,
    )
    assert len(cut([*items, items[-1]])) > 1


def test_a_week_or_no_week_of_too_many_is_cut_by_their_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pagination, "PAGE_SIZE", 10)
    _, *older = paginate_by_time(
        "p.html",
        range(100),
        lambda n: None if n < 35 else WeekLabel(2023, 4, 1 if n < 65 else 2),
        KOREAN,
    )
    assert [
        (part.path, part.pagination.span, len(part.items)) for part in older
    ] == [
        ("p~undated.html", "날짜 없음", 10),
        ("p~undated~2.html", "날짜 없음 (2)", 10),
        ("p~undated~3.html", "날짜 없음 (3)", 10),
        ("p~undated~4.html", "날짜 없음 (4)", 5),
        ("p~2023-04-w1.html", "2023년 4월 1주차", 10),
        ("p~2023-04-w1~2.html", "2023년 4월 1주차 (2)", 10),
        ("p~2023-04-w1~3.html", "2023년 4월 1주차 (3)", 10),
        ("p~2023-04-w2.html", "2023년 4월 2주차", 10),
        ("p~2023-04-w2~2.html", "2023년 4월 2주차 (2)", 10),
    ]


def test_spans_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pagination, "PAGE_SIZE", 2)
    months = [
        (2018, 3, 1),
        (2019, 1, 2),
        (2023, 4, 1),
        (2023, 4, 3),
        (2023, 5, 1),
        (2024, 1, 1),
        (2024, 1, 2),
    ]
    spans = [
        part.pagination.span
        for part in paginate_by_time(
            "p.html", months, lambda label: WeekLabel(*label), ENGLISH
        )
    ]
    assert spans == [
        "",
        "March 2018–January 2019",
        "April 2023",
        "Week 1 of May 2023",
    ]


def test_names_stand_by_what_they_begin_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pagination, "NAMES_PER_PAGE", 3)
    names = "3d 4k ada alan alban alice bo élan 가나 까치 나무 김가 김나 (x) 漢字".split()
    whole, *found = paginate_by_name("tags/index.html", names, str, KOREAN)
    assert whole.items == names
    assert sorted(name for part in found for name in part.items) == sorted(names)
    assert {
        part.path.removeprefix("tags/"): (part.pagination.span, " ".join(part.items))
        for part in found
    } == {
        "index~-.html": ("그 밖", "(x) 漢字"),
        "index~0.html": ("0–9", "3d 4k"),
        "index~ad.html": ("Ad", "ada"),
        "index~al.html": ("Al", "alan alban alice"),
        "index~b.html": ("B", "bo"),
        "index~e.html": ("E", "élan"),
        "index~가가.html": ("가", "가나"),
        "index~가김.html": ("김", "김가 김나"),
        "index~가까.html": ("까", "까치"),
        "index~나.html": ("나", "나무"),
    }
    assert [(link.name, count) for link, count in whole.pagination.pages[2:4]] == [
        ("Ad", 1),
        ("Al", 3),
    ]
    assert paginate_by_name("tags/index.html", names[:3], str, KOREAN) == [
        ListPage("tags/index.html", names[:3], pagination.Pagination())
    ]


def test_many_tags_stand_on_parts_and_only_a_new_one_changes_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pagination, "NAMES_PER_PAGE", 4)
    text = "2023년 4월 1주차\nhttps://a.b/1\n글.\n#ada #alan #bo #cy #가나 #김 #나무 #llm #nlp\n"
    build_site(tmp_path, {"weeknotes.yml": BASE, "notes/1.txt": text})
    site = tree(tmp_path / "site")
    assert broken_links(site) == []
    assert orphans(site) == set()
    assert {"주제2개", "모든주제가"} <= set(
        re.findall("주제2개|모든주제가", words(site["tags/index~가.html"]))
    )
    found = [
        link.get("href")
        for path, data in site.items()
        if "~" in path
        for link in document(data).iterfind(".//main//li/a")
    ]
    assert sorted(found) == sorted(
        f"../{link}"
        for link in {tag.ref.href for tag in build_site(tmp_path, {}).site.tags}
    )
    more = changes(
        tmp_path,
        {"notes/2.txt": "2023년 4월 2주차\nhttps://a.b/2\n글.\n#ada #나무\n"},
    )
    assert set(more) == {
        "tags/ada.html",
        "tags/나무.html",
        "tags/index.html",
        "papers/index.html",
        "weeks/index.html",
    }
    assert tree(tmp_path / "site") == made_anew(tmp_path)
    new = changes(
        tmp_path, {"notes/3.txt": "2023년 4월 3주차\nhttps://a.b/3\n글.\n#고리\n"}
    )
    assert {path for path in new if "~" in path} == {"tags/index~가.html"}


@given(st.text(CHARACTERS))
def test_no_other_page_is_called_as_a_part_is(text: str) -> None:
    """The `~` in the names of parts occurs in no derived or chosen name."""
    keys = [
        f"{sort}:{text}"
        for sort in ("tag", "author", "url", "arxiv", "note", "week", "doi")
    ]
    assert not any("~" in derived_name(key) for key in keys)
    assert not any(
        "~" in name
        for name in settle_names(
            keys, {keys[0]: text, keys[1]: f"llm~{text}"}
        ).by_key.values()
    )
