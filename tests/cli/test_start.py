"""src/weeknotes.sh, the command that is installed, and the first moments of the program."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = f"""#!{sys.executable}
import signal, sys
print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()), sys.argv[1:])
"""
NOBODY = 65534
CAN_BLOCK = not subprocess.run(
    ["env", "--block-signal=INT", "true"], capture_output=True, check=False
).returncode


@pytest.fixture
def command(tmp_path: Path) -> Path:
    """The command, beside a program that says whether SIGINT is blocked, and its arguments."""
    folder = tmp_path / "a folder"
    folder.mkdir()
    (folder / "weeknotes-python").write_text(PROGRAM)
    (folder / "weeknotes-python").chmod(0o755)
    shutil.copy(ROOT / "src/weeknotes.sh", folder / "weeknotes")
    return folder / "weeknotes"


def printed(command: Path, **env: str) -> str:
    return subprocess.run(
        [command, "new", "a  b", "$HOME"],
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_the_command_starts_the_program_with_ctrl_c_blocked(
    command: Path, tmp_path: Path
) -> None:
    expected = f"{CAN_BLOCK} ['new', 'a  b', '$HOME']\n"
    assert printed(command) == expected
    link = tmp_path / "weeknotes"
    link.symlink_to(command)
    (tmp_path / "again").symlink_to("weeknotes")
    assert printed(link) == expected
    assert printed(tmp_path / "again") == expected


def test_the_command_works_where_env_cannot_block_signals(
    command: Path, tmp_path: Path
) -> None:
    """As on macOS and Alpine."""
    (tmp_path / "env").write_text("#!/bin/sh\necho 'illegal option' >&2\nexit 125\n")
    (tmp_path / "env").chmod(0o755)
    path = f"{tmp_path}:{os.environ['PATH']}"
    assert printed(command, PATH=path) == "False ['new', 'a  b', '$HOME']\n"


def test_the_command_works_where_no_process_can_be_started() -> None:
    """As with `ulimit -u 1`.  The limit does not hold for root."""
    is_root = os.geteuid() == 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        shutil.copy(ROOT / "src/weeknotes.sh", folder / "weeknotes")
        (folder / "weeknotes-python").write_text('#!/bin/sh\necho "$@"; exit 3\n')
        (folder / "weeknotes-python").chmod(0o755)
        run = subprocess.run(
            [folder / "weeknotes", "a  b"],
            user=NOBODY if is_root else None,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NPROC, (1, 1)),
            capture_output=True,
            text=True,
            check=False,
        )
    assert (run.returncode, run.stdout) == (3, "a  b\n")


def test_ctrl_c_that_waited_ends_the_program_without_a_word() -> None:
    def interrupt() -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        os.kill(os.getpid(), signal.SIGINT)

    run = subprocess.run(
        [sys.executable, "-m", "weeknotes", "--version"],
        preexec_fn=interrupt,
        capture_output=True,
        check=False,
    )
    assert (run.returncode, run.stdout, run.stderr) == (-signal.SIGINT, b"", b"")
