"""What is kept from build to build, so that only what changed is made again.  It may always be
lost: that costs time, never bytes."""

from __future__ import annotations

import marshal
from collections.abc import Mapping, Set
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, Final, NamedTuple
from zlib import crc32

from weeknotes.cache.freshness import code_mark
from weeknotes.cache.parsed_files import Kept
from weeknotes.config import folders
from weeknotes.config.folders import state_file
from weeknotes.fingerprints import Packed, pack
from weeknotes.pages import search
from weeknotes.pages.search import Index
from weeknotes.rendering.render import Parts
from weeknotes.resolving.related import Known
from weeknotes.resolving.resolved import Resolved
from weeknotes.resolving.rows import packed

_TEMPLATES: Final = Path(__file__).parents[1] / "__pycache__" / "templates.bin"
_SEAL_SIZE: Final = 16
"""Bytes of a checksum and of what stands for the program."""


class Memory(NamedTuple):
    """Of a build: when it began (nanoseconds of the file system); what stands for the settings and
    the name of the notes folder, for the settings with templates, for static files, and for the
    files that digests link to, which are `wanted`; its digests, its papers, pages (the mark of each
    by its path), the parts of long texts, the search index, the compiled templates; the site, as it
    is or packed."""

    since: int = 0
    settings: bytes = b""
    look: bytes = b""
    static: bytes = b""
    assets: bytes = b""
    wanted: Set[str] = frozenset()
    files: Mapping[str, Kept] = {}
    papers: Packed[str, Known] = Packed(pack({}))
    pages: Mapping[str, bytes] = {}
    parts: Mapping[str, Parts] = {}
    searched: Index = Index()
    templates: Mapping[str, bytes] = {}
    resolved: Resolved | bytes | None = None


def _load_templates() -> Mapping[str, bytes]:
    """The theme's templates as they were compiled last, by whatever site; they are kept beside the
    compiled modules."""
    try:
        compiled: Mapping[str, bytes] = _unsealed(_TEMPLATES)
    except (OSError, ValueError, EOFError, TypeError):
        return {}
    return compiled


def _keep_templates(compiled: Mapping[str, bytes]) -> None:
    """Keep the theme's templates for other sites."""
    if _TEMPLATES.parent.is_dir() and not compiled.keys() <= _load_templates().keys():
        data = pack(dict(compiled))
        folders.keep(_TEMPLATES, _seal(data), data)


def _seal(data: bytes | memoryview) -> bytes:
    """What tells that bytes are whole, and by which program they were written."""
    return crc32(data).to_bytes(4, "little") + code_mark()


def _unsealed(path: Path) -> Any:
    """What was packed and kept with its seal.  Raises OSError or ValueError where it is missing,
    torn, or of another program."""
    # Mapped, for to read it would take as much memory again as all that it holds.
    with (
        path.open("rb") as file,
        mmap(file.fileno(), 0, access=ACCESS_READ) as mapped,
        memoryview(mapped) as data,
        data[_SEAL_SIZE:] as packed,
    ):
        if data[:_SEAL_SIZE] != _seal(packed):
            raise ValueError
        return marshal.loads(packed)


def load(site: Path, output: Path) -> Memory:
    """What the last build of a site into a folder kept; nothing where it is missing, torn, or of
    another program."""
    try:
        unsealed = _unsealed(state_file("memory", site, output, ".bin"))
        head, wanted, files, papers, pages, parts, index, templates, resolved = unsealed
    except (OSError, ValueError, EOFError, TypeError):
        return Memory(templates=_load_templates())
    kept = {name: Kept(*row) for name, row in files.items()}
    return Memory._make(
        (
            *head,
            set(wanted),
            kept,
            Packed(papers),
            pages,
            parts,
            search.unpacked(*index),
            templates,
            resolved,
        )
    )


def save(memory: Memory, site: Path, output: Path) -> None:
    """Keep it for the next build."""
    if not (site / "templates").exists():
        _keep_templates(memory.templates)
    resolved = memory.resolved
    data = pack(
        (
            memory[:5],
            sorted(memory.wanted),
            {name: tuple(kept) for name, kept in memory.files.items()},
            memory.papers.data,
            memory.pages,
            memory.parts,
            memory.searched.packed(),
            memory.templates,
            packed(resolved) if isinstance(resolved, Resolved) else resolved,
        )
    )
    folders.keep(state_file("memory", site, output, ".bin"), _seal(data), data)


def forget(site: Path, output: Path) -> None:
    """Before a site changes: should the build be cut off, nobody knows what stands where."""
    folders.forget(state_file("memory", site, output, ".bin"))
