"""Syntax highlighting at build time: spans with the short class names of Pygments, which the style
sheet knows."""

from html import escape

MAX_LENGTH = 10_000
"""Characters.  Longer code is not highlighted, as some lexers take quadratic time."""


def highlight(code: str, language: str) -> str:
    """The inside of a <code> element; without a known language just the escaped text."""
    if not language or len(code) > MAX_LENGTH:
        return escape(code, quote=False)
    import pygments
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return escape(code, quote=False)
    formatter = HtmlFormatter(nowrap=True)
    return pygments.highlight(code, lexer, formatter)
