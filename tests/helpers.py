"""Helpers for several tests: cases from fixture files, sources from text, sites in a temporary
folder."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import NamedTuple

from hypothesis import settings
from hypothesis import strategies as st

from weeknotes.__main__ import run as run_program
from weeknotes.config.folders import Folders
from weeknotes.config.settings import Config
from weeknotes.model import Site
from weeknotes.parsing import parse
from weeknotes.parsing.parsed_file import parsed_file
from weeknotes.parsing.result import ParseResult, RawEntry
from weeknotes.pipeline import BuildResult, build_to_disk
from weeknotes.resolving import resolve
from weeknotes.sources.decoding import Source

FIXTURES = Path(__file__).parent / "fixtures"
NOTES = Path(__file__).parents[1] / "notes"
SHARED = Path(__file__).parents[2] / "shared"
CHARACTERS = st.characters(exclude_categories=["Cs"])
"""The characters of `st.text()`.  Hypothesis needs seconds, once in each clone and process, to find
the same characters by encoding each one in UTF-8."""


class Case(NamedTuple):
    """One case of a fixture file.  `line` is the line of its title."""

    file: str
    line: int
    title: str
    given: str
    expected: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.title}"


def cases(folder: str) -> list[Case]:
    """All cases below tests/fixtures/FOLDER.  A case has a title, the input and the expected
    output.  A line with only `.` ends each of these three parts."""
    found: list[Case] = []
    for file in sorted((FIXTURES / folder).iterdir()):
        lines = file.read_text("utf-8").split("\n")
        at = 0
        while at < len(lines):
            if not lines[at].strip():
                at += 1
                continue
            title, start = lines[at], at + 1
            first = lines.index(".", at + 1)
            second = lines.index(".", first + 1)
            third = lines.index(".", second + 1)
            found.append(
                Case(
                    file.name,
                    start,
                    title,
                    "\n".join(lines[first + 1 : second]),
                    "\n".join(lines[second + 1 : third]),
                )
            )
            at = third + 1
    return found


@cache
def syntax_tree(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text("utf-8"))


@cache
def syntax_nodes(path: Path) -> Sequence[ast.AST]:
    """All nodes of the syntax tree of a Python file."""
    return tuple(ast.walk(syntax_tree(path)))


def examples(number: int) -> settings:
    """The number of examples of a property test: a hundredth of `number` for each example that a
    test has by default.  So `make fast` has fewer."""
    return settings(max_examples=max(1, number * settings().max_examples // 100))


def source(text: str, name: str = "2023-04-w4.txt") -> Source:
    """A digest with this text."""
    data = text.encode()
    return Source(name, name, data, text)


def read(text: str, name: str = "2023-04-w4.txt") -> ParseResult:
    """The parse result of this text."""
    return parse(source(text, name))


def entries(text: str) -> list[RawEntry]:
    """The entries of a week with this text below its heading."""
    return [
        entry
        for week in read("2023년 4월 4주차\n" + text).weeks
        for entry in week.entries
    ]


def resolved(results: Sequence[ParseResult], config: Config) -> Site:
    """The site of these parse results."""
    return resolve([parsed_file(result) for result in results], config, {}).site


def make_site(folder: Path, files: Mapping[str, str | bytes]) -> Folders:
    """Create the folder of a site with these files."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (folder / "notes").mkdir(parents=True, exist_ok=True)
    return Folders(folder, folder / "notes", folder / "site", "notes")


def build_site(
    folder: Path, files: Mapping[str, str | bytes], *, keep_going: bool = False
) -> BuildResult:
    """Build a site from these files."""
    return build_to_disk(make_site(folder, files), keep_going=keep_going)


def tree(folder: Path) -> dict[str, bytes]:
    """The bytes of all files below a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def run(
    *arguments: str | Path, cwd: Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run `weeknotes` in a process, as a user does.  Without `environment`, the process is a copy
    of this process, so modules and templates need not be loaded again."""
    command = [sys.executable, "-m", "weeknotes", *map(str, arguments)]
    # On macOS, threads make copies of a process unsafe.
    if not environment and sys.platform != "darwin":
        return _run_copy(command, cwd)
    env = os.environ | {"PYTHONPATH": os.environ.get("PYTHONPATH", "")} | environment
    return subprocess.run(
        command,
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def _run_copy(command: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    with TemporaryFile() as output, TemporaryFile() as errors:
        child = os.fork()
        if child == 0:
            try:
                os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
                os.dup2(output.fileno(), 1)
                os.dup2(errors.fileno(), 2)
                os.chdir(cwd)
                sys.argv = command[2:]
                run_program()
            finally:
                os._exit(70)  # the program ends by itself
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        told = []
        for stream in (output, errors):
            stream.seek(0)
            told.append(stream.read().decode())
    return subprocess.CompletedProcess(command, code, *told)
