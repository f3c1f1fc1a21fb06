"""`weeknotes import`: digests from the files of reference managers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import make_site, read, run
from tests.libraries import Library, libraries
from weeknotes.citation.csl import rich_title
from weeknotes.cli import main
from weeknotes.editing.compose import compose
from weeknotes.editing.entry import NewEntry
from weeknotes.metadata.html_note import note_lines
from weeknotes.metadata.items import read_items
from weeknotes.metadata.work import plain
from weeknotes.pipeline import load_site
from weeknotes.text.messages import Message

ZOTERO = r"""
@article{a, title = {Deep Learning of Things}, author = {LeCun, Yann and Bengio, Yoshua},
  doi = {10.1038/nature14539}, url = {https://www.nature.com/articles/nature14539},
  keywords = {machine learning, 딥러닝}, annote = {<p>First <b>bold</b> line.</p><p>Second.</p>},
  timestamp = {2023-04-20T10:00:00Z}}
@misc{b, title = {Sabiá}, author = {Pires, Ramon and Abonizio, Hugo}, eprint = {2304.07880},
  urldate = {2023-04-21}, note = {#x

  https://arxiv.org/abs/1111.11111}}
@misc{c, title = {Without a Day}, url = {https://a.test/x}}
"""
BETTER = {
    "items": [
        {
            "title": "From Zotero",
            "creators": [
                {"firstName": "Ann", "lastName": "Bee", "creatorType": "author"},
                {"name": "Ed Eff", "creatorType": "editor"},
                {"firstName": "Cee", "lastName": "Dee", "creatorType": "author"},
            ],
            "url": "https://openreview.net/forum?id=abc",
            "dateAdded": "2023-04-03T00:00:00Z",
            "tags": [{"tag": "llm"}, {"tag": "two words"}],
            "notes": [{"note": "<h1>Head</h1><ul><li>one</li><li>two</li></ul>"}],
        }
    ]
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    make_site(tmp_path, {"weeknotes.yml": "language: en\n", "a.bib": ZOTERO})
    (tmp_path / "b.json").write_text(json.dumps(BETTER), "utf-8")
    return tmp_path


def run_import(site: Path, *names: str) -> int:
    return main(
        ["import", "--site", str(site), *(str(site / name) for name in names)]
    )


def test_items_become_digests_by_the_week_in_which_they_were_added(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_import(site, "a.bib", "b.json") == 0
    folder = site / "notes" / "imported"
    assert sorted(path.name for path in folder.iterdir()) == [
        "2023-04-w2.txt",
        "2023-04-w4.txt",
        "undated.txt",
    ]
    assert (folder / "2023-04-w4.txt").read_text("utf-8") == (
        "2023-04-w4\n"
        "https://www.nature.com/articles/nature14539\n"
        "Deep Learning of Things (Yann LeCun, Yoshua Bengio)\n"
        "First **bold** line.\n"
        "Second.\n"
        "#machine_learning #딥러닝\n"
        "https://arxiv.org/abs/2304.07880\n"
        "Sabiá (Ramon Pires, Hugo Abonizio)\n"
        "> #x\n"
        "> https://arxiv.org/abs/1111.11111\n"
    )
    assert "From Zotero (Ann Bee, Cee Dee)\n" in (
        folder / "2023-04-w2.txt"
    ).read_text("utf-8")
    assert "#llm #two_words\n" in (folder / "2023-04-w2.txt").read_text("utf-8")
    assert capsys.readouterr().out.endswith("4 entries written, 0 left out\n")
    assert (
        main(
            [
                "build",
                "--site",
                str(site),
                "--jobs",
                "1",
                "--output",
                str(site / "out"),
            ]
        )
        == 0
    )


@pytest.mark.parametrize(
    ("keywords", "tags", "omitted"),
    [
        ("machine learning, 2023, C#, R\\&D", "#machine_learning #C# #R&D", "2023"),
        ('\\"x\\", 100\\%, _read', "#read", "100%"),
    ],
)
def test_keywords_become_tags(
    keywords: str,
    tags: str,
    omitted: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A keyword that cannot be a hashtag is reported, and the entry is imported without the
    keyword."""
    bib = f"@misc{{a, title={{Deep Learning}}, url={{https://a.test/x}}, keywords={{{keywords}}}}}"
    make_site(tmp_path, {"a.bib": bib})
    assert run_import(tmp_path, "a.bib") == 0
    assert tags in read_text(tmp_path)
    assert omitted in capsys.readouterr().out


def read_text(site: Path) -> str:
    return (site / "notes" / "imported" / "undated.txt").read_text("utf-8")


def test_nothing_is_overwritten(site: Path) -> None:
    assert run_import(site, "a.bib") == 0
    assert run_import(site, "a.bib") == 2
    assert run_import(site, "none.bib") == 2
    assert run_import(site, "weeknotes.yml") == 2  # it has no items


@pytest.mark.parametrize(
    ("note", "lines"),
    [
        ("Plain text\n\nin two lines", ["Plain text", "in two lines"]),
        ("<p>a &amp; b</p>", ["a & b"]),
        (
            "<p>a<br/>b <a href='https://a.org'>link</a></p>",
            ["a", "b [link](https://a.org)"],
        ),
        ("<blockquote><p>said</p></blockquote><p></p>", ["said"]),
        ("1 < 2 and 3 > 2", ["1 < 2 and 3 > 2"]),
    ],
)
def test_notes_in_html(note: str, lines: list[str]) -> None:
    assert note_lines(note) == lines


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)


@given(
    st.lists(
        st.builds(
            NewEntry,
            st.just(("https://a.org/b",)),
            WORDS,
            note=st.lists(WORDS, max_size=2).map(tuple),
        ),
        max_size=4,
    )
)
def test_each_entry_is_read_back_or_listed(entries: list[NewEntry]) -> None:
    composed = compose("2023-04-w4.txt", "2023-04-w4", entries)
    found = [one for week in read(composed.text).weeks for one in week.entries]
    assert len(found) == len(entries) - len(composed.left)


def test_damaged_files_are_said() -> None:
    for text in ("{", "3", '{"a": 1}'):
        found = read_items(text, "a.json")
        assert isinstance(found, Message)
        assert "a.json" in found.text({})
    assert read_items("@article{", "a.bib") == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("form", "name", "title"),
    [
        ("bibtex", "x.bib", "Sabiá: A $x^2$ 100% Model"),
        ("csl", "x.json", "Sabiá: A 100% Model"),
    ],
)
def test_what_is_exported_can_be_imported(
    form: str, name: str, title: str, tmp_path: Path
) -> None:
    """The same papers with the same titles, authors and tags.  CSL has no TeX."""
    digest = (
        f"2023-04-w4\nhttps://arxiv.org/abs/2304.07880\n{title} (Ramon Pires, Aäron van den Oord)\n"
        "#RAG #machine_learning #C++ #c# #인과\n"
        "https://doi.org/10.1000/x_y\nDeep Learning of Things (Luc Van Gool, Jane Q. Doe)\n#b\n"
    )
    make_site(tmp_path, {"notes/2023-04-w4.txt": digest})
    assert (
        run("export", "--format", form, "--output", name, cwd=tmp_path).returncode
        == 0
    )
    assert run("import", name, "--output", "again", cwd=tmp_path).returncode == 0
    again = (tmp_path / "again" / "undated.txt").read_text("utf-8")
    shapes = [
        {
            (
                e.urls[0].text,
                e.title and e.title.text,
                *e.names,
                *(tag.text for tag in e.tags),
            )
            for week in read(text).weeks
            for e in week.entries
        }
        for text in (digest, again)
    ]
    assert shapes[0] == shapes[1]


@pytest.mark.slow
@pytest.mark.parametrize("form", ["bibtex", "csl"])
@pytest.mark.parametrize("library", libraries("sample", "flat"))
def test_an_exported_library_is_imported_whole(
    library: Library, form: str, tmp_path: Path
) -> None:
    """The same papers, titles, authors and tags.  CSL has no TeX; an essay has no address."""
    old, new = tmp_path / "old", tmp_path / "new"
    file = str(tmp_path / {"bibtex": "x.bib", "csl": "x.json"}[form])
    for site, files in ((old, library.files()), (new, {})):
        make_site(site, files | {"weeknotes.yml": "language: ko\n"})
    assert (
        main(["export", "--site", str(old), "--format", form, "--output", file]) == 0
    )
    assert main(["import", "--site", str(new), file]) == 0
    papers = [
        {
            paper.key: (
                plain(rich_title(paper.title)) if form == "csl" else paper.title,
                [author.key for author in paper.metadata.authors],
                sorted(tag.key for tag in paper.tags),
            )
            for paper in load_site(make_site(site, {})).site.papers.values()
            if paper.metadata.citation_key
        }
        for site in (old, new)
    ]
    assert papers[0] == papers[1]


def test_an_entry_that_is_misread_among_others_costs_no_other() -> None:
    """Below an address, `NeurIPS 2020` is doubtful; the last note begins entries of its own."""
    entries = [
        NewEntry(
            (f"https://arxiv.org/abs/2304.{n:05}",),
            f"Title {n}",
            ("Ann Bee", "Cy Dee"),
        )
        for n in range(30)
    ]
    entries[9] = NewEntry(("https://a.org/x",), "NeurIPS 2020", (), (), ("gan",))
    entries[20] = NewEntry((), "", (), ("2023-05-w1",))
    composed = compose("undated.txt", "", entries)
    assert composed.left == (entries[20],)
    (week,) = read(composed.text, "undated.txt").weeks
    assert [entry.title and entry.title.text for entry in week.entries] == [
        entry.title for entry in entries if entry.title
    ]


def test_an_item_without_a_title_is_its_address() -> None:
    """Reference managers and `weeknotes export` repeat an address or an identifier as a title."""
    items = [
        {"URL": "https://arxiv.org/abs/2304.07880", "title": "arXiv:2304.07880"},
        {"URL": "https://a.test/x", "title": "https://a.test/x"},
        {"URL": "https://a.test/y"},
        {"note": "without anything else"},
    ]
    found = read_items(json.dumps(items), "a.json")
    assert not isinstance(found, Message)
    assert [(item.url, item.work.title) for item in found] == [
        (item["URL"], "") for item in items[:3]
    ]


def test_an_item_without_an_address_is_left_out_and_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bib = "@misc{a, title={Deep Learning}}\n@misc{b, title={B}, url={https://a.test/x}}"
    make_site(tmp_path, {"weeknotes.yml": "language: en\n", "a.bib": bib})
    assert run_import(tmp_path, "a.bib") == 0
    out = capsys.readouterr().out
    assert "not imported, because it has no address: Deep Learning\n" in out
    assert out.endswith("1 entry written, 1 left out\n")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "@article{a, title={T}, journal={arXiv preprint arXiv:2001.08361}}",
            "a.bib",
        ),
        (
            '[{"title": "T", "container-title": "arXiv preprint arXiv:2001.08361"}]',
            "a.json",
        ),
    ],
)
def test_the_journal_can_contain_the_identifier(text: str, name: str) -> None:
    """As in the BibTeX of Google Scholar."""
    found = read_items(text, name)
    assert not isinstance(found, Message)
    assert [item.url for item in found] == ["https://arxiv.org/abs/2001.08361"]


def test_a_list_of_authors_that_is_not_complete_stays_so() -> None:
    bib = "@misc{a, title={T}, url={https://a.test/x}, author={Bee, Ann and Dee, Cee and others}}"
    csl = [
        {
            "title": "T",
            "author": [{"literal": n} for n in ("Ann Bee", "Cee Dee", "others")],
        }
    ]
    for text, name in ((bib, "a.bib"), (json.dumps(csl), "a.json")):
        found = read_items(text, name)
        assert not isinstance(found, Message)
        assert found[0].work.authors == ("Ann Bee", "Cee Dee", "et al.")
