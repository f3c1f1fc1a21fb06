"""A small page at each old path that redirects to the current page."""

from collections.abc import Iterator
from typing import NamedTuple

from weeknotes.config.settings import Config
from weeknotes.model import Redirect, Site
from weeknotes.pages.common.page import Page


class RedirectView(NamedTuple):
    """tags/old-name.html.  `href` is the relative path of the target.  `canonical` is its URL,
    empty without a base_url."""

    language: str
    title: str
    href: str
    canonical: str


def pages(site: Site) -> Iterator[Page]:
    return map(_page, site.redirects)


def _page(redirect: Redirect) -> Page:
    return Page.of(redirect.path, "redirect.html", _view, lambda: (redirect,))


def _view(config: Config, redirect: Redirect) -> RedirectView:
    target = "../" * redirect.path.count("/") + redirect.href
    canonical = config.base_url + redirect.href if config.base_url else ""
    return RedirectView(config.language, config.title, target, canonical)
