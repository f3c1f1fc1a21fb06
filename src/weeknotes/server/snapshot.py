"""What is served at one time, and what has changed since another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from weeknotes.diagnostics import Diagnostic
from weeknotes.pages.notfound import root_path
from weeknotes.server.assemble import Assembled


class Snapshot(NamedTuple):
    """The last good site, and what the last build complained of.

    `number` rises with every difference; `changed` tells for each path that ever was there the
    number at which it last differed. `root` is the path of the site on its own server, with which
    the links of 404.html begin."""

    number: int
    files: Mapping[str, bytes]
    changed: Mapping[str, int]
    diagnostics: tuple[Diagnostic, ...]
    root: str

    def since(self, number: int) -> list[str]:
        """The paths that have changed after that number."""
        return [path for path, at in self.changed.items() if at > number]


EMPTY: Final = Snapshot(0, {}, {}, (), "/")
"""Before the first build."""


def after_build(old: Snapshot, made: Assembled) -> Snapshot:
    """What is served after a build: its files where they may be published; `old` itself where
    nothing differs."""
    if not made.publishable:
        return after_failure(old, made.diagnostics)
    differ = [
        path
        for path in made.files.keys() | old.files.keys()
        if made.files.get(path) != old.files.get(path)
    ]
    if not differ and made.diagnostics == old.diagnostics:
        return old
    number = old.number + 1
    return Snapshot(
        number,
        made.files,
        {**old.changed, **dict.fromkeys(differ, number)},
        made.diagnostics,
        root_path(made.site.config),
    )


def after_failure(old: Snapshot, diagnostics: Iterable[Diagnostic]) -> Snapshot:
    """The old files, and why there are no newer ones."""
    found = tuple(diagnostics)
    return (
        old if found == old.diagnostics else old._replace(number=old.number + 1, diagnostics=found)
    )
