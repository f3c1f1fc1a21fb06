"""Kill a build while it works: no process is left, and the next build makes the whole site.

    python -m tests.faults.kill [MOMENTS]

Only the main process is killed (SIGKILL), at moments spread over its time (100).  Its workers must
end within two seconds.  Needs Linux.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from tests.helpers import tree

DIGEST = "2024년 {} 1주차\n" + "".join(
    f"https://arxiv.org/abs/24{{:02}}.{number:05}\nTitle {number} of {{}} (Ann Bee)\n글.\n#t{number}\n"
    for number in range(12)
)
PATIENCE = 2.0
"""Seconds."""


def make_notes(site: Path) -> None:
    """A site that is large enough for several processes."""
    (site / "notes").mkdir(parents=True)
    for month in range(1, 13):
        text = DIGEST.replace("{} 1주차", f"{month}월 1주차").replace(
            "{:02}", f"{month:02}"
        )
        (site / "notes" / f"{month}.txt").write_text(
            text.replace("{}", str(month)), "utf-8"
        )


def command(site: Path, *more: str) -> subprocess.Popen[bytes]:
    program = [
        sys.executable,
        "-m",
        "weeknotes",
        "build",
        "--jobs",
        "2",
        "--site",
        str(site),
        *more,
    ]
    return subprocess.Popen(
        program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def left(site: Path) -> list[int]:
    """The processes of builds of this site that are running."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if (
                entry.name.isdigit()
                and os.fsencode(site) in (entry / "cmdline").read_bytes()
            ):
                is_zombie = ") Z" in (entry / "stat").read_text()
                found += [] if is_zombie else [int(entry.name)]
        except OSError:  # it has ended
            continue
    return found


def killed(site: Path, moments: int, seed: int = 0) -> list[str]:
    """What went wrong when builds of a site were killed."""
    make_notes(site)
    start = time.monotonic()
    assert command(site).wait() == 0
    duration = time.monotonic() - start
    whole = tree(site / "site")
    random, problems = Random(seed), []
    for moment in range(moments):
        build = command(site, "--clean")
        with_delay = duration * (moment + random.random()) / moments
        try:
            build.wait(with_delay)
        except subprocess.TimeoutExpired:
            build.send_signal(signal.SIGKILL)
        build.wait()
        end = time.monotonic() + PATIENCE
        while (processes := left(site)) and time.monotonic() < end:
            pass
        what = f"killed after {with_delay:.3f} s"
        if processes:
            problems.append(f"{what}: {len(processes)} processes are left")
        if command(site).wait() != 0:
            problems.append(f"{what}: the next build fails")
        if tree(site / "site") != whole:
            problems.append(f"{what}: the site is not whole")
    return problems


def main() -> int:
    moments = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory() as folder:
        problems = killed(Path(folder) / "site", moments)
    print(
        *problems,
        f"{moments} builds were killed, {len(problems)} problems",
        sep="\n",
    )
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
