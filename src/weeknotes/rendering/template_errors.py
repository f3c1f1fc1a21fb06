"""Convert errors in templates to diagnostics with the file and line of the template."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import jinja2

from weeknotes.diagnostics import Diagnostic, Severity, Span
from weeknotes.pages.common.page import View
from weeknotes.sources.files import read_regular
from weeknotes.text.messages import Message, msg, nearest

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
_OBJECT = re.compile(r"'(?:\w+\.)*(\w+) object'")
_UNDEFINED = re.compile(r"'(\w+)' is undefined|has no attribute '(\w+)'")


class NotTextError(jinja2.TemplateRuntimeError):
    """A template writes a value that is not text: a function without brackets, or a value with
    fields."""

    def __init__(self, value: object) -> None:
        super().__init__(type(value).__name__)
        self.is_function, self.is_none = callable(value), value is None


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
    error: BaseException, page: str, template: str, view: View | None, site: Path
) -> Diagnostic:
    """The diagnostic for an error in a template, with the file and line of the template.  `page` is
    the path of the page that was rendered, and `template` is its template."""
    file, line = _template_frame(error) or (template, 1)
    if isinstance(error, jinja2.TemplateNotFound):
        return Diagnostic(
            "template-error",
            Severity.ERROR,
            f"templates/{template}",
            Span(line),
            msg("there is no template `{name}`", name=str(error.name)),
            msg("correct the name, or add the file to templates/"),
        )
    if isinstance(error, jinja2.TemplateSyntaxError):
        file, line = error.filename or error.name or template, error.lineno
    path = Path(file)
    is_own = path.is_relative_to(site)
    shown = path.relative_to(site).as_posix() if is_own else f"templates/{path.name}"
    line_text = _line_of(path, line)
    message, hint = _message(error, line_text, path.name, view)
    return Diagnostic(
        "template-error",
        Severity.ERROR,
        shown,
        Span(line),
        msg("{error} (on the page {path})", error=message, path=page),
        hint,
        line_text,
    )


def _message(
    error: BaseException, line: str, name: str, view: View | None
) -> tuple[Message | str, Message]:
    """What is wrong, and the hint.  Jinja's own messages are in English."""
    if isinstance(error, NotTextError):
        if error.is_function:
            return (
                msg("this is a function, and is not called"),
                msg(
                    "write brackets after its name: `{example}`",
                    example="{{ super() }}",
                ),
            )
        if error.is_none:
            return (
                msg("this value is missing"),
                msg(
                    "write the value between `{begin}` and `{end}`",
                    begin="{% if … %}",
                    end="{% endif %}",
                ),
            )
        return (
            msg("a value of the type {type} is not text", type=str(error)),
            msg(
                "write one of the fields or items of this value; docs/theming.md lists them"
            ),
        )
    if isinstance(error, RecursionError) and "extends" in line:
        return (
            msg("this template extends itself"),
            msg("write `{name}`", name=f'{{% extends "theme/{name}" %}}'),
        )
    text = str(error)
    if isinstance(error, jinja2.TemplateError) and error.message:
        text = error.message
    if isinstance(error, jinja2.TemplateSyntaxError):
        return text, msg(
            "correct this line, or close the block or the bracket that was opened above it"
        )
    return _OBJECT.sub(r"`\1`", text), _hint(text, view)


def _hint(message: str, view: View | None) -> Message:
    """The hint: the new name if a variable was renamed, a similar name, or a general hint."""
    unknown = _UNDEFINED.search(message)
    name = (unknown[1] or unknown[2]) if unknown else ""
    if name in RENAMED:
        return msg(
            "write `{new}` instead of `{old}`; docs/upgrading.md lists all new names",
            new=RENAMED[name],
            old=name,
        )
    return nearest(
        name,
        _names(view),
        msg(
            "correct this line; docs/theming.md lists the variables of each template"
        ),
        cutoff=0.7,
    )


def _names(view: View | None) -> Iterator[str]:
    """The names of a view's fields, and of their fields."""
    for field in fields_of(view):
        yield field
        yield from fields_of(getattr(view, field, None))


def fields_of(value: object) -> Sequence[str]:
    """The names of the fields of a named tuple, or of a dataclass with slots."""
    return getattr(value, "_fields", getattr(value, "__slots__", ()))


def _line_of(path: Path, line: int) -> str:
    try:
        return read_regular(path).decode("utf-8").split("\n")[line - 1]
    except (OSError, UnicodeDecodeError, IndexError):
        return ""
