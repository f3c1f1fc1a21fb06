"""A small page at every path that once led somewhere, which leads on at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from weeknotes.config.settings import Config
from weeknotes.fingerprints import mark_of
from weeknotes.model import Redirect, Site
from weeknotes.pages.common.views import Page


class RedirectView(NamedTuple):
    """tags/old-name.html: `href` leads there from this path, `canonical` is the target's public
    address."""

    language: str
    title: str
    href: str
    canonical: str


def pages(site: Site) -> Iterator[Page]:
    for redirect in site.redirects:
        yield Page.of(
            redirect.path, "redirect.html", mark_of(redirect.href), _view, redirect, site.config
        )


def _view(redirect: Redirect, config: Config) -> RedirectView:
    target = "../" * redirect.path.count("/") + redirect.href
    canonical = config.base_url + redirect.href if config.base_url else ""
    return RedirectView(config.language, config.title, target, canonical)
