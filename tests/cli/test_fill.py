"""`weeknotes fill`: titles and authors for entries that lack them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.answering import Service, answering
from tests.helpers import SHARED, make_site, read
from weeknotes.cache.known_works import load_known, save_known
from weeknotes.cli import main

ABS = "https://arxiv.org/abs/2304.07880"
DIGEST = f"2023-04-w4\r\n{ABS}\r\n좋은 논문입니다.\r\n#llm\r\n\r\nhttps://a.test/x\r\n## A Page\r\n#b\r\n"
SABIA = "Sabiá: Portuguese Large Language Models"


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    with answering() as running:
        running.papers["2304.07880"] = (SABIA, ("Ramon Pires", "Hugo Abonizio"))
        running.page(
            "/a.test/x",
            '<title>A page</title><meta name="citation_author" content="Ann Bee">',
        )
        monkeypatch.setattr("weeknotes.cli.add.network", running.network)
        yield running


def fill(folder: Path, *arguments: str) -> int:
    return main(
        ["fill", "--site", str(folder), "--notes", str(folder / "notes"), *arguments]
    )


def test_a_diff_first_then_the_change(
    tmp_path: Path, service: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    make_site(
        tmp_path, {"notes/2023-04-w4.txt": DIGEST, "weeknotes.yml": "language: en\n"}
    )
    file = tmp_path / "notes" / "2023-04-w4.txt"
    assert fill(tmp_path) == 0
    out = capsys.readouterr().out
    assert f"+{SABIA} (Ramon Pires, Hugo Abonizio)" in out
    assert out.endswith("2 entries completed, 0 not completed\n")
    assert file.read_bytes() == DIGEST.encode()
    asked = len(service.requests)
    assert fill(tmp_path, "--write") == 0
    assert len(service.requests) == asked  # from the cache
    expected = DIGEST.replace(
        f"{ABS}\r\n", f"{ABS}\r\n{SABIA} (Ramon Pires, Hugo Abonizio)\r\n"
    )
    assert file.read_bytes().decode() == expected.replace(
        "## A Page", "## A Page (Ann Bee)"
    )
    assert fill(tmp_path, "--write") == 0
    assert capsys.readouterr().out.endswith("0 entries completed, 0 not completed\n")


def test_what_is_left_is_listed(
    tmp_path: Path, service: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    several = f"{ABS} https://arxiv.org/abs/1706.03762\n#d\n"
    text = f"2023-04-w4\n{ABS}\n## Another Title\n#a\nhttps://b.test/y\n#b\n{ABS} 이 논문\n#c\n{several}"
    make_site(
        tmp_path, {"notes/2023-04-w4.txt": text, "weeknotes.yml": "language: en\n"}
    )
    assert service.base
    assert fill(tmp_path, "--write") == 0
    out = capsys.readouterr().out
    assert f"2023-04-w4.txt:2: {ABS}: the title found is different: {SABIA}\n" in out
    assert "2023-04-w4.txt:5: https://b.test/y: the server answers with 404\n" in out
    line = digest_text(tmp_path).split("\n").index(several.split("\n")[0]) + 1
    assert (
        f"w4.txt:{line}: {ABS}: the entry has the addresses of several papers\n"
        in out
    )
    assert digest_text(tmp_path).startswith(text[:80])


def digest_text(folder: Path) -> str:
    return (folder / "notes" / "2023-04-w4.txt").read_text("utf-8")


def test_only_some_files(tmp_path: Path, service: Service) -> None:
    make_site(tmp_path, {"notes/a.txt": DIGEST, "notes/b.txt": DIGEST})
    assert service.base
    assert fill(tmp_path, "--write", str(tmp_path / "notes" / "a.txt")) == 0
    assert (tmp_path / "notes" / "b.txt").read_bytes() == DIGEST.encode()
    assert SABIA in (tmp_path / "notes" / "a.txt").read_text("utf-8")
    assert fill(tmp_path, str(tmp_path / "notes" / "none.txt")) == 2
    assert fill(tmp_path, str(tmp_path / "a.txt")) == 2


@pytest.mark.parametrize("names", [("OpenAI",), ("李明", "王伟")])
def test_a_team_and_names_of_one_word(
    names: tuple[str, ...], tmp_path: Path
) -> None:
    people = {"author": [{"literal": name} for name in names]}
    titles = {ABS: "Another Title", "https://a.test/x": "A Title"}
    items = [people | {"URL": url, "title": title} for url, title in titles.items()]
    text = f"2023-04-w4\n{ABS}\n#a\nhttps://a.test/x\n## A Title\n#b\n"
    make_site(tmp_path, {"notes/2023-04-w4.txt": text, "x.json": json.dumps(items)})
    assert fill(tmp_path, "--write", "--from", str(tmp_path / "x.json")) == 0
    entries = read(digest_text(tmp_path)).weeks[0].entries
    assert [tuple(entry.names) for entry in entries] == [names, names]


def test_without_notes_it_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fill(tmp_path) == 1
    assert "the notes folder cannot be read" in capsys.readouterr().err


def test_from_a_file_without_a_network(tmp_path: Path, service: Service) -> None:
    make_site(
        tmp_path,
        {
            "notes/a.txt": DIGEST,
            "x.bib": "@misc{a, title={From a File}, eprint={2304.07880}, author={Bee, Ann and Dee, Cee}}",
        },
    )
    assert fill(tmp_path, "--write", "--from", str(tmp_path / "x.bib")) == 0
    assert (
        "From a File (Ann Bee, Cee Dee)\r\n"
        in (tmp_path / "notes" / "a.txt").read_bytes().decode()
    )
    assert service.requests == []
    assert fill(tmp_path, "--from", str(tmp_path / "none.bib")) == 2


def test_what_was_fetched_is_kept_for_a_month(tmp_path: Path) -> None:
    day = date(2026, 11, 1)
    known = {"arxiv:1": ("T", ("A",), day.toordinal())}
    save_known(tmp_path, known)
    assert load_known(tmp_path, day + timedelta(days=30)) == known
    assert load_known(tmp_path, day + timedelta(days=31)) == {}
    for damaged in (b"", b"{", b"\xff" * 100):
        (tmp_path / ".weeknotes" / "known-works.bin").write_bytes(damaged)
        assert load_known(tmp_path, day) == {}


CORPUS = SHARED / "corpus"


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.exists(), reason="without ../shared")
@pytest.mark.parametrize("style", ["flat", "markdown"])
def test_real_weeks_without_their_titles_get_them_back(
    style: str, tmp_path: Path
) -> None:
    """Removes lines `Title (Authors)` that belong to one line of addresses, and fills them in from a
    BibTeX file: every byte is as before."""
    files: dict[str, str] = {}
    items: list[dict[str, object]] = []
    gap = "\n" if style == "flat" else "\n\n"
    for path in sorted((CORPUS / style).iterdir())[40:52]:
        text = path.read_bytes().decode()
        for entry in read(text, path.name).weeks[0].entries:
            if len(entry.urls) != 1 or not entry.names or entry.title is None:
                continue
            url, title = entry.urls[0].text, entry.title.text
            lines = f"{url}{gap}{title} ({', '.join(entry.names)}){gap}"
            shorter = text.replace(lines, f"{url}{gap}")
            whole, rest = (
                read(one, path.name).weeks[0].entries for one in (text, shorter)
            )
            if text.count(lines) != 1 or len(rest) != len(whole):
                continue  # without its title, the address is read as a part of another entry
            text = shorter
            people = [{"literal": name} for name in entry.names]
            items.append({"title": title, "URL": url, "author": people})
        files[path.name] = text
    assert len(items) > 40
    before = {name: (CORPUS / style / name).read_bytes() for name in files}
    make_site(tmp_path, {f"notes/{name}": text for name, text in files.items()})
    (tmp_path / "x.json").write_text(json.dumps(items), "utf-8")
    assert fill(tmp_path, "--write", "--from", str(tmp_path / "x.json")) == 0
    after = {name: (tmp_path / "notes" / name).read_bytes() for name in files}
    wrong = [name for name in files if before[name] != after[name]]
    assert wrong == []


def test_no_line_is_lost_whatever_is_found(tmp_path: Path, service: Service) -> None:
    service.papers["2304.07880"] = ("#x https://arxiv.org/abs/1111.11111 [[", ("(",))
    make_site(tmp_path, {"notes/a.txt": DIGEST})
    assert fill(tmp_path, "--write") == 0
    after = (tmp_path / "notes" / "a.txt").read_bytes().decode()
    kept = re.sub(r"## (?!A).*\r\n", "", after).replace(" (Ann Bee)", "")
    assert kept == DIGEST
