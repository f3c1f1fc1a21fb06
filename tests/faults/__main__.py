"""Let each system call fail in turn, and check whether anything is lost.

    python -m tests.faults [--most N] [--only REGEX] [--seed N] [--samples N]

Each trial runs a command on a site of three entries, in its own process, and lets one call fail:
the N-th open, write, rename, unlink, mkdir, fsync or link, with EIO, ENOSPC or EACCES.  The
commands are a first build, a build after changes, `check --fix`, `export` and `new`.  After the
failure, the site must be the old one or the new one.  Each digest and the exported file must be
whole, and the exit code must be right.  Then the same command without a failure must complete its
work and leave no other files.  The first N calls are tried (40), then samples.

Needs Linux and gcc.  The exit code is 1 if a trial failed.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import errno
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

from weeknotes.cli import main as weeknotes

CALLS: Final = ("open", "write", "rename", "unlink", "mkdir", "fsync", "link")
ERRORS: Final = (errno.EIO, errno.ENOSPC, errno.EACCES)
MOST: Final = 40
SAMPLES: Final = 10

ONE: Final = "2024년 1월 2주차\nhttps://arxiv.org/abs/2401.00001\nOne Title (Ann Bee)\n하나.   \n#llm\n"
TWO: Final = "2024년 1월 3주차\nhttps://arxiv.org/abs/2401.00002\nTwo Title (Cho Dae)\n둘.\n#rag\n"
THREE: Final = "2024년 1월 4주차\nhttps://arxiv.org/abs/2401.00003\nThree (Eve Fox)\n셋.   \n#new\n"
SETTINGS: Final = "title: t\nbase_url: https://example.org/\n"

Tree = Mapping[str, bytes]


class Scenario(NamedTuple):
    """A command, and a function that changes the built site before the command runs."""

    name: str
    arguments: Sequence[str]
    prepare: Callable[[Path], object]


def first(site: Path) -> None:
    for folder in ("site", ".weeknotes"):
        shutil.rmtree(site / folder)


def changed(site: Path) -> None:
    (site / "notes/2.txt").unlink()
    (site / "notes/4.txt").write_text(
        TWO.replace("2주차", "5주차").replace("00002", "00004")
    )
    (site / "notes/1.txt").write_text(ONE.replace("하나", "고친 하나"))
    (site / "weeknotes.yml").write_text(SETTINGS.replace("title: t", "title: u"))


def exported(site: Path) -> None:
    (site / "out.json").write_text("old")


SCENARIOS: Final = (
    Scenario("first build", ["build", "--jobs", "1"], first),
    Scenario("build after changes", ["build", "--jobs", "1"], changed),
    Scenario("check --fix", ["check", "--fix"], lambda _: None),
    Scenario(
        "export", ["export", "--format", "json", "--output", "out.json"], exported
    ),
    Scenario("new", ["new", "--date", "2024-03-06"], lambda _: None),
)


class Trial(NamedTuple):
    """The call with this number fails with this error."""

    scenario: Scenario
    call: str
    number: int
    error: int

    def __str__(self) -> str:
        error = errno.errorcode[self.error]
        return f"{self.scenario.name}: {self.call} {self.number} fails with {error}"


class Bench:
    """A folder with sites, in a process that has loaded the shim."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shim = ctypes.CDLL(os.environ["LD_PRELOAD"])
        self.base = folder / "base"
        (self.base / "notes").mkdir(parents=True)
        for name, text in (("1", ONE), ("2", TWO), ("3", THREE)):
            (self.base / "notes" / f"{name}.txt").write_text(text)
        (self.base / "weeknotes.yml").write_text(SETTINGS)
        # In this process, so that its copies need not load the libraries.
        with contextlib.chdir(self.base), contextlib.redirect_stdout(io.StringIO()):
            assert weeknotes(["build", "--jobs", "1"]) == 0

    def site(self, scenario: Scenario) -> Path:
        """A copy of the site, always at the same place."""
        site = self.folder / "site"
        shutil.rmtree(site, ignore_errors=True)
        subprocess.run(["cp", "-a", self.base, site], check=True)
        scenario.prepare(site)
        return site

    def armed(self, site: Path, trial: Trial) -> tuple[int, int]:
        """(exit code, number of calls) of the command in which a call fails."""
        read, write = os.pipe()

        def arm() -> None:
            call = CALLS.index(trial.call) + 1
            self.shim.arm(call, trial.number, trial.error, os.fsencode(site))

        def tell() -> None:
            calls = self.shim.counted()
            self.shim.arm(0, 0, 0, b"/")
            os.write(write, str(calls).encode())

        code = run(site, trial.scenario.arguments, arm, tell)
        os.close(write)
        with os.fdopen(read) as calls:
            return code, int(calls.read() or 0)

    def trials(self, most: int, random: Random) -> Iterator[Trial]:
        for scenario in SCENARIOS:
            for call in CALLS:
                site = self.site(scenario)
                _, count = self.armed(site, Trial(scenario, call, 0, 0))
                numbers = [*range(1, min(count, most) + 1)]
                later = range(most + 1, count + 1)
                numbers += sorted(random.sample(later, min(SAMPLES, len(later))))
                for number in numbers:
                    for error in ERRORS:
                        yield Trial(scenario, call, number, error)

    def problem(self, trial: Trial, old: Tree, new: Tree) -> str:
        """What a trial did wrong; empty if nothing."""
        site = self.site(trial.scenario)
        code, _ = self.armed(site, trial)
        now = public(site)
        if code not in (0, 1):
            return f"exit code {code}"
        if code == 0 and now != new:
            return f"says that it is done, but {differ(now, new)}"
        if problem := mixed(now, old, new):
            return problem
        if run(site, trial.scenario.arguments) not in (0, 1):
            return "the next run fails"
        if public(site) != new:
            return f"the next run does not heal it: {differ(public(site), new)}"
        left = [
            path.name
            for path in site.rglob("*")
            if path.name.startswith(".weeknotes-new")
        ]
        return f"left behind: {left}" if left else ""


