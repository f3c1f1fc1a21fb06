"""Bad input: each error has a message with file, line and hint, and other content is not lost."""

from __future__ import annotations

import errno
import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import FIXTURES, build_site, make_site, run, tree
from weeknotes.cli import main
from weeknotes.diagnostics import Severity
from weeknotes.pipeline import build_to_disk
from weeknotes.processes import ALONE, run_tasks
from weeknotes.rendering import theme

pytestmark = pytest.mark.slow

GOOD = "2023년 4월 3주차\nhttps://a.b/good\n좋은 글입니다.\n"
GOOD_PAGE = "weeks/2023-04-w3.html"


@pytest.mark.parametrize(
    "folder",
    sorted(path.name for path in (FIXTURES / "bad").iterdir() if path.is_dir()),
)
def test_fixture(folder: str, tmp_path: Path) -> None:
    """The exact output of `weeknotes build` for a site with an error."""
    site = tmp_path / "site"
    shutil.copytree(FIXTURES / "bad" / folder, site)
    done = run("build", cwd=site)
    expected = (site / "expected.txt").read_text("utf-8")
    assert f"exit {done.returncode}\n{done.stderr}" == expected
    assert "Traceback" not in done.stderr
    assert (site / "site" / "index.html").exists() == (done.returncode == 0)


@pytest.mark.parametrize(
    "folder",
    sorted(path.name for path in (FIXTURES / "bad").iterdir() if path.is_dir()),
)
def test_keep_going_publishes_what_is_good(folder: str, tmp_path: Path) -> None:
    """With --keep-going, a good week is published in spite of errors in other files; the exit code
    is the same."""
    site = tmp_path / "site"
    shutil.copytree(FIXTURES / "bad" / folder, site)
    (site / "notes" / "2023-04-w3.txt").write_text(GOOD, "utf-8")
    code = run("build", cwd=site).returncode
    done = run("build", "--keep-going", cwd=site)
    assert done.returncode == code
    if not folder.startswith("template"):
        assert "좋은 글입니다." in (site / "site" / GOOD_PAGE).read_text("utf-8")
    assert "https://a.b/good" in (site / "site" / "papers/a.b-good.html").read_text(
        "utf-8"
    )


BYTES = {
    "binary": (
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xfe",
        "this is a binary file, not text",
        "move it out of the notes",
    ),
    "nul": (
        "가나\0다".encode(),
        "this is a binary file, not text",
        "move the file out of the notes",
    ),
    "cp949": (
        "2023년 4월 4주차\n한국어 본문입니다.\n".encode("cp949"),
        "this file is not UTF-8, but probably CP949",
        "iconv -f CP949 -t UTF-8",
    ),
    "utf-16": (
        "2023년 4월 4주차\n".encode("utf-16"),
        "this file is not UTF-8, but probably UTF-16",
        "iconv -f UTF-16 -t UTF-8",
    ),
    "half of a pair": (
        b"\xea\xb0\x80 \xed\xa0\x80\n",
        "this file is not UTF-8: byte 0xed is not valid",
        "save the file as UTF-8",
    ),
    "torn": (
        "2023년 4월 4주차\n가나".encode()[:-1],
        "this file is not UTF-8: byte 0xeb is not valid",
        "save the file as UTF-8",
    ),
}


@pytest.mark.parametrize("name", BYTES)
def test_bytes_that_are_no_text(name: str, tmp_path: Path) -> None:
    data, message, hint = BYTES[name]
    make_site(tmp_path, {"notes/bad.txt": data, "notes/good.txt": GOOD})
    done = run("build", cwd=tmp_path)
    assert done.returncode == 1
    assert re.match(r"notes/bad\.txt:\d+:\d+: error: ", done.stderr)
    assert message in done.stderr
    assert hint in done.stderr
    assert not (tmp_path / "site").exists()
    assert run("build", "--keep-going", cwd=tmp_path).returncode == 1
    assert "좋은 글입니다." in (tmp_path / "site" / GOOD_PAGE).read_text("utf-8")


