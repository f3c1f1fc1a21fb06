"""Authors: spellings of one person, authors with pages, file names of their pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import build_site, tree
from tests.web import words
from weeknotes.identifiers.people import author_key

PAPERS = """2023년 4월 4주차
https://arxiv.org/abs/2304.00001
First Things First (Noam Shazeer, Quoc V. Le, Andreas Köpf)
#llm
https://arxiv.org/abs/2304.00002
Second Thoughts Are Better (NOAM SHAZEER, Quoc Le, Andreas Kopf, Zed Able)
#llm
https://arxiv.org/abs/2304.00003
Third Time Lucky in the Charm of Models (Quoc Le, Quoc V. Le, Someone Else)
#llm
"""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Noam Shazeer", "NOAM  SHAZEER"),
        ("Quoc V. Le", "Quoc V Le"),
        ("Andreas Köpf", "Andreas Kopf"),
        ("Łukasz Kaiser", "Lukasz Kaiser"),
        ("Jürgen Großmann", "Jurgen Grossmann"),
        ("Andre\u0301 Martins", "André Martins"),
        ("Jean‑Baptiste Alayrac", "Jean-Baptiste Alayrac"),
        ("홍 길동", "홍길동"),
        ("Ann Lee (KAIST)", "Ann Lee"),
        ("홍길동（카이스트）", "홍길동"),
        ("D’Angelo Rossi", "D'Angelo Rossi"),
    ],
)
def test_spellings_of_one_person(one: str, other: str) -> None:
    assert author_key(one) == author_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Quoc V. Le", "Quoc Le"),
        ("Wei Li", "Li Wei"),
        ("Xiao-Li Meng", "Xiaoli Meng"),
        ("がく", "かく"),
        ("홍길동", "홍길당"),
    ],
)
def test_different_people(one: str, other: str) -> None:
    assert author_key(one) != author_key(other)


@pytest.mark.parametrize("name", ["et al.", "Et al", "others", "…", "외 3명", "외"])
def test_nobody(name: str) -> None:
    assert author_key(name) == ""


def _site(tmp_path: Path, settings: str = "") -> dict[str, bytes]:
    built = build_site(
        tmp_path, {"weeknotes.yml": settings, "notes/2023-04-w4.txt": PAPERS}
    )
    assert built.published
    return tree(tmp_path / "site")


def test_two_papers_make_a_page(tmp_path: Path) -> None:
    site = _site(tmp_path)
    pages = {
        path.removeprefix("authors/") for path in site if path.startswith("authors/")
    }
    assert pages == {
        "index.html",
        "noam-shazeer.html",
        "quoc-v-le.html",
        "quoc-le.html",
        "andreas-kopf.html",
    }
    assert "FirstThingsFirst" in words(site["authors/noam-shazeer.html"])
    assert "SecondThoughts" in words(site["authors/noam-shazeer.html"])
    assert "ThirdTime" not in words(site["authors/noam-shazeer.html"])


def test_names_stay_as_typed_where_they_stand(tmp_path: Path) -> None:
    week = _site(tmp_path)["weeks/2023-04-w4.html"].decode()
    noam = '<a href="../authors/noam-shazeer.html">NOAM SHAZEER</a>'
    quoc = '<a href="../authors/quoc-le.html">Quoc Le</a>'
    assert f"{noam}, {quoc}" in week
    assert ", Zed Able</p>" in week


def test_an_alias_makes_two_names_one(tmp_path: Path) -> None:
    site = _site(tmp_path, "author_aliases:\n  Quoc Le: Quoc V. Le\n")
    assert "authors/quoc-v-le.html" in site
    assert (
        '<a href="../authors/quoc-v-le.html">Quoc Le</a>'
        in site["weeks/2023-04-w4.html"].decode()
    )
    assert words(site["authors/quoc-v-le.html"]).count("Third") == 1


def test_a_later_week_never_moves_an_author_s_page(tmp_path: Path) -> None:
    """Two names with the same slug: the author who got a page first has the plain name."""
    first = "2023년 4월 1주차\n" + "".join(
        f"https://arxiv.org/abs/2304.0000{i}\n"
        f"On the Number {i} of Things (Xiao-Li Meng, Other Person)\n#a\n"
        for i in (1, 2)
    )
    later = "2023년 5월 1주차\n" + "".join(
        f"https://arxiv.org/abs/2305.0000{i}\n"
        f"On the Letter {i} of Words (Xiao Li Meng, Third Person)\n#a\n"
        for i in (1, 2)
    )
    built = build_site(
        tmp_path, {"notes/2023-04-w1.txt": first, "notes/2023-05-w1.txt": later}
    )
    hrefs = {author.ref.name: author.ref.href for author in built.site.authors}
    assert hrefs["Xiao-Li Meng"] == "authors/xiao-li-meng.html"
    assert hrefs["Xiao Li Meng"].startswith("authors/xiao-li-meng-")
