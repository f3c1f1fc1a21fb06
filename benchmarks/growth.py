"""Measure how the time of each step grows with its input: CPU seconds at n, 2n and 4n bytes, for
constructs in each field that make careless regular expressions slow.

    python -m benchmarks.growth [BYTES] [FIELD…]

With linear growth, each column is twice the previous one.  A row that more than triples twice is
marked.  Only marked rows are printed; `-a` prints all rows."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.hostile.constructs import CONSTRUCTS, FIELDS, made

from weeknotes.cli.check import check_notes, fixes
from weeknotes.config.folders import Folders
from weeknotes.lint.report import to_github, to_json
from weeknotes.parsing import parse
from weeknotes.parsing.dump import to_json as dumped
from weeknotes.parsing.explain import explain
from weeknotes.pipeline import build_to_disk
from weeknotes.sources.decoding import Source
from weeknotes.text.weeks import WeekRule


def seconds(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def steps(text: str, folder: Path) -> dict[str, float]:
    """The CPU seconds of each step for a digest."""
    (folder / "notes").mkdir(exist_ok=True)
    (folder / "weeknotes.yml").write_text("base_url: https://a.b/\n", "utf-8")
    (folder / "notes" / "a.txt").write_bytes(text.encode())
    folders = Folders(folder, folder / "notes", folder / "site", "notes")
    source = Source("a.txt", "a.txt", text.encode(), text)
    reading = parse(source)
    _, found = check_notes(folders)
    return {
        "parse": seconds(lambda: parse(source)),
        "explain": seconds(lambda: explain(source, reading)),
        "dump": seconds(lambda: dumped([reading], WeekRule.SUNDAY)),
        "check": seconds(lambda: check_notes(folders)),
        "report": seconds(
            lambda: (list(map(str, found)), to_json(found), to_github(found))
        ),
        "mend": seconds(lambda: list(fixes(folders))),
        "build": seconds(lambda: build_to_disk(folders, keep_going=True)),
    }


def main() -> None:
    arguments = [argument for argument in sys.argv[1:] if argument != "-a"]
    size = int(arguments[0]) if arguments else 20_000
    print(
        f"seconds at {size:,}, {2 * size:,} and {4 * size:,} bytes; MB/s at the last"
    )
    for field in arguments[1:] or FIELDS:
        for construct in CONSTRUCTS:
            with tempfile.TemporaryDirectory() as folder:
                times = [
                    steps(FIELDS[field](made(construct, n * size)), Path(folder))
                    for n in (1, 2, 4)
                ]
            for step in times[0]:
                a, b, c = (one[step] for one in times)
                grows = c > 0.2 and b > 3 * a and c > 3 * b
                if grows or "-a" in sys.argv:
                    times_of_step = (
                        f"{a:7.3f} {b:7.3f} {c:7.3f} {4 * size / 1e6 / c:7.2f}"
                    )
                    mark = "  grows" if grows else ""
                    print(
                        f"{field:12} {construct:28} {step:8} {times_of_step}{mark}",
                        flush=True,
                    )


if __name__ == "__main__":
    main()
