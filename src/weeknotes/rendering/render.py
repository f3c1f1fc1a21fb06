"""Render a page to bytes: from a template, as a feed, or from a file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from weeknotes.config.settings import Config
from weeknotes.diagnostics import Diagnostic
from weeknotes.pages.common.context import FeedFormat
from weeknotes.pages.common.page import FileCopy, FileView, Page, View
from weeknotes.pages.feeds import ITEM_TEMPLATE, FeedItem, FeedView, Subscriptions
from weeknotes.rendering.template_errors import (
    TEMPLATE_ERRORS,
    fields_of,
    is_of_template,
    template_error,
)
from weeknotes.text.unicode import clean

if TYPE_CHECKING:
    import jinja2

_SUFFIXES = (".html", ".xml", ".txt")
LARGEST_FEED = 1_000_000
"""In bytes.  Some feed readers refuse larger feeds."""
_LARGEST_ITEM = 200_000
"""In characters.  Feeds contain only the summary of a longer item, because the whole item would
displace all others."""
_ITEMS = 4096
"""The size of the caches of feed items.  Feeds that share items are rendered one after the
other."""


class Renderer:
    """Renders the pages of one site.  Templates are compiled once.  `version` is the version of the
    style sheets and scripts."""

    def __init__(self, site: Path, config: Config, version: str) -> None:
        from weeknotes.rendering.environment import make_environment

        self.site = site
        self.config = config
        self.version = version
        self.environment = make_environment(site, version)
        # Each feed item is rendered once for all feeds.
        self._item = lru_cache(maxsize=_ITEMS)(self._item_html)
        self._written_item = lru_cache(maxsize=_ITEMS)(self._write_item)

    def render(self, page: Page) -> bytes | Path | Diagnostic:
        """The bytes of a page, the file that is copied, or the error in its template.  Raises
        errors of this program."""
        view = page.make_view(self.config)
        try:
            return self._bytes(view, page.template)
        except TEMPLATE_ERRORS as error:
            if not is_of_template(error):  # a bug in this program must not be hidden
                raise
            return template_error(error, page.path, page.template, view, self.site)

    def _bytes(self, view: View, template: str) -> bytes | Path:
        match view:
            case FileView(data):
                return data
            case FileCopy(file):
                return file
            case FeedView():
                return self._feed(view)
            case Subscriptions():
                from weeknotes.feeds.opml import opml

                return opml(view)
            case _:
                return self._fill(template, view).encode()

    def _feed(self, view: FeedView) -> bytes:
        """A feed with as many of its newest items as fit; at least one."""
        from weeknotes.feeds import FORMATS

        items = [self._written_item(item, view.feed.format) for item in view.items]
        write = FORMATS[view.feed.format].feed
        feed = write(view, items)
        if len(feed) <= LARGEST_FEED:
            return feed
        sizes = range(1, len(items) + 1)
        fitting = bisect_right(
            sizes, LARGEST_FEED, key=lambda size: len(write(view, items[:size]))
        )
        return write(view, items[: max(1, fitting)])

    def _fill(self, template: str, view: View, **more: object) -> str:
        # Templates get the fields of the view as variables, without conversion as in `asdict`.
        variables = {field: getattr(view, field) for field in fields_of(view)}
        return self._template(template).render(variables | more)

    def _template(self, name: str) -> jinja2.Template:
        """A template, compiled.  Raises TemplateError for every error of Jinja or Python in it."""
        import jinja2

        try:
            return self.environment.get_template(name)
        except TEMPLATE_ERRORS as error:
            if isinstance(error, jinja2.TemplateError):
                raise
            message = f"cannot be compiled: {str(error) or type(error).__name__}"
            raise jinja2.TemplateSyntaxError(message, 1, name) from error

    def _item_html(self, item: FeedItem) -> str:
        from html import escape

        from weeknotes.markup import for_readers

        html = self._fill(ITEM_TEMPLATE, item, root=self.config.base_url)
        if len(html) > _LARGEST_ITEM:
            html = f"<p>{escape(item.summary)}</p>"
        return for_readers(clean(html))

    def _write_item(self, item: FeedItem, feed_format: FeedFormat) -> object:
        from weeknotes.feeds import FORMATS

        html = self._item(item)
        return FORMATS[feed_format].item(item, html, self.config.author)

    def load_libraries(self) -> None:
        """Import libraries and compile templates before worker processes are forked."""
        import feedgen.feed  # noqa: F401
        import latex2mathml.converter  # noqa: F401

        import weeknotes.feeds
        import weeknotes.markup.parser  # noqa: F401

        for name in self._template_names():
            # Rendering a page with this template reports the error.
            with suppress(Exception):
                self.environment.get_template(name)

    def template_diagnostics(self) -> Iterator[Diagnostic]:
        """Yield an error for each template that cannot be compiled."""
        import jinja2

        for name in self._template_names():
            try:
                self._template(name)
            except jinja2.TemplateError as error:
                yield template_error(error, name, name, None, self.site)

    def _template_names(self) -> list[str]:
        return self.environment.list_templates(
            filter_func=lambda name: (
                name.endswith(_SUFFIXES) and not name.startswith("theme/")
            )
        )
