"""Files in the output folder: those of the site are replaced and removed, others never.  No link is
followed."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import build_site, make_site, tree
from weeknotes.config.folders import Folders
from weeknotes.output.transaction import transaction
from weeknotes.pipeline import BuildResult, build_to_disk
from weeknotes.processes import ALONE
from weeknotes.sources.files import Folder

pytestmark = pytest.mark.slow

ONE = "2023년 4월 3주차\nhttps://a.b/one\n하나.\n#one\n"
TWO = "2023년 4월 4주차\nhttps://a.b/two\n둘.\n#two\n"
SETTINGS = "title: t\nbase_url: https://example.org/\n"


def clean(site: Path) -> dict[str, bytes]:
    """What a first build of the same inputs makes."""
    other = site.with_name(f"{site.name}-clean")
    shutil.rmtree(other, ignore_errors=True)
    shutil.copytree(site, other, symlinks=True)
    for folder in ("site", ".weeknotes"):
        shutil.rmtree(other / folder, ignore_errors=True)
    build_site(other, {})
    return tree(other / "site")


def rules(built: BuildResult) -> list[str]:
    return [diagnostic.rule for diagnostic in built.diagnostics]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    build_site(folder, {"notes/1.txt": ONE, "weeknotes.yml": SETTINGS})
    return folder


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "index.html").write_text("keep")
    (folder / "lock").write_text("keep")
    return folder


@pytest.mark.parametrize(
    "path",
    [
        ".weeknotes",
        ".weeknotes/replaced",
        "site/.weeknotes-new",
        "site/papers",
        "site/search",
        "site/data",
    ],
)
def test_a_link_at_the_place_of_a_folder_is_never_followed(
    path: str, site: Path, victim: Path
) -> None:
    before = tree(victim)
    shutil.rmtree(site / path, ignore_errors=True)
    (site / path).symlink_to(victim)
    (site / "site/library.bib").write_text("somebody's")
    build_site(site, {"notes/1.txt": ONE + "더.\n", "notes/2.txt": TWO})
    assert tree(victim) == before
    assert (site / path).is_symlink()


@pytest.mark.parametrize("name", ["lock", "cache-*", "manifest-*", "fresh-*"])
@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_what_is_kept_is_never_written_through_a_link(
    name: str, kind: str, site: Path, victim: Path
) -> None:
    before = tree(victim)
    for file in (site / ".weeknotes").glob(name):
        file.unlink()
        if kind == "link":
            file.symlink_to(victim / "index.html")
        elif kind == "pipe":
            os.mkfifo(file)
        else:
            file.mkdir()
    assert build_site(site, {"notes/2.txt": TWO}).published
    assert tree(victim) == before
    assert tree(site / "site") == clean(site)


@pytest.mark.parametrize("name", ["lock", "cache-*", "manifest-*"])
def test_a_folder_at_the_place_of_a_file_keeps_what_is_in_it(
    name: str, site: Path
) -> None:
    (place,) = (site / ".weeknotes").glob(name)
    place.unlink()
    place.mkdir()
    (place / "letter.txt").write_text("keep")
    built = build_site(site, {"notes/2.txt": TWO})
    assert tree(place) == {"letter.txt": b"keep"}
    if name in ("lock", "manifest-*"):  # no build without these
        assert built.diagnostics[-1].path == str(place)
        assert "move it to another place" in str(built.diagnostics[-1].hint)
    else:
        assert tree(site / "site") == clean(site)


def test_what_is_in_the_way_is_named(site: Path) -> None:
    (site / "site/library.bib").write_text("somebody's")
    (site / ".weeknotes/replaced").write_text("a file")
    before = tree(site / "site")
    built = build_site(site, {})
    assert built.diagnostics[-1].path == str(site / ".weeknotes/replaced")
    assert "move it to another place" in str(built.diagnostics[-1].hint)
    assert tree(site / "site") == before


def test_a_file_that_cannot_be_replaced_changes_nothing(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Examples are an immutable file, a mount, and a file of another user in a sticky folder."""
    link, rename = os.link, os.rename
    before = tree(site / "site")

    def refused(call: Callable[..., None], *names: str, **folders: Any) -> None:
        if "library.bib" in names:
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), *names[:1])
        call(*names, **folders)

    monkeypatch.setattr(os, "link", partial(refused, link))
    monkeypatch.setattr(os, "rename", partial(refused, rename))
    built = build_site(site, {"notes/2.txt": TWO})
    assert not built.halfway
    assert built.diagnostics[-1].path == str(site / "site/library.bib")
    assert tree(site / "site") == before
    monkeypatch.undo()
    assert build_site(site, {}).published
    assert tree(site / "site") == clean(site)


def test_a_file_that_vanishes_is_not_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = os.rename

    def vanishing(name: str, *others: str, **folders: Any) -> None:
        if name == "b":
            (tmp_path / "output/b").unlink()
        rename(name, *others, **folders)

    for name in ("staged", "kept", "output"):
        (tmp_path / name).mkdir()
    for name in ("a", "b"):
        (tmp_path / "output" / name).write_text(name)
    monkeypatch.setattr(os, "rename", vanishing)
    with (
        Folder.open(tmp_path / "staged") as staged,
        Folder.open(tmp_path / "kept") as kept,
        Folder.open(tmp_path / "output") as output,
    ):

        def remove_all() -> None:
            with transaction(staged, kept, output) as changes:
                for name in ("gone", "a", "b"):
                    changes.remove(name)

        with pytest.raises(FileNotFoundError):  # not that it stopped halfway
            remove_all()
    assert tree(tmp_path / "output") == {"a": b"a"}


