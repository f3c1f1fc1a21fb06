"""Interrupted builds: each published file is complete, and the next build completes the site."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from typing import Final

import pytest

from tests.changes import Site
from tests.helpers import tree
from weeknotes.config.folders import Folders
from weeknotes.diagnostics import Severity
from weeknotes.pipeline import build_to_disk
from weeknotes.processes import ALONE

KILLS: Final = int(os.environ.get("WEEKNOTES_KILLS", "12"))
"""The number of interruptions in each test."""
CHUNKS: Final = 4
"""The number of parts of a test, so that several processes share it."""
EVENTS: Final = ("open", "os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir")
"""The audit events of Python for operations on files.  Their paths are below the folders of the
site, or relative to one of them that is open."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="without fork"),
]


class Trial:
    """A site that was built, then changed.  `old` and `new` are its outputs before and after the
    next build."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.site = Site(folder / "site", seed, weeks=2)
        self.folders = Folders(
            self.site.folder, self.site.folder / "notes", folder / "out", "notes"
        )
        build_to_disk(self.folders, workers=ALONE)
        self.old = tree(self.folders.output)
        for change in (
            self.site.say_more,
            self.site.add_entry,
            self.site.remove_entry,
            self.site.delete,
            self.site.add_week,
            self.site.style,
        ):
            change()
        clean = Folders(
            self.site.folder, self.site.folder / "notes", folder / "clean", "notes"
        )
        build_to_disk(clean, workers=ALONE)
        self.new = tree(clean.output)

    def watched(self, act: Callable[[int], None]) -> int:
        """Build in a forked process.  Calls `act` before each file operation, with its number.
        Returns the exit code, which is negative if a signal ended the process."""
        process = os.fork()
        if process:
            return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        happened = 0
        own = tuple(
            str(folder)
            for folder in (self.folders.output, self.folders.site / ".weeknotes")
        )

        def hook(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal happened
            if event not in EVENTS:
                return
            path = str(arguments[0])
            if path.startswith(own) or not path.startswith("/"):
                happened += 1
                act(happened)

        sys.addaudithook(hook)
        code = 1
        try:
            built = build_to_disk(self.folders, workers=ALONE)
            code = 0 if built.published else 3
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)

    def is_whole(self) -> None:
        """Each published file is the old or the new one, and no file that is in both is missing."""
        now = tree(self.folders.output)
        for path, data in now.items():
            assert data in (self.old.get(path), self.new.get(path)), path
        assert self.old.keys() & self.new.keys() <= now.keys()

    def completes(self) -> None:
        """The next build gives the same output as a clean build."""
        assert build_to_disk(self.folders, workers=ALONE).published
        assert tree(self.folders.output) == self.new

    def completes_but_for_what_stays(self) -> None:
        """The same if the manifest was lost: old files may stay."""
        assert build_to_disk(self.folders, workers=ALONE).published
        now = tree(self.folders.output)
        assert [
            path for path, data in self.new.items() if now.get(path) != data
        ] == []
        assert now.keys() <= self.new.keys() | self.old.keys()


def at(number: int, act: Callable[[], None]) -> Callable[[int], None]:
    """A function that calls `act` at the operation with this number."""

    def when(happened: int) -> None:
        if happened == number:
            act()

    return when


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def full() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "somewhere")


def denied() -> None:
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), "somewhere")


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_a_build_that_is_killed_leaves_whole_files(
    chunk: int, tmp_path: Path
) -> None:
    random = Random(20230416 + chunk)
    kills = 0
    for number in range(chunk, KILLS, CHUNKS):
        trial = Trial(tmp_path / str(number), number)
        # Some numbers are larger than the number of operations; then the build must complete.
        code = trial.watched(at(int(random.triangular(1, 300, 90)), killed))
        assert code in (0, -signal.SIGKILL)
        kills += code != 0
        trial.is_whole()
        trial.completes()
    assert kills > KILLS // CHUNKS // 2


@pytest.mark.parametrize("chunk", range(CHUNKS))
@pytest.mark.parametrize("failure", [full, denied])
def test_a_disk_that_fails_costs_no_file(
    failure: Callable[[], None], chunk: int, tmp_path: Path
) -> None:
    random = Random(20230416 + chunk)
    failures = 0
    for number in range(chunk, KILLS, CHUNKS):
        trial = Trial(tmp_path / str(number), number)
        code = trial.watched(at(random.randrange(1, 150), failure))
        assert code in (0, 3), "a failure is told, and never a traceback"
        failures += code == 3
        assert tree(trial.folders.output) == (trial.old if code else trial.new)
        trial.completes()
    assert failures


def test_a_disk_that_stays_full_publishes_nothing(tmp_path: Path) -> None:
    trial = Trial(tmp_path, 1)

    def always(_number: int) -> None:
        full()

    assert trial.watched(always) == 3
    assert tree(trial.folders.output) == trial.old
    trial.completes()


@pytest.mark.parametrize("folder", ["out", "out/weeks", "out/search"])
def test_a_folder_that_is_lost_while_building_is_told_or_made_again(
    folder: str, tmp_path: Path
) -> None:
    for number in (1, 50, 100):
        trial = Trial(tmp_path / str(number), number)
        lost = tmp_path / str(number) / folder
        code = trial.watched(
            at(number, partial(shutil.rmtree, lost, ignore_errors=True))
        )
        assert code in (0, 3), "a loss is told, and never a traceback"
        trial.completes()


def test_what_is_remembered_may_be_lost_while_building(tmp_path: Path) -> None:
    """The manifest is lost too, so obsolete files may stay."""
    for number in (1, 50, 100):
        trial = Trial(tmp_path / str(number), number)
        assert trial.watched(
            at(
                number,
                partial(
                    shutil.rmtree,
                    trial.folders.site / ".weeknotes",
                    ignore_errors=True,
                ),
            )
        ) in (0, 3)
        trial.completes_but_for_what_stays()


def test_where_nothing_can_be_remembered_the_reason_is_told(tmp_path: Path) -> None:
    trial = Trial(tmp_path, 1)
    shutil.rmtree(trial.folders.site / ".weeknotes")
    (trial.folders.site / ".weeknotes").write_text("in the way")
    built = build_to_disk(trial.folders, workers=ALONE)
    assert built.published is None
    assert [
        (d.rule, d.severity)
        for d in built.diagnostics
        if d.severity is Severity.ERROR
    ] == [("not-written", Severity.ERROR)]
    assert tree(trial.folders.output) == trial.old
    (trial.folders.site / ".weeknotes").unlink()
    trial.completes_but_for_what_stays()


def test_a_killed_build_and_notes_that_are_put_back(tmp_path: Path) -> None:
    """The output then matches neither the last complete build nor the notes, so the next build must
    not trust its cache."""
    for number in range(60, 160, 10):
        site = Site(tmp_path / str(number), 3)
        folders = Folders(
            site.folder, site.folder / "notes", tmp_path / f"{number}-out", "notes"
        )
        build_to_disk(folders, workers=ALONE)
        old = tree(folders.output)
        trial = Trial.__new__(Trial)
        trial.site, trial.folders, trial.old, trial.new = site, folders, old, old
        file = min((site.folder / "notes").iterdir())
        before, told = file.read_bytes(), file.stat()
        file.write_bytes(before + "더 쓴 글이다.\n".encode())
        trial.watched(at(number, killed))
        file.write_bytes(before)
        os.utime(file, ns=(told.st_atime_ns, told.st_mtime_ns))
        trial.completes()
