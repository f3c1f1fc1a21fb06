"""What is kept from build to build, so that only what changed is made again.  It may always be lost: that costs time, never bytes."""

from __future__ import annotations

import hashlib
import marshal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

from weeknotes.drafting import Kept
from weeknotes.marks import mark_of, pack
from weeknotes.model import Related
from weeknotes.output import STATE_FOLDER, state_name
from weeknotes.render import Parts
from weeknotes.resolve.related import Features, Known

_FORMAT: Final = 1


class Memory(NamedTuple):
    """Of a build: when it began (nanoseconds of the file system), what stands for the settings and for settings and templates; its files,
    papers, pages (the mark of each by its path), the parts of long texts, what stands for the search index and the paths of its files."""

    since: int = 0
    settings: bytes = b""
    look: bytes = b""
    files: Mapping[str, Kept] = {}
    papers: Mapping[str, Known] = {}
    pages: Mapping[str, bytes] = {}
    parts: Mapping[str, Parts] = {}
    search: tuple[bytes, tuple[str, ...]] = (b"", ())


def code_mark() -> bytes:
    """What stands for this program, its libraries and Python: another one of these may make other bytes of the same notes."""
    package = Path(__file__).parent
    files = sorted((file.as_posix(), (told := file.stat()).st_size, told.st_mtime_ns) for file in package.rglob("*.py"))
    # Where libraries are installed, their folder changes with every one of them.
    folders = [Path(folder) for folder in sys.path if folder.endswith("-packages")]
    libraries = [(folder.as_posix(), folder.stat().st_mtime_ns) for folder in folders if folder.is_dir()]
    return mark_of(_FORMAT, sys.version, tuple(files), tuple(libraries))


def load(site: Path, output: Path) -> Memory:
    """What the last build of a site into a folder kept; nothing where it is missing, torn, or of another program."""
    try:
        data = _path(site, output).read_bytes()
        digest, code, rest = data[:16], data[16:28], data[28:]
        if code != code_mark() or digest != hashlib.blake2b(data[16:], digest_size=16).digest():
            return Memory()
        since, settings, look, files, papers, *others = marshal.loads(rest)
    except (OSError, ValueError, EOFError, TypeError):
        return Memory()
    known = {
        key: Known(mark, Features(*features), links, tuple(map(Related._make, related)))
        for key, (mark, features, links, related) in papers.items()
    }
    return Memory(since, settings, look, {name: Kept(*kept) for name, kept in files.items()}, known, *others)


def save(memory: Memory, site: Path, output: Path) -> None:
    """Keep it for the next build."""
    files = {name: tuple(kept) for name, kept in memory.files.items()}
    papers = {key: (k.mark, tuple(k.features), k.links, tuple(map(tuple, k.related))) for key, k in memory.papers.items()}
    data = code_mark() + pack((*memory[:3], files, papers, *memory[5:]))
    path = _path(site, output)
    beside = path.with_suffix(".new")
    beside.write_bytes(hashlib.blake2b(data, digest_size=16).digest() + data)
    beside.replace(path)


def forget(site: Path, output: Path) -> None:
    """Before a site changes: should the build be cut off, nobody knows what stands where."""
    _path(site, output).unlink(missing_ok=True)


def _path(site: Path, output: Path) -> Path:
    return site / STATE_FOLDER / state_name("memory", site, output, ".bin")
