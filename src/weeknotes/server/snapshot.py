"""Snapshots: what is served at one time, and what changed between two snapshots."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from weeknotes.diagnostics import Diagnostic
from weeknotes.i18n import DEFAULT_LANGUAGE
from weeknotes.server.live_site import LiveSite, SiteFiles


class Snapshot(NamedTuple):
    """The last site without errors, and the diagnostics of the last load.  `number` increases with
    each change.  `changed` has, for each changeable file, the number of the snapshot in which it
    last changed.  `root` is the path of the site on its public server.  The links in 404.html begin
    with it.  `language` is the language of the messages."""

    number: int
    files: SiteFiles
    changeable: Mapping[str, str]
    changed: Mapping[str, int]
    diagnostics: tuple[Diagnostic, ...]
    root: str
    language: str = DEFAULT_LANGUAGE

    def since(self, number: int) -> list[str]:
        """The files that changed after the snapshot with this number."""
        return [path for path, at in self.changed.items() if at > number]


EMPTY = Snapshot(0, {}, {}, {}, (), "/")
"""The snapshot before the site is first loaded."""


def after_load(old: Snapshot, live: LiveSite) -> Snapshot:
    """The snapshot after a load.  The snapshot has the new site if this is publishable, else the
    old one."""
    language = live.language or old.language
    if not live.publishable:
        return after_failure(old, live.diagnostics, language)
    if live.files is old.files and live.diagnostics == old.diagnostics:
        return old
    before, after = old.changeable, live.changeable
    differ = [
        path
        for path in after.keys() | before.keys()
        if before.get(path) != after.get(path)
    ]
    number = old.number + 1
    changed = {**old.changed, **dict.fromkeys(differ, number)}
    return Snapshot(
        number, live.files, after, changed, live.diagnostics, live.root, language
    )


def after_failure(
    old: Snapshot, diagnostics: Iterable[Diagnostic], language: str
) -> Snapshot:
    """The snapshot with the old site and the diagnostics of the failed load."""
    new = old._replace(diagnostics=tuple(diagnostics), language=language)
    return old if new == old else new._replace(number=old.number + 1)