def test_the_place_of_a_wrong_byte_is_told(tmp_path: Path) -> None:
    make_site(
        tmp_path, {"notes/bad.txt": "2023년 4월 4주차\n가나".encode() + b"\xff"}
    )
    assert run("build", cwd=tmp_path).stderr.startswith("notes/bad.txt:2:3: error: ")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """A broken link and a pipe must neither block the build nor hide other errors."""
    make_site(tmp_path, {"notes/good.txt": GOOD})
    (tmp_path / "notes" / "nowhere.txt").symlink_to("missing")
    os.mkfifo(tmp_path / "notes" / "pipe.txt")
    done = run("build", cwd=tmp_path)
    assert done.returncode == 1
    assert (
        "notes/nowhere.txt:1:1: error: this file cannot be read: No such file or directory"
        " [unreadable-file]" in done.stderr
    )
    assert (
        "notes/pipe.txt:1:1: error: this is not a regular file [unreadable-file]"
        in done.stderr
    )


def test_no_notes_at_all(tmp_path: Path) -> None:
    done = run("build", cwd=tmp_path)
    assert done.returncode == 1
    assert (
        "the notes folder cannot be read: No such file or directory" in done.stderr
    )
    (tmp_path / "notes").mkdir()
    done = run("build", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "아직 아무것도 없습니다" in (tmp_path / "site" / "index.html").read_text(
        "utf-8"
    )


def test_an_error_leaves_the_old_site_as_it_is(tmp_path: Path) -> None:
    folders = make_site(tmp_path, {"notes/good.txt": GOOD})
    build_to_disk(folders)
    before = tree(folders.output)
    make_site(
        tmp_path,
        {
            "weeknotes.yml": "language: fr\n",
            "notes/new.txt": "2023년 4월 4주차\nhttps://a.b/new\n",
        },
    )
    assert build_to_disk(folders).published is None
    assert tree(folders.output) == before


def test_a_page_whose_template_breaks_keeps_its_old_file(tmp_path: Path) -> None:
    folders = make_site(tmp_path, {"notes/good.txt": GOOD})
    build_to_disk(folders)
    old = (folders.output / GOOD_PAGE).read_bytes()
    make_site(
        tmp_path,
        {
            "templates/week.html": "{{ 1 / 0 }}",
            "notes/new.txt": "2023년 4월 4주차\nhttps://a.b/new\n",
        },
    )
    built = build_to_disk(folders, keep_going=True)
    assert [d.rule for d in built.diagnostics] == ["template-error"]
    assert (folders.output / GOOD_PAGE).read_bytes() == old
    assert (folders.output / "papers/a.b-new.html").exists()


@pytest.mark.parametrize(
    ("written", "now"),
    [
        ("{{ frame.root }}", "page"),
        ("{{ page.around }}", "page.site"),
        ("{{ variants | length }}", "alternate_titles"),
        ("{{ entries[0].titled }}", "has_title"),
    ],
)
def test_a_variable_of_an_older_version_is_reported_with_its_new_name(
    written: str, now: str, tmp_path: Path
) -> None:
    template = f'{{% extends "theme/week.html" %}}{{% block footer %}}{written}{{% endblock %}}'
    built = build_site(
        tmp_path, {"notes/good.txt": GOOD, "templates/week.html": template}
    )
    (found,) = built.diagnostics
    assert found.rule == "template-error"
    assert f"write `{now}` instead of" in str(found.hint)


def test_a_missing_template(tmp_path: Path) -> None:
    built = build_site(
        tmp_path,
        {
            "notes/good.txt": GOOD,
            "templates/week.html": '{% extends "basis.html" %}',
        },
    )
    assert [(d.rule, str(d.message)) for d in built.diagnostics] == [
        ("template-error", "there is no template `basis.html`")
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "--nonsense"],
        ["nonsense"],
        [],
        ["new", "--date", "tomorrow"],
        ["parse"],
    ],
)
def test_wrong_usage(arguments: list[str], tmp_path: Path) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert "usage: weeknotes" in done.stderr


@pytest.mark.parametrize("place", ["static", "templates"])
@pytest.mark.parametrize("what", ["all of it", "a folder", "a file"])
def test_files_of_the_site_that_cannot_be_read_are_not_taken_for_gone(
    place: str, what: str, tmp_path: Path
) -> None:
    """A broken link may mean that a file system is not mounted, so it must not count as a removed
    file."""
    own = {"static/CNAME": "example.org\n", "templates/404.html": "<p>own</p>\n"}
    build_site(
        tmp_path, {"notes/a.txt": "2023년 4월 4주차\nhttps://a.b/c\n글.\n", **own}
    )
    before = tree(tmp_path / "site")
    broken = (
        tmp_path
        / place
        / {
            "all of it": "",
            "a folder": "folder",
            "a file": "CNAME" if place == "static" else "404.html",
        }[what]
    )
    if what == "all of it":
        shutil.rmtree(broken)
    elif what == "a file":
        broken.unlink()
    broken.symlink_to(tmp_path / "nowhere")
    built = build_site(tmp_path, {})
    assert built.published is None
    assert [(d.rule, d.path) for d in built.diagnostics] == [
        ("unreadable-file", broken.relative_to(tmp_path).as_posix())
    ]
    assert tree(tmp_path / "site") == before


