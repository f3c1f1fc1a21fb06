"""Code coloured when the site is built: spans with Pygments' short class names, which the style
sheet knows."""

from __future__ import annotations

from html import escape

MAX_LENGTH = 10_000
"""Characters; what is longer is shown without colours, for some lexers take quadratic time."""


def highlight(code: str, language: str) -> str:
    """The inside of a <code> element; without a language, or with one that nobody knows, just the
    text."""
    if not language or len(code) > MAX_LENGTH:
        return escape(code, quote=False)
    from pygments import highlight as colour
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return escape(code, quote=False)
    coloured: str = colour(code, lexer, HtmlFormatter(nowrap=True))
    return coloured
