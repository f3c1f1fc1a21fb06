"""Convert errors in templates to diagnostics with the file and line of the template."""

import re
from collections.abc import Mapping
from pathlib import Path

import jinja2

from weeknotes.diagnostics import Diagnostic, Severity, Span
from weeknotes.pages.common.page import Page, View
from weeknotes.sources.files import read_regular
from weeknotes.text.messages import Message, msg

RENAMED: Mapping[str, str] = {
    "frame": "page",
    "around": "page.site",
    "parts": "pagination",
    "variants": "alternate_titles",
    "titled": "has_title",
    "said": "names",
    "why": "reason",
    "cite": "citation_files",
    "before": "pagination.previous",
    "after": "pagination.next",
    "parts_nav": "pager_nav",
}
"""Names of variables and fields in templates of version 0.1 → their current names (see
docs/upgrading.md)."""
_UNDEFINED = re.compile(r"'(\w+)' is undefined|has no attribute '(\w+)'")
TEMPLATE_ERRORS = (
    jinja2.TemplateError,
    TypeError,
    AttributeError,
    ValueError,
    ArithmeticError,
    LookupError,
    MemoryError,
    RecursionError,
    UnicodeError,
)
"""The exceptions that a template may raise."""


def is_of_template(error: BaseException) -> bool:
    """Whether an error was raised in a template, not in this program."""
    if isinstance(error, jinja2.TemplateError | UnicodeDecodeError):
        return True
    return _template_frame(error) is not None


def _template_frame(error: BaseException) -> tuple[str, int] | None:
    """(file, line) of the innermost template in a traceback, or None.  Jinja adds template
    positions to tracebacks."""
    where = None
    trace = error.__traceback__
    while trace:
        name = trace.tb_frame.f_code.co_filename
        is_template = trace.tb_frame.f_globals.get("__jinja_template__") is not None
        if is_template or name.endswith((".html", ".xml", ".txt")):
            where = (name, trace.tb_lineno)
        trace = trace.tb_next
    return where


def template_error(
    error: BaseException, page: Page, view: View | None, site: Path
) -> Diagnostic:
    """The diagnostic for an error in a template, with the file and line of the template."""
    file, line = _template_frame(error) or (page.template, 1)
    if isinstance(error, jinja2.TemplateNotFound):
        return Diagnostic(
            "template-error",
            Severity.ERROR,
            f"templates/{page.template}",
            Span(line),
            msg("there is no template `{name}`", name=str(error.name)),
            msg("correct the name, or add the file to templates/"),
        )
    if isinstance(error, jinja2.TemplateSyntaxError):
        file, line = error.filename or error.name or page.template, error.lineno
    path = Path(file)
    is_own = path.is_relative_to(site)
    shown = path.relative_to(site).as_posix() if is_own else f"templates/{path.name}"
    text = (
        error.message
        if isinstance(error, jinja2.TemplateError) and error.message
        else error
    )
    return Diagnostic(
        "template-error",
        Severity.ERROR,
        shown,
        Span(line),
        msg("{error} (on the page {path})", error=str(text), path=page.path),
        _hint(str(text), view),
        _line_of(path, line),
    )


def _hint(message: str, view: View | None) -> Message:
    """The hint: the new name if a variable was renamed, else a general hint."""
    unknown = _UNDEFINED.search(message)
    name = (unknown[1] or unknown[2]) if unknown else ""
    if name in RENAMED:
        return msg(
            "write `{new}` instead of `{old}`; docs/upgrading.md lists all new names",
            new=RENAMED[name],
            old=name,
        )
    return msg(
        "correct this line of the template; it can use only the fields of its view ({view})",
        view=type(view).__name__,
    )


def _line_of(path: Path, line: int) -> str:
    try:
        return read_regular(path).decode("utf-8").split("\n")[line - 1]
    except (OSError, UnicodeDecodeError, IndexError):
        return ""