@pytest.mark.parametrize("name", ["weeknotes.yml", "pages", "notes"])
@pytest.mark.parametrize("links_to", ["nowhere", "link"])
def test_a_broken_link_in_place_of_an_input_is_an_error(
    name: str, links_to: str, tmp_path: Path
) -> None:
    """Without its settings, a site would lose its feeds."""
    files = {
        "notes/a.txt": "2023년 4월 4주차\nhttps://a.b/c\n글.\n",
        "pages/about.md": "# About\n",
        "weeknotes.yml": "base_url: https://example.org/\n",
    }
    folders = make_site(tmp_path, files)
    build_to_disk(folders, workers=ALONE)
    before = tree(tmp_path / "site")
    broken = tmp_path / name
    broken.rename(tmp_path / "moved")
    (tmp_path / "link").symlink_to("link")
    broken.symlink_to(links_to)
    built = build_to_disk(folders, workers=ALONE)
    assert built.published is None
    assert built.diagnostics[0].path.endswith(name)
    assert built.diagnostics[0].severity is Severity.ERROR
    assert tree(tmp_path / "site") == before


def test_a_static_file_that_cannot_be_read_is_not_told_as_one_that_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(tmp_path, {"notes/a.txt": "글.\n", "static/x.bin": "x"})
    with_open = os.open

    def refused(path: Any, *rest: Any, **names: Any) -> int:
        if str(path).endswith("x.bin"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return with_open(path, *rest, **names)

    monkeypatch.setattr(os, "open", refused)
    built = build_to_disk(site, workers=ALONE)
    assert [
        (d.rule, d.path) for d in built.diagnostics if d.rule != "missing-heading"
    ] == [("unreadable-file", "static/x.bin")]


def test_a_template_that_changes_while_pages_are_made_publishes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {
        "notes/a.txt": "2023년 4월 4주차\nhttps://a.b/c\n글.\n",
        "templates/404.html": "<p>one</p>\n",
    }
    folders = make_site(tmp_path, files)

    def meanwhile(what: str, *arguments: Any) -> object:
        if what == "rendering":
            (tmp_path / "templates" / "404.html").write_text("<p>two</p>\n")
        return run_tasks(what, *arguments)

    with monkeypatch.context() as patch:
        patch.setattr("weeknotes.pipeline.run_tasks", meanwhile)
        built = build_to_disk(folders)
    assert built.published is None
    assert [(d.path, str(d.message)) for d in built.diagnostics] == [
        ("templates", "a template changed during the build")
    ]
    assert build_to_disk(folders).published
    assert b"two" in (tmp_path / "site" / "404.html").read_bytes()


def test_settings_in_a_pipe_are_not_waited_for(tmp_path: Path) -> None:
    make_site(tmp_path, {"notes/good.txt": GOOD})
    os.mkfifo(tmp_path / "weeknotes.yml")
    done = run("build", cwd=tmp_path)
    assert done.returncode == 1
    assert (
        "weeknotes.yml:1:1: error: this file cannot be read: it is not a regular file [invalid-config]"
        in done.stderr
    )


def test_a_static_file_that_goes_while_it_is_asked_for_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(
        tmp_path, {"notes/good.txt": GOOD, "static/CNAME": "example.org"}
    )

    def gone(file: Path, _: Path) -> bool:
        if file.name == "CNAME":
            file.unlink()
        return False

    monkeypatch.setattr(theme, "leads_out", gone)
    built = build_to_disk(site)
    assert built.published is None
    assert [(d.rule, d.path) for d in built.diagnostics] == [
        ("unreadable-file", "static/CNAME")
    ]


def test_an_interrupted_command_says_so_in_a_line(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    make_site(tmp_path, {"notes/good.txt": GOOD})

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("weeknotes.pipeline.render_changed", interrupted)
    assert main(["build", "--site", str(tmp_path)]) == 130
    assert capsys.readouterr().err == "weeknotes: stopped\n"
    assert not (tmp_path / "site").exists()
