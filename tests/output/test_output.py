"""Changes of a build in the output folder, and folders that it refuses."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from pathlib import Path

import pytest

from tests.helpers import build_site, make_site, tree
from weeknotes.cache import state
from weeknotes.cache.manifest import digest_of, disk_state, row_of
from weeknotes.cli import main
from weeknotes.config.folders import Folders
from weeknotes.output.publish import Published
from weeknotes.output.transaction import Transaction
from weeknotes.output.writing import write_file
from weeknotes.pipeline import build_to_disk
from weeknotes.processes import ALONE

pytestmark = pytest.mark.slow

ONE = "2023년 4월 3주차\nhttps://a.b/one\n하나.\n#one\n"
TWO = "2023년 4월 4주차\nhttps://a.b/two\n둘.\n#two\n"


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    first = build_site(tmp_path, {"notes/1.txt": ONE, "notes/2.txt": TWO}).published
    assert first is not None
    assert first.unchanged == first.removed == 0
    stamps = {
        path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*")
    }
    again = build_site(tmp_path, {}).published
    assert again == Published(0, first.written, 0)
    assert {
        path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*")
    } == stamps


def test_what_is_the_same_is_left_alone_by_a_build_that_knows_nothing(
    tmp_path: Path,
) -> None:
    first = build_site(tmp_path, {"notes/1.txt": ONE, "notes/2.txt": TWO}).published
    assert first is not None
    stamps = {
        path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*")
    }
    for kept in (tmp_path / ".weeknotes").glob("*.bin"):
        kept.unlink()
    assert build_site(tmp_path, {}).published == Published(0, first.written, 0)
    assert {
        path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*")
    } == stamps


def test_what_is_gone_from_the_notes_is_gone_from_the_site(tmp_path: Path) -> None:
    build_site(tmp_path, {"notes/1.txt": ONE, "notes/2.txt": TWO})
    (tmp_path / "site" / "mine.txt").write_text("the writer's own file")
    (tmp_path / "notes" / "2.txt").unlink()
    built = build_site(tmp_path, {})
    assert built.published
    assert (
        built.published.removed == 10
        # a week, its paper (with its text in the search) and its tag, each with its two files to cite
        # from
    )
    (tmp_path / "clean").mkdir()
    clean = build_site(tmp_path / "clean", {"notes/1.txt": ONE}).published
    assert clean
    assert tree(tmp_path / "site") == tree(tmp_path / "clean" / "site") | {
        "mine.txt": b"the writer's own file"
    }


def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    folders = make_site(
        tmp_path, {"notes/1.txt": ONE, "site/letter.txt": "dear reader"}
    )
    built = build_to_disk(folders)
    assert [d.rule for d in built.diagnostics] == ["output-refused"]
    assert tree(folders.output) == {"letter.txt": b"dear reader"}


def test_our_own_folder_is_known_without_its_manifest(tmp_path: Path) -> None:
    folders = make_site(tmp_path, {"notes/1.txt": ONE})
    build_to_disk(folders)
    for file in (tmp_path / ".weeknotes").iterdir():
        file.unlink()
    assert build_to_disk(folders).published


@pytest.mark.parametrize("output", ["", "notes", "notes/inside", "..", "/", "~"])
def test_precious_folders_are_refused(output: str, tmp_path: Path) -> None:
    site = tmp_path / "site"
    make_site(site, {"notes/1.txt": ONE})
    before = tree(site)
    target = Path.home() if output == "~" else site / output
    built = build_to_disk(Folders(site, site / "notes", target, "notes"))
    assert [d.rule for d in built.diagnostics] == ["output-refused"]
    assert built.published is None
    assert tree(site) == before


def test_a_link_out_of_the_site_is_refused(tmp_path: Path) -> None:
    folders = make_site(tmp_path / "site", {"notes/1.txt": ONE})
    (tmp_path / "elsewhere").mkdir()
    folders.output.symlink_to(tmp_path / "elsewhere")
    assert [d.rule for d in build_to_disk(folders).diagnostics] == ["output-refused"]
    assert tree(tmp_path / "elsewhere") == {}


def test_a_file_is_whole_where_the_system_takes_it_in_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = make_site(tmp_path, {"notes/1.txt": ONE})
    build_to_disk(folders)
    whole = tree(folders.output)
    write = os.write
    monkeypatch.setattr(os, "write", lambda file, data: write(file, data[:1000]))
    other = folders._replace(output=tmp_path / "other")
    assert build_to_disk(other, workers=ALONE).published
    assert tree(other.output) == whole


def test_two_builds_at_once_do_not_mix(tmp_path: Path) -> None:
    folders = make_site(tmp_path, {"notes/1.txt": ONE})
    build_to_disk(folders)
    before = tree(folders.output)
    with (tmp_path / ".weeknotes" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        make_site(tmp_path, {"notes/2.txt": TWO})
        assert [d.rule for d in build_to_disk(folders).diagnostics] == ["locked"]
        assert tree(folders.output) == before
    assert build_to_disk(folders).published


def test_a_torn_manifest_costs_nothing(tmp_path: Path) -> None:
    folders = make_site(tmp_path, {"notes/1.txt": ONE})
    build_to_disk(folders)
    (manifest,) = (tmp_path / ".weeknotes").glob("manifest-*")
    manifest.write_bytes(manifest.read_bytes()[:50])
    assert build_to_disk(folders).published
    # A list that somebody else made, with a path that leads out of the folder.
    note = tmp_path / "notes" / "1.txt"
    row = row_of(disk_state(note.stat()), [digest_of([note.read_bytes()])])
    name, rows = state.load(manifest)
    rows |= dict.fromkeys(["../notes/1.txt", note.as_posix()], row)
    state.replace(manifest, (name, rows))
    assert build_to_disk(folders, clean=True).published
    assert note.exists()


def test_a_file_in_the_place_of_a_folder_is_told(tmp_path: Path) -> None:
    folders = make_site(tmp_path, {"notes/1.txt": ONE})
    build_to_disk(folders)
    for file in sorted((folders.output / "weeks").iterdir()):
        file.unlink()
    (folders.output / "weeks").rmdir()
    (folders.output / "weeks").write_text("in the way")
    assert [d.rule for d in build_to_disk(folders).diagnostics] == ["not-written"]


@pytest.mark.parametrize("what", ["file", "link", "folder"])
def test_what_stands_in_the_way_is_told_before_anything_is_put(
    what: str, tmp_path: Path
) -> None:
    """A file or a link at the path of a folder, or a folder at the path of a page: the old site
    stays complete, and the target of the link is not changed."""
    build_site(tmp_path, {"notes/1.txt": ONE, "notes/2.txt": TWO})
    site, foreign = tmp_path / "site", tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "one.html").write_text("mine")
    if what == "folder":
        (site / "weeks" / "2023-04-w3.html").unlink()
        (site / "weeks" / "2023-04-w3.html" / "mine").mkdir(parents=True)
    else:
        for file in (site / "tags").iterdir():
            file.unlink()
        (site / "tags").rmdir()
        if what == "link":
            (site / "tags").symlink_to(foreign)
        else:
            (site / "tags").write_text("mine")
    before = tree(site)
    built = build_site(tmp_path, {"notes/2.txt": TWO.replace("둘", "셋")})
    assert [d.rule for d in built.diagnostics] == ["not-written"]
    assert built.diagnostics[0].path.endswith(
        "site/weeks/2023-04-w3.html" if what == "folder" else "site/tags"
    )
    assert not built.halfway
    assert tree(site) == before
    assert (foreign / "one.html").read_text() == "mine"


def test_pages_of_ours_in_other_folders_are_nobody_s_to_remove(
    tmp_path: Path,
) -> None:
    """The pages of another site, or of a copy, in other folders of the output are not removed, even
    if the manifest is lost."""
    build_site(tmp_path, {"notes/1.txt": ONE, "notes/2.txt": TWO})
    page = (tmp_path / "site" / "index.html").read_bytes()
    for folder in ("en", "en/weeks", "backup"):
        (tmp_path / "site" / folder).mkdir()
        (tmp_path / "site" / folder / "index.html").write_bytes(page)
    for kept in (tmp_path / ".weeknotes").iterdir():
        kept.unlink()
    (tmp_path / "notes" / "2.txt").unlink()
    build_site(tmp_path, {})
    assert not (tmp_path / "site" / "weeks" / "2023-04-w4.html").exists()
    assert [
        path for path, data in tree(tmp_path / "site").items() if data == page
    ] == [
        "backup/index.html",
        "en/index.html",
        "en/weeks/index.html",
    ]


def test_a_file_is_written_to_what_it_is_sent_to(tmp_path: Path) -> None:
    """Nothing is written through a link; a pipe gets the text."""
    (tmp_path / "there.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to(tmp_path / "there.csv")
    found = write_file(tmp_path / "link.csv", "new")
    assert found is not None
    assert found.rule == "not-written"
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "there.csv").read_text() == "old"
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    end = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert write_file(pipe, "글") is None
    assert os.read(end, 100).decode() == "글"
    os.close(end)
    assert pipe.is_fifo()


@pytest.mark.parametrize("can_undo", [True, False])
def test_a_build_that_stops_while_it_publishes_says_so(
    can_undo: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    make_site(tmp_path, {"notes/1.txt": ONE})

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(Transaction, "put", full)
        if not can_undo:
            patch.setattr(Transaction, "undo", lambda _: False)
        assert main(["build", "--site", str(tmp_path)]) == 1
    stopped = (
        "publishing stopped halfway; each file is complete; build again to finish"
    )
    assert ("nothing published" if can_undo else stopped) in capsys.readouterr().out
    assert (tmp_path / "site").exists() is not can_undo
    assert main(["build", "--site", str(tmp_path)]) == 0


def test_the_state_of_a_removed_output_folder_is_removed(tmp_path: Path) -> None:
    folders = make_site(
        tmp_path / "blog", {"notes/1.txt": "2023년 4월 4주차\nhttps://a.b/c\n"}
    )
    outside = folders._replace(output=tmp_path / "outside")
    inside = folders._replace(output=folders.site / "other")
    for each in (folders, outside, inside):
        assert build_to_disk(each).published
    state = folders.site / ".weeknotes"
    assert (
        len(list(state.glob("cache-*"))) == len(list(state.glob("manifest-*"))) == 3
    )
    shutil.rmtree(outside.output)
    build_to_disk(folders)
    assert (
        len(list(state.glob("cache-*"))) == len(list(state.glob("manifest-*"))) == 2
    )
    (state / "manifest-torn.json").write_text("[]")
    shutil.rmtree(inside.output)
    build_to_disk(folders)
    assert len(list(state.glob("cache-*"))) == 1
    assert build_to_disk(inside).published
