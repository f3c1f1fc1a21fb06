"""Open data: notes.json checked against its schema and the digests; `weeknotes export`."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tests.helpers import make_site, run, tree
from tests.libraries import Library, libraries
from weeknotes.cli.check import read_context
from weeknotes.cli.export import EXPORTS
from weeknotes.export.notes import notes_inputs, notes_json
from weeknotes.model import Site
from weeknotes.pipeline import build_to_disk

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads(
    (ROOT / "static" / "data" / "notes.schema.json").read_text("utf-8")
)
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())

WEEKS = {
    "weeknotes.yml": "title: 읽은 것들\nbase_url: https://example.org/notes/\n",
    "notes/2023-04-w4.txt": (
        "2023년 4월 4주차\n"
        "https://arxiv.org/abs/2304.07880 https://github.com/a/b\n"
        "Sabiá: Portuguese Large Language Models (Ramon Pires, et al.)\n"
        "포르투갈어입니다. **굵게** 적었습니다.\n"
        "#llm\n"
        "https://arxiv.org/abs/2304.09871\n"
        "A Theory on Adam Instability (Igor Molybog)\n"
        "=1+2 다음에 2304.07880은 https://arxiv.org/abs/2304.07880 입니다.\n"
        "#llm #optimizer\n"
    ),
    "notes/essay.md": (
        "---\ntitle: 머리말\n---\n\n날짜 없는 주의 머리말.\n\n"
        "https://example.com/a\n\n#essay\n\n---\n\n주소 없는 글.\n\n#essay\n"
    ),
}


def site_in(folder: Path, files: dict[str, str] = WEEKS) -> Site:
    return read_context(make_site(folder, files))[0].site


def data_of(site: Site) -> Any:
    """The parsed `data/notes.json` of a site."""
    return json.loads(notes_json(site.config, notes_inputs(site)))


def test_the_schema_is_sound_and_describes_everything() -> None:
    Draft202012Validator.check_schema(SCHEMA)

    def objects(schema: object) -> Any:
        if isinstance(schema, dict):
            if "properties" in schema:
                yield schema
            for part in schema.values():
                yield from objects(part)

    found = list(objects(SCHEMA))
    assert len(found) > 8
    optional = {"above"}  # only where there is any
    assert all(
        set(schema["required"]) == set(schema["properties"]) - optional
        for schema in found
    )
    named = [
        part
        for schema in found
        for name, part in schema["properties"].items()
        if name not in ("year", "month", "week")
    ]
    assert all("$ref" in part or part.get("description") for part in named)


@pytest.mark.parametrize("library", libraries("sample", "notes", "flat", "markdown"))
def test_every_library_is_valid_and_whole(library: Library, tmp_path: Path) -> None:
    site = read_context(make_site(tmp_path, library.files()))[0].site
    data = data_of(site)
    assert [error.message for error in VALIDATOR.iter_errors(data)] == []
    entries = [entry for week in data["weeks"] for entry in week["entries"]]
    assert [entry["text"] for entry in entries] == [
        entry.note.text for week in site.weeks for entry in week.entries
    ]
    # All references within the data have a target.
    papers = {paper["key"]: paper for paper in data["papers"]}
    places = {
        (week["id"], entry["anchor"]): entry["paper"]
        for week in data["weeks"]
        for entry in week["entries"]
    }
    assert {entry["paper"] for entry in entries} == set(papers)
    assert all(
        places[note["week"], note["anchor"]] == key
        for key, paper in papers.items()
        for note in paper["notes"]
    )
    assert sum(len(paper["notes"]) for paper in papers.values()) == len(entries)
    assert {tag for entry in entries for tag in entry["tags"]} == {
        tag["key"] for tag in data["tags"]
    }


def test_what_notes_json_says(tmp_path: Path) -> None:
    data = data_of(site_in(tmp_path))
    undated, week = data["weeks"]
    assert (
        undated["label"],
        undated["first_day"],
        undated["title"],
        undated["introduction"],
    ) == (
        None,
        None,
        "머리말",
        "날짜 없는 주의 머리말.",
    )
    assert (week["label"], week["first_day"], week["last_day"]) == (
        {"year": 2023, "month": 4, "week": 4},
        "2023-04-16",
        "2023-04-22",
    )
    assert week["entries"][0] == {
        "anchor": "2304.07880",
        "paper": "arxiv:2304.07880",
        "title": "Sabiá: Portuguese Large Language Models",
        "other_titles": [],
        "authors": [
            {"name": "Ramon Pires", "key": "ramon pires"},
            {"name": "et al.", "key": None},
        ],
        "addresses": [
            {
                "url": "https://arxiv.org/abs/2304.07880",
                "key": "arxiv:2304.07880",
                "kind": "paper",
            },
            {"url": "https://github.com/a/b", "key": "github:a/b", "kind": "code"},
        ],
        "text": "포르투갈어입니다. **굵게** 적었습니다.",
        "tags": ["llm"],
    }
    sabia = next(
        paper for paper in data["papers"] if paper["key"] == "arxiv:2304.07880"
    )
    assert (sabia["citation_key"], sabia["path"]) == (
        "pires2023sabia",
        "papers/2304.07880.html",
    )
    assert [
        (mention["anchor"], mention["text"]) for mention in sabia["mentions"]
    ] == [
        (
            "2304.09871",
            "=1+2 다음에 2304.07880은 https://arxiv.org/abs/2304.07880 입니다.",
        )
    ]
    essay = next(
        paper for paper in data["papers"] if paper["key"].startswith("note:")
    )
    assert (essay["citation_key"], essay["title"], essay["label"]) == (
        None,
        "",
        "주소 없는 글.",
    )


@pytest.mark.parametrize(
    "wrong",
    [
        lambda data: data.pop("weeks"),
        lambda data: data.update(version=2),
        lambda data: data["weeks"][1].update(first_day="2023-04-31"),
        lambda data: data["weeks"][1]["entries"][0].pop("text"),
        lambda data: data["papers"][0].update(citation_key="Hangul 한글"),
        lambda data: data["papers"][0].update(notes=[]),
    ],
)
def test_the_schema_finds_what_is_wrong(wrong: Any, tmp_path: Path) -> None:
    data = data_of(site_in(tmp_path))
    assert VALIDATOR.is_valid(data)
    wrong(data)
    assert not VALIDATOR.is_valid(data)


def test_export_writes_what_the_site_publishes(tmp_path: Path) -> None:
    build_to_disk(make_site(tmp_path, WEEKS))
    site = tree(tmp_path / "site")
    for name, file in {
        "bibtex": "library.bib",
        "csl": "library.json",
        "json": "data/notes.json",
    }.items():
        shown = run("export", "--format", name, cwd=tmp_path)
        assert (shown.returncode, shown.stderr) == (0, "")
        assert shown.stdout.encode() == site[file]
        assert (
            run(
                "export", "--format", name, "--output", "out/library", cwd=tmp_path
            ).stdout
            == ""
        )
        assert (tmp_path / "out" / "library").read_bytes() == site[file]


def test_rows(tmp_path: Path) -> None:
    site = site_in(tmp_path)
    table = EXPORTS["csv"](site)
    assert table.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"))))
    assert [row["week"] for row in rows] == [
        "essay",
        "essay",
        "2023-04-w4",
        "2023-04-w4",
    ]
    assert rows[2] == {
        "week": "2023-04-w4",
        "published": "2023-04-22",
        "paper": "arxiv:2304.07880",
        "citation_key": "pires2023sabia",
        "title": "Sabiá: Portuguese Large Language Models",
        "authors": "Ramon Pires; et al.",
        "addresses": "https://arxiv.org/abs/2304.07880 https://github.com/a/b",
        "tags": "#llm",
        "text": "포르투갈어입니다. **굵게** 적었습니다.",
        "path": "weeks/2023-04-w4.html#2304.07880",
    }
    # A spreadsheet would evaluate this as a formula.
    assert (
        rows[3]["text"]
        == "'=1+2 다음에 2304.07880은 https://arxiv.org/abs/2304.07880 입니다."
    )
    lines = [json.loads(line) for line in EXPORTS["jsonl"](site).splitlines()]
    assert lines == [
        {"week": week["id"], **entry}
        for week in data_of(site)["weeks"]
        for entry in week["entries"]
    ]


def test_export_writes_nothing_where_the_digests_hold_errors(tmp_path: Path) -> None:
    make_site(tmp_path, {**WEEKS, "notes/broken.txt": "\ufffd".encode("utf-16")})
    failed = run(
        "export", "--format", "bibtex", "--output", "library.bib", cwd=tmp_path
    )
    assert failed.returncode == 1
    assert "not-utf-8" in failed.stderr
    assert not (tmp_path / "library.bib").exists()


def test_export_says_where_it_cannot_write(tmp_path: Path) -> None:
    make_site(tmp_path, WEEKS)
    failed = run("export", "--format", "csl", "--output", "notes", cwd=tmp_path)
    assert failed.returncode == 1
    assert "not-written" in failed.stderr


@pytest.mark.parametrize("target", ["victim", "nowhere"])
def test_export_writes_through_no_link(target: str, tmp_path: Path) -> None:
    make_site(tmp_path, WEEKS | {"victim": "keep"})
    (tmp_path / "out.json").symlink_to(target)
    failed = run("export", "--format", "csl", "--output", "out.json", cwd=tmp_path)
    assert failed.returncode == 1
    assert f"write to {tmp_path / target}" in failed.stderr
    assert (tmp_path / "victim").read_text("utf-8") == "keep"
    assert not (tmp_path / "nowhere").exists()


def test_every_format_is_offered_and_written(tmp_path: Path) -> None:
    folders = make_site(
        tmp_path,
        {
            "weeknotes.yml": "base_url: https://example.org/\n",
            "notes/2023-04-w4.txt": "2023년 4월 4주차\nhttps://a.b/c\n#llm\n",
        },
    )
    offered = re.search(
        r"--format \{([^}]+)\}", run("export", "--help", cwd=tmp_path).stdout
    )
    assert offered
    assert set(offered[1].split(",")) == set(EXPORTS)
    for name in EXPORTS:
        done = run("export", "--format", name, cwd=folders.site)
        assert done.returncode == 0
        assert "llm" in done.stdout or name in ("bibtex", "csl")
