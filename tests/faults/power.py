"""Cut the power while a site is built, and look at what is on the disk.

    sudo python -m tests.faults.power [MOMENTS]

The site is on its own file system (ext4, in a file).  At moments during builds and after them (20),
the file is copied, as if the power were cut.  In the copy, every published file must be complete: a
build must have written exactly these bytes.  Needs Linux, root, and a loop device.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random

from tests.faults.kill import command, make_notes
from tests.helpers import tree


@contextmanager
def mounted(image: Path, folder: Path) -> Iterator[None]:
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", "-o", "loop", str(image), str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def torn(image: Path, folder: Path, known: dict[str, set[bytes]]) -> list[str]:
    """The published files in a copy of the image whose bytes no build has written."""
    with mounted(image, folder):
        found = tree(folder / "site" / "site")
        return [
            path
            for path, data in found.items()
            if data not in known.get(path, set())
        ]


def cut(work: Path, moments: int) -> list[str]:
    image, disk, copy = work / "disk", work / "mounted", work / "copy"
    subprocess.run(["truncate", "-s", "200M", str(image)], check=True)
    subprocess.run(["mkfs.ext4", "-q", str(image)], check=True)
    random, problems = Random(0), []
    with mounted(image, disk):
        site = disk / "site"
        make_notes(site)
        known: dict[str, set[bytes]] = {}

        def remember() -> None:
            for path, data in tree(site / "site").items():
                known.setdefault(path, set()).add(data)

        duration = 0.0
        for moment in range(moments):
            (site / "weeknotes.yml").write_text(f"title: t{moment}\n")
            start = time.monotonic()
            build = command(site)
            with suppress(subprocess.TimeoutExpired):
                # During a build, or, every fourth time, just after it.
                build.wait(random.random() * duration if moment % 4 else None)
            duration = max(duration, time.monotonic() - start)
            subprocess.run(
                ["cp", "--sparse=always", str(image), str(copy)], check=True
            )
            build.wait()
            remember()
            problems += [
                f"moment {moment}: {path}"
                for path in torn(copy, work / "look", known)
            ]
    return problems


def main() -> int:
    moments = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    if os.geteuid():
        print("this needs root")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        problems = cut(Path(folder), moments)
    print(
        *problems, f"{moments} cuts, {len(problems)} empty or torn files", sep="\n"
    )
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
