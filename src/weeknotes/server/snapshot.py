"""What is served at one time, and what has changed since another."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from weeknotes.diagnostics import Diagnostic
from weeknotes.server.live_site import LiveSite, SiteFiles


class Snapshot(NamedTuple):
    """The last good site, and the diagnostics of the last one.

    `number` rises with every difference; `changed` tells for each file that pages load besides
    themselves the number at which it last differed.  `root` is the path of the site on its own
    server, with which the links of 404.html begin.
    """

    number: int
    files: SiteFiles
    changeable: Mapping[str, str]
    changed: Mapping[str, int]
    diagnostics: tuple[Diagnostic, ...]
    root: str

    def since(self, number: int) -> list[str]:
        """The files that have changed after that number."""
        return [path for path, at in self.changed.items() if at > number]


EMPTY = Snapshot(0, {}, {}, {}, (), "/")
"""Before the site is loaded for the first time."""


def after_load(old: Snapshot, live: LiveSite) -> Snapshot:
    """What is served after a save: the new site where it may be published."""
    if not live.publishable:
        return after_failure(old, live.diagnostics)
    if live.files is old.files and live.diagnostics == old.diagnostics:
        return old
    before, after = old.changeable, live.changeable
    differ = [path for path in after.keys() | before.keys() if before.get(path) != after.get(path)]
    number = old.number + 1
    changed = {**old.changed, **dict.fromkeys(differ, number)}
    return Snapshot(number, live.files, after, changed, live.diagnostics, live.root)


def after_failure(old: Snapshot, diagnostics: Iterable[Diagnostic]) -> Snapshot:
    """The old site, and why there is no newer one."""
    found = tuple(diagnostics)
    same = found == old.diagnostics
    return old if same else old._replace(number=old.number + 1, diagnostics=found)