def test_a_full_disk_is_told_with_the_name_that_the_file_would_get(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "write", full)
    built = build_site(site, {"notes/2.txt": TWO})
    told = Path(built.diagnostics[-1].path)
    assert told.parts[: len(site.parts) + 1] == (site / "site").parts
    assert "weeknotes-new" not in told.as_posix()


@pytest.mark.parametrize("path", ["papers/a.b-two.html", "weeks/2023-04-w4.bib"])
def test_a_file_that_somebody_put_there_is_never_overwritten(
    path: str, site: Path
) -> None:
    mine = site / "site" / path
    (site / "notes/2.txt").write_text(TWO)
    assert path in clean(site)
    mine.write_text("mine")
    before = tree(site / "site")
    built = build_site(site, {})
    assert rules(built)[-1] == "not-written"
    assert tree(site / "site") == before
    mine.unlink()
    assert build_site(site, {}).published
    assert tree(site / "site") == clean(site)


def test_a_changed_page_is_made_again_and_the_change_is_kept(site: Path) -> None:
    for path in ("papers/a.b-one.html", "library.bib"):
        (site / "site" / path).write_text("somebody's")
        built = build_site(site, {})
        assert rules(built)[-1] == "changed-output"
        assert (site / ".weeknotes/replaced" / path).read_text() == "somebody's"
        assert tree(site / "site") == clean(site)
    assert "changed-output" not in rules(build_site(site, {}))


def test_a_changed_page_is_not_removed(site: Path) -> None:
    (site / "site/papers/a.b-one.html").write_text("mine")
    (site / "notes/1.txt").unlink()
    built = build_site(site, {"notes/2.txt": TWO})
    assert rules(built)[-1] == "changed-output"
    assert tree(site / "site") == {**clean(site), "papers/a.b-one.html": b"mine"}


@pytest.mark.parametrize("harm", [b"", b"<!doctype html>", None])
def test_harm_in_place_is_seen_by_a_build_without_changes(
    harm: bytes | None, site: Path
) -> None:
    from weeknotes.cli import main

    want = tree(site / "site")
    assert main(["build", "--site", str(site)]) == 0
    page = site / "site/papers/a.b-one.html"
    before = page.stat()
    data = page.read_bytes()
    page.write_bytes(bytes(len(data)) if harm is None else harm)
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert main(["build", "--site", str(site)]) == 0
    assert tree(site / "site") == want


def test_an_older_copy_that_is_put_back_is_ours(site: Path) -> None:
    old = site / "old"
    shutil.copytree(site / "site", old)
    build_site(site, {"notes/1.txt": ONE + "더.\n"})
    shutil.rmtree(site / "site")
    shutil.copytree(old, site / "site")
    built = build_site(site, {})
    assert "changed-output" not in rules(built)
    assert tree(site / "site") == clean(site)


def test_nothing_retracted_stays_when_the_state_is_lost(tmp_path: Path) -> None:
    site = tmp_path / "site"
    more = {"notes/2.txt": TWO + "![](그림.png)\n", "notes/그림.png": "secret"}
    build_site(site, {"notes/1.txt": ONE, "weeknotes.yml": SETTINGS, **more})
    assert (site / "site/files/그림.png").exists()
    shutil.rmtree(site / ".weeknotes")
    for path in more:
        (site / path).unlink()
    build_site(site, {"weeknotes.yml": "title: t\n"})
    assert tree(site / "site") == clean(site)


def test_two_sites_in_one_folder_are_one_whole_site(
    site: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    make_site(other, {"notes/1.txt": TWO, "weeknotes.yml": SETTINGS})
    shared = tmp_path / "shared"
    for one in (site, other, site, other):
        folders = Folders(one, one / "notes", shared, "notes")
        assert build_to_disk(folders, workers=ALONE).published
        assert tree(shared) == clean(one)


@pytest.mark.parametrize(
    "name",
    [
        "search/head.js",
        "Search/x",
        ".weeknotes-new",
        "x/.weeknotes-new-1/y",
        "Feed.XML",
    ],
)
def test_no_static_file_takes_a_place_of_ours(name: str, site: Path) -> None:
    before = tree(site / "site")
    assert "path-clash" in rules(build_site(site, {f"static/{name}": "mine"}))
    assert tree(site / "site") == before
    shutil.rmtree(site / "static")
    assert build_site(site, {}).published
    assert tree(site / "site") == before


def test_what_a_static_file_replaced_comes_back(site: Path) -> None:
    before = tree(site / "site")
    for name in ("robots.txt", "style.css", "old/mine.txt"):
        build_site(site, {f"static/{name}": "mine"})
        assert (site / "site" / name).read_text() == "mine"
        shutil.rmtree(site / "static")
        build_site(site, {})
        assert tree(site / "site") == before
