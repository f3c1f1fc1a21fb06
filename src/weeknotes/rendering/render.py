"""Page → bytes: Jinja templates (the site's own before the theme's), feeds, and files as they
are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias
from zlib import crc32

from weeknotes.diagnostics import Diagnostic, Severity, Span
from weeknotes.pages.common.views import (
    FeedFormat,
    FeedLink,
    FileView,
    Page,
    PieceView,
    TextView,
    View,
)
from weeknotes.pages.feeds import FeedItem, FeedPart, FeedView, Subscriptions
from weeknotes.text.unicode import clean

if TYPE_CHECKING:
    import jinja2

    from weeknotes.feeds import Item

Parts: TypeAlias = tuple[int, tuple[tuple[bytes, int], ...]]
"""A checksum of a long text (CRC-32), and the mark and the length in bytes of each of its parts."""
NO_PARTS: Final[Parts] = (0, ())
_ITEMS: Final = 4096
"""Items of feeds that are kept: as a rule those that several feeds hold stand in them at about the
same place."""


class Renderer(NamedTuple):
    """Templates, `compiled` as far as they were used (to be kept), and what the feeds say of an
    item below the site's address, in RSS as the site's author's: made once, however many feeds hold
    it."""

    environment: jinja2.Environment
    compiled: Mapping[str, bytes]
    item: Callable[[FeedPart, str], Item]
    rss_item: Callable[[FeedPart, str, str], str]

    def render(self, view: View, template: str) -> bytes | PieceView:
        """The file's bytes, or those of its pieces; a broken template raises what Jinja raises."""
        match view:
            case FileView(data):
                return data
            case TextView(text):
                return text.encode()
            case PieceView():
                return view
            case FeedView(feed=FeedLink(format=FeedFormat.RSS), root=root, author=author):
                from weeknotes.feeds import rss_pieces

                return PieceView(rss_pieces(view, lambda part: self.rss_item(part, root, author)))
            case FeedView(feed=feed, root=root, items=items):
                from weeknotes.feeds import FORMATS

                return FORMATS[feed.format](view, [self.item(part, root) for part in items])
            case Subscriptions() as listed:
                from weeknotes.feeds.opml import opml

                return opml(listed)
            case _:
                return _fill(self.environment, template, view).encode()


def _fill(environment: jinja2.Environment, name: str, view: View, **more: object) -> str:
    # Shallow on purpose: a template sees the view's own fields as its variables, and nothing else.
    fields: Sequence[str] = getattr(view, "_fields", ()) or type(view).__slots__  # type: ignore[attr-defined]
    values = {field: getattr(view, field) for field in fields}
    return environment.get_template(name).render(values | more)


def make_renderer(site: Path, compiled: Mapping[str, bytes] = MappingProxyType({})) -> Renderer:
    """A renderer whose templates are those of `site`/templates, and the theme's where it has none.
    `compiled` are those that an earlier renderer compiled."""
    from weeknotes.rendering.environment import make_environment

    kept = dict(compiled)
    environment = make_environment(site, kept)

    @lru_cache(maxsize=_ITEMS)
    def item(part: FeedPart, root: str) -> Item:
        return _item(environment, part.make(), root)

    @lru_cache(maxsize=_ITEMS)
    def rss_item(part: FeedPart, root: str, author: str) -> str:
        from weeknotes import feeds as syndication

        return syndication.rss_item(item(part, root), author)

    return Renderer(environment, kept, item, rss_item)


def get_ready(renderer: Renderer) -> None:
    """Load what most pages need, for all processes that will make some; a template that cannot be
    read is told of by its pages."""
    # Few pages need these, but every fresh helper would load them again, of which a large site has
    # many.
    import feedgen.feed  # noqa: F401
    import latex2mathml.converter  # noqa: F401

    for name in renderer.environment.list_templates(
        filter_func=lambda name: not name.startswith("theme/")
    ):
        with suppress(Exception):  # it happens again then, whatever it is
            renderer.environment.get_template(name)


def _item(environment: jinja2.Environment, item: FeedItem, root: str) -> Item:
    from weeknotes.feeds import Item
    from weeknotes.markup import for_readers, title_text

    title = title_text(item.title)
    html = for_readers(clean(_fill(environment, "feed-item.html", item, root=root)))
    return Item(
        item.id, item.link, title, item.published, item.categories, item.summary or title, html
    )


