"""Syntax highlighting at build time.  The style sheet has rules for Pygments' short class names."""

from html import escape

MAX_LENGTH = 10_000
"""Maximum length in characters.  Longer code is not highlighted, because some lexers take quadratic
time."""


def highlight(code: str, language: str) -> str:
    """The content of a <code> element.  If the language is unknown, the text is only escaped."""
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
