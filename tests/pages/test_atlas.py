"""The atlas: the numbers in its tables are counted again from other pages, and its charts link to
these."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from lxml import html

from tests.helpers import build_site, run, tree
from tests.libraries import libraries
from tests.web import broken_links, document, targets
from weeknotes.config.folders import Folders
from weeknotes.identifiers import SITE_NAMES
from weeknotes.identifiers.archives import ARCHIVES
from weeknotes.pipeline import build_to_disk
from weeknotes.urls import href

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=libraries("sample", "notes", "flat"))
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp(request.param.name)
    assert build_to_disk(
        Folders(folder, request.param.notes, folder / "site", "notes")
    ).published
    return tree(folder / "site")


def section(site: dict[str, bytes], title: str) -> html.HtmlElement:
    (found,) = document(site["atlas.html"]).xpath(
        "//section[h2=$title]", title=title
    )
    return found


def rows(part: html.HtmlElement) -> list[tuple[list[str], list[str], str]]:
    """(links, names, last cell) for each table row of a section."""
    return [
        (
            [str(link) for link in row.xpath("th//a/@href")],
            row.xpath("string(th)").split(" + "),
            row.xpath("string(td[last()])"),
        )
        for row in part.xpath(".//table/tbody/tr")
    ]


def weeks_of(site: dict[str, bytes]) -> dict[str, list[html.HtmlElement]]:
    """The notes on the page of each week."""
    pages = sorted(
        path
        for path in site
        if path.startswith("weeks/")
        and path.endswith(".html")
        and not path.startswith("weeks/index")
    )
    return {
        path: document(site[path]).xpath("//article[contains(@class, 'h-entry')]")
        for path in pages
    }


def listed(site: dict[str, bytes], path: str) -> int:
    """The number of entries on the page of a tag or an author."""
    return len(document(site[unquote(path)]).xpath("//ul[@class='list']/li"))


def tag_pages(site: dict[str, bytes]) -> list[str]:
    return [
        path
        for path in site
        if path.startswith("tags/")
        and path.endswith(".html")
        and path != "tags/index.html"
    ]


def tags_of(note: html.HtmlElement) -> frozenset[str]:
    return frozenset(note.xpath("p[@class='tags']/a/@href"))


def test_every_week_is_drawn_and_counted(site: dict[str, bytes]) -> None:
    part = section(site, "읽은 시기")
    counted = {hrefs[0]: int(count) for hrefs, _, count in rows(part)}
    assert counted == {path: len(notes) for path, notes in weeks_of(site).items()}
    assert sorted(part.xpath(".//svg/a/@href")) == sorted(counted)
    assert sum(map(int, part.xpath(".//span[@class='count']/text()"))) == sum(
        counted.values()
    )
    assert all(
        mark.xpath("string(title)").endswith(
            f" · 노트 {counted[mark.get('href')]}개"
        )
        for mark in part.xpath(".//svg/a")
    )


def test_topics_over_time_add_up(site: dict[str, bytes]) -> None:
    part = section(site, "주제별")
    tags = {
        path
        for path in site
        if path.startswith("tags/") and path != "tags/index.html"
    }
    shown = {
        row.xpath("string(th/a/@href)"): sum(map(int, row.xpath("td/text()")))
        for row in part.xpath(".//table/tbody/tr")
    }
    assert shown == {path: listed(site, path) for path in shown}
    assert min(shown.values()) >= max(
        listed(site, path) for path in tags - set(map(unquote, shown))
    )
    assert part.xpath(".//li/a/@href") == list(shown)


def test_changes_compare_the_weeks_that_they_say(site: dict[str, bytes]) -> None:
    weeks = list(weeks_of(site).values())
    size = min(12, len(weeks) // 2)
    before, after = (
        [tags_of(note) for week in part for note in week]
        for part in (weeks[-2 * size : -size], weeks[-size:])
    )
    part = section(site, "늘고 준 주제")
    assert f"마지막 {size}주와 그 앞 {size}주" in part.text_content()
    tables = part.xpath(".//table")
    for table, sign in zip(tables, (1, -1), strict=True):
        for row in table.xpath("tbody/tr"):
            tag = "../" + row.xpath("string(th/a/@href)")
            shares = [
                sum(tag in tags for tags in period) / len(period)
                for period in (before, after)
            ]
            assert (
                row.xpath("string(td[2])")
                == f"{round(100 * shares[0])} → {round(100 * shares[1])}"
            )
            assert (shares[1] - shares[0]) * sign > 0
            assert sum(tag in tags for tags in before + after) >= 4


def test_pairs_are_on_as_many_notes(site: dict[str, bytes]) -> None:
    notes = [note for week in weeks_of(site).values() for note in week]
    found = Counter(
        frozenset(pair)
        for note in notes
        for pair in combinations(sorted(tags_of(note)), 2)
    )
    tags = {
        document(site[path]).xpath("string(//h1)"): f"../{href(path)}"
        for path in tag_pages(site)
    }
    shown = {}
    for item in section(site, "함께 나온 주제").xpath(".//li"):
        link = item.find("a")
        names = link.text_content().split(" + ")
        query = parse_qs(urlsplit(link.get("href")).query)["q"]
        assert query == [" ".join(f"tag:{name}" for name in names)]
        shown[frozenset(tags[f"#{name}"] for name in names)] = int(
            item.findtext("span")
        )
    assert len(shown) == 16
    assert all(found[pair] == count for pair, count in shown.items())
    assert (
        sorted(shown.values(), reverse=True)
        == sorted(found.values(), reverse=True)[:16]
    )


def test_sources_are_all_addresses(site: dict[str, bytes]) -> None:
    notes = [note for week in weeks_of(site).values() for note in week]
    links = [link for note in notes for link in note.xpath(".//a[@class='source']")]
    # Beside an untitled entry, whose heading is the label of its link, the link names a kind.
    labels = [link.text_content() for link in links]
    labels += [note.findtext("h2/a") or "" for note in notes]
    arxiv = sum(label.startswith("arXiv:") for label in labels)
    if "출처" not in document(site["atlas.html"]).xpath("//h2/text()"):
        assert arxiv > 0.9 * len(links)  # the chart would say a single word
        return
    shown = {names[0]: int(count) for _, names, count in rows(section(site, "출처"))}
    assert shown.pop("주소 없음", 0) == sum(
        not note.xpath(".//a[@class='source']") for note in notes
    )
    assert sum(shown.values()) == len(links)
    assert shown["arXiv"] == arxiv
    assert shown["GitHub"] == sum(
        urlsplit(link.get("href")).hostname == "github.com" for link in links
    )


def test_authors_are_counted_by_papers(site: dict[str, bytes]) -> None:
    shown = [
        (hrefs[0], int(count))
        for hrefs, _, count in rows(section(site, "많이 읽은 저자"))
    ]
    assert len(shown) == 20
    assert all(listed(site, path) == count for path, count in shown)
    everybody = [
        listed(site, path)
        for path in site
        if path.startswith("authors/") and path != "authors/index.html"
    ]
    assert [count for _, count in shown] == sorted(everybody, reverse=True)[:20]


def test_a_tag_s_chart_counts_its_entries(site: dict[str, bytes]) -> None:
    drawn = 0
    for path in (
        path
        for path in site
        if path.startswith("tags/") and path != "tags/index.html"
    ):
        page = document(site[path])
        for figure in page.xpath("//figure"):
            drawn += 1
            assert sum(map(int, figure.xpath(".//td[2]/text()"))) == listed(
                site, path
            )
            assert set(figure.xpath(".//svg/a/@href")) == {
                f"#{section.get('id')}" for section in page.xpath("//section[@id]")
            }
    assert drawn > 10


def test_every_mark_has_a_name_and_leads_somewhere(site: dict[str, bytes]) -> None:
    assert broken_links(site) == []
    for path, data in site.items():
        if path.endswith(".html"):
            page = document(data)
            assert all(
                mark.xpath("string(title)").strip()
                for mark in page.xpath("//svg//a")
            ), path
            assert page.xpath("//@style | //style") == [], path
    assert "tags/llm.html" in targets("atlas.html", site["atlas.html"])


def weeks(*months: str, tag: str = "llm") -> dict[str, str]:
    """Digests with two entries for the first week of each month."""
    return {
        f"notes/{month}-w1.txt": (
            f"{month}-w1\nhttps://a.b/{month}/1\n글.\n#{tag} #둘\n"
            f"https://a.b/{month}/2\n글.\n#{tag}\n"
        )
        for month in months
    }


@pytest.mark.parametrize(
    ("files", "shown"),
    [
        ({}, []),
        ({"notes/memo.txt": "https://a.b/c\n글.\n#llm\n"}, []),
        (weeks("2023-04"), []),
        (weeks("2023-04", "2023-05"), ["함께 나온 주제", "읽은 시기", "주제별"]),
        (weeks("1900-01", "9998-12"), ["함께 나온 주제", "읽은 시기", "주제별"]),
        (weeks("2023-04", "2023-05", tag="a") | weeks("2023-06", "2023-07", tag="b"),
         ["함께 나온 주제", "읽은 시기", "주제별", "늘고 준 주제"]),
    ],
    ids=["nothing", "undated", "one week", "two weeks", "far apart", "four weeks"],
)  # fmt: skip
def test_what_there_is_too_little_for_is_left_out(
    tmp_path: Path, files: dict[str, str], shown: list[str]
) -> None:
    assert build_site(tmp_path, files).published
    site = tree(tmp_path / "site")
    assert document(site["atlas.html"]).xpath("//main//h2/text()") == shown
    assert broken_links(site) == []
    assert len(site["atlas.html"]) < 30_000


def test_without_a_search_there_are_no_pairs(tmp_path: Path) -> None:
    settings = {"weeknotes.yml": "sections: [atlas]\n"}
    build_site(tmp_path, settings | weeks("2023-04", "2023-05"))
    site = tree(tmp_path / "site")
    assert document(site["atlas.html"]).xpath("//main//h2/text()") == [
        "읽은 시기",
        "주제별",
    ]
    assert broken_links(site) == []


def test_many_weeks_are_drawn_by_months_and_many_years_on_one_line(
    tmp_path: Path,
) -> None:
    for name, years, bars, lines in (
        ("months", 17, 17 * 12, 17),
        ("years", 25, 25, 1),
    ):
        text = "".join(
            f"{2000 + n // 12}-{n % 12 + 1:02}-w1\nhttps://a.b/{n}\n"
            for n in range(years * 12)
        )
        assert build_site(tmp_path / name, {"notes/a.txt": text}).published
        site = tree(tmp_path / name / "site")
        part = section(site, "읽은 시기")
        assert len(part.xpath(".//svg")) == lines
        assert len(part.xpath(".//svg/a")) == len(part.xpath(".//tbody/tr")) == bars
        assert sum(int(count) for _, _, count in rows(part)) == years * 12
        assert broken_links(site) == []


def test_notes_without_a_date_are_counted_too(tmp_path: Path) -> None:
    memo = {"notes/memo.txt": "https://a.b/c\n글.\n#llm\n"}
    assert build_site(tmp_path, weeks("2023-04", "2023-05") | memo).published
    site = tree(tmp_path / "site")
    assert rows(section(site, "읽은 시기"))[-1] == (
        ["weeks/index.html"],
        ["날짜 없음"],
        "1",
    )
    assert "노트 5개" in document(site["atlas.html"]).xpath("string(//main/header)")


def test_a_tag_s_page_stays_as_it_is_until_the_tag_is_used(tmp_path: Path) -> None:
    """A new week changes the home page, the indexes and the atlas, but not the chart of a tag that
    it does not use."""
    old = weeks("2021-04", "2022-05", "2022-06")
    for name, more in (
        ("old", {}),
        ("new", weeks("2024-01", tag="other") | weeks("2019-01", tag="other")),
    ):
        build_site(tmp_path / name, old | more)
    before, after = tree(tmp_path / "old" / "site"), tree(tmp_path / "new" / "site")
    assert b"<svg" in before["tags/llm.html"]
    assert before["tags/llm.html"] == after["tags/llm.html"]
    assert before["atlas.html"] != after["atlas.html"]


def test_an_english_atlas(tmp_path: Path) -> None:
    build_site(
        tmp_path,
        {
            "weeknotes.yml": "language: en\ntitle: Reading\n",
            **weeks("2023-04", "2023-05", "2023-06", "2023-07"),
        },
    )
    site = tree(tmp_path / "site")
    assert "Week 1 of April 2023 · 2 notes" in site["atlas.html"].decode()
    assert "April 2023 · 2 notes" in site["tags/llm.html"].decode()
    assert not [
        word
        for word in ("노트", "주별", "월별")
        if word in site["atlas.html"].decode() + site["tags/llm.html"].decode()
    ]


def test_charts_do_not_hang_on_the_order_of_hashes(tmp_path: Path) -> None:
    files = weeks("2022-04", "2022-05", "2023-06", tag="하나") | weeks(
        "2023-07", "2023-08", tag="세_번째"
    )
    for seed in ("1", "2"):
        build_site(tmp_path / seed, files)
        run("build", cwd=tmp_path / seed, PYTHONHASHSEED=seed)
    assert tree(tmp_path / "1" / "site") == tree(tmp_path / "2" / "site")


def test_every_archive_has_a_name() -> None:
    assert {archive.prefix for archive in ARCHIVES} <= set(SITE_NAMES)
    assert all(SITE_NAMES.values())
