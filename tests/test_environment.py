"""The output does not depend on the machine: locale, time zone, hash seed, order of files, Unicode
form of file names, network."""

from __future__ import annotations

import os
import socket
import sys
import time
import unicodedata
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import NoReturn
from urllib.parse import quote

import pytest

from tests.helpers import NOTES, build_site, make_site, run, tree
from tests.libraries import Library, libraries
from tests.web import broken_links
from weeknotes.config.folders import Folders
from weeknotes.pipeline import build_to_disk

pytestmark = pytest.mark.slow

GIF = b"GIF89a\x03\x00\x04\x00\x00\x00\x00;"
NAMES = (
    "공백 이름",
    "100%",
    "a%20b",
    "#해시",
    "물음?",
    "이모지 🎉",
    "Köpf é",
    "a&b;c",
    "'따옴\"표",
    "[괄호](이)",
    "C++",
    "-x",
    "a\\b",
)
CONFIG = (
    "title: 읽은 것들\nbase_url: https://example.org/notes/\ntimezone: Asia/Seoul\n"
)
ENVIRONMENTS: tuple[Mapping[str, str], ...] = (
    {
        "PYTHONHASHSEED": "1",
        "TZ": "Asia/Seoul",
        "LC_ALL": "ko_KR.UTF-8",
        "PYTHONUTF8": "1",
    },
    {
        "PYTHONHASHSEED": "2",
        "TZ": "America/St_Johns",
        "LC_ALL": "C",
        "LANGUAGE": "tr",
        "COLUMNS": "20",
        "PYTHONOPTIMIZE": "2",
        "SOURCE_DATE_EPOCH": "0",
        "HOME": "/nowhere",
    },
)


def named(form: str) -> dict[str, str | bytes]:
    """Digests and pictures with all kinds of names, in a Unicode normalization form."""
    files: dict[str, str | bytes] = {}
    for n, name in enumerate(NAMES):
        text = f"2023년 4월 {n % 4 + 1}주차\nhttps://a.b/{n}\n글 ![그림]({quote(name)}.gif)\n#tag{n}\n"
        files[f"notes/{unicodedata.normalize(form, name)}.txt"] = text  # type: ignore[arg-type]
        files[f"notes/{unicodedata.normalize(form, name)}.gif"] = GIF  # type: ignore[arg-type]
    return files | {"weeknotes.yml": CONFIG}


@pytest.mark.parametrize("library", libraries("sample", "flat"))
def test_the_same_bytes_on_any_machine(library: Library, tmp_path: Path) -> None:
    (tmp_path / "weeknotes.yml").write_text(CONFIG, "utf-8")
    for n, environment in enumerate(ENVIRONMENTS):
        done = run(
            "build",
            "--notes",
            library.notes,
            "--output",
            f"{n}",
            cwd=tmp_path,
            **environment,
        )
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
    one, other = (tree(tmp_path / str(n)) for n in range(len(ENVIRONMENTS)))
    assert len(one) > 100
    assert one == other


@pytest.mark.skipif(sys.platform == "darwin", reason="names are UTF-8 on macOS")
def test_a_machine_whose_names_are_not_utf_8_is_told_what_to_do(
    tmp_path: Path,
) -> None:
    """For example with LC_ALL=ko_KR.EUC-KR: page names would differ, or could not be written."""
    make_site(tmp_path, named("NFC"))
    done = run(
        "build", cwd=tmp_path, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"
    )
    assert done.returncode == 2
    assert "PYTHONUTF8=1" in done.stderr
    assert not (tmp_path / "site").exists()


def test_the_order_of_files_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = named("NFC")
    one = make_site(tmp_path / "one", files)
    other = make_site(tmp_path / "other", dict(reversed(files.items())))
    build_to_disk(one)
    scandir = os.scandir

    def backwards(
        path: str | Path = ".",
    ) -> AbstractContextManager[list[os.DirEntry[str]]]:
        with scandir(path) as entries:
            return nullcontext(
                sorted(entries, key=lambda entry: entry.name, reverse=True)
            )

    monkeypatch.setattr(os, "scandir", backwards)
    build_to_disk(other)
    monkeypatch.undo()
    assert tree(one.output) == tree(other.output)


def test_the_clock_and_the_times_of_files_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copied, unpacked or checked-out site has other file times, and the clock of a machine may
    be wrong by decades."""
    trees = []
    for n, moment in enumerate((1, 1_700_000_000, 4_000_000_000)):
        folders = make_site(tmp_path / str(n), named("NFC"))
        for path in (tmp_path / str(n)).rglob("*"):
            os.utime(path, (moment, moment))
        for name, value in (
            ("time", float(moment)),
            ("time_ns", moment * 10**9),
            ("localtime", None),
            ("gmtime", None),
        ):
            monkeypatch.setattr(time, name, lambda *_, value=value: value)
        assert build_to_disk(folders).published
        monkeypatch.undo()
        trees.append(tree(folders.output))
    assert trees[0] == trees[1] == trees[2]


def test_names_of_files_as_any_system_spells_them(tmp_path: Path) -> None:
    for form in ("NFC", "NFD"):
        built = build_site(tmp_path / form, named(form))
        assert {d.rule for d in built.diagnostics} <= {"week-twice"}
        assert len(built.site.assets) == len(NAMES)
    composed, taken_apart = (
        tree(tmp_path / form / "site") for form in ("NFC", "NFD")
    )
    assert composed == taken_apart
    assert broken_links(composed) == []


def test_a_build_needs_no_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> NoReturn:
        raise AssertionError("a build asks the network")

    for name in ("socket", "create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, refused)
    (tmp_path / "weeknotes.yml").write_text(CONFIG, "utf-8")
    assert build_to_disk(
        Folders(tmp_path, NOTES, tmp_path / "site", "notes")
    ).published