def run(
    site: Path,
    arguments: Sequence[str],
    before: Callable[[], object] = lambda: None,
    after: Callable[[], object] = lambda: None,
) -> int:
    """The exit code of a command in a process of its own."""
    process = os.fork()
    if process:
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    code = 99
    try:
        os.chdir(site)
        with Path(os.devnull).open("w") as nowhere:
            sys.stdout = sys.stderr = nowhere
            before()
            code = weeknotes(arguments)
        after()
    except BaseException:
        after()
        sys.stderr = sys.__stderr__
        import traceback

        traceback.print_exc()
    finally:
        os._exit(code)


def public(site: Path) -> Tree:
    """The files that matter to a user: digests, the site, the exported file."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
        and not path.name.startswith(".weeknotes-new")
        and ".weeknotes" not in path.relative_to(site).parts
    }


def mixed(now: Tree, old: Tree, new: Tree) -> str:
    """Whether the site is neither the old nor the new one, or another file is not whole."""
    pages = [
        {p: d for p, d in tree.items() if p.startswith("site/")}
        for tree in (now, old, new)
    ]
    if pages[0] not in pages[1:]:
        return f"neither the old nor the new site: {differ(pages[0], pages[1])}"
    torn = [
        path
        for path in old.keys() | new.keys()
        if not path.startswith("site/")
        and now.get(path) not in (old.get(path), new.get(path))
    ]
    return f"not whole: {torn}" if torn else ""


def differ(one: Tree, other: Tree) -> str:
    paths = sorted(
        path
        for path in one.keys() | other.keys()
        if one.get(path) != other.get(path)
    )
    return f"{len(paths)} files differ, such as {paths[:3]}"


def preloaded(folder: Path) -> Path | None:
    """The compiled shim; None if it cannot be compiled."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if not compiler or sys.platform != "linux":
        return None
    shim = folder / "shim.so"
    source = Path(__file__).with_name("shim.c")
    options = ["-shared", "-fPIC", "-O1", "-w", "-o", str(shim), str(source), "-ldl"]
    command = [compiler, *options]
    return (
        shim
        if subprocess.run(command, capture_output=True, check=False).returncode == 0
        else None
    )


def sampled(samples: int, random: Random) -> Iterator[Trial]:
    """Some trials, without counting the calls first.  In some of them no call fails."""
    for _ in range(samples):
        scenario, call = random.choice(SCENARIOS), random.choice(CALLS)
        yield Trial(scenario, call, random.randint(1, 12), random.choice(ERRORS))


def failures(most: int, only: str, seed: int, samples: int) -> int:
    """Run the trials in this process, which has loaded the shim.  Prints what failed, and how many
    were tried.  `samples` is their number; 0 is all."""
    random = Random(seed)
    tried = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        every = sampled(samples, random) if samples else bench.trials(most, random)
        trials = [trial for trial in every if re.search(only, str(trial))]
        outcomes: dict[str, tuple[Tree, Tree]] = {}
        for trial in trials:
            if trial.scenario.name not in outcomes:
                site = bench.site(trial.scenario)
                old = public(site)
                run(site, trial.scenario.arguments)
                outcomes[trial.scenario.name] = old, public(site)
            tried += 1
            problem = bench.problem(trial, *outcomes[trial.scenario.name])
            if problem:
                failed += 1
                print(f"{trial}: {problem}", flush=True)
    print(f"{tried} tried, {failed} failed")
    return 1 if failed or not tried else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=MOST)
    parser.add_argument("--only", default="")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--samples", type=int, default=0)
    options = parser.parse_args()
    if "shim.so" in os.environ.get("LD_PRELOAD", ""):
        return failures(options.most, options.only, options.seed, options.samples)
    with tempfile.TemporaryDirectory() as folder:
        shim = preloaded(Path(folder))
        if shim is None:
            print("this needs Linux and gcc")
            return 2
        environment = {**os.environ, "LD_PRELOAD": str(shim)}
        command = [sys.executable, "-m", "tests.faults", *sys.argv[1:]]
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
