"""The report of `weeknotes build --profile`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import weeknotes
from tests.helpers import make_site, tree
from weeknotes.cli.profiling import profiled, report

pytestmark = pytest.mark.slow

SOURCE = Path(weeknotes.__file__).parent


def test_a_report_tells_modules_alone_and_functions_with_what_they_call() -> None:
    spent = {
        (f"{SOURCE}/pipeline.py", 31, "build_to_disk"): (1, 0.5, 4.0),
        (f"{SOURCE}/pages/papers.py", 91, "pages"): (10, 1.0, 3.5),
        (f"{SOURCE}/pages/papers.py", 163, "_paper"): (1200, 0.5, 0.5),
        ("/lib/python3/site-packages/jinja2/runtime.py", 5, "call"): (7, 1.25, 1.5),
        ("/a/theme/paper.html", 20, "block_main"): (3, 0.5, 0.5),
        ("~", 0, "<method 'join' of 'str' objects>"): (9, 0.25, 0.25),
    }
    assert report(spent).split("\n") == [
        "  seconds  share  alone, by module",
        "    1.500  37.5%  weeknotes.pages.papers",
        "    1.250  31.2%  jinja2",
        "    0.500  12.5%  weeknotes.pipeline",
        "    0.500  12.5%  templates/paper.html",
        "    0.250   6.2%  python",
        "",
        "  seconds     calls  with all that it calls, by function",
        "    4.000         1  weeknotes.pipeline.build_to_disk:31",
        "    3.500        10  weeknotes.pages.papers.pages:91",
        "    0.500     1,200  weeknotes.pages.papers._paper:163",
        "",
    ]


def test_what_was_made_is_handed_on() -> None:
    made, told = profiled(lambda: sum(range(10)))
    assert made == 45
    assert "alone, by module" in told


def test_a_build_with_a_profile_makes_the_same_site(tmp_path: Path) -> None:
    folders = make_site(
        tmp_path, {"notes/a.txt": "2023년 4월 4주차\nhttps://a.b/c\n글입니다.\n"}
    )
    command = [
        sys.executable,
        "-m",
        "weeknotes",
        "build",
        "--site",
        str(folders.site),
    ]
    subprocess.run(command, check=True, capture_output=True)
    plain = tree(folders.output)
    done = subprocess.run(
        [*command, "--profile"], check=True, capture_output=True, text=True
    )
    assert "weeknotes.pipeline.build_to_disk:" in done.stdout
    assert done.stdout.splitlines()[-1].startswith(
        "1 week, 1 paper, 0 tags: 0 files written"
    )
    assert tree(folders.output) == plain
