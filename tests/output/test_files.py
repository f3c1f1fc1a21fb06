"""The module that writes all files: it follows no links, and each file is complete or unchanged."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.helpers import tree
from weeknotes.cli import main
from weeknotes.sources.files import Folder, read_regular, replace_text

TYPED = "2023년 4월 3주차\nhttps://a.b/one\n하나.   \n#one\n"


def test_no_link_is_followed_that_lies_where_we_write(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("keep")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes/1.txt").write_text(TYPED)
    for name in (".1.txt.new", ".tmp-1"):
        (tmp_path / "notes" / name).symlink_to(victim)
    here = ["--site", str(tmp_path)]
    assert main(["check", "--fix", *here]) == 0
    (tmp_path / "notes/2023-05-w1.txt").symlink_to(victim)
    assert main(["new", "--date", "2023-05-03", *here]) == 1
    (tmp_path / "notes/2023-05-w1.txt").unlink()
    assert (
        main(
            [
                "export",
                "--format",
                "json",
                "--output",
                str(tmp_path / "out.json"),
                *here,
            ]
        )
        == 0
    )
    assert victim.read_text() == "keep"
    assert "하나.\n" in (tmp_path / "notes/1.txt").read_text()


@pytest.mark.parametrize("path", ["link/x", "inner/../x", "../x", "inner//x"])
def test_a_folder_is_never_left(path: str, tmp_path: Path) -> None:
    (tmp_path / "folder/inner").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "folder/link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "new").write_text("new")
    with (
        Folder.open(tmp_path) as here,
        Folder.open(tmp_path / "folder") as folder,
        pytest.raises(NotADirectoryError),
    ):
        here.move("new", folder, path)
    assert tree(tmp_path) == {"new": b"new"}


@pytest.mark.parametrize("linked", [False, True])
def test_a_replaced_file_keeps_what_it_was(linked: bool, tmp_path: Path) -> None:
    file, other, link = tmp_path / "file", tmp_path / "other", tmp_path / "link"
    file.write_text("old text")
    file.chmod(0o604)
    if linked:
        os.link(file, other)
    if os.geteuid() == 0:
        os.chown(file, 12345, 54321)
    link.symlink_to("file")
    before = file.stat()
    replace_text(link, b"new")
    after = file.stat()
    assert link.is_symlink()
    assert file.read_text() == "new"
    assert not linked or other.read_text() == "new"
    assert (after.st_mode, after.st_uid, after.st_gid, after.st_nlink) == (
        *(before.st_mode, before.st_uid, before.st_gid, before.st_nlink),
    )
    assert len(list(tmp_path.iterdir())) == 2 + linked


def test_a_file_in_a_very_deep_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The absolute path of the file is longer than the system allows."""
    monkeypatch.chdir(tmp_path)
    for _ in range(20):
        Path("n" * 250).mkdir()
        os.chdir("n" * 250)
    Path("file").write_text("old")
    replace_text(Path("file"), b"new")
    assert Path("file").read_text() == "new"


def test_a_pipe_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="not a regular file"):
        read_regular(tmp_path / "pipe")
