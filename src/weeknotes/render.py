"""Page → bytes: Jinja templates (the site's own before the theme's), feeds, and files as they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from weeknotes.diagnostics import Diagnostic, Severity, Span
from weeknotes.model import Note
from weeknotes.pages.feeds import FeedItem, FeedView, Subscriptions
from weeknotes.text import clean, has_hangul
from weeknotes.theme import theme_folder
from weeknotes.views import FileView, Page, TextView, View

if TYPE_CHECKING:
    import jinja2
    from markupsafe import Markup

    from weeknotes.syndication import Item

SUMMARY_LENGTH = 120
"""Characters of a summary: as many whole sentences as fit, or else one that is cut at a word."""


@dataclass(frozen=True, slots=True)
class Renderer:
    """Templates, and what the feeds say of an item below the site's address: made once, however many feeds hold it."""

    environment: jinja2.Environment
    item: Callable[[FeedItem, str], Item]

    def render(self, page: Page) -> bytes:
        """The file's bytes; a broken template raises what Jinja raises."""
        from weeknotes.syndication import WRITERS, opml

        match page.view:
            case FileView(data):
                return data
            case TextView(text):
                return text.encode()
            case FeedView() as view:
                return WRITERS[view.feed.format](view, [self.item(item, view.root) for item in view.items])
            case Subscriptions() as listed:
                return opml(listed)
            case view:
                return _fill(self.environment, page.template, view).encode()


def _fill(environment: jinja2.Environment, name: str, view: View, **more: object) -> str:
    # Shallow on purpose: a template sees the view's own fields as its variables, and nothing else.
    values = {field.name: getattr(view, field.name) for field in fields(view)}  # type: ignore[arg-type]
    return environment.get_template(name).render(values | more)


def _item(environment: jinja2.Environment, item: FeedItem, root: str) -> Item:
    from weeknotes.markup import for_readers, title_text
    from weeknotes.syndication import Item

    title = title_text(item.title)
    short = summary(item.summary) if isinstance(item.summary, Note) else title_text(item.summary)
    html = for_readers(clean(_fill(environment, "feed-item.html", item, root=root)))
    return Item(item.id, item.link, title, item.published, item.categories, short or title, html)


@lru_cache(maxsize=4096)
def summary(note: Note, limit: int = SUMMARY_LENGTH) -> str:
    """A note's first sentences on one line."""
    from weeknotes.markup import note_text

    text = note_text(note)
    if len(text) <= limit:
        return text
    cut = text[:limit]
    sentences = re.match(r".*[.!?…](?=\s)", cut)
    if sentences:
        return sentences.group()
    return (cut[: cut.rfind(" ")] if " " in cut[limit // 2 :] else cut).rstrip(" ,.;:") + "…"


def make_renderer(site: Path) -> Renderer:
    """A renderer whose templates are those of `site`/templates, and the theme's where it has none; `theme/base.html` is the
    theme's in any case, so that a site's own base.html can extend it."""
    import jinja2
    from markupsafe import Markup

    from weeknotes.markup import note_html, title_html, title_text

    theme = theme_folder("templates")
    folders = [folder for folder in (site / "templates", theme) if folder.is_dir()]
    environment = jinja2.Environment(
        loader=jinja2.ChoiceLoader([jinja2.FileSystemLoader(folders), jinja2.PrefixLoader({"theme": jinja2.FileSystemLoader(theme)})]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.clear()  # a template sees its view, and nothing that differs from run to run
    del environment.filters["random"]
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    environment.filters["markup"] = lambda note, root, top=3: Markup(note_html(note, root, top))
    environment.filters["lang"] = _language
    environment.filters["math"] = lambda text: Markup(title_html(text))
    environment.filters["plain"] = title_text
    environment.filters["summary"] = summary
    return Renderer(environment, cache(partial(_item, environment)))


def _language(text: str, page: str) -> Markup:
    """A `lang` attribute for text in another language than its page's; what holds Korean is Korean, all else English."""
    from markupsafe import Markup

    language = "ko" if has_hangul(text) else "en"
    return Markup("") if language == page or not text else Markup(f' lang="{language}"')


def render_pages(pages: Iterable[Page], renderer: Renderer, site: Path) -> tuple[dict[str, bytes], tuple[Diagnostic, ...]]:
    """Every page's bytes by its path.  A template that fails is reported once, and its pages are left out."""
    import jinja2

    done: dict[str, bytes] = {}
    found: dict[tuple[str, int, str], Diagnostic] = {}
    for page in pages:
        if page.path in done:
            message, hint = f"two pages would be {page.path}", "rename the file, or choose a name under `paths:`"
            found[(page.path, 1, "")] = Diagnostic("path-clash", Severity.ERROR, page.path, Span(), message, hint)
            continue
        try:
            done[page.path] = renderer.render(page)
        except jinja2.TemplateError as error:
            _add_template_error(found, error, page, site)
        except (TypeError, AttributeError, ValueError, ArithmeticError, LookupError, RecursionError, UnicodeError) as error:
            # A template can raise anything; where none is on the way, the fault is ours and must show.
            if _template_frame(error) is None and not isinstance(error, UnicodeDecodeError):
                raise
            _add_template_error(found, error, page, site)
    return done, tuple(found.values())


def _add_template_error(found: dict[tuple[str, int, str], Diagnostic], error: Exception, page: Page, site: Path) -> None:
    """One diagnostic for a fault, however many pages meet it."""
    diagnostic = _template_error(error, page, site)
    found.setdefault((diagnostic.path, diagnostic.span.line, str(error)), diagnostic)


def _template_frame(error: BaseException) -> tuple[str, int] | None:
    """The innermost template and line on the way to an error; Jinja rewrites tracebacks to name them."""
    where = None
    trace = error.__traceback__
    while trace:
        name = trace.tb_frame.f_code.co_filename
        if trace.tb_frame.f_globals.get("__jinja_template__") is not None or name.endswith((".html", ".xml", ".txt")):
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
    shown = path.relative_to(site).as_posix() if path.is_relative_to(site) else f"templates/{path.name}"
    hint = f"correct this line of the template; a template sees only the fields of its view ({type(page.view).__name__})"
    message = f"{error.message if isinstance(error, jinja2.TemplateError) and error.message else error} (while writing {page.path})"
    return Diagnostic("template-error", Severity.ERROR, shown, Span(line), message, hint, excerpt)


def _line_of(path: Path, line: int) -> str:
    try:
        return path.read_text("utf-8").split("\n")[line - 1]
    except (OSError, UnicodeDecodeError, IndexError):
        return ""
