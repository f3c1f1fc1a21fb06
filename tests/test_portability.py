"""Builds on other systems make the same site.  Each test removes a feature of Linux, or behaves as
macOS does.  Other tests: file names in NFD and in another order (test_environment.py), names that
differ only in case (test_papers.py), processes that the system refuses (test_processes.py).
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import fcntl
import itertools
import os
import sys
import threading
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import build_site, make_site, tree
from weeknotes.pipeline import build_to_disk
from weeknotes.processes import processors
from weeknotes.server import watch

pytestmark = pytest.mark.slow

ONE = "2023년 4월 3주차\nhttps://a.b/one\n하나.\n#one\n"
TWO = "2023년 4월 4주차\nhttps://a.b/two\n둘.\n#two\n"


@pytest.fixture
def one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test runner has other threads, and a process with several threads is not copied. This
    fixture hides these threads."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)


# Processes


@pytest.mark.usefixtures("one_thread")
def test_on_macos_one_process_does_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """On macOS, a copy of a process that has used system libraries may crash."""
    monkeypatch.setattr(sys, "platform", "darwin")
    assert processors() == 1


def test_beside_other_threads_one_process_does_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert processors() == 1


@pytest.mark.usefixtures("one_thread")
@pytest.mark.parametrize(("count", "expected"), [(6, 6), (None, 1)])
def test_without_affinity_all_processors_count(
    count: int | None, expected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "fork", lambda: 0, raising=False)
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: count)
    assert processors() == expected


# Files


@pytest.mark.parametrize("problem", [errno.ENOLCK, errno.ENOTSUP])
def test_a_file_system_without_locks_is_not_taken_for_another_build(
    problem: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some network file systems have no locks."""

    def flock(_file: object, _operation: int) -> None:
        raise OSError(problem, os.strerror(problem))

    monkeypatch.setattr(fcntl, "flock", flock)
    assert build_site(tmp_path, {"notes/1.txt": ONE}).published


class CaselessFiles:
    """The calls of a file system such as APFS.  Names that differ only in case or in Unicode
    normalization name the same file.  The file keeps the spelling with which it was created."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for call in ("stat", "unlink", "open"):
            monkeypatch.setattr(os, call, partial(self.one, getattr(os, call)))
        for call in ("rename", "link"):
            monkeypatch.setattr(os, call, partial(self.two, getattr(os, call)))

    def one(
        self,
        call: Any,
        path: Any,
        *more: Any,
        dir_fd: int | None = None,
        **rest: Any,
    ) -> Any:
        return call(self._found(path, dir_fd), *more, dir_fd=dir_fd, **rest)

    def two(
        self,
        call: Any,
        old: Any,
        new: Any,
        *,
        src_dir_fd: Any,
        dst_dir_fd: Any,
        **rest: Any,
    ) -> Any:
        old, there = self._found(old, src_dir_fd), self._found(new, dst_dir_fd)
        is_respelled = src_dir_fd == dst_dir_fd and old == there
        to = new if is_respelled else there
        return call(old, to, src_dir_fd=src_dir_fd, dst_dir_fd=dst_dir_fd, **rest)

    def _found(self, name: Any, folder: int | None) -> Any:
        if folder is None or not isinstance(name, str) or "/" in name:
            return name
        names = {self._folded(file): file for file in os.listdir(folder)}  # noqa: PTH208
        return names.get(self._folded(name), name)

    def _folded(self, name: str) -> str:
        return unicodedata.normalize("NFC", name).casefold()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Logo.svg", "logo.svg"),
        ("img/Logo.svg", "img/logo.svg"),
        (unicodedata.normalize("NFD", "그림.svg"), "그림.svg"),
    ],
)
def test_a_file_that_is_spelled_otherwise_stays_where_case_is_ignored(
    before: str, after: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = make_site(tmp_path, {"notes/1.txt": ONE, f"static/{before}": "<svg/>"})
    assert build_to_disk(folders).published
    (folders.site / "static" / before).rename(folders.site / "static" / after)
    CaselessFiles(monkeypatch)
    assert build_to_disk(folders).published
    public = tree(folders.output)
    assert public[after] == b"<svg/>"
    assert before not in public


# Watching


def test_what_is_saved_is_seen_without_events_of_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Folders of Windows under WSL and network file systems have no such events.  There, watchfiles
    looks at all files again and again.  This test forces watchfiles to do so."""
    monkeypatch.setenv("WATCHFILES_FORCE_POLLING", "true")
    monkeypatch.setenv("WATCHFILES_POLL_DELAY_MS", "20")
    folders = make_site(tmp_path, {"notes/1.txt": ONE})
    texts = itertools.cycle([TWO, ONE + TWO])

    async def seen() -> None:
        heard = asyncio.Event()
        watching = asyncio.create_task(watch(folders, heard.set))
        await heard.wait()  # it has begun, but may not yet have looked at the files
        heard.clear()
        async with asyncio.timeout(60):
            while not heard.is_set():
                (folders.notes / "1.txt").write_text(next(texts), "utf-8")
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(heard.wait(), 0.2)
        watching.cancel()

    with ThreadPoolExecutor(
        1
    ) as other_thread:  # which has no event loop of another test
        other_thread.submit(asyncio.run, seen()).result()