class LongText:
    """A long text in UTF-8, made part by part as they are taken; those that `before` knows are
    taken from the `old` bytes.  When all are taken, `parts` tells of them."""

    def __init__(self, view: PieceView, before: Parts, old: Callable[[], bytes]) -> None:
        self.parts = NO_PARTS
        self._view = view
        self._before = before
        self._old = old

    def __iter__(self) -> Iterator[bytes | memoryview]:
        checksum, rows = self._before
        old = memoryview(self._old() if rows else b"")
        known: dict[bytes, tuple[int, int]] = {}
        if crc32(old) == checksum:  # as it was written
            at = 0
            for mark, length in rows:
                known[mark] = (at, length)
                at += length
        checksum = 0
        taken: list[tuple[bytes, int]] = []
        for piece in self._view.pieces:
            start, length = known.get(piece.mark, (0, 0))
            part = old[start : start + length] if length else piece.make().encode()
            checksum = crc32(part, checksum)
            taken.append((piece.mark, len(part)))
            yield part
        self.parts = (checksum, tuple(taken))


class Rendered(NamedTuple):
    """A page's bytes, or why there are none; of a text in parts also what tells of these, unless it
    is yet to be made."""

    data: bytes | LongText
    problem: Diagnostic | None = None
    parts: Parts = NO_PARTS


def render(
    page: Page, renderer: Renderer, site: Path, before: Parts, old: Callable[[], bytes]
) -> Rendered:
    """A page's bytes.  Of a text in parts those that `before` knows are taken from the `old`
    bytes."""
    import jinja2

    try:
        view = page.view
        made = renderer.render(view, page.template)
        if not isinstance(made, PieceView):
            return Rendered(made)
        text = LongText(made, before, old)
        if made is view:
            return Rendered(text)
        return Rendered(
            b"".join(text), None, text.parts
        )  # with templates, so what is wrong with them shows here
    except jinja2.TemplateError as error:
        return Rendered(b"", _template_error(error, page, site))
    except (
        TypeError,
        AttributeError,
        ValueError,
        ArithmeticError,
        LookupError,
        MemoryError,
        RecursionError,
        UnicodeError,
    ) as error:
        # A template can raise anything; where none is on the way, the fault is ours and must show.
        if _template_frame(error) is None and not isinstance(error, UnicodeDecodeError):
            raise
        return Rendered(b"", _template_error(error, page, site))


def _template_frame(error: BaseException) -> tuple[str, int] | None:
    """The innermost template and line on the way to an error; Jinja rewrites tracebacks to name
    them."""
    where = None
    trace = error.__traceback__
    while trace:
        name = trace.tb_frame.f_code.co_filename
        if trace.tb_frame.f_globals.get("__jinja_template__") is not None or name.endswith(
            (".html", ".xml", ".txt")
        ):
            where = (name, trace.tb_lineno)
        trace = trace.tb_next
    return where


def _template_error(error: Exception, page: Page, site: Path) -> Diagnostic:
    """A diagnostic with the template's own file and line."""
    import jinja2

    file, line = _template_frame(error) or (page.template, 1)
    if isinstance(error, jinja2.TemplateSyntaxError):
        file, line = error.filename or error.name or page.template, error.lineno
    elif isinstance(error, jinja2.TemplateNotFound):
        return Diagnostic(
            "template-error",
            Severity.ERROR,
            f"templates/{page.template}",
            Span(line),
            f"there is no template `{error.name}`",
            "correct the name, or write the file into templates/",
        )
    path = Path(file)
    excerpt = _line_of(path, line)
    shown = (
        path.relative_to(site).as_posix() if path.is_relative_to(site) else f"templates/{path.name}"
    )
    hint = f"correct this line of the template; a template sees only the fields of its view ({type(page.view).__name__})"
    message = f"{error.message if isinstance(error, jinja2.TemplateError) and error.message else error} (while writing {page.path})"
    return Diagnostic("template-error", Severity.ERROR, shown, Span(line), message, hint, excerpt)


def _line_of(path: Path, line: int) -> str:
    try:
        return path.read_text("utf-8").split("\n")[line - 1]
    except (OSError, UnicodeDecodeError, IndexError):
        return ""
