"""What a new user meets: no settings yet, mistakes in them, and the language of messages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import make_site, tree
from weeknotes.cli import main
from weeknotes.cli.common import message_language
from weeknotes.config.settings import load_config, parse_config
from weeknotes.diagnostics import Diagnostic
from weeknotes.server.live_site import load_live_site
from weeknotes.server.snapshot import EMPTY, after_load

Capture = pytest.CaptureFixture[str]
NOTE = "2023-04-w4\nhttps://a.org/b\nA title (Ann Bee)\nText.\n#llm\n"


def in_environment(patch: pytest.MonkeyPatch, **names: str) -> None:
    for name in ("WEEKNOTES_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        patch.delenv(name, raising=False)
    for name, value in names.items():
        patch.setenv(name, value)


@pytest.mark.parametrize(
    ("names", "settings", "expected"),
    [
        ({}, None, "en"),
        ({"LANG": "C.UTF-8"}, None, "en"),
        ({"LANG": "ko_KR.UTF-8"}, None, "ko"),
        ({"LANG": "ko_KR.UTF-8", "LC_MESSAGES": "en_US"}, None, "en"),
        ({"LANG": "C", "LC_ALL": "ko"}, None, "ko"),
        ({"LANG": "fr_FR"}, "language: deutsch", "en"),
        ({"LANG": "ko_KR"}, "title: [\nlanguage: deutsch", "ko"),
        ({"LANG": "ko_KR"}, "language: en", "en"),
        (
            {"LANG": "C"},
            "title: a site of ours is Korean if it names no language",
            "ko",
        ),
        ({"LANG": "C"}, "language:", "ko"),
        ({"LC_ALL": "C"}, "language: ko", "en"),
        ({"LC_ALL": "fr_FR"}, "language: ko", "ko"),
        ({"WEEKNOTES_LANGUAGE": "ko", "LC_ALL": "C"}, "language: en", "ko"),
    ],
)
def test_the_language_of_messages(
    names: dict[str, str],
    settings: str | None,
    expected: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    in_environment(monkeypatch, **names)
    if settings is not None:
        (tmp_path / "weeknotes.yml").write_text(settings, "utf-8")
    config, _ = load_config(tmp_path)
    assert message_language(config.known_language) == expected


def test_a_folder_without_a_site_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    in_environment(monkeypatch, LANG="en_US.UTF-8")
    make_site(tmp_path, {"notes/a.txt": NOTE})
    monkeypatch.chdir(tmp_path / "notes")
    before = sorted(tmp_path.rglob("*"))
    for command in ("build", "check"):
        assert main([command]) == 1
        found = "".join(capsys.readouterr())
        assert "there is no weeknotes.yml here" in found
        assert sorted(tmp_path.rglob("*")) == before


def test_the_server_speaks_the_language_of_the_site_at_once(tmp_path: Path) -> None:
    folders = make_site(
        tmp_path, {"notes/a.txt": NOTE, "weeknotes.yml": "language: deutsch\n"}
    )
    first = EMPTY._replace(language="en")
    assert after_load(first, load_live_site(folders, None)).language == "en"
    make_site(tmp_path, {"weeknotes.yml": "language: ko\n"})
    assert after_load(first, load_live_site(folders, None)).language == "ko"


@pytest.mark.parametrize(
    ("settings", "is_told"),
    [("title: a\n", True), ("title: a: b\n", False), ("base_url: a.org\n", False)],
)
def test_feeds_are_not_missed_when_the_settings_could_not_be_read(
    settings: str, is_told: bool, tmp_path: Path, capsys: Capture
) -> None:
    make_site(tmp_path, {"notes/a.txt": NOTE, "weeknotes.yml": settings})
    main(["build", "--site", str(tmp_path), "--jobs", "1"])
    assert ("no base_url" in capsys.readouterr().out) is is_told


def test_check_counts_the_files_that_it_was_given(
    tmp_path: Path, capsys: Capture
) -> None:
    other = NOTE.replace("w4", "w3")
    make_site(
        tmp_path,
        {"notes/a.txt": NOTE, "notes/b.txt": other, "pages/c.md": "# C\n\nText.\n"},
    )
    for names, count in (
        ((), "3 files"),
        (("notes/a.txt",), "1 file"),
        (("notes",), "2 files"),
    ):
        main(
            [
                "check",
                "--site",
                str(tmp_path),
                *[str(tmp_path / name) for name in names],
            ]
        )
        assert f"\n{count} checked" in "\n" + capsys.readouterr().out


def only(settings: str) -> Diagnostic:
    (found,) = parse_config(settings, "x")[1]
    return found


@pytest.mark.parametrize(
    ("settings", "better"),
    [
        ("title: Lab: reading\nauthor: x", 'title: "Lab: reading"'),
        ('title: x\nauthor: Kim: "Bee"', 'author: "Kim: \\"Bee\\""'),
        ("title: 'Kim's notes'", 'title: "Kim\'s notes"'),
        ("title: @home", 'title: "@home"'),
        ("title: [Lab] reading", 'title: "[Lab] reading"'),
        ("nav:\n  A: `b`", 'A: "`b`"'),
        ("title: C:\\a: b", 'title: "C:\\\\a: b"'),
    ],
)
def test_a_value_that_needs_quotation_marks(settings: str, better: str) -> None:
    assert (
        str(only(settings).hint) == f"write the value in quotation marks: {better}"
    )


@pytest.mark.parametrize(
    ("settings", "place"),
    [
        ('title: "Lab\nauthor: "Kim"\n', (1, 8)),
        ("author: x\ntitle: 'Lab\nlinks:\n  A: 'b'\n", (2, 8)),
        ('title: "a\n  b"  # one\nauthor: "Kim\n', (3, 9)),
        ('# it: "is\nnav:\n  A: "b\n', (3, 6)),
        ('sections: ["feeds", "search]\n', (1, 21)),
    ],
)
def test_the_quotation_mark_that_is_not_closed(
    settings: str, place: tuple[int, int]
) -> None:
    found = only(settings)
    assert "this quotation mark is not closed" in str(found.message)
    assert (found.span.line, found.span.column) == place


@pytest.mark.parametrize(
    "settings", ["title: x\n  author: y", "sections: [a\ntitle: x"]
)
def test_other_faults_are_told_in_the_words_of_yaml(settings: str) -> None:
    assert str(only(settings).hint).startswith("check the indentation")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("abuot.html", "about.html"),
        ("papes", "papers"),
        ("serch", "search"),
        ("tag:lmm", "tag:llm"),
        ("zzz.html", ""),
    ],
)
def test_a_page_of_almost_this_name(
    typed: str, meant: str, tmp_path: Path, capsys: Capture
) -> None:
    settings = f"nav:\n  X: {typed}\n"
    files = {
        "notes/a.txt": NOTE,
        "pages/about.md": "# About\n\nText.\n",
        "weeknotes.yml": settings,
    }
    make_site(tmp_path, files)
    main(["check", "--site", str(tmp_path)])
    found = capsys.readouterr().out
    assert f"there is no page {typed}" in found
    assert ("did you mean" in found) is bool(meant)
    assert not meant or f"did you mean `{meant}`?" in found
    assert set(tree(tmp_path)) == set(files)
