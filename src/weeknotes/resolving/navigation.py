"""The links of the settings: the navigation (`nav`), and pages of the writer on other sites
(`links`)."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from weeknotes.config.links import has_html, web_address
from weeknotes.config.settings import SECTIONS, Config
from weeknotes.diagnostics import Diagnostic, Severity
from weeknotes.resolving.aliases import named_key
from weeknotes.sources.listing import PAGES_FOLDER
from weeknotes.text.messages import Message, msg, nearest
from weeknotes.urls import PATHS, ascii_url, href

LONGEST_LABEL = 40
"""In characters."""
_NO_TARGETS = ("not_found", "sitemap", "robots", "library")
_PAGE = re.compile(
    r"(?:(?:tag|author|week):.+|(?!(?:.*/)?\.\.?(?:/|$))[^/\\:][^\\:]*)"
)
"""Matches what may be the path or the key of a page that does not exist, such as a draft."""


def general_pages(config: Config) -> dict[str, str]:
    """The paths of the pages that exist once, by their names: `weeks`, `search`."""
    return {
        name: path
        for name, path in PATHS._asdict().items()
        if name not in _NO_TARGETS and _has_section_of(name, config)
    }


def _has_section_of(name: str, config: Config) -> bool:
    """Whether the site has the section that a page belongs to, if it belongs to one."""
    is_feed = name in ("subscribe", "opml") or name.startswith(
        ("weeks_", "entries_")
    )
    section = "feeds" if is_feed else name
    return section not in SECTIONS or config.has(section)


def with_links(
    config: Config, pages: Mapping[str, str], found: list[Diagnostic]
) -> Config:
    """The settings with targets of links in place of the typed text: paths from the root of the
    site, encoded, or addresses.  `pages` are all pages by key."""
    if not config.nav and not config.links:
        return config
    general = general_pages(config)
    paths = {**pages, **general}
    known = {path: path for path in paths.values()} | paths
    near = [*general, *general.values()]
    near += [
        path for key, path in pages.items() if key.startswith(f"{PAGES_FOLDER}/")
    ]
    near += [key for key in pages if key.startswith("tag:")]

    def target(typed: str) -> str | None:
        path = known.get(typed) or pages.get(named_key(typed))
        return href(path) if path else _address(typed)

    nav = _links(config, "nav", target, near, found)
    return replace(
        config, nav=nav, links=_links(config, "links", _address, (), found)
    )


def _address(typed: str) -> str | None:
    try:
        return ascii_url(web_address(typed))
    except ValueError:
        return None


def _links(
    config: Config,
    setting: str,
    resolve: Callable[[str], str | None],
    near: Sequence[str],
    found: list[Diagnostic],
) -> Mapping[str, str]:
    """One setting without its invalid lines, which are reported.  `near` are similar names, for
    hints."""
    links: dict[str, str] = {}
    labels: dict[str, str] = {}
    typed: Mapping[str, str] = getattr(config, setting)
    for label, text in typed.items():
        target = resolve(text)
        fault = _label_fault(label)
        if fault:
            pass
        elif not target:
            fault = _target_fault(setting, label, text, near)
        elif target in labels:
            message = msg(
                "`{a}` and `{b}` lead to the same page", a=labels[target], b=label
            )
            fault = Severity.ERROR, message, msg("delete one of the two lines")
        else:
            links[label], labels[target] = target, label
            continue
        severity, message, hint = fault
        rule = "invalid-config" if severity is Severity.ERROR else "broken-link"
        found.append(
            config.diagnostic(rule, severity, (setting, label), message, hint)
        )
    return MappingProxyType(links)


Fault = tuple[Severity, Message, Message]


def _label_fault(label: str) -> Fault | None:
    if not label.strip():
        message = msg("the label is empty")
        hint = msg("write a label before the colon")
    elif len(label) > LONGEST_LABEL:
        message = msg("a label of {n:,} characters is too long", n=len(label))
        hint = msg("shorten it to at most {n} characters", n=LONGEST_LABEL)
    elif has_html(label):
        message = msg("`{label}` contains HTML", label=label)
        hint = msg("write plain text; HTML belongs in a file in templates/")
    else:
        return None
    return Severity.ERROR, message, hint


def _target_fault(setting: str, label: str, text: str, near: Sequence[str]) -> Fault:
    """The diagnostic for a target that cannot be linked to.  A page that does not exist may be a
    draft, so it is a warning."""
    if setting == "links":
        hint = msg("write an http(s) address, or mailto: and an address")
    else:
        hint = msg(
            "write a path such as about.html, a key such as tag:llm, or an http(s) address"
        )
    if setting == "nav" and _PAGE.fullmatch(text):
        message = msg(
            "`{label}` is left out: there is no page {path}", label=label, path=text
        )
        return Severity.WARNING, message, nearest(text, near, hint, 0.7)
    message = msg("`{address}` is not allowed as a link", address=text)
    return Severity.ERROR, message, hint
