"""Gather the redirects from old paths.  These are the default paths of aliases and of pages with a
name from the settings, and the redirects that the settings list."""

import re
from collections.abc import Iterator, Mapping

from weeknotes.config.settings import Config
from weeknotes.diagnostics import Diagnostic, Severity
from weeknotes.model import Redirect
from weeknotes.resolving.aliases import Aliases, led_on, named_key
from weeknotes.text.messages import Message, msg
from weeknotes.urls import NAMED, derived_name, href, named_path

_PATH = re.compile(r"(?:[^/\\\x00-\x1f]+/)*[^/\\\x00-\x1f]+\.html")


def gather_redirects(
    config: Config,
    aliases: Aliases,
    pages: Mapping[str, str],
    found: list[Diagnostic],
) -> tuple[Redirect, ...]:
    """All redirects, sorted by path.  `pages` are the paths of all pages by key (`arxiv:…`,
    `tag:…`, `author:…`, `week:…`).  The path of a page is never a redirect.  If a path has several
    redirects, the one listed in the settings is used."""
    taken = {path.casefold() for path in pages.values()}
    by_path: dict[str, str] = {}
    for path, target in (
        *_listed(config, pages, found),
        *_of_aliases(aliases, pages),
        *_of_chosen(config, pages),
    ):
        if path.casefold() not in taken:
            taken.add(path.casefold())
            by_path[path] = href(target)
    return tuple(Redirect(path, by_path[path]) for path in sorted(by_path))


def _of_aliases(
    aliases: Aliases, pages: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """For each alias, the path that a page of this alias would have, and the page of its target."""
    for mapping, (prefix, folder) in zip(aliases[:3], NAMED, strict=True):
        for name, target in mapping.items():
            if page := pages.get(prefix + target):
                yield named_path(folder, derived_name(prefix + name)), page


def _of_chosen(
    config: Config, pages: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """The default path of each page that has a name from the settings, and that page."""
    for key in config.paths:
        if page := pages.get(key):
            yield f"{page.partition('/')[0]}/{derived_name(key)}.html", page


def _listed(
    config: Config, pages: Mapping[str, str], found: list[Diagnostic]
) -> Iterator[tuple[str, str]]:
    """(old path, page) of each redirect that the settings list.  The target in the settings is a
    path, a key, or the old path of another redirect."""
    paths = set(pages.values())
    ends = led_on(
        {
            path: target
            for path, target in config.redirects.items()
            if not _page(path, pages, paths)
        }
    )
    for path, target in config.redirects.items():
        page = _page(ends.get(path, ""), pages, paths)
        if fault := _fault(path, target, path in paths, page):
            key = ("redirects", path)
            found.append(
                config.diagnostic("broken-redirect", Severity.WARNING, key, *fault)
            )
        elif page:
            yield path, page


def _fault(
    path: str, target: str, exists: bool, page: str | None
) -> tuple[Message, Message] | None:
    """Why a path cannot lead to a page, and what to do."""
    if not _PATH.fullmatch(path) or {".", ".."} & set(path.split("/")):
        message = msg(
            "`redirects: {path}: {target}`: {path} cannot be the path of a page",
            path=path,
            target=target,
        )
        hint = msg("write the old path from the site's root: `papers/old-name.html`")
    elif exists:
        message = msg(
            "`redirects: {path}: {target}`: the site has a page {path}, so it is not redirected",
            path=path,
            target=target,
        )
        hint = msg("delete the line")
    elif not page:
        message = msg(
            "`redirects: {path}: {target}`: there is no page {target}",
            path=path,
            target=target,
        )
        hint = msg(
            "write the path of a page such as `tags/llm.html`, or a key such as"
            " `arxiv:2304.07880` or `tag:llm`"
        )
    else:
        return None
    return message, hint


def _page(target: str, pages: Mapping[str, str], paths: set[str]) -> str | None:
    """The page with a path or a key, if any."""
    return (
        target
        if target in paths
        else pages.get(target) or pages.get(named_key(target))
    )
