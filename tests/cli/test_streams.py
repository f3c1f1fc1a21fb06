"""The program with unusual streams and folders: the exit code is right, and there is no
traceback."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers import make_site

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/dev/full").exists(), reason="without /dev/full"),
]
DIGEST = "2023년 4월 3주차\nhttps://a.b/one\n하나. [[없는 것]]\n#one\n"
PROGRAM = f"{sys.executable} -m weeknotes"


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command; `weeknotes` in it is the program."""
    script = f'weeknotes() {{ {PROGRAM} "$@"; }}\n{command}'
    done = subprocess.run(
        ["sh", "-c", script], cwd=folder, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stdout + done.stderr
    return done


@pytest.fixture
def site(tmp_path: Path) -> Path:
    make_site(tmp_path, {"notes/1.txt": DIGEST})
    return tmp_path


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("weeknotes build >&-", 0),
        ("weeknotes build >/dev/full", 0),
        ("weeknotes build 2>/dev/full", 0),
        ("weeknotes build >&- 2>&-", 0),
        ("weeknotes init --yes x >&-", 0),
        ("weeknotes init --yes x <&-", 0),
        ("weeknotes theme eject templates/base.html >&-", 0),
        (
            "echo '@misc{a, title={B C}, url={https://a.b/c}}' >l.bib; weeknotes import l.bib >&-",
            0,
        ),
        ("weeknotes check >&-", 1),
        ("weeknotes parse notes >/dev/full", 1),
        ("weeknotes export --format json >/dev/full", 1),
        ("{ weeknotes check --strict; echo $? >code; } | true; exit $(cat code)", 1),
        ("{ weeknotes parse notes; echo $? >code; } | true; exit $(cat code)", 0),
    ],
)
def test_the_exit_code_tells_whether_the_work_is_done(
    command: str, code: int, site: Path
) -> None:
    assert shell(command, site).returncode == code


@pytest.mark.parametrize("name", ["-", "/dev/stdout", "/dev/fd/1"])
def test_an_export_goes_to_standard_output(name: str, site: Path) -> None:
    want = shell("weeknotes export --format json", site).stdout
    assert (
        shell(f"weeknotes export --format json --output {name}", site).stdout == want
    )
    assert want.startswith("{")
    assert not (site / "-").exists()


def test_no_control_character_reaches_a_terminal(site: Path) -> None:
    (site / "notes/2.txt").write_text(
        DIGEST.replace("하나.", "\x1b[31m하나.\x9b\x07   ")
    )
    odd = "$(printf '\\033[31m')"
    for command in (
        "check",
        "check --diff",
        "parse notes",
        f"build --output {odd}",
        odd,
    ):
        done = shell(f"weeknotes {command}", site)
        assert not re.search(
            "[\x00-\x08\x0b-\x1f\x7f-\x9f]", done.stdout + done.stderr
        ), command


@pytest.mark.parametrize("command", ["build", "check", "new", "serve --port 0"])
def test_a_folder_that_is_gone_is_one_line(command: str, site: Path) -> None:
    done = shell(f"mkdir gone; cd gone; rmdir ../gone; weeknotes {command}", site)
    assert done.returncode == 1
    assert done.stderr


def test_links_in_circles_are_named(site: Path) -> None:
    (site / "round").symlink_to("round")
    (site / "templates").symlink_to("templates")
    for output in ("round", "round/inner"):
        done = shell(f"weeknotes build --output {output}", site)
        assert (done.returncode, "round" in done.stderr) == (1, True)
